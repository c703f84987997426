import {
  type HeldPosition,
  type Instrument,
  type Ledger,
  moneyDigits,
  splitAtAverage,
  splitPosition,
} from '@tradewright/core';
import type {
  ResolvedAction,
  ResolvedDelisting,
  ResolvedDividend,
  ResolvedSplit,
  ResolvedSymbolChange,
} from './corporate-action.js';
import { mergePositions } from './merge-positions.js';

/** Digits of a unit of `perShareUnits`. */
const perShareDigits = 9;

/**
 * Books an action against what a ledger holds; a flat position is left alone.
 *
 * @param priceUnits What is paid for one share, in price units: for a fraction that a split leaves,
 *   or for all of a position in a delisting.
 */
export function bookAction(ledger: Ledger, action: ResolvedAction, priceUnits: number): void {
  if (ledger.quantity[action.slot] === 0) return;
  switch (action.kind) {
    case 'split':
      bookSplit(ledger, action, priceUnits);
      return;
    case 'cashDividend':
      ledger.addIncome(dividendOf(ledger, action));
      return;
    case 'symbolChange':
      bookSymbolChange(ledger, action);
      return;
    case 'delisting':
      bookDelisting(ledger, action, priceUnits);
  }
}

function bookSplit(ledger: Ledger, { slot, from, to }: ResolvedSplit, cashPrice: number): void {
  const held = heldIn(ledger, slot);
  const terms = { from: BigInt(from), to: BigInt(to), cashPrice };
  const split = splitPosition(ledger.instruments[slot] as Instrument, held.quantity, terms);
  if (split !== undefined) ledger.setPosition(slot, splitAtAverage(held, split));
}

/** Exact: quantity and dividend are whole units, and their product is finer than 1e-18 nowhere. */
function dividendOf(ledger: Ledger, { slot, perShareUnits }: ResolvedDividend): bigint {
  const { quantityDigits } = ledger.instruments[slot] as Instrument;
  const perProduct = 10n ** BigInt(moneyDigits - perShareDigits - quantityDigits);
  return BigInt(ledger.quantity[slot] as number) * BigInt(perShareUnits) * perProduct;
}

function bookSymbolChange(ledger: Ledger, { slot, newSlot }: ResolvedSymbolChange): void {
  const { left, joined } = mergePositions(heldIn(ledger, slot), heldIn(ledger, newSlot));
  ledger.setPosition(slot, left);
  ledger.setPosition(newSlot, joined);
}

/** All of the position is sold, or bought back, at the price. */
function bookDelisting(ledger: Ledger, { slot }: ResolvedDelisting, priceUnits: number): void {
  const { quantity, cost, realized } = heldIn(ledger, slot);
  const { quantityDigits, priceDigits } = ledger.instruments[slot] as Instrument;
  const perProduct = 10n ** BigInt(moneyDigits - quantityDigits - priceDigits);
  const worth = BigInt(quantity) * BigInt(priceUnits) * perProduct;
  ledger.setPosition(slot, { quantity: 0, cost: 0n, realized: realized + worth - cost });
}

function heldIn(ledger: Ledger, slot: number): HeldPosition {
  return {
    quantity: ledger.quantity[slot] as number,
    cost: ledger.costOf(slot),
    realized: ledger.realizedOf(slot),
  };
}
