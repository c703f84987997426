import type { Instrument } from '../instruments/instrument.js';
import { type BookState, type BookSums, createBookState, sumsOf } from './book-state.js';
import type { LotClosing } from './lot-book.js';
import type { SlotEntry } from './parse-ledger-event.js';
import { dividendOf, type EntryEffect, refuseOverflow, shareEntry } from './share-entry.js';
import { splitAtAverage, splitPosition, type SplitResult } from './split-position.js';

/**
 * Books one entry of a slot, or does nothing and returns `undefined` when a split leaves a
 * fraction that has no price.
 *
 * @returns The lots of the account that it closed.
 * @throws SdkError `LEDGER_OVERFLOW`; nothing is booked then.
 */
export function bookEntry(
  state: BookState,
  slot: number,
  entry: SlotEntry,
): readonly LotClosing[] | undefined {
  const whole = effectOf(state, slot, entry);
  if (whole === undefined) return undefined;
  if (state.strategies === undefined) return bookEffect(state, slot, whole);
  // All is checked, for everybody, before anything is booked.
  const shares = shareEntry(state, slot, { entry, whole });
  if (shares === undefined) return undefined;
  if (entry.kind === 'fill') {
    const held = state.ledger.quantity[slot] as number;
    refuseOverflow(state.instruments[slot] as Instrument, held + entry.signed);
  }
  for (const [strategy, effect] of shares) bookEffect(sumsOf(state, strategy), slot, effect);
  return bookEffect(state, slot, whole);
}

/**
 * Books the history of a slot anew, without busted fills and with corrected ones, and puts the
 * result in the place of what was. Returns false, and changes nothing, when a split has no price.
 */
export function rebookSlot(state: BookState, slot: number): boolean {
  const { strategies, lotOrder: lots } = state;
  const rules = { lots, byStrategy: strategies !== undefined };
  const alone = createBookState([state.instruments[slot] as Instrument], rules);
  for (const { entry, busted } of state.histories[slot] ?? []) {
    if (!busted && bookEntry(alone, 0, entry) === undefined) return false;
  }
  takeOverSlot(state, slot, alone);
  for (const strategy of new Set([
    ...(strategies?.keys() ?? []),
    ...(alone.strategies?.keys() ?? []),
  ])) {
    takeOverSlot(sumsOf(state, strategy), slot, sumsOf(alone, strategy));
  }
  return true;
}

/** Realized profit of a slot: by lots where the books have them, else at average cost. */
export function realizedOf({ lots, ledger }: BookSums, slot: number): bigint {
  return lots?.realizedOf(slot) ?? ledger.realizedOf(slot);
}

/** What an entry does to the account; `undefined` for a fraction without a price. */
function effectOf(state: BookState, slot: number, entry: SlotEntry): EntryEffect | undefined {
  const one = state.instruments[slot] as Instrument;
  const held = state.ledger.quantity[slot] as number;
  const { id } = entry;
  switch (entry.kind) {
    case 'fill':
      return { id, fill: entry, fee: entry.fee, income: 0n };
    case 'split': {
      const split = splitPosition(one, held, entry);
      return split === undefined ? undefined : { id, split, fee: 0n, income: 0n };
    }
    case 'dividend':
      return { id, fee: 0n, income: dividendOf(one, held, entry.perShare) };
    case 'charge':
      return { id, fee: entry.fee, income: entry.income };
  }
}

function bookEffect(sums: BookSums, slot: number, effect: EntryEffect): readonly LotClosing[] {
  const { id, fill, split } = effect;
  if (fill !== undefined) sums.ledger.applyFill(slot, fill.signed, fill.price, 0);
  bookFee(sums, slot, effect.fee);
  bookIncome(sums, slot, effect.income);
  if (fill !== undefined) return sums.lots?.applyFill(slot, fill) ?? [];
  return split === undefined ? [] : bookSplit(sums, slot, { split, id });
}

function bookSplit(
  { ledger, lots }: BookSums,
  slot: number,
  { split, id }: { readonly split: SplitResult; readonly id: string },
): readonly LotClosing[] {
  const quantity = ledger.quantity[slot] as number;
  const held = { quantity, cost: ledger.costOf(slot), realized: ledger.realizedOf(slot) };
  ledger.setPosition(slot, splitAtAverage(held, split));
  return lots?.applySplit(slot, split, id) ?? [];
}

/** Puts the only slot of `alone` in the place of a slot. */
function takeOverSlot(sums: BookSums, slot: number, alone: BookSums): void {
  const { ledger, lots } = alone;
  const quantity = ledger.quantity[0] as number;
  const held = { quantity, cost: ledger.costOf(0), realized: ledger.realizedOf(0) };
  sums.ledger.setPosition(slot, held);
  bookFee(sums, slot, at(alone.fees, 0) - at(sums.fees, slot));
  bookIncome(sums, slot, at(alone.income, 0) - at(sums.income, slot));
  if (lots !== undefined) {
    sums.lots?.takeOver(slot, { lots: lots.lotsOf(0), realized: lots.realizedOf(0) });
  }
}

/** Charges a fee and notes whose it is. */
function bookFee({ ledger, fees }: BookSums, slot: number, fee: bigint): void {
  if (fee === 0n) return;
  ledger.chargeFee(fee);
  fees[slot] = at(fees, slot) + fee;
}

/** Adds income and notes whose it is. */
function bookIncome({ ledger, income }: BookSums, slot: number, amount: bigint): void {
  if (amount === 0n) return;
  ledger.addIncome(amount);
  income[slot] = at(income, slot) + amount;
}

function at(amounts: readonly bigint[], slot: number): bigint {
  return amounts[slot] as bigint;
}
