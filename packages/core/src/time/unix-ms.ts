import type { Brand } from '../numbers/brand.js';

/** Milliseconds since 1970-01-01T00:00:00Z. Fields that hold one end in `At`. */
export type UnixMs = number;

/** A trading day of an exchange, `YYYY-MM-DD` in the exchange's zone. Not an instant. */
export type SessionDate = Brand<string, 'SessionDate'>;

/** Last instant that a `Date` can hold. */
export const unixMsMax = 8.64e15;

/**
 * Writes an instant in UTC with its offset.
 *
 * @throws RangeError when the instant is not finite or beyond what a `Date` can hold.
 *
 * @example
 * formatUtc(0) // => '1970-01-01T00:00:00.000+00:00'
 */
export function formatUtc(at: UnixMs): string {
  return new Date(at).toISOString().replace('Z', '+00:00');
}
