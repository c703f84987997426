import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeWithData } from '../../../../test/reference-data.js';
import { parseInstant } from '../time/parse-instant.js';
import { type BrokerClockStatement, checkBrokerClock } from './check-broker-clock.js';
import { usEquityCalendar as calendar } from './us-equity-calendar.js';

const at = parseInstant('2024-07-03T12:00:00-04:00');
const closesAt = parseInstant('2024-07-03T13:00:00-04:00');
const opensAt = parseInstant('2024-07-05T09:30:00-04:00');
const statement: BrokerClockStatement = {
  at,
  isOpen: true,
  nextOpenAt: opensAt,
  nextCloseAt: closesAt,
};
const check = { calendar, requestedAt: at - 30, receivedAt: at + 30 };

describe('checkBrokerClock', () => {
  it('finds nothing when all agree', () => {
    expect(checkBrokerClock(statement, check)).toEqual([]);
  });

  it('expects the next session while the market is closed', () => {
    const evening = parseInstant('2024-07-03T22:00:00-04:00');
    const closed = {
      at: evening,
      isOpen: false,
      nextOpenAt: opensAt,
      nextCloseAt: parseInstant('2024-07-05T16:00:00-04:00'),
    };
    const local = { calendar, requestedAt: evening, receivedAt: evening };
    expect(checkBrokerClock(closed, local)).toEqual([]);
    expect(checkBrokerClock({ ...closed, isOpen: true }, local)).toEqual([
      { code: 'OPEN_DIFFERS', expected: false, actual: true },
    ]);
  });

  it('finds a closure that the calendar does not know', () => {
    const nextOpenAt = parseInstant('2024-07-08T09:30:00-04:00');
    expect(checkBrokerClock({ ...statement, isOpen: false, nextOpenAt }, check)).toEqual([
      { code: 'OPEN_DIFFERS', expected: true, actual: false },
      { code: 'NEXT_OPEN_DIFFERS', expectedAt: opensAt, actualAt: nextOpenAt },
    ]);
  });

  it('finds a half day that the broker does not know', () => {
    const nextCloseAt = parseInstant('2024-07-03T16:00:00-04:00');
    expect(checkBrokerClock({ ...statement, nextCloseAt }, check)).toEqual([
      { code: 'NEXT_CLOSE_DIFFERS', expectedAt: closesAt, actualAt: nextCloseAt },
    ]);
  });

  it('finds a local clock that is late or early, beyond what the request took', () => {
    const late = { calendar, requestedAt: at - 5000, receivedAt: at - 4000 };
    expect(checkBrokerClock(statement, late)).toEqual([
      { code: 'CLOCK_SKEW', skewMs: 4000, limitMs: 2000 },
    ]);
    const early = { calendar, requestedAt: at + 4000, receivedAt: at + 5000, skewMaxMs: 3999 };
    expect(checkBrokerClock(statement, early)).toEqual([
      { code: 'CLOCK_SKEW', skewMs: -4000, limitMs: 3999 },
    ]);
    expect(checkBrokerClock(statement, { ...early, skewMaxMs: 4000 })).toEqual([]);
    const slow = { calendar, requestedAt: at - 60_000, receivedAt: at + 60_000 };
    expect(checkBrokerClock(statement, slow)).toEqual([]);
  });

  it.each([
    ['just before the close', closesAt - 1500, false],
    ['just after the close', closesAt + 1500, true],
    ['just before the open', opensAt - 1500, true],
    ['just after the open', opensAt + 1500, false],
  ])('compares no state %s', (_, near, isOpen) => {
    const local = { calendar, requestedAt: near, receivedAt: near };
    expect(checkBrokerClock({ ...statement, at: near, isOpen }, local)).toEqual([]);
    const strict = { ...local, skewMaxMs: 1000 };
    expect(checkBrokerClock({ ...statement, at: near, isOpen }, strict)).not.toEqual([]);
  });

  it('throws for an instant that the calendar does not cover', () => {
    expect(() => checkBrokerClock({ ...statement, at: Number.NaN }, check)).toThrow(/XNYS covers/);
  });
});

describeWithData('a real clock of Alpaca', ['alpaca/GET_v2_clock__closed.json'], (paths) => {
  it('agrees with the calendar (1 answer)', () => {
    const answer = JSON.parse(readFileSync(paths[0]!, 'utf8')) as Record<string, string | boolean>;
    const statedAt = parseInstant(answer['timestamp']);
    const stated = {
      at: statedAt,
      isOpen: answer['is_open'] === true,
      nextOpenAt: parseInstant(answer['next_open']),
      nextCloseAt: parseInstant(answer['next_close']),
    };
    const local = { calendar, requestedAt: statedAt, receivedAt: statedAt };
    expect(checkBrokerClock(stated, local)).toEqual([]);
  });
});
