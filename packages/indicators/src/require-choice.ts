import { invalidValue } from '@tradewright/core';

/**
 * Returns a setting that is one of the named choices; the first of them if it is not given.
 *
 * @throws SdkError `VALUE_INVALID`.
 */
export function requireChoice<Choice extends string>(
  field: string,
  value: Choice | undefined,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  if (value === undefined) return choices[0];
  if (choices.includes(value)) return value;
  const must = choices.map((each) => `"${each}"`).join(' or ');
  throw invalidValue('VALUE_INVALID', { field, value, must });
}
