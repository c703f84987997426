/**
 * What every indicator is: fed one input at a time, it answers with its value, or with `undefined`
 * while there is none.
 *
 * - **Warm-up.** No value before input number `warmUp`. A result that does not exist later on (the
 *   quotient of a flat window, say) is `undefined` too; each docstring says when.
 * - **Missing inputs.** An input that is not finite (NaN, ±Infinity; for a bar: such a field that
 *   the indicator reads) is a row that is not there. It answers `undefined` and changes nothing, so
 *   a column with holes gives the values of the rows that exist.
 * - **Forming bars.** `replaceLast` takes back the last input, missing or not, and takes another in
 *   its place: the state is exactly that of never having seen the replaced one.
 * - **Several outputs.** The answer is one object that is updated in place, once all its outputs
 *   exist. Copy what you keep.
 *
 * Inputs are prices and volumes of ordinary size: magnitudes up to 1e100.
 *
 * Each indicator also has a function over whole columns (`smaColumn` for `Sma`), which runs the
 * same code and holds NaN where the stream says `undefined`.
 */
export interface Indicator<Input, Output> {
  /** Inputs needed before the first value: it comes with input number `warmUp`, counted from 1. */
  readonly warmUp: number;
  /** What the last `next` or `replaceLast` returned; `undefined` before any. */
  readonly value: Output | undefined;
  /** Takes the next input, oldest first. */
  next(input: Input): Output | undefined;
  /** Takes back the last input and takes this one instead; the same as `next` if there is none. */
  replaceLast(input: Input): Output | undefined;
}
