/** How many returns fall between two bounds, the lower one included. */
export interface ReturnBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

const steps = [1, 2, 2.5, 5, 10];

/** Counts returns in bins of one round width, about thirty of them; zero is always a bound. */
export function binReturns(returns: Float64Array): readonly ReturnBin[] {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < returns.length; i++) {
    least = Math.min(least, returns[i] as number);
    most = Math.max(most, returns[i] as number);
  }
  if (!(most > least)) return [];
  const raw = (most - least) / 30;
  const power = 10 ** Math.floor(Math.log10(raw));
  const width = power * (steps.find((step) => step * power >= raw) ?? 10);
  const first = Math.floor(least / width);
  const counts = new Array<number>(Math.floor(most / width) - first + 1).fill(0);
  for (let i = 0; i < returns.length; i++) {
    const bin = Math.floor((returns[i] as number) / width) - first;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((count, i) => ({
    from: (first + i) * width,
    to: (first + i + 1) * width,
    count,
  }));
}
