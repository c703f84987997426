import type { UnixMs } from '@tradewright/core';
import type { SignedFill } from './trade-fill.js';

/** Quantities that differ by less than this share of a fill are rounding, not a position. */
const dust = 1e-12;

/** Units of one entry that were closed by one exit. */
export interface Piece {
  /** Above zero, in units at `basisAt`. */
  quantity: number;
  entryPrice: number;
  exitPrice: number;
  /** The last split that quantity and prices account for happened at or before this instant. */
  basisAt: UnixMs;
  readonly sign: 1 | -1;
  readonly openedAt: UnixMs;
  readonly closedAt: UnixMs;
  readonly fees: number;
  /** Places of the two fills in the list. */
  readonly entryFill: number;
  readonly exitFill: number;
}

/** Units that are held, with the fill they came from. */
export interface Lot {
  quantity: number;
  price: number;
  fees: number;
  readonly openedAt: UnixMs;
  readonly fill: number;
}

/** The lots of one symbol. All of them have the same sign. */
export interface LotBook {
  sign: 1 | -1;
  readonly lots: Lot[];
}

/** A fill and which lots it closes first. */
export interface Matching {
  readonly fill: SignedFill;
  /** Place of the fill in the list. */
  readonly place: number;
  readonly match: 'fifo' | 'lifo';
}

/**
 * Closes lots of the book against a fill on the other side, and returns what was closed and which
 * part of the fill is left. Leaves the book alone for a fill on its own side.
 */
export function closeLots(
  book: LotBook,
  { fill, place, match }: Matching,
): { readonly pieces: Piece[]; readonly left: number } {
  const size = Math.abs(fill.quantity);
  const pieces: Piece[] = [];
  let left = size;
  while (left > 0 && book.lots.length > 0 && book.sign * fill.quantity < 0) {
    const lot = (match === 'fifo' ? book.lots[0] : book.lots.at(-1)) as Lot;
    const all = lot.quantity - left <= dust * size;
    const quantity = all ? lot.quantity : left;
    const entryFees = all ? lot.fees : (lot.fees * quantity) / lot.quantity;
    pieces.push({
      quantity,
      entryPrice: lot.price,
      exitPrice: fill.price,
      basisAt: fill.at,
      sign: book.sign,
      openedAt: lot.openedAt,
      closedAt: fill.at,
      fees: entryFees + (fill.fee * Math.min(quantity, left)) / size,
      entryFill: lot.fill,
      exitFill: place,
    });
    lot.quantity -= quantity;
    lot.fees -= entryFees;
    left = left - quantity <= dust * size ? 0 : left - quantity;
    if (all) book.lots.splice(match === 'fifo' ? 0 : -1, 1);
  }
  return { pieces, left };
}

/** Opens a lot with what is left of a fill, its share of the fee included. */
export function openLot(book: LotBook, { fill, place }: Matching, left: number): void {
  if (left === 0) return;
  book.sign = fill.quantity > 0 ? 1 : -1;
  book.lots.push({
    quantity: left,
    price: fill.price,
    fees: (fill.fee * left) / Math.abs(fill.quantity),
    openedAt: fill.at,
    fill: place,
  });
}
