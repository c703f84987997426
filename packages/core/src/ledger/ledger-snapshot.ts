import { moneyDigits, unitsToText } from '../numbers/units.js';
import type { Ledger } from './ledger.js';

/** One position as plain data; amounts are decimal text in units of account. */
export interface PositionSnapshot {
  readonly symbol: string;
  /** Signed: negative is short. */
  readonly signedQuantity: string;
  readonly openCost: string;
  /** Gross of fees. */
  readonly realized: string;
}

/** The state of a ledger as plain data, symbols in order, untouched symbols left out. */
export interface LedgerSnapshot {
  readonly cash: string;
  readonly deposits: string;
  readonly fees: string;
  /** Left out when nothing was earned or paid beside trading. */
  readonly income?: string;
  readonly positions: readonly PositionSnapshot[];
}

/**
 * Takes a snapshot that is the same however the ledger holds its numbers and in whatever order its
 * slots are: equal histories give equal text.
 */
export function ledgerSnapshot(ledger: Ledger): LedgerSnapshot {
  const positions: PositionSnapshot[] = [];
  ledger.instruments.forEach(({ symbol, quantityDigits }, slot) => {
    const quantity = ledger.quantity[slot] ?? 0;
    const realized = ledger.realizedOf(slot);
    if (quantity === 0 && realized === 0n) return;
    positions.push({
      symbol,
      signedQuantity: unitsToText(quantity, quantityDigits),
      openCost: unitsToText(ledger.costOf(slot), moneyDigits),
      realized: unitsToText(realized, moneyDigits),
    });
  });
  positions.sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
  return {
    cash: unitsToText(ledger.cash, moneyDigits),
    deposits: unitsToText(ledger.deposits, moneyDigits),
    fees: unitsToText(ledger.fees, moneyDigits),
    ...(ledger.income !== 0n && { income: unitsToText(ledger.income, moneyDigits) }),
    positions,
  };
}
