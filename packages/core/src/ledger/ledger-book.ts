import { invalidValue } from '../errors/invalid-value.js';
import type { Instrument } from '../instruments/instrument.js';
import type { Decimal } from '../numbers/decimal.js';
import { moneyToDecimal, unitsToDecimal } from '../numbers/units.js';
import { applyLedgerEvent } from './apply-ledger-event.js';
import { realizedOf } from './book-entry.js';
import { type BookState, createBookState } from './book-state.js';
import type { Ledger } from './ledger.js';
import {
  type LedgerBookSnapshot,
  readBookSnapshot,
  stateHashOf,
  writeBookSnapshot,
} from './ledger-book-snapshot.js';
import type { LedgerAnomaly, LedgerEvent } from './ledger-event.js';
import type { Lot, LotBook, LotClosing, LotOrder } from './lot-book.js';

/** What books are made for. */
export interface LedgerBookSettings {
  /** All in one currency. */
  readonly instruments: readonly Instrument[];
  /** Keeps lots in this order beside average cost; realized profit is then that of the lots. */
  readonly lots?: LotOrder | undefined;
}

/** What an event did: it was booked, or set aside with the state unchanged. */
export type LedgerOutcome =
  | {
      readonly booked: true;
      /** Change of realized profit, gross of fees. */
      readonly realized: Decimal;
      /** Lots that it closed, if these books keep lots; empty for a bust or a correction. */
      readonly closings: readonly LotClosing[];
    }
  | { readonly booked: false; readonly anomaly: LedgerAnomaly };

/** One position. Amounts are exact, in units of account; profit is gross of fees. */
export interface BookPosition {
  readonly symbol: string;
  /** Negative is short. */
  readonly signedQuantity: Decimal;
  /** Signed: what the open quantity was bought (or, negative, sold) for. */
  readonly openCost: Decimal;
  readonly realized: Decimal;
  readonly fees: Decimal;
  /** Dividends, less charges for borrowing. */
  readonly income: Decimal;
  /** Open lots, oldest first; empty unless these books keep lots. */
  readonly lots: readonly Lot[];
}

/** Sums of the account, exact. */
export interface BookTotals {
  readonly cash: Decimal;
  /** Deposits less withdrawals. */
  readonly deposits: Decimal;
  /** Gross of fees. */
  readonly realized: Decimal;
  readonly fees: Decimal;
  readonly income: Decimal;
}

/** The books of one account: every event goes through `apply`, everything else reads. */
export interface LedgerBook {
  readonly instruments: readonly Instrument[];
  readonly currency: string;
  /** Average cost of every slot, in whole units. Read it; events go through `apply`. */
  readonly ledger: Ledger;
  readonly lots: LotBook | undefined;
  /**
   * Books one event.
   *
   * @throws SdkError for an event that says nothing bookable: `VALUE_INVALID`, `SYMBOL_INVALID`,
   *   `SYMBOL_UNKNOWN`, `CURRENCY_MISMATCH`, `LEDGER_OVERFLOW`. The state is then unchanged.
   */
  apply(event: LedgerEvent): LedgerOutcome;
  /** @throws SdkError `SYMBOL_UNKNOWN` */
  slotOf(symbol: string): number;
  /** @throws SdkError `SYMBOL_UNKNOWN` */
  position(symbol: string): BookPosition;
  totals(): BookTotals;
  /** Fees and income of one slot, in money units (1e-18). */
  chargesOf(slot: number): { readonly fees: bigint; readonly income: bigint };
  /** Everything as plain data, for {@link restoreLedgerBook}. */
  snapshot(): LedgerBookSnapshot;
  /** SHA-256 of the money state: equal for equal facts, in whatever order symbols were served. */
  stateHash(): string;
}

/**
 * Creates empty books.
 *
 *     cash = deposits + realized − open cost − fees + income        (after every event, exactly)
 *
 * A bust or a correction books the history of its symbol anew, so the state is always the one of
 * the facts as they are known now; it costs as much as that history is long.
 *
 * @throws SdkError `CURRENCY_MISMATCH` for instruments in different currencies, `SETTINGS_INVALID`
 *   for a symbol that comes twice.
 *
 * @example
 * const book = createLedgerBook({ instruments: [instrument({ symbol: 'AAPL' })] });
 * const fill = { kind: 'fill', symbol: 'AAPL', price: '10', quantity: 100 } as const;
 * book.apply({ ...fill, id: 'a', side: 'buy' }).booked // => true
 * book.apply({ ...fill, id: 'b', side: 'sell', price: '11.50', quantity: 40 }).booked // => true
 * book.position('AAPL').realized // => 60
 */
export function createLedgerBook({ instruments, lots }: LedgerBookSettings): LedgerBook {
  return bookOver(createBookState(instruments, lots));
}

/**
 * Creates books that go on where a snapshot was taken.
 *
 * @throws SdkError `VALUE_INVALID` for a snapshot of another version, and for one whose state does
 *   not have the hash that it says.
 */
export function restoreLedgerBook(snapshot: LedgerBookSnapshot): LedgerBook {
  return bookOver(readBookSnapshot(snapshot));
}

/** Applies events in order and returns those that were set aside. */
export function replayLedger(
  book: LedgerBook,
  events: Iterable<LedgerEvent>,
): readonly LedgerAnomaly[] {
  const anomalies: LedgerAnomaly[] = [];
  for (const event of events) {
    const outcome = book.apply(event);
    if (!outcome.booked) anomalies.push(outcome.anomaly);
  }
  return anomalies;
}

function bookOver(state: BookState): LedgerBook {
  return {
    instruments: state.instruments,
    currency: state.currency,
    ledger: state.ledger,
    lots: state.lots,
    apply: (event) => applyTo(state, event),
    slotOf: (symbol) => currentSlot(state, symbol),
    position: (symbol) => positionOf(state, symbol),
    totals: () => totalsOf(state),
    chargesOf: (slot) => ({ fees: state.fees[slot] ?? 0n, income: state.income[slot] ?? 0n }),
    snapshot: () => writeBookSnapshot(state),
    stateHash: () => stateHashOf(state),
  };
}

const zero = moneyToDecimal(0n);

function applyTo(state: BookState, event: LedgerEvent): LedgerOutcome {
  if (typeof event !== 'object' || (event as unknown) === null) {
    throw invalidValue('VALUE_INVALID', { field: 'event', value: event, must: 'a LedgerEvent' });
  }
  const slot = slotOfEvent(state, event);
  const before = slot === undefined ? 0n : realizedOf(state, slot);
  const result = applyLedgerEvent(state, event);
  if (typeof result === 'string') return { booked: false, anomaly: { code: result, event } };
  const after = slot === undefined ? 0n : realizedOf(state, slot);
  // Most events realize nothing, and making a Decimal costs as much as booking one.
  const realized = after === before ? zero : moneyToDecimal(after - before);
  return { booked: true, realized, closings: result };
}

function slotOfEvent({ slots, fills }: BookState, event: LedgerEvent): number | undefined {
  if ('fillId' in event) return fills.get(event.fillId)?.slot;
  return 'symbol' in event ? slots.get(event.symbol as string) : undefined;
}

function currentSlot(state: BookState, symbol: string): number {
  const slot = state.slots.get(symbol);
  if (slot !== undefined && state.instruments[slot]?.symbol === symbol) return slot;
  throw invalidValue('SYMBOL_UNKNOWN', {
    field: 'symbol',
    value: symbol,
    must: 'an instrument of these books',
  });
}

function positionOf(state: BookState, symbol: string): BookPosition {
  const slot = currentSlot(state, symbol);
  const { quantityDigits } = state.instruments[slot] as Instrument;
  const { ledger, lots } = state;
  return {
    symbol,
    signedQuantity: unitsToDecimal(ledger.quantity[slot] as number, quantityDigits),
    openCost: moneyToDecimal(lots?.costOf(slot) ?? ledger.costOf(slot)),
    realized: moneyToDecimal(realizedOf(state, slot)),
    fees: moneyToDecimal(state.fees[slot] as bigint),
    income: moneyToDecimal(state.income[slot] as bigint),
    lots: lots?.lotsOf(slot) ?? [],
  };
}

function totalsOf(state: BookState): BookTotals {
  const { cash, deposits, fees, income } = state.ledger;
  const realized = state.instruments.reduce((sum, _, slot) => sum + realizedOf(state, slot), 0n);
  return {
    cash: moneyToDecimal(cash),
    deposits: moneyToDecimal(deposits),
    realized: moneyToDecimal(realized),
    fees: moneyToDecimal(fees),
    income: moneyToDecimal(income),
  };
}
