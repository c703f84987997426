/** How many returns fall between two bounds, the lower one included. */
export interface ReturnBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

const steps = [1, 2, 2.5, 5, 10];
/** Share of the returns at each end that may be so far out that they share one bin. */
const tail = 0.005;
/** Returns that differ by less than this do not differ. */
const roundingNoise = 1e-12;

/**
 * Counts returns in about thirty bins of one round width, zero being a bound. A bin at either end
 * that is wider holds what is beyond the outer half percent, so that one crash does not hide
 * the shape of the rest.
 *
 * @returns Nothing for returns that never vary.
 */
export function binReturns(returns: Float64Array): readonly ReturnBin[] {
  const sorted = returns.toSorted();
  const [least = 0, most = 0] = [sorted[0], sorted.at(-1)];
  if (!(most - least > roundingNoise)) return [];
  const outside = Math.floor(sorted.length * tail);
  const width = roundWidth(sorted, outside);
  const first = Math.floor((sorted[outside] as number) / width);
  const last = Math.floor((sorted[sorted.length - 1 - outside] as number) / width);
  const counts = new Array<number>(last - first + 3).fill(0);
  for (const value of sorted) {
    const bin = Math.min(last + 1, Math.max(first - 1, Math.floor(value / width))) - first + 1;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const bins = counts.map((count, i) => ({
    from: i === 0 ? least : (first + i - 1) * width,
    to: i === counts.length - 1 ? most : (first + i) * width,
    count,
  }));
  return bins.filter(({ count }, i) => count > 0 || (i > 0 && i < bins.length - 1));
}

/** From the middle of the returns, or from all of them where the middle never varies. */
function roundWidth(sorted: Float64Array, outside: number): number {
  const last = sorted.length - 1;
  const middle = (sorted[last - outside] as number) - (sorted[outside] as number);
  const spread = middle > roundingNoise ? middle : (sorted[last] as number) - (sorted[0] as number);
  const raw = spread / 30;
  const power = 10 ** Math.floor(Math.log10(raw));
  return power * (steps.find((step) => step * power >= raw) ?? 10);
}
