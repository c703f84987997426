import { Decimal, invalidValue, isDecimalText } from '@tradewright/core';

/** Turns the text of one setting into its value, or refuses it. */
export type SettingParser<T> = (text: string, field: string) => T;

/** Decimal text within bounds, kept as text: what is owed is never a double. */
export function decimalText(bounds: {
  readonly min: string;
  readonly max: string;
  readonly digits: number;
}): SettingParser<string> {
  const { min, max, digits } = bounds;
  const must = `a plain decimal from ${min} to ${max}, at most ${digits} digits after the point`;
  return (text, field) => {
    if (isDecimalText(text)) {
      const value = new Decimal(text);
      const fits = value.gte(min) && value.lte(max) && value.decimalPlaces() <= digits;
      if (fits) return value.toFixed();
    }
    throw refuse(field, text, must);
  };
}

/** A fraction above 0 and up to 1: 0.25 is 25 %. */
export function fraction(text: string, field: string): number {
  if (isDecimalText(text)) {
    const value = Number(text);
    if (value > 0 && value <= 1) return value;
  }
  throw refuse(field, text, 'a fraction above 0 and up to 1, such as 0.25 for 25 %');
}

/** A whole number, written with digits alone. */
export function wholeNumber(min: number, max: number): SettingParser<number> {
  return (text, field) => {
    const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    throw refuse(field, text, `a whole number from ${min} to ${max}`);
  };
}

/** One of a few words. */
export function oneOf<const Word extends string>(...words: readonly Word[]): SettingParser<Word> {
  return (text, field) => {
    const found = words.find((word) => word === text);
    if (found !== undefined) return found;
    throw refuse(field, text, words.map((word) => JSON.stringify(word)).join(' or '));
  };
}

/** Text that is not empty; what it means is checked where it is used. */
export function someText(text: string, field: string): string {
  if (text.trim() !== '' && !text.includes('\0')) return text;
  throw refuse(field, text, 'text that is not empty');
}

function refuse(field: string, value: string, must: string): Error {
  return invalidValue('SETTINGS_INVALID', { field, value, must });
}
