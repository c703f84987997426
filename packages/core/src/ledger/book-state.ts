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

/** The books of one account, kept in place. */
export interface BookState {
  /** Slots; a symbol change replaces the instrument, and the ledger sees the same list. */
  readonly instruments: Instrument[];
  readonly currency: string;
  readonly lotOrder: LotOrder | undefined;
  readonly ledger: Ledger;
  readonly lots: LotBook | undefined;
  /** Slot of every symbol that is or was in use. */
  readonly slots: Map<string, number>;
  readonly histories: readonly HistoryItem[][];
  /** Fees and income that belong to a slot, in money units. */
  readonly fees: bigint[];
  readonly income: bigint[];
  readonly fills: Map<string, { readonly slot: number; readonly item: HistoryItem }>;
  /** Content of every other event, by id. */
  readonly seen: Map<string, string>;
}

/** @throws SdkError `CURRENCY_MISMATCH`, or `SETTINGS_INVALID` for a symbol that comes twice. */
export function createBookState(
  instruments: readonly Instrument[],
  lotOrder: LotOrder | undefined,
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
    instruments: own,
    currency,
    lotOrder,
    ledger: new Ledger(own),
    lots: lotOrder === undefined ? undefined : new LotBook(own, lotOrder),
    slots,
    histories: own.map(() => []),
    fees: own.map(() => 0n),
    income: own.map(() => 0n),
    fills: new Map(),
    seen: new Map(),
  };
}
