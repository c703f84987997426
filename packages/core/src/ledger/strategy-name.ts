import { invalidValue } from '../errors/invalid-value.js';

/** The virtual book of what belongs to no strategy: deposits, interest, fees, foreign fills. */
export const unallotted = 'unallotted';

const shape = /^[\w][\w .:/-]{0,63}$/;

/** @throws SdkError `VALUE_INVALID` */
export function parseStrategyName(value: unknown): string {
  if (typeof value === 'string' && shape.test(value)) return value;
  const must = 'a name of 1 to 64 letters, digits, spaces or ._:/-';
  throw invalidValue('VALUE_INVALID', { field: 'strategy', value, must });
}
