import { invalidValue } from '../errors/invalid-value.js';
import { SdkError } from '../errors/sdk-error.js';
import type { BarFault } from './check-bars.js';

/**
 * Makes the error that tells of a fault: `bars[12].high must be …`. Its details hold `row` and,
 * unless the row as a whole is wrong, `column`.
 *
 * @internal
 */
export function barFaultError(
  fault: Omit<BarFault, 'column'> & { readonly column?: BarFault['column'] },
): SdkError {
  const { row, column, value, must, fix } = fault;
  const field = column === undefined ? `bars[${row}]` : `bars[${row}].${column}`;
  const { message, details } = invalidValue('BARS_INVALID', { field, value, must, fix });
  return new SdkError('BARS_INVALID', message, { details: { ...details, row, column } });
}
