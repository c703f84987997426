/**
 * Every code that an {@link SdkError} can carry. The ending answers "did it happen?":
 * `…_INVALID` and `…_UNKNOWN_SYMBOL` are faults of the input, nothing was done; `…_UNREACHABLE`
 * and `…_BUSY` certainly did not happen; `…_UNKNOWN` may have happened: ask before acting.
 * `docs/reference/errors.md` has a heading for each.
 */
export const errorCodes = [
  'BARS_INVALID',
  'CALENDAR_OUT_OF_RANGE',
  'CONFLICT',
  'CURRENCY_MISMATCH',
  'INVARIANT_BROKEN',
  'JOURNAL_UNREACHABLE',
  'LEDGER_OVERFLOW',
  'RUN_ABORTED',
  'RUN_CLOSED',
  'SETTINGS_INVALID',
  'STRATEGY_FAILED',
  'SYMBOL_INVALID',
  'SYMBOL_UNKNOWN',
  'TIME_INVALID',
  'VALUE_INVALID',
] as const;

/** One of {@link errorCodes}. */
export type ErrorCode = (typeof errorCodes)[number];
