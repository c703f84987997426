/** Height of the plotted area of every chart, in pixels. */
export type PlotHeight = 110 | 150 | 240;

/** How values become heights, with round values to label. */
export interface ValueScale {
  readonly height: PlotHeight;
  readonly ticks: readonly number[];
  /** Digits that tell neighboring ticks apart. */
  readonly digits: number;
  /** Distance from the top in pixels. */
  readonly y: (value: number) => number;
}

/** Makes a scale over all values given, with a little air; two equal bounds are spread. */
export function valueScale(
  values: Iterable<number | undefined>,
  height: PlotHeight,
  ticksMax = 6,
): ValueScale {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value === undefined || !Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) [low, high] = [0, 1];
  const spread = high > low ? (high - low) * 0.04 : Math.max(Math.abs(high) * 0.01, 1e-6);
  const bottom = low === 0 && high > 0 ? 0 : low - spread;
  const top = high === 0 && low < 0 ? 0 : high + spread;
  const step = roundStep((top - bottom) / ticksMax);
  const first = Math.ceil(bottom / step - 1e-9);
  const last = Math.floor(top / step + 1e-9);
  return {
    height,
    ticks: Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step),
    digits: digitsOf(step),
    y: (value) => height - ((value - bottom) / (top - bottom)) * height,
  };
}

/** The next of 1, 2, 2.5, 5 times a power of ten. */
function roundStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = [1, 2, 2.5, 5].find((each) => each * power >= raw * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** How many digits after the point a step needs: 2.5 needs one, 0.05 two. */
function digitsOf(step: number): number {
  for (let digits = 0; digits < 8; digits++) {
    const scaled = step * 10 ** digits;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6) return digits;
  }
  return 8;
}
