import {
  alwaysOpenCalendar,
  createVirtualClock,
  sessionDate,
  systemClock,
  usEquityCalendar,
} from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { clockContract, tradingCalendarContract } from '../src/index.js';

const runner = { describe, it, expect };

describe('systemClock', () => {
  clockContract(runner, {
    create: () => ({
      clock: systemClock,
      pass: (durationMs) => systemClock.sleep(durationMs),
      sleeping: () => process.getActiveResourcesInfo().filter((each) => each === 'Timeout').length,
    }),
  });
});

describe('a virtual clock', () => {
  clockContract(runner, {
    create: () => {
      const clock = createVirtualClock({ startAt: 1000 });
      return {
        clock,
        pass: (durationMs) => clock.advanceBy(durationMs),
        sleeping: () => clock.pendingCount(),
      };
    },
  });
});

describe('alwaysOpenCalendar', () => {
  tradingCalendarContract(runner, {
    create: () => ({
      calendar: alwaysOpenCalendar,
      from: Date.UTC(2023, 11, 20),
      to: Date.UTC(2024, 2, 10),
      outside: { at: Date.UTC(2200, 0, 1), on: sessionDate('2200-01-01') },
    }),
  });
});

describe.each([
  ['a change to summer time and Good Friday', Date.UTC(2024, 2, 1), Date.UTC(2024, 3, 10)],
  [
    'a change to winter time, Thanksgiving and Christmas',
    Date.UTC(2024, 9, 25),
    Date.UTC(2025, 0, 5),
  ],
  ['the first year covered', Date.UTC(1990, 0, 5), Date.UTC(1990, 2, 1)],
])('usEquityCalendar over %s', (_, from, to) => {
  tradingCalendarContract(runner, {
    create: () => ({
      calendar: usEquityCalendar,
      from,
      to,
      outside: { at: Date.UTC(1989, 11, 31), on: sessionDate('1989-12-29') },
    }),
  });
});
