import { checkFinite, type Returns } from '../statistic/check-input.js';

/** Count, mean and sum of squared deviations from the mean. */
export interface Moments {
  readonly count: number;
  /** Zero for no values. */
  readonly mean: number;
  readonly squares: number;
}

/**
 * Mean and squared deviations in two passes.
 *
 * Works relative to the first value, so that values which never differ have a deviation of
 * exactly zero, and corrects the second pass by what the mean was off (Chan, Golub and LeVeque,
 * 1983, "Algorithms for computing the sample variance").
 *
 * @throws SdkError `VALUE_INVALID` for values that are not finite.
 */
export function moments(values: Returns, field = 'returns'): Moments {
  const count = values.length;
  if (count === 0) return { count, mean: 0, squares: 0 };
  const origin = values[0] as number;
  let sum = 0;
  for (let i = 1; i < count; i++) sum += (values[i] as number) - origin;
  const mean = origin + sum / count;
  // A value that is not finite makes the sum so: one test instead of one per value.
  if (!Number.isFinite(mean)) checkFinite(values, field);
  let squares = 0;
  let drift = 0;
  for (let i = 0; i < count; i++) {
    const deviation = (values[i] as number) - mean;
    squares += deviation * deviation;
    drift += deviation;
  }
  return { count, mean, squares: Math.max(0, squares - (drift * drift) / count) };
}

/** Sample deviation (n − 1); zero for fewer than two values. */
export function sampleDeviation({ count, squares }: Moments): number {
  return count < 2 ? 0 : Math.sqrt(squares / (count - 1));
}

/**
 * Says whether a deviation of returns is nothing but rounding. A return is a quotient of two
 * equities minus one, so its last digit is worth an epsilon of `1 + r`, however small `r` is.
 */
export function isReturnNoise(deviation: number, mean: number): boolean {
  return deviation <= 8 * Number.EPSILON * (1 + Math.abs(mean));
}
