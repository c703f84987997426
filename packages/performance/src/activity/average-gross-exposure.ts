import { invalidValue } from '@tradewright/core';
import { checkSameLength } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';
import { type NumberLikes, readNumbers } from '../statistic/number-like.js';

/**
 * Returns the mean of what was held, long and short together, as a share of equity.
 *
 *     mean(gross ÷ equity)
 *
 * @param gross Market value of longs plus that of shorts, both positive, at each point.
 * @param equity Value of the account at each point, above zero.
 * @returns A fraction: 1 is fully invested, above it with leverage; `undefined` for no points.
 * @throws SdkError `VALUE_INVALID` for values that are not finite, gross below zero, equity not
 *   above zero, or another length.
 *
 * @example
 * averageGrossExposure([50, 100], [100, 100]) // => 0.75
 */
export function averageGrossExposure(gross: NumberLikes, equity: NumberLikes): number | undefined {
  return numberOrUndefined(measureAverageGrossExposure(gross, equity));
}

export function measureAverageGrossExposure(gross: NumberLikes, equity: NumberLikes): Measured {
  const held = readNumbers(gross, 'gross');
  const worth = readNumbers(equity, 'equity');
  checkSameLength(held, 'gross', worth.length);
  let sum = 0;
  for (let i = 0; i < worth.length; i++) {
    if ((held[i] as number) < 0) throw outside(`gross[${i}]`, held[i], 'zero or above');
    if ((worth[i] as number) <= 0) throw outside(`equity[${i}]`, worth[i], 'above zero');
    sum += (held[i] as number) / (worth[i] as number);
  }
  return worth.length === 0 ? 'too-few-observations' : sum / worth.length;
}

function outside(field: string, value: unknown, must: string): Error {
  return invalidValue('VALUE_INVALID', { field, value, must });
}
