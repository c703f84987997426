import { type Clock, isSdkError, nextTurn } from '@tradewright/core';
import { createCountedSignal } from './counted-signal.js';
import { type Clause, type ContractOptions, runContract } from './run-contract.js';
import type { TestRunner } from './test-runner.js';

/** A clock, and the hand that moves it. */
export interface ClockBench {
  readonly clock: Clock;
  /** Lets this much time pass: moves a clock that stands still, waits on one that runs. */
  readonly pass: (durationMs: number) => Promise<void>;
  /** How many sleep now. */
  readonly sleeping: () => number;
}

/** The clauses of the clock contract. */
export type ClockClause =
  | 'whole-milliseconds'
  | 'monotonic'
  | 'never-early'
  | 'zero-is-a-turn'
  | 'abort'
  | 'aborted-before'
  | 'leaves-no-timer'
  | 'leaves-no-listener'
  | 'refuses-endless';

const clauses: Readonly<Record<ClockClause, Clause<ClockBench>>> = {
  'whole-milliseconds': {
    title: 'tells the time in whole milliseconds',
    async check({ clock, pass }, { expect, within }) {
      const readings = [clock.now()];
      await within(pass(3));
      readings.push(clock.now());
      expect(readings.filter((at) => !Number.isSafeInteger(at))).toEqual([]);
    },
  },
  monotonic: {
    title: 'has a monotonic reading that grows with time and never falls',
    async check({ clock, pass }, { expect, within }) {
      let previous = clock.monotonicMs();
      const first = previous;
      for (let i = 0; i < 3; i++) {
        await within(pass(2));
        const reading = clock.monotonicMs();
        expect(reading >= previous).toBe(true);
        previous = reading;
      }
      expect(previous > first).toBe(true);
    },
  },
  'never-early': {
    title: 'wakes a sleeper when its time has passed, and not before',
    async check({ clock, pass }, { expect, within }) {
      const startedAtMs = clock.monotonicMs();
      const sleeping = clock.sleep(5).then(() => clock.monotonicMs());
      await within(pass(20));
      expect((await within(sleeping)) - startedAtMs >= 5).toBe(true);
    },
  },
  'zero-is-a-turn': {
    title: 'gives other work a turn when asked to sleep zero or less',
    async check({ clock }, { expect, within }) {
      for (const durationMs of [0, -5]) {
        let ran = false;
        void nextTurn().then(() => {
          ran = true;
        });
        await within(clock.sleep(durationMs));
        expect(ran).toBe(true);
      }
    },
  },
  abort: {
    title: "rejects with the signal's reason as soon as it is aborted",
    async check({ clock }, { expect, within }) {
      const { signal, abort } = createCountedSignal();
      const reason = new Error('enough');
      const sleeping = clock.sleep(1_000_000, signal);
      abort(reason);
      expect(await within(reasonOf(sleeping))).toBe(reason);
    },
  },
  'aborted-before': {
    title: 'does not fall asleep on a signal that was aborted before',
    async check({ clock, sleeping }, { expect, within }) {
      const { signal, abort } = createCountedSignal();
      const reason = new Error('enough');
      abort(reason);
      const before = sleeping();
      for (const durationMs of [1_000_000, 0]) {
        expect(await within(reasonOf(clock.sleep(durationMs, signal)))).toBe(reason);
      }
      expect(sleeping()).toBe(before);
    },
  },
  'leaves-no-timer': {
    title: 'leaves no timer behind when a sleep is aborted',
    async check({ clock, sleeping }, { expect, within }) {
      const before = sleeping();
      const { signal, abort } = createCountedSignal();
      const asleep = reasonOf(clock.sleep(1_000_000, signal));
      expect(sleeping()).toBe(before + 1);
      abort();
      await within(asleep);
      expect(sleeping()).toBe(before);
    },
  },
  'leaves-no-listener': {
    title: 'leaves no listener on the signal when a sleep is over',
    async check({ clock, pass }, { expect, within }) {
      const counted = createCountedSignal();
      const asleep = clock.sleep(1, counted.signal);
      await within(pass(20));
      await within(asleep);
      expect(counted.listeners()).toBe(0);
    },
  },
  'refuses-endless': {
    title: 'rejects a duration that is not finite with VALUE_INVALID',
    async check({ clock }, { expect, within }) {
      for (const durationMs of [Number.NaN, Number.POSITIVE_INFINITY]) {
        const reason = await within(reasonOf(clock.sleep(durationMs)));
        expect(isSdkError(reason, 'VALUE_INVALID')).toBe(true);
      }
    },
  },
};

/** Why a call failed; `undefined` when it did not. */
function reasonOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
}

/**
 * What every `Clock` must do, one test per clause.
 *
 * @param runner The test functions of Vitest, Jest or the like.
 */
export function clockContract(
  runner: TestRunner,
  options: ContractOptions<ClockBench, ClockClause>,
): void {
  const release = async (): Promise<void> => {};
  runContract(runner, { port: 'clock', clauses, release }, options);
}
