import { invalidValue } from '../errors/invalid-value.js';
import { SdkError } from '../errors/sdk-error.js';
import type { Clock } from '../ports/clock.js';
import { nextTurn } from './next-turn.js';
import { type UnixMs, unixMsMax } from './unix-ms.js';

/** A clock that stands still until it is told to move. */
export interface VirtualClock extends Clock {
  /**
   * Moves to the instant, waking on the way whoever sleeps until then or earlier.
   *
   * @throws SdkError `TIME_INVALID` for an instant before now; `CONFLICT` while it already moves.
   */
  advanceTo(at: UnixMs): Promise<void>;
  /** As `advanceTo(now() + durationMs)`. */
  advanceBy(durationMs: number): Promise<void>;
  /**
   * Moves from sleeper to sleeper until nobody sleeps; `now()` is then the last wake-up.
   *
   * @returns How many sleepers were woken.
   * @throws SdkError `RUN_ABORTED` after `wakeUpsMax` wake-ups (default 1 000 000), because
   *   something that sleeps in a loop would keep it running for ever; `CONFLICT` as `advanceTo`.
   */
  runUntilIdle(options?: { readonly wakeUpsMax?: number | undefined }): Promise<number>;
  /** How many sleep. */
  pendingCount(): number;
  /** When the next sleeper is due; `undefined` when nobody sleeps. */
  nextDueAt(): UnixMs | undefined;
}

interface Sleeper {
  readonly dueAt: UnixMs;
  readonly wake: () => void;
}

/** What the functions below share. `sleepers` is sorted: due first, then by order of creation. */
interface Context {
  now: UnixMs;
  moving: boolean;
  /** Sleeps of no length that have not had their turn. */
  turns: number;
  readonly sleepers: Sleeper[];
}

/**
 * Creates a clock for tests and simulations: hours pass in no time, and always in the same order.
 *
 * Sleepers wake in order of due time, then of creation. After each, everything it sets in motion
 * by promises runs to its end before the next one wakes, so `now()` is right all along. A sleep of
 * zero or less takes a turn of the host's event loop and no virtual time. Work that waits for the
 * outside world (files, sockets, other timers) is not waited for.
 *
 * @throws SdkError `TIME_INVALID` when `startAt` is not whole milliseconds that a `Date` can hold.
 *
 * @example
 * const clock = createVirtualClock({ startAt: 0 });
 * const woken = clock.sleep(60_000).then(() => clock.now());
 * await clock.advanceBy(3_600_000);
 * await woken // => 60000
 */
export function createVirtualClock(settings: { readonly startAt: UnixMs }): VirtualClock {
  const startAt = parseAt('startAt', settings.startAt);
  const context: Context = { now: startAt, moving: false, turns: 0, sleepers: [] };
  return {
    now: () => context.now,
    monotonicMs: () => context.now - startAt,
    sleep: (durationMs, signal) => sleep(context, durationMs, signal),
    advanceTo: (at) => advanceTo(context, at),
    advanceBy: (durationMs) => advanceTo(context, context.now + durationMs),
    runUntilIdle: (options) => runUntilIdle(context, options?.wakeUpsMax ?? 1_000_000),
    pendingCount: () => context.sleepers.length + context.turns,
    nextDueAt: () => (context.turns > 0 ? context.now : context.sleepers[0]?.dueAt),
  };
}

async function sleep(context: Context, durationMs: number, signal?: AbortSignal): Promise<void> {
  if (!Number.isFinite(durationMs)) {
    const must = 'a finite number of milliseconds';
    throw invalidValue('VALUE_INVALID', { field: 'durationMs', value: durationMs, must });
  }
  signal?.throwIfAborted();
  if (durationMs > 0) return sleepUntil(context, context.now + Math.ceil(durationMs), signal);
  context.turns += 1;
  await nextTurn();
  context.turns -= 1;
  signal?.throwIfAborted();
}

function sleepUntil(context: Context, dueAt: UnixMs, signal?: AbortSignal): Promise<void> {
  const { sleepers } = context;
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      sleepers.splice(sleepers.indexOf(sleeper), 1);
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as given
      reject(signal?.reason);
    };
    const wake = (): void => {
      signal?.removeEventListener('abort', abort);
      resolve();
    };
    const sleeper: Sleeper = { dueAt, wake };
    const later = sleepers.findIndex((each) => each.dueAt > dueAt);
    sleepers.splice(later < 0 ? sleepers.length : later, 0, sleeper);
    signal?.addEventListener('abort', abort, { once: true });
  });
}

async function advanceTo(context: Context, at: UnixMs): Promise<void> {
  const target = parseAt('at', at);
  if (target < context.now) {
    const must = `at or after the clock's ${context.now}`;
    throw invalidValue('TIME_INVALID', { field: 'at', value: at, must });
  }
  await moveAlone(context, async () => {
    while ((context.sleepers[0]?.dueAt ?? Number.POSITIVE_INFINITY) <= target) {
      await wakeFirst(context);
    }
    context.now = target;
    return 0;
  });
}

function runUntilIdle(context: Context, wakeUpsMax: number): Promise<number> {
  return moveAlone(context, async () => {
    let wakeUps = 0;
    for (; context.sleepers.length > 0; wakeUps += 1) {
      if (wakeUps >= wakeUpsMax) {
        const left = `${context.sleepers.length} still asleep after ${wakeUps} wake-ups`;
        throw new SdkError('RUN_ABORTED', `${left}; stop what sleeps in a loop or use advanceTo`);
      }
      await wakeFirst(context);
    }
    return wakeUps;
  });
}

async function moveAlone(context: Context, move: () => Promise<number>): Promise<number> {
  if (context.moving) {
    throw new SdkError('CONFLICT', 'the clock is already moving; await the call that moves it');
  }
  context.moving = true;
  try {
    // Whoever was about to sleep when the clock started to move gets to it first.
    await settle(context);
    return await move();
  } finally {
    context.moving = false;
  }
}

async function wakeFirst(context: Context): Promise<void> {
  const first = context.sleepers.shift();
  if (first === undefined) return;
  context.now = first.dueAt;
  first.wake();
  await settle(context);
}

async function settle(context: Context): Promise<void> {
  do await nextTurn();
  while (context.turns > 0);
}

function parseAt(field: string, at: UnixMs): UnixMs {
  if (Number.isInteger(at) && Math.abs(at) <= unixMsMax) return at;
  const must = 'whole UTC milliseconds within the range of a Date';
  throw invalidValue('TIME_INVALID', { field, value: at, must });
}
