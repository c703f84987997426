import { describe, expect, it, vi } from 'vitest';
import { systemClock } from './system-clock.js';

describe('systemClock', () => {
  it('tells the time of the host', () => {
    const before = Date.now();
    const now = systemClock.now();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  it('has a monotonic reading that never falls', () => {
    let previous = systemClock.monotonicMs();
    for (let i = 0; i < 1000; i += 1) {
      const reading = systemClock.monotonicMs();
      expect(reading).toBeGreaterThanOrEqual(previous);
      previous = reading;
    }
  });

  it('never wakes a sleeper early', async () => {
    const startedAtMs = systemClock.monotonicMs();
    await systemClock.sleep(3.5);
    expect(systemClock.monotonicMs() - startedAtMs).toBeGreaterThanOrEqual(3.5);
  });

  it.each([0, -5])('gives other work a turn when asked to sleep %s ms', async (durationMs) => {
    let ran = false;
    setImmediate(() => {
      ran = true;
    });
    await systemClock.sleep(durationMs);
    expect(ran).toBe(true);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses to sleep %s ms', async (durationMs) => {
    await expect(systemClock.sleep(durationMs)).rejects.toMatchObject({ code: 'VALUE_INVALID' });
  });

  it('rejects with the reason of the signal, at once', async () => {
    const controller = new AbortController();
    const sleeping = systemClock.sleep(1_000_000, controller.signal);
    const reason = new Error('closed');
    controller.abort(reason);
    await expect(sleeping).rejects.toBe(reason);
    await expect(systemClock.sleep(1, controller.signal)).rejects.toBe(reason);
    await expect(systemClock.sleep(0, controller.signal)).rejects.toBe(reason);
  });

  it('leaves no timer and no listener behind', async () => {
    const controller = new AbortController();
    const removed = vi.spyOn(controller.signal, 'removeEventListener');
    await systemClock.sleep(1, controller.signal);
    expect(removed).toHaveBeenCalledOnce();
    const before = process.getActiveResourcesInfo().filter((each) => each === 'Timeout').length;
    const sleeping = systemClock.sleep(1_000_000, controller.signal);
    controller.abort();
    await expect(sleeping).rejects.toBeDefined();
    const after = process.getActiveResourcesInfo().filter((each) => each === 'Timeout').length;
    expect(after).toBe(before);
  });

  it('sleeps longer than the longest timeout of a host, which would fire at once', async () => {
    const setTimeout = vi.spyOn(globalThis, 'setTimeout');
    const controller = new AbortController();
    const sleeping = systemClock.sleep(2 ** 31 + 1000, controller.signal);
    expect(setTimeout.mock.calls.map(([, delayMs]) => delayMs)).toEqual([2 ** 31 - 1]);
    setTimeout.mockRestore();
    controller.abort(new Error('enough'));
    await expect(sleeping).rejects.toThrow('enough');
  });
});
