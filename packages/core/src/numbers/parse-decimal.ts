import { invalidValue } from '../errors/invalid-value.js';
import { Decimal } from './decimal.js';

const pattern = /^-?\d{1,18}(\.\d{1,18})?$/;
const negativeZero = /^-0+(\.0+)?$/;
const must = 'a plain decimal such as "10.25": at most 18 digits on each side of the point';

/**
 * Says whether the text is a decimal that the SDK accepts: digits with an optional sign and point,
 * no exponent, no hexadecimal, no negative zero. Decided before any conversion, because
 * converting hostile text can take seconds and gigabytes.
 */
export function isDecimalText(text: unknown): text is string {
  return (
    typeof text === 'string' && text.length <= 38 && pattern.test(text) && !negativeZero.test(text)
  );
}

/**
 * Parses decimal text from outside.
 *
 * @param field Names the value in the error.
 * @throws SdkError `VALUE_INVALID`
 *
 * @example
 * parseDecimal('10.50', 'price').toFixed() // => '10.5'
 */
export function parseDecimal(text: unknown, field: string): Decimal {
  if (!isDecimalText(text)) throw invalidValue('VALUE_INVALID', { field, value: text, must });
  return new Decimal(text);
}
