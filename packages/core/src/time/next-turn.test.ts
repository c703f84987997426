import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { createSchedule, nextTurn } from './next-turn.js';

type Host = Parameters<typeof createSchedule>[0];

function failTimeout(): never {
  throw new Error('asked for a timeout');
}

describe('nextTurn', () => {
  it('lets pending promise reactions, and those they cause, run first', async () => {
    const log: string[] = [];
    void (async () => {
      for (let i = 0; i < 100; i += 1) await Promise.resolve();
      log.push('reactions');
    })();
    await nextTurn();
    log.push('turn');
    expect(log).toEqual(['reactions', 'turn']);
  });

  it('lets timers run', async () => {
    const fired: string[] = [];
    setTimeout(() => fired.push('timer'), 0);
    while (fired.length === 0) await nextTurn();
    expect(fired).toEqual(['timer']);
  });

  it('resolves in the order of calls', async () => {
    const log: number[] = [];
    await Promise.all([1, 2, 3].map((n) => nextTurn().then(() => log.push(n))));
    expect(log).toEqual([1, 2, 3]);
  });
});

describe('the schedule of a host', () => {
  it('prefers setImmediate', async () => {
    const schedule = createSchedule({ setImmediate, setTimeout: failTimeout });
    await new Promise<void>(schedule);
  });

  it('uses a message channel in browsers, in the order of calls', async () => {
    const channel = new MessageChannel();
    const MessageChannelOfHost = function () {
      return channel;
    };
    const host = { MessageChannel: MessageChannelOfHost, setTimeout: failTimeout };
    const schedule = createSchedule(host as unknown as Host);
    const log: number[] = [];
    await Promise.all([1, 2, 3].map((n) => new Promise<void>(schedule).then(() => log.push(n))));
    expect(log).toEqual([1, 2, 3]);
    channel.port1.close();
  });

  it('falls back to a timeout of zero', async () => {
    const delays: number[] = [];
    const schedule = createSchedule({
      setTimeout: (run, delayMs) => {
        delays.push(delayMs);
        return setTimeout(run, delayMs);
      },
    });
    await new Promise<void>(schedule);
    expect(delays).toEqual([0]);
  });
});
