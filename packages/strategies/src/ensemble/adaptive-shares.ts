import { invalidValue } from '@tradewright/core';

/** How shares follow performance. */
export interface AdaptiveSettings {
  /** Shares to begin with, above zero. */
  readonly shares: readonly number[];
  readonly lookbackBars: number;
  /** 0 keeps the shares. */
  readonly learningRate: number;
  /** What no member falls below: at most 1 ÷ members. */
  readonly shareMin: number;
  readonly updateEveryBars: number;
}

/**
 * Shares that grow with what members would have earned lately: multiplicative weights that forget
 * what is older than the window, with a floor.
 *
 *     v = share₀ × exp(learningRate × Σ of the last lookbackBars returns)
 *     share = shareMin + (1 − n × shareMin) × v ÷ Σ v
 *
 * Before the window is full, the sum is over what there is. Shares sum to 1.
 *
 * Source: Freund and Schapire (1997), "A Decision-Theoretic Generalization of On-Line Learning",
 * section 2 (Hedge); Herbster and Warmuth (1998), "Tracking the Best Expert", for a floor that lets
 * a member come back.
 */
export class AdaptiveShares {
  private readonly settings: AdaptiveSettings;
  /** The last returns of each member, a ring; zero where there was none yet. */
  private readonly windows: readonly Float64Array[];
  private current: readonly number[];
  private bars = 0;

  /** @throws SdkError `VALUE_INVALID` for a floor that the members cannot all have. */
  constructor(settings: AdaptiveSettings) {
    const { shares, shareMin } = settings;
    if (!(shareMin * shares.length <= 1)) {
      const must = `at most 1 / ${shares.length}, one for each member`;
      throw invalidValue('VALUE_INVALID', { field: 'shareMin', value: shareMin, must });
    }
    this.settings = settings;
    this.windows = settings.shares.map(() => new Float64Array(settings.lookbackBars));
    this.current = this.calculate();
  }

  /** One for each member, in order. */
  get shares(): readonly number[] {
    return this.current;
  }

  /** Takes what each member would have earned in this bar: 0.01 is 1 %. */
  next(returns: readonly number[]): void {
    const { lookbackBars, learningRate, updateEveryBars } = this.settings;
    if (learningRate === 0) return;
    this.windows.forEach((window, i) => {
      window[this.bars % lookbackBars] = returns[i]!;
    });
    this.bars++;
    if (this.bars % updateEveryBars === 0) this.current = this.calculate();
  }

  private calculate(): readonly number[] {
    const { shares, learningRate, shareMin } = this.settings;
    const exponents = this.windows.map(
      (window) => learningRate * sumOf(inOrder(window, this.bars)),
    );
    // Only differences matter, and the exponential of a large number is no number.
    const largest = Math.max(...exponents);
    const grown = shares.map((share, i) => share * Math.exp(exponents[i]! - largest));
    const sum = sumOf(grown);
    return grown.map((each) => shareMin + (1 - shares.length * shareMin) * (each / sum));
  }
}

/** From the oldest on, so that a sum does not depend on where in the ring a run began. */
function inOrder(window: Float64Array, seen: number): Float64Array {
  const ordered = new Float64Array(window.length);
  const oldest = seen % window.length;
  ordered.set(window.subarray(oldest));
  ordered.set(window.subarray(0, oldest), window.length - oldest);
  return ordered;
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
