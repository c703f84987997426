import { invalidValue } from '../errors/invalid-value.js';
import { SdkError } from '../errors/sdk-error.js';

/** What is wrong in one place of a CSV file. */
export interface CsvFault {
  /** Line of the file, from 1; the header is usually line 1. */
  readonly line: number;
  /** Column by its name in the header; absent when the line as a whole is wrong. */
  readonly column?: string | undefined;
  readonly value: unknown;
  /** Completes "… must be". */
  readonly must: string;
  readonly fix?: string | undefined;
  readonly cause?: unknown;
}

/**
 * Makes the error for a fault in a CSV file: `high in line 14 must be …, was "0x1F"`. Its details
 * hold `row`, the line of the file from 1, and `column`.
 *
 * @internal
 */
export function csvError(fault: CsvFault): SdkError {
  const { line, column, value, must, fix, cause } = fault;
  const field = column === undefined ? `line ${line}` : `${column} in line ${line}`;
  const { message, details } = invalidValue('BARS_INVALID', { field, value, must, fix });
  return new SdkError('BARS_INVALID', message, {
    cause,
    details: { ...details, row: line, column },
  });
}
