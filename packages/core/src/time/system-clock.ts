import { invalidValue } from '../errors/invalid-value.js';
import type { Clock } from '../ports/clock.js';
import { nextTurn } from './next-turn.js';

interface Host {
  readonly performance: { now(): number };
  setTimeout(run: () => void, delayMs: number): unknown;
  clearTimeout(timer: unknown): void;
}

const host = globalThis as unknown as Host;

/** Hosts fire a longer timeout at once. */
const timeoutMaxMs = 2 ** 31 - 1;

/**
 * The host's clock. The only place of the SDK that asks the host for the time; everything else
 * takes a `Clock`. Sleepers keep a Node process alive until they are done or aborted, and never
 * wake early, although timers of hosts do by a fraction of a millisecond.
 */
export const systemClock: Clock = Object.freeze({
  now: () => Date.now(),
  monotonicMs: () => host.performance.now(),
  sleep,
});

async function sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
  if (!Number.isFinite(durationMs)) {
    throw invalidValue('VALUE_INVALID', {
      field: 'durationMs',
      value: durationMs,
      must: 'a finite number of milliseconds',
    });
  }
  signal?.throwIfAborted();
  if (durationMs <= 0) {
    await nextTurn();
    signal?.throwIfAborted();
    return;
  }
  const endsAtMs = host.performance.now() + durationMs;
  await new Promise<void>((resolve, reject) => {
    let timer: unknown;
    const abort = (): void => {
      host.clearTimeout(timer);
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as given
      reject(signal?.reason);
    };
    const wait = (): void => {
      const leftMs = endsAtMs - host.performance.now();
      if (leftMs > 0) {
        timer = host.setTimeout(wait, Math.min(Math.ceil(leftMs), timeoutMaxMs));
        return;
      }
      signal?.removeEventListener('abort', abort);
      resolve();
    };
    signal?.addEventListener('abort', abort, { once: true });
    wait();
  });
}
