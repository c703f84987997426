import { Decimal } from '@tradewright/core';

/** What stands where a number is not known. */
export const unknownAmount = 'unknown';

/** An amount for reading, with two digits and thousands in groups: 1234.5 is 1,234.50. */
export function formatAmount(amount: string | null, digits = 2): string {
  if (amount === null) return unknownAmount;
  const [whole = '', fraction] = new Decimal(amount).toFixed(digits).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** As {@link formatAmount}, with a plus for gains. */
export function formatSigned(amount: string | null): string {
  const text = formatAmount(amount);
  return amount !== null && new Decimal(amount).gt(0) ? `+${text}` : text;
}

/** A fraction for reading: 0.1234 is +12.34 %. */
export function formatChange(fraction: string | null): string {
  if (fraction === null) return unknownAmount;
  return `${formatSigned(new Decimal(fraction).times(100).toFixed())} %`;
}

/** A share for reading: 0.5 is 50 %, 1 ÷ 3 is 33.33 %. */
export function formatShare(fraction: number | string): string {
  return `${new Decimal(fraction).times(100).toDecimalPlaces(2).toFixed()} %`;
}
