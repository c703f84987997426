import { invalidValue } from '../errors/invalid-value.js';
import type { Decimal } from '../numbers/decimal.js';
import { moneyToDecimal, powerOfTen, stepDigitsMax } from '../numbers/units.js';
import type { Amount } from '../orders/order-request.js';
import { sessionDate } from '../time/session-date.js';
import type { SessionDate } from '../time/unix-ms.js';
import type { BookReadings } from './book-readings.js';
import type { LedgerBook } from './ledger-book.js';
import { readUnits } from './read-amount.js';

/** Profit of one symbol, in one strategy, in one session. Amounts are exact and gross of fees. */
export interface SessionPnl {
  readonly on: SessionDate;
  /** Absent unless the books are kept by strategy. */
  readonly strategy?: string | undefined;
  /** Absent for what belongs to no symbol: interest, account fees. */
  readonly symbol?: string | undefined;
  readonly realized: Decimal;
  /** Change of unrealized profit; `undefined` when the session began or ended without a price. */
  readonly unrealized: Decimal | undefined;
  readonly fees: Decimal;
  /** Dividends and interest, less charges for borrowing. */
  readonly income: Decimal;
  /** Realized + unrealized − fees + income; `undefined` when unrealized is. */
  readonly net: Decimal | undefined;
}

/** A session that ends. */
export interface SessionEnd {
  readonly on: SessionDate;
  /** Closing price of each symbol, above zero; at most 9 digits after the point. */
  readonly prices: Readonly<Record<string, Amount>>;
}

/** Cuts the profit of books into sessions. */
export interface SessionPnlRecorder {
  /**
   * Ends a session: says what changed since the last one ended, by strategy and symbol. What did
   * not change has no row. A bust or a correction counts to the session in which it came.
   *
   * @throws SdkError `VALUE_INVALID` for a price that is none and for a session that is not after
   *   the one before, `SYMBOL_UNKNOWN`, `TIME_INVALID`
   */
  end(session: SessionEnd): readonly SessionPnl[];
}

/** Balances at the end of a session, in money units. */
interface Balances {
  readonly realized: bigint;
  /** `undefined` for an open position without a price. */
  readonly unrealized: bigint | undefined;
  readonly fees: bigint;
  readonly income: bigint;
}

const nothing: Balances = { realized: 0n, unrealized: 0n, fees: 0n, income: 0n };

interface Section {
  readonly strategy: string | undefined;
  readonly symbol: string | undefined;
  /** Stays the same when the symbol changes. */
  readonly key: string;
  readonly balances: Balances;
}

/**
 * Creates what reports profit by strategy, symbol and session. It begins with what the books hold
 * when it is created, valued at the prices given: those of the session before.
 *
 *     Σ net of a session = equity at its end − equity at its begin − deposits
 *
 * @throws SdkError `VALUE_INVALID`, `SYMBOL_UNKNOWN`
 *
 * @example
 * const book = createLedgerBook({ instruments: [instrument({ symbol: 'AAPL' })] });
 * const sessions = createSessionPnl(book);
 * const fill = { kind: 'fill', symbol: 'AAPL', quantity: 10 } as const;
 * book.apply({ ...fill, id: 'a', side: 'buy', price: 50 }).booked // => true
 * const [on, next] = [sessionDate('2024-07-01'), sessionDate('2024-07-02')];
 * sessions.end({ on, prices: { AAPL: 52 } })[0].net // => 20
 * book.apply({ ...fill, id: 'b', side: 'sell', price: 51 }).booked // => true
 * const [row] = sessions.end({ on: next, prices: {} });
 * [row.realized, row.unrealized, row.net].map(Number) // => [10, -20, -10]
 */
export function createSessionPnl(
  book: LedgerBook,
  prices: Readonly<Record<string, Amount>> = {},
): SessionPnlRecorder {
  let before = sectionsOf(book, readPrices(book, prices));
  let last: SessionDate | undefined;
  return {
    end: (session) => {
      const on = sessionDate(session.on, 'on');
      if (last !== undefined && on <= last) {
        throw invalidValue('VALUE_INVALID', { field: 'on', value: on, must: `after ${last}` });
      }
      const now = sectionsOf(book, readPrices(book, session.prices));
      const was = before;
      before = now;
      last = on;
      // A strategy whose only fill was busted is no longer there, and gives back what it had.
      const keys = new Set([...now.keys(), ...was.keys()]);
      return [...keys].flatMap((key) => {
        const section = now.get(key) ?? was.get(key);
        const change = changeOf(was.get(key)?.balances, now.get(key)?.balances);
        return section === undefined || change === undefined ? [] : [rowOf(on, section, change)];
      });
    },
  };
}

/** Closing prices by slot, in units of 1e-9. */
function readPrices(
  book: LedgerBook,
  prices: Readonly<Record<string, Amount>>,
): ReadonlyMap<number, number> {
  return new Map(
    Object.entries(prices).map(([symbol, price]) => [
      book.slotOf(symbol),
      readUnits(price, { field: `price of ${symbol}`, digits: stepDigitsMax }),
    ]),
  );
}

function sectionsOf(
  book: LedgerBook,
  prices: ReadonlyMap<number, number>,
): ReadonlyMap<string, Section> {
  const names = book.strategies();
  const parts: readonly (readonly [string | undefined, BookReadings])[] = book.isByStrategy
    ? names.map((name) => [name, book.strategy(name)])
    : [[undefined, book]];
  const sections = parts.flatMap(([strategy, own]) => sectionsOfOne(strategy, own, prices));
  return new Map(sections.map((each) => [each.key, each]));
}

function sectionsOfOne(
  strategy: string | undefined,
  own: BookReadings,
  prices: ReadonlyMap<number, number>,
): readonly Section[] {
  let { fees, income } = own.ledger;
  const bySymbol = own.instruments.map(({ symbol }, slot): Section => {
    const charges = own.chargesOf(slot);
    fees -= charges.fees;
    income -= charges.income;
    const realized = own.lots?.realizedOf(slot) ?? own.ledger.realizedOf(slot);
    const unrealized = unrealizedOf(own, slot, prices.get(slot));
    const balances = { ...charges, realized, unrealized };
    return { strategy, symbol, key: JSON.stringify([strategy, slot]), balances };
  });
  const rest = { realized: 0n, unrealized: 0n, fees, income };
  const key = JSON.stringify([strategy]);
  return [...bySymbol, { strategy, symbol: undefined, key, balances: rest }];
}

function unrealizedOf(
  { ledger, lots, instruments }: BookReadings,
  slot: number,
  price: number | undefined,
): bigint | undefined {
  const quantity = ledger.quantity[slot] as number;
  if (quantity === 0) return 0n;
  if (price === undefined) return undefined;
  const digits = instruments[slot]?.quantityDigits ?? 0;
  const worth = BigInt(quantity) * BigInt(price) * BigInt(powerOfTen(stepDigitsMax - digits));
  return worth - (lots?.costOf(slot) ?? ledger.costOf(slot));
}

/** What changed; `undefined` when nothing did. */
function changeOf(was: Balances = nothing, now: Balances = nothing): Balances | undefined {
  const isUnknown = was.unrealized === undefined || now.unrealized === undefined;
  const change = {
    realized: now.realized - was.realized,
    unrealized: isUnknown ? undefined : now.unrealized - was.unrealized,
    fees: now.fees - was.fees,
    income: now.income - was.income,
  };
  return Object.values(change).every((each) => each === 0n) ? undefined : change;
}

function rowOf(on: SessionDate, { strategy, symbol }: Section, change: Balances): SessionPnl {
  const { realized, unrealized, fees, income } = change;
  const net = unrealized === undefined ? undefined : realized + unrealized - fees + income;
  return {
    on,
    strategy,
    symbol,
    realized: moneyToDecimal(realized),
    unrealized: unrealized === undefined ? undefined : moneyToDecimal(unrealized),
    fees: moneyToDecimal(fees),
    income: moneyToDecimal(income),
    net: net === undefined ? undefined : moneyToDecimal(net),
  };
}
