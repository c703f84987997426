import { invalidValue } from '@tradewright/core';
import { checkFinite, type Returns } from '../statistic/check-input.js';
import { selectNth } from './select-nth.js';

/**
 * Returns a quantile by linear interpolation between order statistics, as NumPy, pandas and Excel
 * (`PERCENTILE.INC`) do by default.
 *
 *     position = (n − 1) × share
 *
 * @param values At least one finite number; not changed.
 * @param share From 0, the lowest, to 1, the highest.
 */
export function quantile(values: Returns, share: number): number {
  checkFinite(values, 'returns');
  const copy = Float64Array.from(values);
  const position = (copy.length - 1) * share;
  const index = Math.floor(position);
  const low = selectNth(copy, index);
  const weight = position - index;
  if (weight === 0) return low;
  const high = lowestFrom(copy, index + 1);
  // From the nearer end, so that a weight of nearly one gives nearly the upper value.
  return weight < 0.5 ? low + (high - low) * weight : high - (high - low) * (1 - weight);
}

/** @throws SdkError `VALUE_INVALID` unless the tail is a fraction from 0 to 1. */
export function checkTail(tail: number): void {
  if (tail >= 0 && tail <= 1) return;
  throw invalidValue('VALUE_INVALID', {
    field: 'tail',
    value: tail,
    must: 'a fraction from 0 to 1, where 0.05 is the worst 5 %',
  });
}

function lowestFrom(values: Float64Array, from: number): number {
  let lowest = values[from] as number;
  for (let i = from + 1; i < values.length; i++) {
    if ((values[i] as number) < lowest) lowest = values[i] as number;
  }
  return lowest;
}
