/** Turns the NaN of a calculation into the `undefined` of an answer. */
export function defined(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value;
}
