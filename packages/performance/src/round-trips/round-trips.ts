import { invalidValue, type UnixMs } from '@tradewright/core';
import { checkNumber, checkPositive } from '../statistic/check-input.js';
import { firstOpenedAt, measureExcursion, type PriceRanges } from './excursion.js';
import { closeLots, type LotBook, openLot, type Piece } from './lot-book.js';
import type { OpenLot, RoundTrip } from './round-trip.js';
import { readFills, type SignedFill, type TradeFill } from './trade-fill.js';

/** A split of shares that were held: fills before it are in old shares, fills after it in new. */
export interface ShareSplit {
  /** Instant, UTC milliseconds; it comes before fills of the same instant. */
  readonly at: UnixMs;
  readonly symbol: string;
  /** New shares for each old one: 7 for a 7:1 split, 0.05 for a 1:20 reverse split. */
  readonly newPerOld: number;
}

/** How fills become round trips. */
export interface RoundTripOptions {
  /**
   * What one trip is. `flat-to-flat`: from opening a position until it is flat again or flips.
   * `exit`: one per fill that reduces a position. `lot`: one per entry and exit that were matched.
   * Default `flat-to-flat`.
   */
  readonly group?: 'exit' | 'flat-to-flat' | 'lot' | undefined;
  /** Which entry an exit closes first: the oldest or the newest. Default `fifo`. */
  readonly match?: 'fifo' | 'lifo' | undefined;
  /** In order of time. Default none. */
  readonly splits?: readonly ShareSplit[] | undefined;
  /** Bars of the symbols, for `maxAdverse` and `maxFavorable`. Raw where splits are given. */
  readonly bars?: readonly PriceRanges[] | undefined;
}

/** Closed trips, and what is still held. */
export interface RoundTripReport {
  /** In order of closing. */
  readonly closed: readonly RoundTrip[];
  /** Units that are still held, by symbol in order of first fill, oldest lot first. */
  readonly open: readonly OpenLot[];
}

interface Book extends LotBook {
  /** What was closed of a position that is not flat yet. */
  pending: Piece[];
}

/**
 * Builds round trips from fills.
 *
 * A fill through zero closes one trip and opens the next at its price; its fee is shared by
 * quantity. With `flat-to-flat`, profit realized on a position that is still open is in no trip.
 *
 * @param fills In order of time, of any number of symbols: a list, or the fills of a report.
 * @throws SdkError `VALUE_INVALID` naming the first bad field, such as `fills[3].price`, or fills
 *   or splits that are not in order of time.
 *
 * Agrees with: 84 cases of LEAN's trade builder, Beancount's FIFO and LIFO lots on 360 real fills,
 * pyfolio's round trips and PyAlgoTrade's trades (golden tests).
 *
 * @example
 * roundTrips([
 *   { at: 0, symbol: 'A', side: 'buy', quantity: 2, price: 10 },
 *   { at: 1, symbol: 'A', side: 'sell', quantity: 2, price: 15, fee: 1 },
 * ]).closed[0]?.netPnl // => 9
 */
export function roundTrips(
  fills: Iterable<TradeFill>,
  options: RoundTripOptions = {},
): RoundTripReport {
  const { group = 'flat-to-flat', match = 'fifo', splits = [] } = options;
  checkChoice('group', group, ['exit', 'flat-to-flat', 'lot']);
  checkChoice('match', match, ['fifo', 'lifo']);
  checkSplits(splits);
  const signed = readFills(fills);
  const books = new Map<string, Book>();
  const closed: RoundTrip[] = [];
  let nextSplit = 0;
  signed.forEach((fill, place) => {
    for (; nextSplit < splits.length; nextSplit++) {
      const split = splits[nextSplit] as ShareSplit;
      if (split.at > fill.at) break;
      applySplit(books.get(split.symbol), split);
    }
    const book = bookOf(books, fill.symbol);
    const { pieces, left } = closeLots(book, { fill, place, match });
    for (const trip of groupPieces(book, pieces, group)) closed.push(tripOf(trip, fill, options));
    openLot(book, { fill, place, match }, left);
  });
  for (const split of splits.slice(nextSplit)) applySplit(books.get(split.symbol), split);
  return { closed, open: listOpen(books) };
}

function bookOf(books: Map<string, Book>, symbol: string): Book {
  const book: Book = books.get(symbol) ?? { sign: 1, lots: [], pending: [] };
  books.set(symbol, book);
  return book;
}

/** Says which pieces make a trip now; keeps the others for later. */
function groupPieces(book: Book, pieces: Piece[], group: string): readonly (readonly Piece[])[] {
  if (pieces.length === 0) return [];
  if (group === 'lot') return pieces.map((piece) => [piece]);
  if (group === 'exit') return [pieces];
  for (const piece of pieces) book.pending.push(piece);
  if (book.lots.length > 0) return [];
  const trip = book.pending;
  book.pending = [];
  return [trip];
}

function applySplit(book: Book | undefined, { at, newPerOld }: ShareSplit): void {
  for (const lot of book?.lots ?? []) {
    lot.quantity *= newPerOld;
    lot.price /= newPerOld;
  }
  for (const piece of book?.pending ?? []) {
    piece.quantity *= newPerOld;
    piece.entryPrice /= newPerOld;
    piece.exitPrice /= newPerOld;
    piece.basisAt = at;
  }
}

function tripOf(
  pieces: readonly Piece[],
  { symbol }: SignedFill,
  { bars, splits = [] }: RoundTripOptions,
): RoundTrip {
  const sum = (term: (piece: Piece) => number): number =>
    pieces.reduce((total, piece) => total + term(piece), 0);
  const sign = (pieces[0] as Piece).sign;
  const quantity = sum((piece) => piece.quantity);
  const entryValue = sum((piece) => piece.quantity * piece.entryPrice);
  const exitValue = sum((piece) => piece.quantity * piece.exitPrice);
  const grossPnl = withoutNoise(
    sum((piece) => sign * piece.quantity * (piece.exitPrice - piece.entryPrice)),
    entryValue,
  );
  const fees = sum((piece) => piece.fees);
  const openedAt = firstOpenedAt(pieces);
  const closedAt = (pieces.at(-1) as Piece).closedAt;
  const ranges = bars?.find((each) => each.symbol === symbol);
  const ownSplits = splits.filter((split) => split.symbol === symbol);
  return {
    symbol,
    direction: sign > 0 ? 'long' : 'short',
    quantity,
    openedAt,
    closedAt,
    entryPrice: entryValue / quantity,
    exitPrice: exitValue / quantity,
    grossPnl,
    fees,
    netPnl: grossPnl - fees,
    returnFraction: entryValue === 0 ? undefined : (grossPnl - fees) / entryValue,
    holdingMs: closedAt - openedAt,
    fillCount: new Set(pieces.flatMap((piece) => [piece.entryFill, piece.exitFill])).size,
    ...(ranges === undefined ? {} : measureExcursion(pieces, ranges, ownSplits)),
  };
}

/** A trip that broke even may miss zero by rounding, and would count as a win or a loss. */
function withoutNoise(pnl: number, value: number): number {
  return Math.abs(pnl) <= 1e-14 * value ? 0 : pnl;
}

function listOpen(books: ReadonlyMap<string, Book>): readonly OpenLot[] {
  return [...books].flatMap(([symbol, { sign, lots }]) =>
    lots.map((lot) => ({
      symbol,
      direction: sign > 0 ? ('long' as const) : ('short' as const),
      quantity: lot.quantity,
      openedAt: lot.openedAt,
      entryPrice: lot.price,
      fees: lot.fees,
    })),
  );
}

function checkSplits(splits: readonly ShareSplit[]): void {
  splits.forEach((split, i) => {
    checkPositive(split.newPerOld, `splits[${i}].newPerOld`);
    checkNumber(split.at, `splits[${i}].at`);
    const before = splits[i - 1]?.at ?? -Infinity;
    if (split.at >= before) return;
    const must = `at or after splits[${i - 1}].at, ${before}`;
    throw invalidValue('VALUE_INVALID', { field: `splits[${i}].at`, value: split.at, must });
  });
}

function checkChoice(field: string, value: string, choices: readonly string[]): void {
  if (choices.includes(value)) return;
  const must = `one of ${choices.map((choice) => `"${choice}"`).join(', ')}`;
  throw invalidValue('VALUE_INVALID', { field, value, must });
}
