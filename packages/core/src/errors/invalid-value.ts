import type { ErrorCode } from './error-code.js';
import { quoteValue } from './quote-value.js';
import { SdkError } from './sdk-error.js';

/** What was wrong with one input value. */
export interface InvalidValue {
  /** Path of the field, such as `settings.cash` or `bars[12].high`. */
  readonly field: string;
  readonly value: unknown;
  /** What the value must be, completing "field must be …". */
  readonly must: string;
  /** What to do, if `must` does not already say it. */
  readonly fix?: string | undefined;
}

/** Makes the error for one bad input: its message names field, value and fix. */
export function invalidValue(code: ErrorCode, input: InvalidValue): SdkError {
  const { field, value, must, fix } = input;
  const quoted = quoteValue(value);
  const tail = fix === undefined ? '' : `; ${fix}`;
  return new SdkError(code, `${field} must be ${must}, was ${quoted}${tail}`, {
    details: { field, value: quoted, fix: fix ?? `give ${must}` },
  });
}
