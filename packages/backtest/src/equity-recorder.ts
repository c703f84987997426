import type { BarSeries, Ledger } from '@tradewright/core';

/** What a recorder reads. */
export interface EquityRecorderParts {
  readonly ledger: Ledger;
  readonly series: readonly BarSeries[];
  readonly firstRows: readonly number[];
  /** Slices of the whole run. */
  readonly slices: number;
}

/**
 * Writes down what the account was worth at the end of every slice. Between two fills only prices
 * change: where every slice has a bar of every symbol, all slices since the last fill are therefore
 * valued in one go, from the columns, right before the next fill. The sums are those of the account
 * itself: cash, then positions in order of slots.
 */
export class EquityRecorder {
  readonly value: Float64Array;
  /** Slices written down so far. */
  length = 0;
  /** Slices at whose end something was held. */
  exposed = 0;
  /** The slices before this one end before the next fill. */
  fillSlice = 0;
  readonly #ledger: Ledger;
  readonly #closes: readonly Float64Array[];
  /** The slots that hold something, and how many they are; filled anew for every stretch. */
  readonly #held: Int32Array;
  #heldCount = 0;
  /** Highest value so far, the value at which the fall from it is the deepest, and that depth. */
  #peak = Number.NaN;
  #floor = Number.NaN;
  #drawdown = Number.NaN;
  #watched = 0;

  constructor({ ledger, series, firstRows, slices }: EquityRecorderParts) {
    this.value = new Float64Array(slices);
    this.#ledger = ledger;
    this.#held = new Int32Array(series.length);
    this.#closes = series.map((one, slot) => one.close.subarray(firstRows[slot]));
    this.#peak = ledger.cashNumber;
    this.#floor = this.#peak;
    this.#drawdown = 0;
  }

  /** Deepest fall below an earlier peak so far, the opening deposit counting as the first one. */
  get maxDrawdownFraction(): number {
    return this.#drawdown;
  }

  /** Writes down one slice. */
  push(value: number, holding: boolean): void {
    if (holding) this.exposed++;
    this.value[this.length++] = value;
  }

  /** Values the slices up to, not including, `end` that were not written down yet. */
  recordUntil(end: number): void {
    const start = this.length;
    if (end <= start) return;
    this.length = end;
    this.#findHeld();
    if (this.#heldCount === 0) this.#valueFlat(start, end);
    else this.#valueHeld(start, end);
  }

  #findHeld(): void {
    const { shares } = this.#ledger;
    let count = 0;
    for (let slot = 0; slot < shares.length; slot++) {
      if (shares[slot] !== 0) this.#held[count++] = slot;
    }
    this.#heldCount = count;
  }

  #valueFlat(start: number, end: number): void {
    const { value } = this;
    const { cashNumber } = this.#ledger;
    for (let i = start; i < end; i++) value[i] = cashNumber;
  }

  #valueHeld(start: number, end: number): void {
    const { value } = this;
    const held = this.#held;
    const { shares, cashNumber } = this.#ledger;
    this.exposed += end - start;
    const first = held[0] as number;
    const size = shares[first] as number;
    const closes = this.#closes[first] as Float64Array;
    for (let i = start; i < end; i++) value[i] = cashNumber + size * (closes[i] as number);
    for (let k = 1; k < this.#heldCount; k++) this.#addWorth(held[k] as number, start, end);
  }

  #addWorth(slot: number, start: number, end: number): void {
    const { value } = this;
    const size = this.#ledger.shares[slot] as number;
    const closes = this.#closes[slot] as Float64Array;
    for (let i = start; i < end; i++)
      value[i] = (value[i] as number) + size * (closes[i] as number);
  }

  /** Follows peaks and falls over what was written down since the last call. */
  watch(): void {
    const { value, length } = this;
    const start = this.#watched;
    this.#watched = length;
    let peak = this.#peak;
    let floor = this.#floor;
    // One comparison a slice: a quotient is computed for a new depth only.
    for (let i = start; i < length; i++) {
      const worth = value[i] as number;
      if (worth < floor) {
        this.#drawdown = (peak - worth) / peak;
        floor = worth;
      } else if (worth > peak) {
        peak = worth;
        floor = peak * (1 - this.#drawdown);
      }
    }
    this.#peak = peak;
    this.#floor = floor;
  }
}
