import type { ErrorCode } from './error-code.js';

const isSdkErrorKey = Symbol.for('@tradewright/core/SdkError');

/** Facts for programs: plain values, never secrets. `field`, `value` and `fix` where they apply. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** What an {@link SdkError} may carry beside code and message. */
export interface SdkErrorOptions {
  readonly cause?: unknown;
  readonly details?: ErrorDetails | undefined;
}

/**
 * The one error class of the SDK. Programs read `code` and `details`, people read `message`:
 * one sentence that names the field, quotes the value and says how to mend it.
 */
export class SdkError extends Error {
  override readonly name: string = 'SdkError';
  readonly [isSdkErrorKey] = true;
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, options: SdkErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }

  /** The heading of this code in the error reference, relative to the documentation's root. */
  get docsUrl(): string {
    return `docs/reference/errors.md#${this.code.toLowerCase()}`;
  }
}

/** Use instead of `instanceof`: still true when two copies of the SDK are installed. */
export function isSdkError(error: unknown, code?: ErrorCode): error is SdkError {
  const known = typeof error === 'object' && error !== null && isSdkErrorKey in error;
  return known && (code === undefined || (error as SdkError).code === code);
}
