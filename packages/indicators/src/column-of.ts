/** An indicator of one number that can go through a column at once. */
interface ColumnRunner {
  step(value: number): number;
  /**
   * Does what `step` does for the values of a column from an index on, with the state in registers,
   * for as long as nothing unusual happens: warm-up, a missing value, a flat window.
   *
   * @returns The index of the first value that is left for `step`.
   */
  runAhead(values: Float64Array, result: Float64Array, from: number): number;
}

/** Returns what an indicator says to each value of a column, NaN for nothing. */
export function columnOf(
  indicator: ColumnRunner,
  values: Float64Array,
  result: Float64Array = new Float64Array(values.length),
): Float64Array {
  for (let i = 0; i < values.length; i++) {
    i = indicator.runAhead(values, result, i);
    if (i < values.length) result[i] = indicator.step(values[i]!);
  }
  return result;
}
