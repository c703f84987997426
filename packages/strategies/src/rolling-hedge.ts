/** The straight line between two prices, and how far the newest pair is from it. */
export interface Hedge {
  /** Units of the second that move like one of the first. */
  readonly ratio: number;
  /** Distance of the newest first price from the line, in deviations of the window. */
  readonly z: number;
}

/**
 * Least-squares line of one price on another over the last `length` pairs.
 *
 *     ratio = Σ (x − x̄)(y − ȳ) ÷ Σ (x − x̄)²
 *     z     = e[t] ÷ √(Σ e² ÷ length),   e = (y − ȳ) − ratio × (x − x̄)
 *
 * The window is summed at every pair, from the oldest on, so that nothing drifts and a run that
 * begins later has the same bits. First value: pair number `length`; `undefined` where the second
 * price or the distance is flat.
 *
 * @example
 * const hedge = new RollingHedge(3);
 * [1, 2, 3].map((x) => hedge.next(2 * x, x)?.ratio) // => [undefined, undefined, undefined]
 * hedge.next(9, 4)?.ratio // => 2.5
 */
export class RollingHedge {
  readonly #first: Float64Array;
  readonly #second: Float64Array;
  #seen = 0;

  constructor(length: number) {
    this.#first = new Float64Array(length);
    this.#second = new Float64Array(length);
  }

  next(first: number, second: number): Hedge | undefined {
    const length = this.#first.length;
    this.#first.copyWithin(0, 1);
    this.#second.copyWithin(0, 1);
    this.#first[length - 1] = first;
    this.#second[length - 1] = second;
    this.#seen++;
    if (this.#seen < length) return undefined;
    const firstMean = meanOf(this.#first);
    const secondMean = meanOf(this.#second);
    let spread = 0;
    let across = 0;
    for (let i = 0; i < length; i++) {
      const x = this.#second[i]! - secondMean;
      spread += x * x;
      across += x * (this.#first[i]! - firstMean);
    }
    const ratio = across / spread;
    let squares = 0;
    for (let i = 0; i < length; i++) {
      const e = this.#first[i]! - firstMean - ratio * (this.#second[i]! - secondMean);
      squares += e * e;
    }
    const deviation = Math.sqrt(squares / length);
    // Prices that lie on one line leave only rounding.
    if (!(deviation > 1e-9 * Math.abs(first))) return undefined;
    return { ratio, z: (first - firstMean - ratio * (second - secondMean)) / deviation };
  }
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
