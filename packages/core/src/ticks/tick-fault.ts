import { invalidValue } from '../errors/invalid-value.js';
import { SdkError } from '../errors/sdk-error.js';

/** A value that no series of ticks may hold. */
export interface TickFault {
  /** Such as `quotes`. */
  readonly list: string;
  /** Index of the tick, from 0. */
  readonly row: number;
  readonly column: string;
  readonly value: unknown;
  /** Completes "the value must be …". */
  readonly must: string;
  readonly fix?: string | undefined;
}

/**
 * Makes the error that tells of a fault: `quotes[12].ask must be …`. Its details hold `row` and
 * `column`.
 */
export function tickFault({ list, row, column, value, must, fix }: TickFault): SdkError {
  const field = `${list}[${row}].${column}`;
  const { message, details } = invalidValue('VALUE_INVALID', { field, value, must, fix });
  return new SdkError('VALUE_INVALID', message, { details: { ...details, row, column } });
}

/** The same for what is wrong with a column or an option as a whole. */
export function invalidTicks(field: string, value: unknown, must: string): SdkError {
  return invalidValue('VALUE_INVALID', { field, value, must });
}
