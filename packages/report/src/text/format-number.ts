import type { Decimal } from '@tradewright/core';

/** Stands where there is no number. */
export const absent = '–';

/**
 * Writes a number with a fixed count of digits, commas between thousands and a true minus sign: the
 * same text on every machine. Rounded as the nearest double has it; never "−0".
 *
 * @returns {@link absent} for what is not finite.
 *
 * @example
 * formatFixed(-1234567.891, 2) // => '−1,234,567.89'
 */
export function formatFixed(value: number, digits: number): string {
  if (!Number.isFinite(value)) return absent;
  if (Math.abs(value) >= 1e15) return signed(value.toExponential(3));
  return group(value.toFixed(digits));
}

/** A fraction as percent: 0.0123 is `1.23%`. */
export function formatPercent(fraction: number, digits = 2): string {
  const text = formatFixed(fraction * 100, digits);
  return text === absent ? text : `${text}%`;
}

/** Exact money to two digits, half to even; the sheet carries the exact amount beside it. */
export function formatMoney(amount: Decimal | number | undefined): string {
  if (amount === undefined) return absent;
  if (typeof amount === 'number') return formatFixed(amount, 2);
  return group(amount.toFixed(2, 6));
}

/** A price: two digits, or as many as it needs up to four, below one up to six. */
export function formatPrice(value: number): string {
  const text = formatFixed(value, Math.abs(value) < 1 ? 6 : 4);
  return text.replace(/(\.\d{2}\d*?)0+$/, '$1');
}

/** A quantity: no digits that say nothing, up to nine. */
export function formatQuantity(value: number): string {
  return formatFixed(value, 9).replace(/\.?0+$/, '');
}

function group(text: string): string {
  const [whole = '', fraction] = signed(text).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

function signed(text: string): string {
  if (!text.startsWith('-')) return text;
  return /[1-9]/.test(text) ? `−${text.slice(1)}` : text.slice(1);
}
