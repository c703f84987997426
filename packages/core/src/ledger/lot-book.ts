import type { Instrument } from '../instruments/instrument.js';
import { moneyDigits, unitsToText } from '../numbers/units.js';
import { divideHalfEven } from './divide-half-even.js';
import type { SplitResult } from './split-position.js';

/** Which open lot a closing fill takes first: the oldest, or the youngest. */
export type LotOrder = 'fifo' | 'lifo';

/** A fill in whole units of its instrument. */
export interface LotFill {
  /** Names the lot that it opens. */
  readonly id: string;
  /** Negative for a sale. */
  readonly signed: number;
  readonly price: number;
}

/** What is still open of one fill. */
export interface Lot {
  /** Id of the fill that opened it. */
  readonly openedBy: string;
  /**
   * Signed decimal text in whole shares or coins. After a split a lot may hold a fraction that no
   * decimal writes: it is then `numerator/denominator`, such as `7/3`.
   */
  readonly quantity: string;
  /** Signed, in money units (1e-18): what the open part was bought (or, negative, sold) for. */
  readonly cost: bigint;
}

/** One lot, or a part of it, that a fill closed. Money in units of 1e-18, gross of fees. */
export interface LotClosing {
  readonly openedBy: string;
  /** Signed as the lot was; written as {@link Lot.quantity}. */
  readonly quantity: string;
  /** The part of the lot's cost that went with it, signed as the lot's. */
  readonly cost: bigint;
  readonly realized: bigint;
}

interface OpenLot {
  readonly openedBy: string;
  quantity: bigint;
  cost: bigint;
}

/** Lots of one slot. Quantities count `1/parts` of the instrument's unit, so splits stay exact. */
interface Row {
  readonly quantityDigits: number;
  readonly moneyPerProduct: bigint;
  parts: bigint;
  lots: OpenLot[];
  /** Index of the oldest open lot: what is before it was closed. */
  head: number;
  realized: bigint;
}

/**
 * Open lots of every slot, first in first out or last in first out, beside the average-cost
 * `Ledger`: same fills, same units, same realized + unrealized; only the split between the two
 * differs.
 *
 *     Σ realized − Σ cost of open lots = −Σ signed quantity × price       (exactly, always)
 *
 * A fill against the position closes lots in order; what is left of it opens a lot on the other
 * side. Only a lot that a split left without a whole price can round: its released cost is
 * half-even at 1e-18, the remainder stays with the open part.
 */
export class LotBook {
  readonly order: LotOrder;
  readonly #rows: readonly Row[];

  constructor(instruments: readonly Instrument[], order: LotOrder) {
    this.order = order;
    this.#rows = instruments.map(({ quantityDigits, priceDigits }) => ({
      quantityDigits,
      moneyPerProduct: 10n ** BigInt(moneyDigits - quantityDigits - priceDigits),
      parts: 1n,
      lots: [],
      head: 0,
      realized: 0n,
    }));
  }

  /** Books one fill and returns what it closed, in the order it was closed. */
  applyFill(slot: number, { id, signed, price }: LotFill): readonly LotClosing[] {
    const row = this.#row(slot);
    const notional = BigInt(signed) * BigInt(price) * row.moneyPerProduct;
    const wanted = BigInt(signed) * row.parts;
    const { closings, left, spent } = this.#close(row, wanted, notional);
    if (left !== 0n) row.lots.push({ openedBy: id, quantity: left, cost: notional - spent });
    if (row.parts !== 1n) reduce(row);
    return closings;
  }

  /**
   * Multiplies every lot and sells the fraction that cannot be held, in the book's order. A
   * fraction against the position, which a strategy may get, opens a lot under the id of the split.
   */
  applySplit(slot: number, split: SplitResult, id = 'split'): readonly LotClosing[] {
    const { from, to, fraction, cash } = split;
    const row = this.#row(slot);
    for (const lot of openLots(row)) lot.quantity *= to;
    const parts = row.parts;
    row.parts *= from;
    const { closings, left, spent } = this.#close(row, -fraction * parts, -cash);
    if (left !== 0n) row.lots.push({ openedBy: id, quantity: left, cost: -cash - spent });
    reduce(row);
    return closings;
  }

  /** Open lots of a slot, oldest first. */
  lotsOf(slot: number): readonly Lot[] {
    const row = this.#row(slot);
    return openLots(row).map(({ openedBy, quantity, cost }) => ({
      openedBy,
      quantity: partsToText(row, quantity),
      cost,
    }));
  }

  /** Signed cost of all open lots of a slot, in money units. */
  costOf(slot: number): bigint {
    return openLots(this.#row(slot)).reduce((sum, { cost }) => sum + cost, 0n);
  }

  /** Realized profit of a slot, gross of fees, in money units. */
  realizedOf(slot: number): bigint {
    return this.#row(slot).realized;
  }

  /** Puts these lots, oldest first, and this realized profit in the place of a slot's. */
  takeOver(slot: number, held: { readonly lots: readonly Lot[]; readonly realized: bigint }): void {
    const row = this.#row(slot);
    const read = held.lots.map(({ quantity }) => textToParts(row, quantity));
    row.parts = read.reduce((common, { parts }) => leastMultiple(common, parts), 1n);
    row.lots = held.lots.map(({ openedBy, cost }, i) => {
      const { count, parts } = read[i] as (typeof read)[number];
      return { openedBy, cost, quantity: (count * row.parts) / parts };
    });
    row.head = 0;
    row.realized = held.realized;
  }

  #close(row: Row, wanted: bigint, notional: bigint): Closed {
    const closings: LotClosing[] = [];
    const total = magnitude(wanted);
    let left = total;
    let spent = 0n;
    for (let lot = this.#next(row); lot !== undefined && left > 0n; lot = this.#next(row)) {
      if (lot.quantity > 0n === wanted > 0n) break;
      const size = magnitude(lot.quantity);
      const take = left < size ? left : size;
      left -= take;
      // The difference of two running sums, so that the parts add up to the whole.
      const paid = left === 0n ? notional : divideHalfEven(notional * (total - left), total);
      const cost = take === size ? lot.cost : divideHalfEven(lot.cost * take, size);
      const realized = spent - paid - cost;
      spent = paid;
      const quantity = wanted < 0n ? take : -take;
      closings.push({
        openedBy: lot.openedBy,
        quantity: partsToText(row, quantity),
        cost,
        realized,
      });
      row.realized += realized;
      lot.quantity -= quantity;
      lot.cost -= cost;
      if (lot.quantity === 0n) this.#drop(row);
    }
    return { closings, left: wanted < 0n ? -left : left, spent };
  }

  /** The one difference between the orders: from which end lots are taken. */
  #next(row: Row): OpenLot | undefined {
    return row.lots[this.order === 'fifo' ? row.head : row.lots.length - 1];
  }

  #drop(row: Row): void {
    if (this.order === 'lifo') row.lots.pop();
    else row.head += 1;
    if (row.head < 64 && row.head < row.lots.length) return;
    if (row.head * 2 < row.lots.length) return;
    row.lots = row.lots.slice(row.head);
    row.head = 0;
  }

  #row(slot: number): Row {
    return this.#rows[slot] as Row;
  }
}

interface Closed {
  readonly closings: readonly LotClosing[];
  /** What the open lots did not take, signed as the fill. */
  readonly left: bigint;
  /** The part of the notional that the closed lots took. */
  readonly spent: bigint;
}

function openLots(row: Row): OpenLot[] {
  return row.head === 0 ? row.lots : row.lots.slice(row.head);
}

/** Divides out what all lots have in common, so that parts do not grow with every split. */
function reduce(row: Row): void {
  const lots = openLots(row);
  const common = lots.reduce((divisor, { quantity }) => {
    return greatestDivisor(divisor, magnitude(quantity));
  }, row.parts);
  for (const lot of lots) lot.quantity /= common;
  row.parts /= common;
}

function partsToText({ parts, quantityDigits }: Row, count: bigint): string {
  const common = greatestDivisor(parts, magnitude(count));
  const whole = unitsToText(count / common, quantityDigits);
  return common === parts ? whole : `${whole}/${parts / common}`;
}

function textToParts(row: Row, text: string): { count: bigint; parts: bigint } {
  const [whole = '', parts = '1'] = text.split('/');
  const [integer = '', fraction = ''] = whole.split('.');
  const count = BigInt(integer.replace('-', '') + fraction.padEnd(row.quantityDigits, '0'));
  return { count: text.startsWith('-') ? -count : count, parts: BigInt(parts) };
}

function leastMultiple(a: bigint, b: bigint): bigint {
  return (a / greatestDivisor(a, b)) * b;
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestDivisor(b, a % b);
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
