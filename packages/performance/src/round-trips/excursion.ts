import type { BarSeries, UnixMs } from '@tradewright/core';
import type { Piece } from './lot-book.js';

/** The columns of a `BarSeries` that excursions need. */
export type PriceRanges = Pick<
  BarSeries,
  'endTime' | 'high' | 'length' | 'low' | 'periodMs' | 'symbol' | 'time'
>;

interface Split {
  readonly at: UnixMs;
  readonly newPerOld: number;
}

/** Worst and best unrealized money of a trip. */
export interface Excursion {
  readonly maxAdverse: number;
  readonly maxFavorable: number;
}

/**
 * Follows the worth of a trip while it was open.
 *
 * A bar counts when every unit was either held or not held for the whole of it: inside the bar of
 * an entry or exit nobody knows whether the extreme came before or after. The prices of the
 * trip's own fills always count. What was realized on the way stays in the worth.
 */
export function measureExcursion(
  pieces: readonly Piece[],
  bars: PriceRanges,
  splits: readonly Split[],
): Excursion {
  let maxAdverse = 0;
  let maxFavorable = 0;
  for (const worth of fillWorths(pieces)) {
    maxAdverse = Math.min(maxAdverse, worth);
    maxFavorable = Math.max(maxFavorable, worth);
  }
  const closedAt = (pieces.at(-1) as Piece).closedAt;
  for (let i = firstFrom(bars.time, firstOpenedAt(pieces)); i < bars.length; i++) {
    const from = bars.time[i] as number;
    const to = bars.endTime?.[i] ?? from + bars.periodMs;
    if (to > closedAt) break;
    const bar = { from, to, splits };
    const atLow = worthInBar(pieces, { ...bar, price: bars.low[i] as number });
    const atHigh = worthInBar(pieces, { ...bar, price: bars.high[i] as number });
    if (atLow === undefined || atHigh === undefined) continue;
    maxAdverse = Math.min(maxAdverse, atLow, atHigh);
    maxFavorable = Math.max(maxFavorable, atLow, atHigh);
  }
  return { maxAdverse, maxFavorable };
}

/** When the oldest of the closed units was opened. */
export function firstOpenedAt(pieces: readonly Piece[]): UnixMs {
  return pieces.reduce((first, piece) => Math.min(first, piece.openedAt), Infinity);
}

/** Worth at the prices of the trip's own fills, in the terms of the pieces. */
function fillWorths(pieces: readonly Piece[]): readonly number[] {
  const marks = pieces.flatMap((piece) => [
    { at: piece.openedAt, price: piece.entryPrice },
    { at: piece.closedAt, price: piece.exitPrice },
  ]);
  return marks.map(({ at, price }) =>
    pieces.reduce((sum, piece) => {
      if (piece.openedAt > at) return sum;
      return sum + gain(piece, piece.closedAt <= at ? piece.exitPrice : price);
    }, 0),
  );
}

interface BarMark {
  readonly from: UnixMs;
  readonly to: UnixMs;
  readonly price: number;
  readonly splits: readonly Split[];
}

/** Worth while the bar was on; `undefined` when a fill of the trip happened inside it. */
function worthInBar(pieces: readonly Piece[], bar: BarMark): number | undefined {
  let worth = 0;
  for (const piece of pieces) {
    if (piece.closedAt <= bar.from && bar.from < bar.to) worth += gain(piece, piece.exitPrice);
    else if (piece.openedAt <= bar.from && bar.to <= piece.closedAt) {
      worth += gain(piece, bar.price / splitFactor(bar, piece.basisAt));
    } else if (piece.closedAt < bar.from) worth += gain(piece, piece.exitPrice);
    else if (piece.openedAt < bar.to) return undefined;
  }
  return worth;
}

/** New units for one unit of the time of the bar, by the time the piece is counted in. */
function splitFactor({ from, splits }: BarMark, basisAt: UnixMs): number {
  let factor = 1;
  for (const split of splits) {
    if (split.at > from && split.at <= basisAt) factor *= split.newPerOld;
  }
  return factor;
}

function gain({ sign, quantity, entryPrice }: Piece, price: number): number {
  return sign * quantity * (price - entryPrice);
}

/** Place of the first time at or after the instant. */
function firstFrom(time: Float64Array, at: UnixMs): number {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((time[middle] as number) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
