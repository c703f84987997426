import { invalidValue } from '../errors/invalid-value.js';
import type { Instrument } from '../instruments/instrument.js';
import type { Decimal } from '../numbers/decimal.js';
import { moneyToDecimal, unitsToDecimal } from '../numbers/units.js';
import { realizedOf } from './book-entry.js';
import type { BookState, BookSums } from './book-state.js';
import type { Ledger } from './ledger.js';
import type { Lot, LotBook } from './lot-book.js';

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

/** Sums of an account, or of one strategy inside it, exact. */
export interface BookTotals {
  readonly cash: Decimal;
  /** Deposits less withdrawals. */
  readonly deposits: Decimal;
  /** Gross of fees. */
  readonly realized: Decimal;
  readonly fees: Decimal;
  readonly income: Decimal;
}

/** What can be read of books: of an account, or of one strategy inside it. */
export interface BookReadings {
  readonly instruments: readonly Instrument[];
  readonly currency: string;
  /** Average cost of every slot, in whole units. Read it; events go through `LedgerBook.apply`. */
  readonly ledger: Ledger;
  readonly lots: LotBook | undefined;
  /** @throws SdkError `SYMBOL_UNKNOWN` */
  slotOf(symbol: string): number;
  /** @throws SdkError `SYMBOL_UNKNOWN` */
  position(symbol: string): BookPosition;
  totals(): BookTotals;
  /** Fees and income of one slot, in money units (1e-18). */
  chargesOf(slot: number): { readonly fees: bigint; readonly income: bigint };
}

/** Makes what reads the account of `state`, or the balances of one of its strategies. */
export function readingsOf(state: BookState, sums: BookSums): BookReadings {
  const { instruments, ledger, lots } = sums;
  const slotOf = (symbol: string): number => currentSlot(state, symbol);
  return {
    instruments,
    currency: state.currency,
    ledger,
    lots,
    slotOf,
    position: (symbol) => positionOf(sums, slotOf(symbol)),
    totals: () => totalsOf(sums),
    chargesOf: (slot) => ({ fees: sums.fees[slot] ?? 0n, income: sums.income[slot] ?? 0n }),
  };
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

function positionOf(sums: BookSums, slot: number): BookPosition {
  const { symbol, quantityDigits } = sums.instruments[slot] as Instrument;
  const { ledger, lots } = sums;
  return {
    symbol,
    signedQuantity: unitsToDecimal(ledger.quantity[slot] as number, quantityDigits),
    openCost: moneyToDecimal(lots?.costOf(slot) ?? ledger.costOf(slot)),
    realized: moneyToDecimal(realizedOf(sums, slot)),
    fees: moneyToDecimal(sums.fees[slot] as bigint),
    income: moneyToDecimal(sums.income[slot] as bigint),
    lots: lots?.lotsOf(slot) ?? [],
  };
}

function totalsOf(sums: BookSums): BookTotals {
  const { cash, deposits, fees, income } = sums.ledger;
  const realized = sums.instruments.reduce((sum, _, slot) => sum + realizedOf(sums, slot), 0n);
  return {
    cash: moneyToDecimal(cash),
    deposits: moneyToDecimal(deposits),
    realized: moneyToDecimal(realized),
    fees: moneyToDecimal(fees),
    income: moneyToDecimal(income),
  };
}
