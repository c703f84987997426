import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { nextTurn } from './next-turn.js';
import { createVirtualClock } from './virtual-clock.js';

describe('a virtual clock', () => {
  it('stands still until it is moved', async () => {
    const clock = createVirtualClock({ startAt: 1000 });
    await nextTurn();
    expect(clock.now()).toBe(1000);
    expect(clock.monotonicMs()).toBe(0);
    await clock.advanceBy(250);
    expect(clock.now()).toBe(1250);
    expect(clock.monotonicMs()).toBe(250);
    await clock.advanceTo(1250);
    expect(clock.now()).toBe(1250);
  });

  it('wakes sleepers when they are due, and only those', async () => {
    const clock = createVirtualClock({ startAt: 0 });
    const log: [string, number][] = [];
    const wakeUp = (name: string) => () => log.push([name, clock.now()]);
    void clock.sleep(20).then(wakeUp('b'));
    void clock.sleep(10).then(wakeUp('a'));
    void clock.sleep(31).then(wakeUp('late'));
    expect(clock.pendingCount()).toBe(3);
    expect(clock.nextDueAt()).toBe(10);
    await clock.advanceTo(30);
    expect(log).toEqual([
      ['a', 10],
      ['b', 20],
    ]);
    expect(clock.now()).toBe(30);
    expect(clock.nextDueAt()).toBe(31);
  });

  it('wakes sleepers of the same instant in the order of their sleeps', async () => {
    const clock = createVirtualClock({ startAt: 0 });
    const log: string[] = [];
    for (const name of ['first', 'second', 'third']) {
      void clock.sleep(5).then(() => log.push(name));
    }
    await clock.runUntilIdle();
    expect(log).toEqual(['first', 'second', 'third']);
  });

  it('lets all promise reactions of one sleeper run before it wakes the next', async () => {
    const clock = createVirtualClock({ startAt: 0 });
    const log: string[] = [];
    void clock.sleep(10).then(async () => {
      for (let i = 0; i < 50; i += 1) await Promise.resolve();
      log.push(`slow ends at ${clock.now()}`);
    });
    void clock.sleep(11).then(() => log.push(`quick at ${clock.now()}`));
    await clock.runUntilIdle();
    expect(log).toEqual(['slow ends at 10', 'quick at 11']);
  });

  it('wakes who goes to sleep on the way', async () => {
    const clock = createVirtualClock({ startAt: 0 });
    const beats: number[] = [];
    void (async () => {
      for (;;) {
        await clock.sleep(15);
        beats.push(clock.now());
      }
    })();
    await clock.advanceTo(60);
    expect(beats).toEqual([15, 30, 45, 60]);
    expect(clock.pendingCount()).toBe(1);
  });

  it('waits for whoever is about to go to sleep when it starts to move', async () => {
    const clock = createVirtualClock({ startAt: 0 });
    const woken = (async () => {
      await Promise.resolve();
      await clock.sleep(10);
      return clock.now();
    })();
    await clock.advanceTo(100);
    expect(await woken).toBe(10);
  });

  it('gives a turn, and no time, to a sleep of zero or less', async () => {
    const clock = createVirtualClock({ startAt: 0 });
    const log: string[] = [];
    void clock.sleep(10).then(async () => {
      for (let i = 0; i < 3; i += 1) await clock.sleep(-i);
      log.push(`yielded at ${clock.now()}`);
    });
    void clock.sleep(20).then(() => log.push(`later at ${clock.now()}`));
    await clock.runUntilIdle();
    expect(log).toEqual(['yielded at 10', 'later at 20']);
  });

  it('does not need to be moved for a sleep of zero', async () => {
    const clock = createVirtualClock({ startAt: 0 });
    const sleeping = clock.sleep(0);
    expect(clock.pendingCount()).toBe(1);
    expect(clock.nextDueAt()).toBe(0);
    await sleeping;
    expect(clock.pendingCount()).toBe(0);
    expect(clock.nextDueAt()).toBeUndefined();
  });

  it('rounds a part of a millisecond up, so that no sleep is too short', async () => {
    const clock = createVirtualClock({ startAt: 0 });
    void clock.sleep(0.25);
    await clock.runUntilIdle();
    expect(clock.now()).toBe(1);
  });

  it('runs until nobody sleeps and counts the wake-ups', async () => {
    const clock = createVirtualClock({ startAt: 0 });
    void (async () => {
      await clock.sleep(10);
      await clock.sleep(10);
    })();
    void clock.sleep(15);
    expect(await clock.runUntilIdle()).toBe(3);
    expect(clock.now()).toBe(20);
    expect(await clock.runUntilIdle()).toBe(0);
  });

  it('gives up on something that sleeps in a loop', async () => {
    const clock = createVirtualClock({ startAt: 0 });
    const controller = new AbortController();
    const beat = (async () => {
      for (;;) await clock.sleep(1, controller.signal);
    })();
    await expect(clock.runUntilIdle({ wakeUpsMax: 5 })).rejects.toMatchObject({
      code: 'RUN_ABORTED',
    });
    expect(clock.now()).toBe(5);
    controller.abort(new Error('stop'));
    await expect(beat).rejects.toThrow('stop');
  });
});

describe('a sleeper that is aborted', () => {
  it('rejects with the reason at once and leaves no trace', async () => {
    const clock = createVirtualClock({ startAt: 0 });
    const controller = new AbortController();
    const removed = vi.spyOn(controller.signal, 'removeEventListener');
    const others = [clock.sleep(5), clock.sleep(5)];
    const sleeping = clock.sleep(5, controller.signal);
    const reason = new Error('closed');
    controller.abort(reason);
    await expect(sleeping).rejects.toBe(reason);
    expect(clock.pendingCount()).toBe(2);
    expect(await clock.runUntilIdle()).toBe(2);
    await Promise.all(others);
    expect(removed).not.toHaveBeenCalled();
  });

  it('does not go to sleep on a signal that has fired', async () => {
    const clock = createVirtualClock({ startAt: 0 });
    const signal = AbortSignal.abort(new Error('closed'));
    await expect(clock.sleep(5, signal)).rejects.toThrow('closed');
    await expect(clock.sleep(0, signal)).rejects.toThrow('closed');
    expect(clock.pendingCount()).toBe(0);
  });

  it('keeps no listener once it has woken', async () => {
    const clock = createVirtualClock({ startAt: 0 });
    const controller = new AbortController();
    const removed = vi.spyOn(controller.signal, 'removeEventListener');
    const sleeping = clock.sleep(5, controller.signal);
    await clock.advanceBy(5);
    await sleeping;
    expect(removed).toHaveBeenCalledOnce();
    controller.abort();
    expect(clock.pendingCount()).toBe(0);
  });
});

describe('moving a virtual clock', () => {
  it('refuses to go back', async () => {
    const clock = createVirtualClock({ startAt: 100 });
    await expect(clock.advanceTo(99)).rejects.toMatchObject({ code: 'TIME_INVALID' });
    await expect(clock.advanceBy(-1)).rejects.toMatchObject({ code: 'TIME_INVALID' });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 0.5, 8.64e15 + 1])(
    'refuses the instant %s',
    async (at) => {
      expect(() => createVirtualClock({ startAt: at })).toThrow(/startAt must be whole UTC/);
      const clock = createVirtualClock({ startAt: 0 });
      await expect(clock.advanceTo(at)).rejects.toMatchObject({ code: 'TIME_INVALID' });
      expect(clock.now()).toBe(0);
    },
  );

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses to sleep %s ms', async (durationMs) => {
    const clock = createVirtualClock({ startAt: 0 });
    await expect(clock.sleep(durationMs)).rejects.toMatchObject({ code: 'VALUE_INVALID' });
    expect(clock.pendingCount()).toBe(0);
  });

  it('refuses a second mover while it moves, and moves again afterwards', async () => {
    const clock = createVirtualClock({ startAt: 0 });
    const inner = clock.sleep(1).then(() => clock.advanceBy(1));
    const outcome = expect(inner).rejects.toMatchObject({ code: 'CONFLICT' });
    await clock.advanceBy(10);
    await outcome;
    await clock.advanceBy(1);
    expect(clock.now()).toBe(11);
  });

  it('is deterministic: wakes by due time, then by creation, whatever is slept', async () => {
    const naps = fc.array(fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 5 }));
    await fc.assert(
      fc.asyncProperty(naps, async (plans) => {
        const runs = [await runPlans(plans), await runPlans(plans)];
        expect(runs[0]).toEqual(runs[1]);
        const times = runs[0]!.map(([at]) => at);
        expect(times).toEqual([...times].sort((left, right) => left - right));
        expect(times).toHaveLength(plans.flat().length);
      }),
      { numRuns: 50 },
    );
  });
});

/** Every plan is one worker that sleeps its naps one after the other. */
async function runPlans(plans: readonly (readonly number[])[]): Promise<[number, number][]> {
  const clock = createVirtualClock({ startAt: 0 });
  const log: [at: number, worker: number][] = [];
  for (const [worker, naps] of plans.entries()) {
    void (async () => {
      for (const nap of naps) {
        await clock.sleep(nap);
        log.push([clock.now(), worker]);
      }
    })();
  }
  await clock.runUntilIdle();
  return log;
}
