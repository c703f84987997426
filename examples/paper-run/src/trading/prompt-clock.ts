import type { Clock } from '@tradewright/core';

/**
 * A clock on which one kind of wait takes no time but a turn of the event loop. A trader waits
 * `graceMs` for the bars of slower symbols before it decides without them; recorded bars are all
 * published in one go, so that whoever is missing then has no bar, and the close is still open.
 */
export function createPromptClock(clock: Clock, graceMs: number): Clock {
  return {
    ...clock,
    sleep: (durationMs, signal) => clock.sleep(durationMs === graceMs ? 0 : durationMs, signal),
  };
}
