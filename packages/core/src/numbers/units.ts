import type { Decimal as DecimalType } from './decimal.js';
import { Decimal } from './decimal.js';
import { isDecimalText } from './parse-decimal.js';

/** Finest step of a quantity or a price: 1e-9. */
export const stepDigitsMax = 9;
/** Money is kept in units of 1e-18. */
export const moneyDigits = 18;
/** One whole unit of account in money units. */
export const moneyOne: bigint = 10n ** 18n;

const powers: readonly number[] = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

/** `10 ** digits`, exact for 0 to 22. */
export function powerOfTen(digits: number): number {
  const power = powers[digits];
  if (power === undefined) throw new RangeError(`no exact power of ten for ${digits} digits`);
  return power;
}

/** Up to here two neighboring counts of units are two different doubles, with room to spare. */
const readableMax = 2 ** 51;

/**
 * Whole units of `10^-digits` in a double, as a safe integer; `NaN` when the value is not finite,
 * is not (the double nearest to) a whole number of units, or is so large that one double may stand
 * for two counts (beyond 2^51 units of a fraction): write such an amount as text.
 */
export function numberToUnits(value: number, digits: number): number {
  const scale = powerOfTen(digits);
  const units = Math.round(value * scale);
  const max = digits === 0 ? Number.MAX_SAFE_INTEGER : readableMax;
  const exact = units / scale === value && units <= max && units >= -max;
  return exact ? units + 0 : Number.NaN;
}

/** As {@link numberToUnits} for accepted decimal text (see `isDecimalText`); `NaN` otherwise. */
export function textToUnits(text: string, digits: number): number {
  if (!isDecimalText(text)) return Number.NaN;
  const point = text.indexOf('.');
  const whole = point < 0 ? text : text.slice(0, point);
  const fraction = point < 0 ? '' : text.slice(point + 1);
  if (/[1-9]/.test(fraction.slice(digits))) return Number.NaN;
  const units = Number(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  return Number.isSafeInteger(units) ? units : Number.NaN;
}

/** Units from whatever a caller may write: a number, decimal text or a `Decimal`; else `NaN`. */
export function valueToUnits(value: unknown, digits: number): number {
  if (typeof value === 'number') return numberToUnits(value, digits);
  if (typeof value === 'string') return textToUnits(value, digits);
  return Decimal.isDecimal(value) ? decimalToUnits(value, digits) : Number.NaN;
}

/** Guarded, because any object may claim to be a Decimal, and a huge exponent takes for ever. */
function decimalToUnits(value: DecimalType, digits: number): number {
  try {
    const { e } = value;
    return Math.abs(e) <= 36 ? textToUnits(value.toFixed(), digits) : Number.NaN;
  } catch {
    return Number.NaN;
  }
}

/** Units of `10^-digits` as an exact `Decimal`. */
export function unitsToDecimal(units: number | bigint, digits: number): DecimalType {
  return new Decimal(unitsToText(units, digits));
}

/** Units of `10^-digits` as plain decimal text without trailing zeros. */
export function unitsToText(units: number | bigint, digits: number): string {
  const negative = units < 0;
  const text = String(negative ? -units : units).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const fraction = digits === 0 ? '' : text.slice(-digits).replace(/0+$/, '');
  return `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Money units (1e-18) as an exact `Decimal`. */
export function moneyToDecimal(units: bigint): DecimalType {
  return unitsToDecimal(units, moneyDigits);
}

/** Money units (1e-18) as the nearest double. */
export function moneyToNumber(units: bigint): number {
  return Number(unitsToText(units, moneyDigits));
}

/** Digits after the point that a step such as "0.01" needs. */
export function digitsOfStep(step: DecimalType): number {
  return step.decimalPlaces();
}
