/**
 * Why a statistic does not exist for the data at hand.
 *
 * - `too-few-observations`: fewer values than the sample rule of the statistic asks for.
 * - `no-variation`: the values never differ by more than rounding noise.
 * - `no-losses`, `no-wins`: nothing on the side that would be divided by.
 * - `no-drawdown`: the curve never fell.
 * - `flat-benchmark`: the benchmark never differs by more than rounding noise.
 * - `ruined`: everything or more was lost, so that growth has no root and no logarithm.
 * - `zero-denominator`: another divisor is zero.
 * - `too-large`: the value is beyond what a double can hold.
 * - `not-supplied`: it needs input that was not given (a benchmark, round trips, fills, times).
 */
export type UndefinedReason =
  | 'flat-benchmark'
  | 'no-drawdown'
  | 'no-losses'
  | 'no-variation'
  | 'no-wins'
  | 'not-supplied'
  | 'ruined'
  | 'too-few-observations'
  | 'too-large'
  | 'zero-denominator';

/** A statistic, or the reason why there is none. What every formula computes internally. */
export type Measured = number | UndefinedReason;

/** The number, or `undefined` where there is none: the public form of {@link Measured}. */
export function numberOrUndefined(measured: Measured): number | undefined {
  const settled = settle(measured);
  return typeof settled === 'number' ? settled : undefined;
}

/** Turns what overflowed into a reason: no infinity, `NaN` or negative zero leaves the package. */
export function settle(measured: Measured): Measured {
  if (typeof measured === 'string') return measured;
  return Number.isFinite(measured) ? measured + 0 : 'too-large';
}
