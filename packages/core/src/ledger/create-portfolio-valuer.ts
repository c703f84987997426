import { invalidValue } from '../errors/invalid-value.js';
import type { Instrument } from '../instruments/instrument.js';
import { powerOfTen, stepDigitsMax } from '../numbers/units.js';
import type { Amount } from '../orders/order-request.js';
import type { UnixMs } from '../time/unix-ms.js';
import type { BookReadings } from './book-readings.js';
import {
  type MarkQuality,
  PortfolioValuation,
  PositionValue,
  type ValuationQuality,
} from './portfolio-valuation.js';
import { readUnits } from './read-amount.js';

/** How marks age. */
export interface ValuerSettings {
  /** A mark that is older than this is stale. Zero or more. */
  readonly staleAfterMs: number;
}

/** Values the positions of one book at the marks that it was told. */
export interface PortfolioValuer {
  /**
   * Notes what a symbol is worth. A mark that is older than the one that is known is ignored.
   *
   * @param price Above zero, at most 9 digits after the point.
   * @throws SdkError `VALUE_INVALID`, `SYMBOL_UNKNOWN`, `TIME_INVALID`
   */
  mark(symbol: string, price: Amount, at: UnixMs): void;
  /** Values everything. A mark that is younger than `asOf` is not used: it is from the future. */
  value(asOf: UnixMs): PortfolioValuation;
}

interface Mark {
  readonly price: number;
  readonly at: UnixMs;
}

/**
 * Creates what marks the positions of a book. A position that is open and has no mark is unknown,
 * never zero; a flat position needs none.
 *
 *     unrealized = signed quantity × mark − open cost      equity = cash + Σ signed quantity × mark
 *
 * @throws SdkError `SETTINGS_INVALID`
 *
 * @example
 * const book = createLedgerBook({ instruments: [instrument({ symbol: 'AAPL' })] });
 * const fill = { kind: 'fill', id: 'a', symbol: 'AAPL', side: 'buy' } as const;
 * book.apply({ ...fill, quantity: 100, price: '10' }).booked // => true
 * const valuer = createPortfolioValuer(book, { staleAfterMs: 60_000 });
 * valuer.value(0).unrealized // => undefined
 * valuer.mark('AAPL', '10.25', 0);
 * valuer.value(1000).unrealized // => 25
 * valuer.value(90_000).quality // => 'stale'
 */
export function createPortfolioValuer(
  book: BookReadings,
  { staleAfterMs }: ValuerSettings,
): PortfolioValuer {
  if (!(Number.isFinite(staleAfterMs) && staleAfterMs >= 0)) {
    const must = 'zero or more milliseconds';
    throw invalidValue('SETTINGS_INVALID', { field: 'staleAfterMs', value: staleAfterMs, must });
  }
  const marks: (Mark | undefined)[] = book.instruments.map(() => undefined);
  return {
    mark: (symbol, price, at) => {
      const slot = book.slotOf(symbol);
      if (!Number.isSafeInteger(at)) {
        throw invalidValue('TIME_INVALID', { field: 'at', value: at, must: 'milliseconds of UTC' });
      }
      const units = readUnits(price, { field: `mark of ${symbol}`, digits: stepDigitsMax });
      if (at >= (marks[slot]?.at ?? at)) marks[slot] = { price: units, at };
    },
    value: (asOf) => valueBook(book, { marks, asOf, staleAfterMs }),
  };
}

interface Marking {
  readonly marks: readonly (Mark | undefined)[];
  readonly asOf: UnixMs;
  readonly staleAfterMs: number;
}

function valueBook(book: BookReadings, marking: Marking): PortfolioValuation {
  const { ledger, lots, instruments } = book;
  const positions: PositionValue[] = [];
  let quality: ValuationQuality = 'exact';
  let worth: bigint | undefined = 0n;
  let allRealized = 0n;
  for (const [slot, one] of instruments.entries()) {
    const quantity = ledger.quantity[slot] as number;
    const realized = lots?.realizedOf(slot) ?? ledger.realizedOf(slot);
    const { fees, income } = book.chargesOf(slot);
    allRealized += realized;
    if (quantity === 0 && realized === 0n && fees === 0n && income === 0n) continue;
    const mark = quantity === 0 ? undefined : marking.marks[slot];
    const markQuality = quantity === 0 ? 'exact' : qualityOf(mark, marking);
    const { quantityDigits } = one;
    const cost = lots?.costOf(slot) ?? ledger.costOf(slot);
    const here = markQuality === 'unknown' ? undefined : worthOf(one, quantity, mark?.price ?? 0);
    const unrealized = here === undefined ? undefined : here - cost;
    worth = worth === undefined || here === undefined ? undefined : worth + here;
    if (markQuality === 'unknown') quality = 'partial';
    if (markQuality === 'stale' && quality === 'exact') quality = 'stale';
    const markedAt = markQuality === 'unknown' ? undefined : mark?.at;
    const money = { quantity, quantityDigits, realized, fees, income, unrealized };
    positions.push(
      new PositionValue({ symbol: one.symbol, quality: markQuality, markedAt }, money),
    );
  }
  const { cash, deposits, fees, income } = ledger;
  const money = { cash, deposits, fees, income, realized: allRealized, worth };
  return new PortfolioValuation({ asOf: marking.asOf, quality, positions }, money);
}

function qualityOf(mark: Mark | undefined, { asOf, staleAfterMs }: Marking): MarkQuality {
  if (mark === undefined || mark.at > asOf) return 'unknown';
  return asOf - mark.at > staleAfterMs ? 'stale' : 'exact';
}

/** Signed quantity × mark in money units: marks count 1e-9 of a unit of account. */
function worthOf({ quantityDigits }: Instrument, quantity: number, price: number): bigint {
  const product = BigInt(quantity) * BigInt(price);
  return product * BigInt(powerOfTen(stepDigitsMax - quantityDigits));
}
