import type { Instrument } from '../instruments/instrument.js';
import { powerOfTen, stepDigitsMax } from '../numbers/units.js';
import { type BookState, createBookState } from './book-state.js';
import type { LotClosing } from './lot-book.js';
import type { SlotEntry } from './parse-ledger-event.js';
import { splitAtAverage, splitPosition } from './split-position.js';

/**
 * Books one entry of a slot, or does nothing and returns `undefined` when a split leaves a
 * fraction that has no price.
 *
 * @throws SdkError `LEDGER_OVERFLOW`; nothing is booked then.
 */
export function bookEntry(
  state: BookState,
  slot: number,
  entry: SlotEntry,
): readonly LotClosing[] | undefined {
  const { ledger, lots } = state;
  const one = state.instruments[slot] as Instrument;
  const held = ledger.quantity[slot] as number;
  switch (entry.kind) {
    case 'fill':
      ledger.applyFill(slot, entry.signed, entry.price, 0);
      bookFee(state, slot, entry.fee);
      return lots?.applyFill(slot, entry) ?? [];
    case 'split': {
      const split = splitPosition(one, held, entry);
      if (split === undefined) return undefined;
      const cost = ledger.costOf(slot);
      const position = { quantity: held, cost, realized: ledger.realizedOf(slot) };
      ledger.setPosition(slot, splitAtAverage(position, split));
      return lots?.applySplit(slot, split) ?? [];
    }
    case 'dividend': {
      const perProduct = powerOfTen(stepDigitsMax - one.quantityDigits);
      bookIncome(state, slot, BigInt(held) * BigInt(entry.perShare) * BigInt(perProduct));
      return [];
    }
    case 'charge':
      bookFee(state, slot, entry.fee);
      bookIncome(state, slot, entry.income);
      return [];
  }
}

/**
 * Books the history of a slot anew, without busted fills and with corrected ones, and puts the
 * result in the place of what was. Returns false, and changes nothing, when a split has no price.
 */
export function rebookSlot(state: BookState, slot: number): boolean {
  const alone = createBookState([state.instruments[slot] as Instrument], state.lotOrder);
  for (const { entry, busted } of state.histories[slot] ?? []) {
    if (!busted && bookEntry(alone, 0, entry) === undefined) return false;
  }
  const { ledger, lots } = alone;
  const quantity = ledger.quantity[0] as number;
  const held = { quantity, cost: ledger.costOf(0), realized: ledger.realizedOf(0) };
  state.ledger.setPosition(slot, held);
  bookFee(state, slot, at(alone.fees, 0) - at(state.fees, slot));
  bookIncome(state, slot, at(alone.income, 0) - at(state.income, slot));
  if (lots !== undefined) {
    state.lots?.takeOver(slot, { lots: lots.lotsOf(0), realized: lots.realizedOf(0) });
  }
  return true;
}

/** Realized profit of a slot: by lots where the books have them, else at average cost. */
export function realizedOf({ lots, ledger }: BookState, slot: number): bigint {
  return lots?.realizedOf(slot) ?? ledger.realizedOf(slot);
}

/** Charges a fee to the account and notes whose it is. */
export function bookFee({ ledger, fees }: BookState, slot: number, fee: bigint): void {
  if (fee === 0n) return;
  ledger.chargeFee(fee);
  fees[slot] = at(fees, slot) + fee;
}

/** Adds income to the account and notes whose it is. */
export function bookIncome({ ledger, income }: BookState, slot: number, amount: bigint): void {
  if (amount === 0n) return;
  ledger.addIncome(amount);
  income[slot] = at(income, slot) + amount;
}

function at(amounts: readonly bigint[], slot: number): bigint {
  return amounts[slot] as bigint;
}
