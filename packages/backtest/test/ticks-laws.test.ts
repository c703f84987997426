import {
  type BacktestReport,
  type Fill,
  type QuoteSeries,
  tradesFromColumns,
} from '@tradewright/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minuteBars, minuteMs, type Prices, run, scripted } from './scripted-run.js';
import { type OrderOfA, type Quote, quotesOf, tradeTicks } from './ticks-under-test.js';

/** Quotes of five minutes: times may be equal, sides may be empty, sizes may be zero. */
const quotes = fc
  .array(
    fc.record({
      second: fc.nat(300),
      mid: fc.integer({ min: 90, max: 110 }),
      half: fc.nat(2),
      sides: fc.constantFrom('both', 'bid', 'ask'),
      sizes: fc.tuple(fc.nat(12), fc.nat(12)),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((list): QuoteSeries => {
    const rows = list.map(({ second, mid, half, sides, sizes }): Quote => {
      const bid = sides === 'ask' ? Number.NaN : mid - half;
      const ask = sides === 'bid' ? Number.NaN : mid + half;
      return [second, bid, ask, ...sizes];
    });
    return quotesOf(rows.sort((a, b) => a[0] - b[0]));
  });

const price = fc.integer({ min: 88, max: 112 });
const order = fc
  .record({
    side: fc.constantFrom('buy', 'sell'),
    type: fc.constantFrom('market', 'limit', 'stop', 'stopLimit', 'trailingStop'),
    limitPrice: price,
    stopPrice: price,
    trailAmount: fc.integer({ min: 1, max: 5 }),
    timeInForce: fc.constantFrom('day', 'gtc', 'ioc'),
  })
  .map(({ limitPrice, stopPrice, trailAmount, timeInForce, ...rest }): OrderOfA => {
    const { type } = rest;
    const isPlain = type === 'market' || type === 'limit';
    return {
      ...rest,
      timeInForce: isPlain ? timeInForce : 'gtc',
      ...(type === 'limit' || type === 'stopLimit' ? { limitPrice } : {}),
      ...(type === 'stop' || type === 'stopLimit' ? { stopPrice } : {}),
      ...(type === 'trailingStop' ? { trailAmount } : {}),
    };
  });

const steps = fc.dictionary(fc.constantFrom('0', '1', '2', '3'), fc.array(order, { maxLength: 4 }));
const settings = fc.record({
  latencyMs: fc.constantFrom(0, 1, 5_000, 70_000),
  fillAt: fc.constantFrom('next-open', 'this-close'),
  limitFill: fc.constantFrom('touch', 'through'),
  volumeShareMax: fc.constantFrom<(number | 'none')[]>('none', 0.5, 1),
} as const);

const margin = { negativeCash: true } as const;

function first(report: BacktestReport): Fill | undefined {
  return [...report.fills][0];
}

/** The quotes that may have filled: those of its instant, or the last before it at a decision. */
function shownAt(ticks: QuoteSeries, { filledAt, side }: Fill): readonly number[] {
  const prices = side === 'buy' ? ticks.ask : ticks.bid;
  const times = [...ticks.time];
  const last = times.findLastIndex((at) => at <= filledAt);
  return [...prices].filter((_, i) => times[i] === filledAt || i === last);
}

describe('where quotes fill', () => {
  it('no fill is better than a quote that was shown, none comes before its arrival', async () => {
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(quotes, steps, settings, async (ticks, orders, venue) => {
        const made = await tradeTicks(ticks, orders, { ...margin, ...venue });
        const asked = Object.entries(orders).flatMap(([slice, list]) =>
          list.map(({ limitPrice }) => ({
            arrivesAt: (Number(slice) + 1) * minuteMs + venue.latencyMs,
            limit: limitPrice as number | undefined,
          })),
        );
        const byId = new Map(made.orders.map((one, i) => [one.clientOrderId, asked[i]]));
        for (const fill of made.report.fills) {
          seen++;
          const at = fill.price.toNumber();
          const shown = shownAt(ticks, fill);
          const isFair = shown.some((quote) => (fill.side === 'buy' ? at >= quote : at <= quote));
          expect(isFair, `${fill.side} at ${at}, shown ${shown.join()}`).toBe(true);
          const { arrivesAt = Number.NaN, limit } = byId.get(fill.clientOrderId) ?? {};
          expect(fill.filledAt).toBeGreaterThanOrEqual(arrivesAt);
          if (limit !== undefined)
            expect(fill.side === 'buy' ? at <= limit : at >= limit).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
    expect(seen).toBeGreaterThan(200);
  });

  it('no more is filled than was shown', async () => {
    await fc.assert(
      fc.asyncProperty(quotes, steps, async (ticks, orders) => {
        const venue = { ...margin, volumeShareMax: 1 };
        const { report } = await tradeTicks(ticks, orders, venue);
        for (const side of ['buy', 'sell'] as const) {
          const sizes = (side === 'buy' ? ticks.askSize : ticks.bidSize) as Float64Array;
          const shown = [...sizes].reduce((sum, size) => sum + size, 0);
          const filled = [...report.fills].filter((fill) => fill.side === side);
          const total = filled.reduce((sum, { quantity }) => sum + quantity.toNumber(), 0);
          expect(total).toBeLessThanOrEqual(shown);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('latency makes a market order no cheaper while quotes only rise', async () => {
    const rising = fc
      .uniqueArray(fc.integer({ min: 60, max: 299 }), { minLength: 1, maxLength: 40 })
      .map((seconds) =>
        quotesOf(
          seconds.sort((a, b) => a - b).map((second, i): Quote => [second, 99 + i, 100 + i]),
        ),
      );
    const delays = fc.tuple(fc.nat(200_000), fc.nat(200_000));
    await fc.assert(
      fc.asyncProperty(rising, delays, async (ticks, [one, other]) => {
        const costs: number[] = [];
        for (const latencyMs of [Math.min(one, other), Math.max(one, other)]) {
          const { report } = await tradeTicks(ticks, { 0: { side: 'buy' } }, { latencyMs });
          costs.push([...report.fills][0]?.price.toNumber() ?? Number.POSITIVE_INFINITY);
        }
        expect(costs[1]).toBeGreaterThanOrEqual(costs[0] as number);
      }),
      { numRuns: 100 },
    );
  });

  it('an order that is split into parts fills as the whole, tick by tick', async () => {
    const whole = fc.record({
      side: fc.constantFrom('buy', 'sell'),
      type: fc.constantFrom('market', 'limit'),
      limitPrice: price,
    } as const);
    await fc.assert(
      fc.asyncProperty(quotes, whole, fc.integer({ min: 1, max: 29 }), async (ticks, one, part) => {
        const { limitPrice, ...rest } = one;
        const base = rest.type === 'limit' ? { ...rest, limitPrice } : rest;
        const filled = async (quantities: readonly number[]) => {
          const orders = quantities.map((quantity) => ({ ...base, quantity }));
          const { report } = await tradeTicks(
            ticks,
            { 0: orders },
            { ...margin, volumeShareMax: 1 },
          );
          const sums = new Map<string, number>();
          for (const { filledAt, price: paid, quantity } of report.fills) {
            const key = `${filledAt} ${paid.toFixed()}`;
            sums.set(key, (sums.get(key) ?? 0) + quantity.toNumber());
          }
          return [...sums];
        };
        expect(await filled([part, 30 - part])).toEqual(await filled([30]));
      }),
      { numRuns: 100 },
    );
  });

  it('the same settings give the same hash', async () => {
    await fc.assert(
      fc.asyncProperty(quotes, steps, settings, async (ticks, orders, venue) => {
        const once = await tradeTicks(ticks, orders, { ...margin, ...venue });
        const again = await tradeTicks(ticks, orders, { ...margin, ...venue });
        expect(again.report.hash()).toBe(once.report.hash());
      }),
      { numRuns: 30 },
    );
  });
});

describe('trades along the path of bars', () => {
  const bar = fc
    .record({
      open: fc.integer({ min: 95, max: 105 }),
      close: fc.integer({ min: 95, max: 105 }),
      above: fc.nat(4),
      below: fc.nat(4),
    })
    .map(({ open, close, above, below }): Exclude<Prices, number> => {
      return [open, Math.max(open, close) + above, Math.min(open, close) - below, close];
    });
  const one = fc.record({
    side: fc.constantFrom('buy', 'sell'),
    type: fc.constantFrom('market', 'limit', 'stop'),
    price,
  } as const);

  /** Open, high, low, close, or open, low, high, close: a second apart. */
  function pathOf(bars: readonly Exclude<Prices, number>[], isHighFirst: boolean) {
    const rows = bars.flatMap(([open, high, low, close], i) =>
      [open, ...(isHighFirst ? [high, low] : [low, high]), close].map((paid, k) => ({
        at: i * minuteMs + k * 1000,
        paid,
      })),
    );
    const time = rows.map(({ at }) => at);
    return tradesFromColumns({ symbol: 'A', time, price: rows.map(({ paid }) => paid) });
  }

  it('fill an order in the same bar as the bars do, at no better price', async () => {
    const bars = fc.array(bar, { minLength: 3, maxLength: 8 });
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(bars, one, fc.boolean(), async (rows, { side, type, price: at }, isUp) => {
        const terms = type === 'limit' ? { limitPrice: at } : { stopPrice: at };
        const request = { symbol: 'A', side, quantity: 1, type } as const;
        const strategy = scripted({
          0: (context) =>
            void context.submit(type === 'market' ? request : { ...request, ...terms }),
        });
        const frame = { series: [minuteBars('A', rows)], strategy };
        const byBars = first(await run(frame));
        const byTicks = first(await run({ ...frame, ticks: [pathOf(rows, isUp)] }));
        expect(byTicks === undefined).toBe(byBars === undefined);
        if (byTicks === undefined || byBars === undefined) return;
        seen++;
        // The bars say the start or the end of the bar; the ticks say when within it.
        const startAt = Math.floor(byTicks.filledAt / minuteMs) * minuteMs;
        expect([startAt, startAt + minuteMs]).toContain(byBars.filledAt);
        const worse = byTicks.price.toNumber() - byBars.price.toNumber();
        expect(side === 'buy' ? worse : -worse).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 200 },
    );
    expect(seen).toBeGreaterThan(100);
  });
});
