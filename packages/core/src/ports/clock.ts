import type { UnixMs } from '../time/unix-ms.js';

/** The only source of time. Nothing else may ask the host what time it is. */
export interface Clock {
  /** Wall clock. May jump; store this. */
  now(): UnixMs;
  /** Milliseconds from an arbitrary start. Never jumps back; compare, do not store. */
  monotonicMs(): number;
  /**
   * Resolves when `durationMs` has passed, or rejects with the signal's reason as soon as it is
   * aborted. Zero or less still gives other work a turn.
   */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}
