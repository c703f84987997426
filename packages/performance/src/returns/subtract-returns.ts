import {
  checkFinite,
  checkNumber,
  checkSameLength,
  type Returns,
} from '../statistic/check-input.js';

/** A rate per period that never changes, or one per period. */
export type RatePerPeriod = number | Returns;

/** Returns above a rate or above another series, period by period. Never copies without need. */
export function subtractReturns(returns: Returns, rate: RatePerPeriod, field: string): Returns {
  if (rate === 0) return returns;
  if (typeof rate === 'number') checkNumber(rate, field);
  else {
    checkSameLength(rate, field, returns.length);
    checkFinite(rate, field);
  }
  const excess = new Float64Array(returns.length);
  for (let i = 0; i < excess.length; i++) {
    excess[i] = (returns[i] as number) - (typeof rate === 'number' ? rate : (rate[i] as number));
  }
  return excess;
}
