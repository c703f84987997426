import { Decimal } from '@tradewright/core';

/**
 * Digits after the point in which a commission is added up: 18 of quantity × price, and 13 of a
 * rate in basis points with 9 digits. No product needs more, so nothing is rounded on the way.
 */
export const fineDigits = 31;

/** A fill as the parts of a commission see it. */
export interface CommissionTrade {
  readonly sign: 1 | -1;
  /** In units of 1e-9. */
  readonly quantity: bigint;
  /** Quantity × price in units of 1e-18. */
  readonly value: bigint;
  readonly filledAt: number;
  readonly maker: boolean;
}

/** What one part of a commission remembers of one order, in units of 1e-31. Never changed. */
export interface PartSoFar {
  /** Rate × what was traded, without bounds. */
  readonly raw: bigint;
  /** Value that was traded. */
  readonly value: bigint;
  /** `raw` within its bounds. */
  readonly due: bigint;
  /** `due` rounded up where the part says so: what the order owes in all. It never falls. */
  readonly total: bigint;
}

/** An order that has not been filled yet. */
export const nothingSoFar: PartSoFar = { raw: 0n, value: 0n, due: 0n, total: 0n };

/** One rule of a commission. */
export interface CommissionPart {
  /** What an order owes after one more fill. */
  charge(soFar: PartSoFar, trade: CommissionTrade): PartSoFar;
  /** Forgets, in what is counted over orders, the fill that was charged last. */
  revoke(): void;
}

/** A rate ready for use; what is absent is zero. */
export interface ExactRate {
  /** Units of 1e-13: 1e-9 of a basis point. */
  readonly ofValue: bigint;
  /** Units of 1e-9 of the account's currency. */
  readonly ofQuantity: bigint;
}

/** Rate × trade in units of 1e-31, exact. */
export function rateOf(rate: ExactRate, trade: CommissionTrade): bigint {
  return trade.value * rate.ofValue + trade.quantity * rate.ofQuantity * quantityToFine;
}

const quantityToFine = 10n ** BigInt(fineDigits - 18);
const amountToFine = 10n ** BigInt(fineDigits - 9);

/** Checked decimal text of at most 9 digits after the point, in units of 1e-9. */
export function rateUnits(text: string | undefined): bigint {
  return text === undefined ? 0n : BigInt(new Decimal(text).times(1_000_000_000).toFixed(0));
}

/** An amount of money in units of 1e-31. */
export function amountUnits(text: string): bigint {
  return rateUnits(text) * amountToFine;
}
