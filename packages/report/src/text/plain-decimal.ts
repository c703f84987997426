import { Decimal } from '@tradewright/core';

/** A double as plain decimal text, shortest form, never with an exponent; empty when not finite. */
export function plainDecimal(value: number): string {
  if (!Number.isFinite(value)) return '';
  const text = String(value + 0);
  return text.includes('e') ? new Decimal(text).toFixed() : text;
}
