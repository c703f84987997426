import { invalidValue } from '../errors/invalid-value.js';
import type { Instrument } from '../instruments/instrument.js';
import { bookEntry, rebookSlot } from './book-entry.js';
import { type BookState, type BookSums, type HistoryItem, sumsOf } from './book-state.js';
import type { LedgerAnomalyCode, LedgerEvent } from './ledger-event.js';
import type { LotClosing } from './lot-book.js';
import {
  type BookedFill,
  type ParsedEvent,
  parseLedgerEvent,
  type SlotEntry,
} from './parse-ledger-event.js';
import { unallotted } from './strategy-name.js';

/** What it closed, or why nothing was booked. */
type Result = readonly LotClosing[] | LedgerAnomalyCode;

const nothingClosed: readonly LotClosing[] = [];

/** Checks and books one event. Whatever it throws or sets aside leaves the state as it was. */
export function applyLedgerEvent(state: BookState, event: LedgerEvent): Result {
  const { instruments, currency } = state;
  const slotOf = (symbol: string): number => findSlot(state, symbol);
  const byStrategy = state.strategies !== undefined;
  const parsed = parseLedgerEvent(event, { instruments, currency, slotOf, byStrategy });
  if (parsed.to === 'slot' && parsed.entry.kind === 'fill') {
    return applyFillEvent(state, event, { slot: parsed.slot, entry: parsed.entry });
  }
  const id = parsed.to === 'slot' ? parsed.entry.id : parsed.id;
  const content = contentOf(parsed);
  const before = state.seen.get(id);
  if (before !== undefined) return before === content ? 'duplicateEvent' : 'conflictingEvent';
  if (state.fills.has(id)) return 'conflictingEvent';
  const result = applyNew(state, parsed, event);
  if (typeof result !== 'string') state.seen.set(id, content);
  return result;
}

function applyNew(state: BookState, parsed: ParsedEvent, event: LedgerEvent): Result {
  switch (parsed.to) {
    case 'slot':
      refuseFormer(state, parsed.slot, event);
      return applyEntry(state, parsed.slot, { entry: parsed.entry, busted: false });
    case 'fill':
      return amendFill(state, parsed);
    case 'account':
      bookAtAccount(state, parsed);
      if (state.strategies !== undefined) {
        bookAtAccount(sumsOf(state, parsed.strategy ?? unallotted), parsed);
      }
      return nothingClosed;
    case 'symbol':
      refuseFormer(state, parsed.slot, event);
      return rename(state, parsed.slot, parsed.symbol);
  }
}

function bookAtAccount(
  { ledger }: BookSums,
  { deposit, fee, income }: Extract<ParsedEvent, { readonly to: 'account' }>,
): void {
  if (deposit !== 0n) ledger.deposit(deposit);
  if (fee !== 0n) ledger.chargeFee(fee);
  if (income !== 0n) ledger.addIncome(income);
}

function applyEntry(state: BookState, slot: number, item: HistoryItem): Result {
  const closings = bookEntry(state, slot, item.entry);
  if (closings === undefined) return 'cashPriceMissing';
  state.histories[slot]?.push(item);
  return closings;
}

function applyFillEvent(
  state: BookState,
  event: LedgerEvent,
  { slot, entry }: { readonly slot: number; readonly entry: BookedFill },
): Result {
  if (state.seen.has(entry.id)) return 'conflictingEvent';
  const known = state.fills.get(entry.id);
  if (known === undefined) {
    refuseFormer(state, slot, event);
    const item: HistoryItem = { entry, busted: false };
    const result = applyEntry(state, slot, item);
    if (typeof result !== 'string') state.fills.set(entry.id, { slot, item });
    return result;
  }
  const { item } = known;
  const isSame = known.slot === slot && isSameFill(item.entry, entry);
  if (isSame && item.busted) return amend(state, slot, { item, change: { busted: false } });
  const isOriginal = item.original !== undefined && isSameFill(item.original, entry);
  const wasSeen = isSame || (known.slot === slot && isOriginal);
  return wasSeen ? 'duplicateEvent' : 'conflictingEvent';
}

function amendFill(
  state: BookState,
  { fillId, by }: Extract<ParsedEvent, { readonly to: 'fill' }>,
): Result {
  const known = state.fills.get(fillId);
  if (known === undefined) return 'unknownFill';
  const { slot, item } = known;
  if (item.busted) return 'bustedFill';
  if (by === undefined) return amend(state, slot, { item, change: { busted: true } });
  if (by.slot !== slot) return 'conflictingEvent';
  const original = item.original ?? (item.entry as BookedFill);
  const entry = { ...by.entry, strategy: original.strategy };
  return amend(state, slot, { item, change: { entry, original } });
}

/** Changes an item of the history and books its slot anew; undone when that is impossible. */
function amend(
  state: BookState,
  slot: number,
  { item, change }: { readonly item: HistoryItem; readonly change: Partial<HistoryItem> },
): Result {
  const before = { ...item };
  Object.assign(item, change);
  let booked = false;
  try {
    booked = rebookSlot(state, slot);
  } finally {
    if (!booked) Object.assign(item, { original: undefined, ...before });
  }
  return booked ? nothingClosed : 'cashPriceMissing';
}

function rename(state: BookState, slot: number, symbol: string): Result {
  const taken = state.slots.get(symbol);
  if (taken !== undefined && taken !== slot) return 'symbolTaken';
  state.slots.set(symbol, slot);
  state.instruments[slot] = Object.freeze({ ...(state.instruments[slot] as Instrument), symbol });
  return nothingClosed;
}

function findSlot(state: BookState, symbol: unknown): number {
  const slot = state.slots.get(symbol as string);
  if (slot !== undefined) return slot;
  throw invalidValue('SYMBOL_UNKNOWN', {
    field: 'symbol of a ledger event',
    value: symbol,
    must: 'an instrument of these books',
    fix: 'give its instrument when the books are created',
  });
}

/** A former symbol is good only for what is known already: a late duplicate, a bust. */
function refuseFormer(state: BookState, slot: number, event: LedgerEvent): void {
  const now = state.instruments[slot]?.symbol;
  if (!('symbol' in event) || event.symbol === now) return;
  throw invalidValue('SYMBOL_UNKNOWN', {
    field: 'symbol of a ledger event',
    value: event.symbol,
    must: `${now}, its symbol since it changed`,
  });
}

function isSameFill(one: SlotEntry, other: BookedFill): boolean {
  return (
    one.kind === 'fill' &&
    one.signed === other.signed &&
    one.price === other.price &&
    one.fee === other.fee &&
    one.strategy === other.strategy
  );
}

function contentOf(parsed: ParsedEvent): string {
  return JSON.stringify(parsed, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
}
