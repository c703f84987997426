import type { UnixMs } from '../time/unix-ms.js';

/**
 * The only source of time. Nothing else may ask the host what time it is: `systemClock` in
 * production, `createVirtualClock` in tests and simulations.
 */
export interface Clock {
  /** Wall clock, in whole milliseconds. May jump; store this. */
  now(): UnixMs;
  /** Milliseconds from an arbitrary start. Never jumps back; compare, do not store. */
  monotonicMs(): number;
  /**
   * Resolves when `durationMs` has passed and never earlier, or rejects with the signal's reason as
   * soon as it is aborted. Zero or less still gives other work a turn. An aborted sleep leaves
   * neither timer nor listener behind. Rejects with `VALUE_INVALID` for a duration that is not
   * finite.
   */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}
