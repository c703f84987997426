import { invalidValue } from '../errors/invalid-value.js';
import type { Instrument } from '../instruments/instrument.js';
import type { Decimal } from '../numbers/decimal.js';
import { moneyToDecimal } from '../numbers/units.js';
import { applyLedgerEvent } from './apply-ledger-event.js';
import { realizedOf } from './book-entry.js';
import { type BookReadings, readingsOf } from './book-readings.js';
import { type BookState, createBookState, strategyNames, sumsOf } from './book-state.js';
import {
  type LedgerBookSnapshot,
  readBookSnapshot,
  stateHashOf,
  strategiesWithBalances,
  writeBookSnapshot,
} from './ledger-book-snapshot.js';
import type { LedgerAnomaly, LedgerEvent } from './ledger-event.js';
import type { LotClosing, LotOrder } from './lot-book.js';
import { parseStrategyName } from './strategy-name.js';

/** What books are made for. */
export interface LedgerBookSettings {
  /** All in one currency. */
  readonly instruments: readonly Instrument[];
  /** Keeps lots in this order beside average cost; realized profit is then that of the lots. */
  readonly lots?: LotOrder | undefined;
  /** Keeps a virtual book for each strategy inside the account as well. Default: no. */
  readonly byStrategy?: boolean | undefined;
}

/** What an event did: it was booked, or set aside with the state unchanged. */
export type LedgerOutcome =
  | {
      readonly booked: true;
      /** Change of the account's realized profit, gross of fees. */
      readonly realized: Decimal;
      /** Lots that it closed, if these books keep lots; empty for a bust or a correction. */
      readonly closings: readonly LotClosing[];
      /** What it changed for each strategy; only in books that are kept by strategy. */
      readonly strategies?: readonly StrategyChange[] | undefined;
    }
  | { readonly booked: false; readonly anomaly: LedgerAnomaly };

/** A change of the realized profit of one strategy, gross of fees; never zero. */
export interface StrategyChange {
  readonly strategy: string;
  readonly realized: Decimal;
}

/** The books of one account: every event goes through `apply`, everything else reads. */
export interface LedgerBook extends BookReadings {
  /**
   * Books one event.
   *
   * @throws SdkError for an event that says nothing bookable: `VALUE_INVALID`, `SYMBOL_INVALID`,
   *   `SYMBOL_UNKNOWN`, `CURRENCY_MISMATCH`, `LEDGER_OVERFLOW`. The state is then unchanged.
   */
  apply(event: LedgerEvent): LedgerOutcome;
  /** Whether there is a virtual book for each strategy. */
  readonly isByStrategy: boolean;
  /** Names of the strategies with balances, in order; none unless kept by strategy. */
  strategies(): readonly string[];
  /**
   * Reads the virtual book of one strategy, also before its first event: it follows the account.
   *
   * @throws SdkError `VALUE_INVALID` for what is no name, and where books are not kept by strategy.
   */
  strategy(name: string): BookReadings;
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
 * With `byStrategy` a fill belongs to the strategy that it names. Nothing is crossed inside: two
 * strategies may be long and short in one symbol. Quantity, cash, deposits, fees, income and
 * realized − open cost of all books, `unallotted` among them, sum to those of the account exactly;
 * realized and open cost alone do not, because each book has an average, or lots, of its own. A
 * dividend goes to every long position and comes from every short one; a split leaves remainders
 * to the largest fraction (equal ones: first by name), paid for at the cash price; borrowing is
 * shared by what each is short. Whatever names no strategy beside that is `unallotted`.
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
export function createLedgerBook({ instruments, ...rules }: LedgerBookSettings): LedgerBook {
  return bookOver(createBookState(instruments, rules));
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
    ...readingsOf(state, state),
    isByStrategy: state.strategies !== undefined,
    apply: (event) => applyTo(state, event),
    strategies: () => strategiesWithBalances(state),
    strategy: (name) => readStrategy(state, name),
    snapshot: () => writeBookSnapshot(state),
    stateHash: () => stateHashOf(state),
  };
}

function readStrategy(state: BookState, name: string): BookReadings {
  if (state.strategies === undefined) {
    throw invalidValue('VALUE_INVALID', {
      field: 'strategy',
      value: name,
      must: 'read from books that are kept by strategy',
      fix: 'create them with byStrategy: true',
    });
  }
  return readingsOf(state, sumsOf(state, parseStrategyName(name)));
}

const zero = moneyToDecimal(0n);

function applyTo(state: BookState, event: LedgerEvent): LedgerOutcome {
  if (typeof event !== 'object' || (event as unknown) === null) {
    throw invalidValue('VALUE_INVALID', { field: 'event', value: event, must: 'a LedgerEvent' });
  }
  const slot = slotOfEvent(state, event);
  const before = slot === undefined ? 0n : realizedOf(state, slot);
  const ofEach = state.strategies && realizedOfEach(state, slot);
  const result = applyLedgerEvent(state, event);
  if (typeof result === 'string') return { booked: false, anomaly: { code: result, event } };
  const after = slot === undefined ? 0n : realizedOf(state, slot);
  // Most events realize nothing, and making a Decimal costs as much as booking one.
  const realized = after === before ? zero : moneyToDecimal(after - before);
  const outcome = { booked: true, realized, closings: result } as const;
  if (ofEach === undefined) return outcome;
  return { ...outcome, strategies: changesSince(state, slot, ofEach) };
}

type RealizedOfEach = ReadonlyMap<string, bigint>;

function realizedOfEach(state: BookState, slot: number | undefined): RealizedOfEach {
  const realized = new Map<string, bigint>();
  if (slot === undefined) return realized;
  for (const [name, sums] of state.strategies ?? []) realized.set(name, realizedOf(sums, slot));
  return realized;
}

function changesSince(
  state: BookState,
  slot: number | undefined,
  before: RealizedOfEach,
): readonly StrategyChange[] {
  const after = realizedOfEach(state, slot);
  return strategyNames(state).flatMap((strategy) => {
    const change = (after.get(strategy) ?? 0n) - (before.get(strategy) ?? 0n);
    return change === 0n ? [] : [{ strategy, realized: moneyToDecimal(change) }];
  });
}

function slotOfEvent({ slots, fills }: BookState, event: LedgerEvent): number | undefined {
  if ('fillId' in event) return fills.get(event.fillId)?.slot;
  return 'symbol' in event ? slots.get(event.symbol as string) : undefined;
}
