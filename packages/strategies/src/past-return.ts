/** Which closes a {@link PastReturn} compares. */
export interface PastReturnSpan {
  /** Bars from the first close to now. */
  readonly lookback: number;
  /** Newest bars that are left out; below `lookback`. */
  readonly skip: number;
}

/**
 * Return over the past, the newest bars left out, 0.1 is +10 %.
 *
 *     close[t − skip] ÷ close[t − lookback] − 1
 *
 * First value: close number `lookback + 1`.
 *
 * @example
 * const pastReturn = new PastReturn({ lookback: 2, skip: 1 });
 * [100, 150, 90].map((close) => pastReturn.next(close)) // => [undefined, undefined, 0.5]
 */
export class PastReturn {
  readonly #ring: Float64Array;
  readonly #skip: number;
  #seen = 0;

  constructor({ lookback, skip }: PastReturnSpan) {
    this.#ring = new Float64Array(lookback + 1);
    this.#skip = skip;
  }

  next(close: number): number | undefined {
    const ring = this.#ring;
    const now = this.#seen % ring.length;
    ring[now] = close;
    this.#seen++;
    if (this.#seen < ring.length) return undefined;
    const from = ring[(now + 1) % ring.length]!;
    const to = ring[(now + ring.length - this.#skip) % ring.length]!;
    return to / from - 1;
  }
}
