import { divideHalfEven, type Instrument, type Ledger, moneyDigits } from '@tradewright/core';
import type { ResolvedLending } from './parse-lending.js';

/** Days of a year for interest and borrowing: the money market's count, actual/360. */
const yearDays = 360n;
const rateOne = 10n ** 9n;

/** What a charge is computed from. */
export interface ChargedDays {
  /** Days until the next roll of the loss-accounting day. */
  readonly days: number;
  /** Last price by slot, in price units; what has no price is worth nothing. */
  readonly priceUnits: Float64Array;
}

/**
 * Interest less cost of borrowing for what is held over a roll of the day, exact but for one
 * rounding half-even at 1e-18 each.
 *
 *     borrowed = |short quantity| × price × borrow rate × days ÷ 360
 *     interest = balance × rate × days ÷ 360        balance = cash − value of short positions
 *
 * What a short sale brought in stays with the lender of the shares: it earns nothing, and a loan is
 * not smaller for it.
 */
export function dailyCharges(
  ledger: Ledger,
  lending: ResolvedLending,
  { days, priceUnits }: ChargedDays,
): bigint {
  let shorts = 0n;
  let borrowed = 0n;
  for (let slot = 0; slot < priceUnits.length; slot++) {
    const held = ledger.quantity[slot] as number;
    if (held >= 0) continue;
    const { quantityDigits, priceDigits } = ledger.instruments[slot] as Instrument;
    const perProduct = 10n ** BigInt(moneyDigits - quantityDigits - priceDigits);
    const value = BigInt(-held) * BigInt(priceUnits[slot] as number) * perProduct;
    shorts += value;
    borrowed += overDays(value, lending.borrowRates[slot] as number, days);
  }
  const balance = ledger.cash - shorts;
  const rate = balance > 0n ? lending.creditRate : lending.debitRate;
  return overDays(balance, rate, days) - borrowed;
}

function overDays(value: bigint, rate: number, days: number): bigint {
  return divideHalfEven(value * BigInt(rate) * BigInt(days), rateOne * yearDays);
}
