import { invalidValue } from '@tradewright/core';

/**
 * The label of Alpha158, `LABEL0`: what is earned from the next close to the one after.
 *
 *     close[t+2] ÷ close[t+1] − 1
 *
 * **It looks two bars ahead**: it is for training and for scoring, never an input of a decision. A
 * decision at the close of bar t can trade at the close of t+1 at the earliest; hence the shift.
 * The last two rows are NaN, and those that need a close which is missing or divide by one of zero.
 *
 * @throws SdkError `VALUE_INVALID` when `close` is no `Float64Array`.
 *
 * Agrees with: Qlib, `Ref($close, -2)/Ref($close, -1) - 1`.
 *
 * @example
 * alpha158Label(Float64Array.of(10, 20, 30, 15)) // => Float64Array [0.5, -0.5, NaN, NaN]
 */
export function alpha158Label(close: Float64Array): Float64Array {
  if (!(close instanceof Float64Array)) {
    throw invalidValue('VALUE_INVALID', { field: 'close', value: close, must: 'a Float64Array' });
  }
  const label = new Float64Array(close.length).fill(Number.NaN);
  for (let t = 0; t + 2 < close.length; t++) {
    const next = close[t + 1]!;
    const value = close[t + 2]! / next - 1;
    if (Number.isFinite(value) && Number.isFinite(next)) label[t] = value;
  }
  return label;
}
