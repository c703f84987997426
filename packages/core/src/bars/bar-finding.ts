import type { UnixMs } from '../time/unix-ms.js';

/**
 * What can be doubtful about bars:
 *
 * - `TIME_INVALID` not whole milliseconds; `TIME_DUPLICATE`, `TIME_UNSORTED` not after the last;
 * - `PRICE_INVALID` not finite or not above zero; `RANGE_INVALID` low above or high below another;
 * - `OUTLIER_MOVE` open or close far from the last good close; `OUTLIER_RANGE` high or low far from
 *   open and close;
 * - `VOLUME_INVALID` negative or not finite; `VOLUME_ZERO`; `STALE` equal bars in a row;
 * - `SESSION_MISSING` no bar in a session of the calendar; `SESSION_UNKNOWN` a bar in none.
 */
export const barFindingCodes = [
  'OUTLIER_MOVE',
  'OUTLIER_RANGE',
  'PRICE_INVALID',
  'RANGE_INVALID',
  'SESSION_MISSING',
  'SESSION_UNKNOWN',
  'STALE',
  'TIME_DUPLICATE',
  'TIME_INVALID',
  'TIME_UNSORTED',
  'VOLUME_INVALID',
  'VOLUME_ZERO',
] as const;

/** One of {@link barFindingCodes}. */
export type BarFindingCode = (typeof barFindingCodes)[number];

/** Something doubtful in one bar. */
export interface BarFinding {
  readonly code: BarFindingCode;
  /** Index of the bar, from 0; for a missing session of the first bar after it. */
  readonly row: number;
  /** Time of the bar; for a missing session its open. */
  readonly at: UnixMs;
  /** What was compared, by name: `{ close: 14.55, lastGood: 0.1455, ratio: 100 }`. */
  readonly numbers: Readonly<Record<string, number>>;
}
