/** Part of a price that sums in another order may differ by. */
const rounding = 1e-12;

/**
 * On which side of a level a price or an average is: 1 above, −1 below, 0 at it. What differs by
 * rounding only is at it: averages of prices in cents are often equal, and then the last bit would
 * decide, which depends on where a run began.
 *
 * @example
 * sideOf(0.1 + 0.2, 0.3) // => 0
 */
export function sideOf(value: number, level: number): -1 | 0 | 1 {
  if (Math.abs(value - level) <= rounding * Math.abs(level)) return 0;
  return value > level ? 1 : -1;
}
