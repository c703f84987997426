/** Part of the seed that may be left. */
const seedLeft = 0.01;

/**
 * Bars after which Wilder's average, whose weight is 1 ÷ `length`, has less than 1 % of its seed in
 * it: a run that begins later then decides the same but for hairs.
 *
 *     (1 − 1 ÷ length)^bars < 0.01
 *
 * @example
 * settledBars(2) // => 7
 */
export function settledBars(length: number): number {
  if (length === 1) return 0;
  return Math.ceil(Math.log(seedLeft) / Math.log(1 - 1 / length));
}
