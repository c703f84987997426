import type { MoneyScale } from '@tradewright/core';
import type { FillFacts } from '@tradewright/kernel';

/** Notional and fee of a fill in units of 1e-18, exact. */
export function costUnits(slot: number, fill: FillFacts, scale: MoneyScale): bigint {
  const perProduct = BigInt(scale.ticksPerProduct[slot] as number) * scale.unitsPerTick;
  const fee = fill.feeExact ?? BigInt(fill.feeTicks) * scale.unitsPerTick;
  return BigInt(fill.quantityUnits) * BigInt(fill.priceUnits) * perProduct + fee;
}
