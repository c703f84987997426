import { parseInstant, type TimeInForce, usEquityCalendar } from '@tradewright/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsOf, type OrderOfA, type Row, trade } from './venue-under-test.js';

const openAt = parseInstant('2024-07-03T09:30:00-04:00');
/** A half day. */
const closeAt = parseInstant('2024-07-03T13:00:00-04:00');
const nightAt = parseInstant('2024-07-03T17:00:00-04:00');
const minuteMs = 60_000;

const row = fc
  .tuple(fc.integer({ min: 96, max: 104 }), fc.integer({ min: 96, max: 104 }), fc.nat(3))
  .map(([open, close, wick]): Row => {
    return [open, Math.max(open, close) + wick, Math.min(open, close) - wick, close, 100];
  });

const order = fc.record({
  slice: fc.nat(6),
  side: fc.constantFrom('buy' as const, 'sell' as const),
  limitPrice: fc.option(fc.integer({ min: 95, max: 105 }), { nil: undefined }),
  timeInForce: fc.constantFrom<TimeInForce>('day', 'gtc', 'ioc', 'fok', 'opg', 'cls'),
  extendedHours: fc.boolean(),
});

type Wanted = typeof order extends fc.Arbitrary<infer T> ? T : never;

const venues = fc.record({
  fillAt: fc.constantFrom('next-open' as const, 'this-close' as const),
  volumeShareMax: fc.constantFrom('none' as const, 0.05),
});

/** Eight minutes around an instant: before it, and from it on. */
const around = fc.constantFrom(openAt, closeAt, nightAt).map((at) => at - 4 * minuteMs);

describe('whatever the hour', () => {
  it('an order fills only where its time in force and its hours let it', async () => {
    const counted = new Map<string, number>();
    const lists = fc.array(order, { minLength: 1, maxLength: 10 });
    const rows = fc.array(row, { minLength: 8, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(rows, lists, fc.tuple(around, venues), async (bars, wanted, [at, venue]) => {
        const requests = [...wanted].sort((a, b) => a.slice - b.slice).map(requestOf);
        const steps: Record<number, OrderOfA[]> = {};
        for (const { slice, ...made } of requests) (steps[slice] ??= []).push(made);
        const settings = { ...venue, calendar: usEquityCalendar, negativeCash: true };
        const { report, orders } = await trade(barsOf(bars, at), steps, settings);
        const ids = orders.map(({ clientOrderId }) => clientOrderId);
        for (const { clientOrderId, filledAt } of report.fills) {
          const { timeInForce, extendedHours } = requests[ids.indexOf(clientOrderId)] as Made;
          const key = `${timeInForce} ${extendedHours ? 'extended' : 'regular'}`;
          counted.set(key, (counted.get(key) ?? 0) + 1);
          expect(isAllowed(filledAt, timeInForce, extendedHours)).toBe(true);
        }
      }),
      // A seed of its own, because the counts below are about these orders.
      { numRuns: 300, seed: 11 },
    );
    for (const life of ['day', 'gtc', 'ioc', 'fok'] as const) {
      for (const hours of ['regular', 'extended']) {
        expect(counted.get(`${life} ${hours}`)).toBeGreaterThan(5);
      }
    }
    for (const auction of ['opg', 'cls'])
      expect(counted.get(`${auction} regular`)).toBeGreaterThan(1);
  });
});

interface Made extends OrderOfA {
  readonly slice: number;
  readonly timeInForce: TimeInForce;
  readonly extendedHours: boolean;
}

/** Auctions have no extended hours. */
function requestOf({ limitPrice, extendedHours, ...rest }: Wanted): Made {
  const isAuction = rest.timeInForce === 'opg' || rest.timeInForce === 'cls';
  const limit = limitPrice === undefined ? {} : ({ type: 'limit', limitPrice } as const);
  return { ...rest, ...limit, extendedHours: extendedHours && !isAuction };
}

/** Says whether a fill of such an order may carry this instant; a close carries its bar's end. */
function isAllowed(at: number, life: TimeInForce, extended: boolean): boolean {
  if (life === 'opg') return at === openAt;
  if (life === 'cls') return at === closeAt;
  if (!extended) return at >= openAt && at <= closeAt;
  return at >= openAt - 4 * minuteMs && at <= nightAt;
}
