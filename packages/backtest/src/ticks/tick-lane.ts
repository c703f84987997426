import { type Instrument, powerOfTen, type TickSeries, type UnixMs } from '@tradewright/core';
import type { RestingOrder } from '../resting-order.js';

/** One side of ticks: what buys meet, or what sells meet. */
class TickSide {
  readonly price: Float64Array;
  readonly size: Float64Array | undefined;
  /** Units that may still be taken of the row that is shown. */
  leftUnits = 0;

  constructor(price: Float64Array, size: Float64Array | undefined) {
    this.price = price;
    this.size = size;
  }

  /** Says whether all rows from one to another show the same. */
  isSame(from: number, to: number): boolean {
    const { price, size } = this;
    for (let row = from + 1; row <= to; row++) {
      if (price[row] !== price[from] || size?.[row] !== size?.[from]) return false;
    }
    return true;
  }
}

/** What a lane must know beside its ticks. */
export interface TickLaneTerms {
  readonly slot: number;
  readonly instrument: Instrument;
  /** The setting `volumeShareMax`. */
  readonly shareMax: number | 'none';
}

/**
 * The ticks of one symbol on their way through a run, and what may still be taken of the one that
 * is shown. A quote has a size for buys and another for sells, a trade one for both.
 *
 * A quote that repeats price and size of the one before is the same offer: what was taken of it
 * stays taken, or every change of the other side would fill it up again.
 */
export class TickLane {
  readonly slot: number;
  readonly time: Float64Array;
  /** The next row to be matched, and its time; infinite while nothing may match. */
  nextRow = 0;
  nextAt: UnixMs = Number.POSITIVE_INFINITY;
  /** The row that is shown. */
  row = -1;
  readonly #buys: TickSide;
  readonly #sells: TickSide;
  readonly #isQuotes: boolean;
  readonly #terms: TickLaneTerms;

  constructor(series: TickSeries, terms: TickLaneTerms) {
    this.slot = terms.slot;
    this.time = series.time;
    this.#terms = terms;
    this.#isQuotes = series.kind === 'quotes';
    if (series.kind === 'quotes') {
      this.#buys = new TickSide(series.ask, series.askSize);
      this.#sells = new TickSide(series.bid, series.bidSize);
    } else {
      this.#buys = new TickSide(series.price, series.size);
      this.#sells = this.#buys;
    }
  }

  /** Shows a row, which is not before the one that is shown. */
  show(row: number): void {
    if (row === this.row) return;
    const last = this.row;
    this.row = row;
    if (this.#terms.shareMax === 'none') return;
    for (const side of [this.#buys, this.#sells]) {
      if (this.#isQuotes && last >= 0 && side.isSame(last, row)) continue;
      side.leftUnits = this.#share(side);
    }
  }

  #share({ size }: TickSide): number {
    const { instrument, shareMax } = this.#terms;
    const { quantityDigits, stepUnits } = instrument;
    const steps = ((size?.[this.row] as number) * Number(shareMax)) / stepUnits;
    return Math.floor(steps * powerOfTen(quantityDigits) * (1 + Number.EPSILON)) * stepUnits;
  }

  #side(sign: number): TickSide {
    return sign > 0 ? this.#buys : this.#sells;
  }

  /** What an order of this sign meets in a row; NaN where that side is empty. */
  priceAt(sign: number, row: number): number {
    return this.#side(sign).price[row] as number;
  }

  /** Size that an order of this sign meets in the row shown; NaN where the source does not say. */
  sizeFor(sign: number): number {
    return this.#side(sign).size?.[this.row] ?? Number.NaN;
  }

  /** What the row shown leaves for an order: all that come before it have taken their part. */
  within({ sign, leavesUnits, order }: RestingOrder): number {
    const { leftUnits } = this.#side(sign);
    if (leavesUnits <= leftUnits) return leavesUnits;
    return order.timeInForce === 'fok' ? 0 : leftUnits;
  }

  /** Takes units off the row shown. */
  take(sign: number, units: number): void {
    this.#side(sign).leftUnits -= units;
  }
}
