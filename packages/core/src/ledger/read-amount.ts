import { invalidValue } from '../errors/invalid-value.js';
import { Decimal } from '../numbers/decimal.js';
import { isDecimalText } from '../numbers/parse-decimal.js';
import { moneyDigits, valueToUnits } from '../numbers/units.js';

/** How one number of an event is read. */
export interface AmountRule {
  readonly field: string;
  /** Digits after the point that it may have. */
  readonly digits: number;
  /** Default `positive`. */
  readonly sign?: 'positive' | 'notNegative' | 'notZero' | 'any' | undefined;
}

const signs = {
  positive: 'above zero',
  notNegative: 'zero or more',
  notZero: 'other than zero',
  any: 'of any sign',
};

/** Reads a quantity or a price as whole units of `10^-digits`. */
export function readUnits(value: unknown, rule: AmountRule): number {
  const units = valueToUnits(value, rule.digits);
  if (Number.isNaN(units) || !hasSign(units, rule)) throw refused(value, rule);
  return units;
}

/** Reads an amount of money in units of 1e-18. A number is taken at its shortest decimal text. */
export function readMoney(value: unknown, rule: Omit<AmountRule, 'digits'>): bigint {
  const text = typeof value === 'number' || Decimal.isDecimal(value) ? plainText(value) : value;
  if (!isDecimalText(text)) throw refused(value, { ...rule, digits: moneyDigits });
  const [whole = '', fraction = ''] = text.split('.');
  const units = BigInt(whole + fraction.padEnd(moneyDigits, '0'));
  if (!hasSign(units, rule)) throw refused(value, { ...rule, digits: moneyDigits });
  return units;
}

/** Beyond 2^51 one double may stand for two amounts of cents: such an amount is written as text. */
const readableMax = 2 ** 51;

function plainText(value: number | Decimal): string {
  if (typeof value === 'number' && !(Math.abs(value) <= readableMax)) return '';
  const decimal = new Decimal(value);
  return Math.abs(decimal.e) <= 36 ? decimal.toFixed() : '';
}

function hasSign(
  units: number | bigint,
  { sign = 'positive' }: Omit<AmountRule, 'digits'>,
): boolean {
  if (sign === 'any') return true;
  if (sign === 'notZero') return units !== 0 && units !== 0n;
  return sign === 'positive' ? units > 0 : units >= 0;
}

function refused(value: unknown, { field, digits, sign = 'positive' }: AmountRule): Error {
  const places = digits === 0 ? 'a whole number' : `a decimal with at most ${digits} digits`;
  return invalidValue('VALUE_INVALID', { field, value, must: `${places}, ${signs[sign]}` });
}
