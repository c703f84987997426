import { invalidValue } from '../errors/invalid-value.js';
import type { Instrument } from '../instruments/instrument.js';
import { Ledger } from './ledger.js';
import { LotBook, type LotOrder } from './lot-book.js';
import type { BookedFill, SlotEntry } from './parse-ledger-event.js';

/** One entry of a slot's history. Busted fills keep their place. */
export interface HistoryItem {
  entry: SlotEntry;
  busted: boolean;
  /** The fill as it was first reported, if it was corrected. */
  original?: BookedFill | undefined;
}

/** Balances of an account, or of one strategy inside it, kept in place. */
export interface BookSums {
  /** Slots; a symbol change replaces the instrument, and every ledger sees the same list. */
  readonly instruments: Instrument[];
  readonly ledger: Ledger;
  readonly lots: LotBook | undefined;
  /** Fees and income that belong to a slot, in money units. */
  readonly fees: bigint[];
  readonly income: bigint[];
}

/** The books of one account, kept in place. */
export interface BookState extends BookSums {
  readonly currency: string;
  readonly lotOrder: LotOrder | undefined;
  /** Slot of every symbol that is or was in use. */
  readonly slots: Map<string, number>;
  readonly histories: readonly HistoryItem[][];
  readonly fills: Map<string, { readonly slot: number; readonly item: HistoryItem }>;
  /** Content of every other event, by id. */
  readonly seen: Map<string, string>;
  /** Balances of every strategy; absent unless these books keep them. */
  readonly strategies: Map<string, BookSums> | undefined;
}

/** How books are kept. */
export interface BookRules {
  readonly lots?: LotOrder | undefined;
  readonly byStrategy?: boolean | undefined;
}

/** @throws SdkError `CURRENCY_MISMATCH`, or `SETTINGS_INVALID` for a symbol that comes twice. */
export function createBookState(
  instruments: readonly Instrument[],
  { lots, byStrategy }: BookRules,
): BookState {
  const own = [...instruments];
  const currency = own[0]?.currency ?? 'USD';
  const slots = new Map<string, number>();
  for (const [slot, one] of own.entries()) {
    if (one.currency !== currency) {
      throw invalidValue('CURRENCY_MISMATCH', {
        field: `currency of ${one.symbol}`,
        value: one.currency,
        must: `${currency}, as the other instruments`,
        fix: 'keep one ledger for each currency',
      });
    }
    if (slots.has(one.symbol)) {
      throw invalidValue('SETTINGS_INVALID', {
        field: 'instruments',
        value: one.symbol,
        must: 'a list with each symbol once',
      });
    }
    slots.set(one.symbol, slot);
  }
  return {
    ...createSums(own, lots),
    currency,
    lotOrder: lots,
    slots,
    histories: own.map(() => []),
    fills: new Map(),
    seen: new Map(),
    strategies: byStrategy === true ? new Map<string, BookSums>() : undefined,
  };
}

/** Balances of a strategy; the first one who asks opens them. */
export function sumsOf(state: BookState, strategy: string): BookSums {
  const known = state.strategies?.get(strategy);
  if (known !== undefined) return known;
  const sums = createSums(state.instruments, state.lotOrder);
  state.strategies?.set(strategy, sums);
  return sums;
}

/** Strategies that have balances, in order of their names: the order in which remainders fall. */
export function strategyNames({ strategies }: BookState): readonly string[] {
  return [...(strategies?.keys() ?? [])].sort((a, b) => (a < b ? -1 : 1));
}

function createSums(instruments: Instrument[], lots: LotOrder | undefined): BookSums {
  return {
    instruments,
    ledger: new Ledger(instruments),
    lots: lots === undefined ? undefined : new LotBook(instruments, lots),
    fees: instruments.map(() => 0n),
    income: instruments.map(() => 0n),
  };
}
