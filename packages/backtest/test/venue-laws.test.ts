import {
  type BacktestReport,
  Decimal,
  type Fill,
  type OrderView,
  type StrategyContext,
} from '@tradewright/core';
import { researchLimits } from '@tradewright/risk';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { run, type TestSettings } from './scripted-run.js';
import {
  asWritten,
  type CentBar,
  centBars,
  everyMs,
  type Reading,
  type Wish,
  wish,
  wishedBars,
  wishing,
} from '../../../test/venue-wishes.js';

const wishes = fc.array(wish, { minLength: 1, maxLength: 14 });
const runs = { numRuns: 150 };

const venues = fc.record({
  fillAt: fc.constantFrom('next-open' as const, 'this-close' as const),
  limitFill: fc.constantFrom('touch' as const, 'through' as const),
  contingentFrom: fc.constantFrom('entry-bar' as const, 'next-bar' as const),
  volumeShareMax: fc.constantFrom('none' as const, 0.1, 0.5),
  latencyBars: fc.constantFrom(0, 0, 1),
  slippage: fc.constantFrom(
    { kind: 'none' } as const,
    { kind: 'ticks', ticks: 7 } as const,
    { kind: 'bps', bps: 13 } as const,
  ),
});
type VenueOfLaw = Partial<typeof venues extends fc.Arbitrary<infer T> ? T : never>;

function play(
  rows: readonly CentBar[],
  wanted: readonly Wish[],
  { reading = asWritten, ...settings }: Partial<TestSettings> & { readonly reading?: Reading } = {},
): Promise<BacktestReport> {
  return run({
    cash: 1_000_000,
    negativeCash: true,
    ...settings,
    series: [wishedBars(rows, reading)],
    strategy: wishing(wanted, reading),
  });
}

const textOf = ({ side, quantity, price, filledAt }: Fill): string =>
  `${side} ${quantity.toFixed()} at ${price.toFixed()} @${filledAt}`;

function* allOrders(report: BacktestReport): Generator<OrderView> {
  for (const order of report.orders) yield order;
}

describe('whatever is asked for', () => {
  it('a fill lies in its bar, after its order, before its end, and takes no more', async () => {
    let fills = 0;
    let exits = 0;
    await fc.assert(
      fc.asyncProperty(centBars, wishes, venues, async (rows, wanted, settings) => {
        const report = await play(rows, wanted, settings);
        const taken = new Map<string, Decimal>();
        for (const { clientOrderId: id, filledAt, price, quantity } of report.fills) {
          const atOpen = filledAt % everyMs === 0;
          const index = Math.floor(filledAt / everyMs);
          const [, high = NaN, low = NaN] = rows[index] ?? [];
          // A price off the tick may be rounded by one tick beyond the range.
          expect(price.toNumber() * 100).toBeLessThan(high + 1);
          expect(price.toNumber() * 100).toBeGreaterThan(low - 1);
          const { timeline } = report.explain(id);
          const decidedAt = timeline[0]?.at ?? NaN;
          const decidedIn = Math.floor(decidedAt / everyMs);
          if (settings.fillAt === 'this-close' && !atOpen) {
            expect(index).toBeGreaterThanOrEqual(decidedIn);
          } else expect(index).toBeGreaterThan(decidedIn);
          const last = timeline.at(-1);
          if (last?.event === 'canceled' || last?.event === 'expired') {
            expect(filledAt).toBeLessThanOrEqual(last.at);
          }
          taken.set(id, quantity.plus(taken.get(id) ?? 0));
          fills++;
        }
        for (const order of allOrders(report)) {
          const filled = taken.get(order.clientOrderId) ?? new Decimal(0);
          expect(order.filledQuantity.toFixed()).toBe(filled.toFixed());
          expect(filled.cmp(order.quantity ?? 0)).toBeLessThanOrEqual(0);
          expect(order.anomalous).toBe(false);
          const legs = order.legs.reduce(
            (sum, leg) => sum.plus(leg.filledQuantity),
            new Decimal(0),
          );
          if (!legs.eq(0)) exits++;
        }
      }),
      runs,
    );
    expect(fills).toBeGreaterThan(500);
    expect(exits).toBeGreaterThan(50);
  });

  it('exits of entries alone never flip a position, and take each unit once', async () => {
    let exits = 0;
    const bracket = wish.map(
      (one): Wish => ({
        ...one,
        buys: true,
        group: one.group === 'simple' ? 'bracket' : one.group,
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        centBars,
        fc.array(bracket, { maxLength: 14 }),
        venues,
        async (rows, wanted, settings) => {
          const report = await play(rows, wanted, settings);
          let held = new Decimal(0);
          for (const { side, quantity } of report.fills) {
            held = side === 'buy' ? held.plus(quantity) : held.minus(quantity);
            expect(held.cmp(0)).toBeGreaterThanOrEqual(0);
            if (side === 'sell') exits++;
          }
        },
      ),
      runs,
    );
    expect(exits).toBeGreaterThan(100);
  });

  it('cash and position are what the fills say, to the last digit', async () => {
    await fc.assert(
      fc.asyncProperty(centBars, wishes, venues, async (rows, wanted, settings) => {
        const commission = { kind: 'bps', bps: '7' } as const;
        const report = await play(rows, wanted, { ...settings, commission });
        const oracle = bookOf(report);
        expect(report.cash.toFixed(18)).toBe(oracle.cash.toFixed(18));
        const [position] = report.positions;
        expect(position?.signedQuantity.toFixed() ?? '0').toBe(oracle.held.toFixed());
        const close = new Decimal(rows.at(-1)?.[3] ?? 0).div(100);
        const equity = oracle.cash.plus(oracle.held.times(close));
        expect(report.finalEquity?.toFixed(18)).toBe(equity.toFixed(18));
        const gained = report.realized.plus(report.unrealized ?? 0).minus(report.summary.fees);
        expect(gained.plus(report.deposits).toFixed(15)).toBe(equity.toFixed(15));
      }),
      runs,
    );
  });

  it('nothing is reserved once nothing works', async () => {
    let ended = 0;
    const short = wish.map((one): Wish => ({ ...one, slice: one.slice % 4, life: 'day' }));
    const lists = fc.array(short, { minLength: 1, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(centBars, lists, venues, async (rows, wanted, settings) => {
        const { told, statuses } = await playUntilNextDay(rows, wanted, settings);
        expect(told).toEqual([0, 'pending']);
        expect(statuses.filter((each) => !finished.includes(each))).toEqual(['accepted']);
        ended += statuses.filter((each) => each === 'expired').length;
      }),
      runs,
    );
    expect(ended).toBeGreaterThan(20);
  });
});

const finished = ['filled', 'canceled', 'expired', 'replaced', 'rejected', 'denied'];

/**
 * Plays DAY orders, none of which is made or changed in the last bar, and then a bar of the next
 * day: says what is working then, and whether all of the cash is there for one purchase.
 */
async function playUntilNextDay(
  rows: readonly CentBar[],
  wanted: readonly Wish[],
  settings: VenueOfLaw,
): Promise<{ readonly told: readonly unknown[]; readonly statuses: readonly string[] }> {
  const last = [10_000, 10_000, 10_000, 10_000, 1000] as const;
  const timeOf = (index: number): number => (index < rows.length ? index * everyMs : 86_400_000);
  const inner = wishing(
    wanted.filter(({ slice, later }) => slice + later.slices < rows.length - 1),
  );
  const told: unknown[] = [];
  const create = () => {
    const instance = inner.create(undefined);
    let slice = 0;
    return {
      onBars: (context: StrategyContext) => {
        if (slice++ < rows.length) {
          instance.onBars(context);
          return;
        }
        told.push(context.working('A'));
        const quantity = Math.floor(context.cash / 100);
        const all = { symbol: 'A', side: 'buy', quantity, limitPrice: 100 } as const;
        told.push(context.submit({ ...all, type: 'limit' }).status);
      },
    };
  };
  const limits = { ...researchLimits(), cashFractionMax: 1 };
  const series = [wishedBars([...rows, last], asWritten, timeOf)];
  const strategy = { ...inner, create };
  const report = await run({ cash: 1_000_000, ...settings, limits, series, strategy });
  return { told, statuses: [...report.orders].map(({ status }) => status) };
}

describe('the same market seen otherwise', () => {
  it('beside an order that never fills: what plain orders do is the same', async () => {
    let fills = 0;
    const plain = wish.map((one): Wish => {
      const type = one.type === 'market' ? 'market' : 'limit';
      return { ...one, type, group: 'simple', life: one.life === 'gtc' ? 'gtc' : 'day' };
    });
    // A stop far away is no plain order: with it the venue takes the longer way.
    const far = { type: 'stop', life: 'gtc', group: 'simple', buys: true, distance: 5000 } as const;
    const lists = fc.array(plain, { minLength: 1, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(centBars, lists, venues, async (rows, wanted, settings) => {
        const [first] = wanted;
        if (first === undefined) return;
        const later = { slices: 99, change: 'cancel', leg: -1 } as const;
        const inert: Wish = { ...first, ...far, slice: 0, later };
        const one = await play(rows, wanted, settings);
        const two = await play(rows, [...wanted, inert], settings);
        expect([...two.fills].map(fieldsOnly).map(textOf)).toEqual(
          [...one.fills].map(fieldsOnly).map(textOf),
        );
        fills += one.fills.length;
      }),
      runs,
    );
    expect(fills).toBeGreaterThan(300);
  });

  it('upside down: fills are mirrored', async () => {
    let fills = 0;
    await fc.assert(
      fc.asyncProperty(centBars, wishes, venues, async (rows, wanted, settings) => {
        // A part of the price is not the same part of its mirror image.
        const slippage =
          settings.slippage.kind === 'bps' ? ({ kind: 'none' } as const) : settings.slippage;
        const venue: VenueOfLaw = { ...settings, slippage };
        const one = await play(rows, wanted, venue);
        const two = await play(rows, wanted, { ...venue, reading: { ...asWritten, side: -1 } });
        const mirrored = [...two.fills].map((fill) =>
          textOf({
            ...fill,
            side: fill.side === 'buy' ? 'sell' : 'buy',
            price: new Decimal(200).minus(fill.price),
          }),
        );
        expect(mirrored).toEqual([...one.fills].map(fieldsOnly).map(textOf));
        fills += mirrored.length;
      }),
      runs,
    );
    expect(fills).toBeGreaterThan(500);
  });

  it('in other money and other lots: fills are scaled', async () => {
    await fc.assert(
      fc.asyncProperty(centBars, wishes, venues, async (rows, wanted, settings) => {
        const slippage = { kind: 'none' } as const;
        const one = await play(rows, wanted, { ...settings, slippage });
        const reading = { ...asWritten, priceFactor: 3, quantityFactor: 5 };
        const instruments = [{ symbol: 'A', priceTick: '0.03', quantityStep: '5' }];
        const two = await play(rows, wanted, { ...settings, slippage, reading, instruments });
        const scaled = [...two.fills].map((fill) =>
          textOf({ ...fieldsOnly(fill), price: fill.price.div(3), quantity: fill.quantity.div(5) }),
        );
        expect(scaled).toEqual([...one.fills].map(fieldsOnly).map(textOf));
      }),
      runs,
    );
  });

  it('in two halves: together they fill as one, where volume does not matter', async () => {
    await fc.assert(
      fc.asyncProperty(centBars, wishes, venues, async (rows, wanted, settings) => {
        const venue: VenueOfLaw = { ...settings, volumeShareMax: 'none' };
        const one = await play(rows, wanted, venue);
        const two = await play(rows, wanted, { ...venue, reading: { ...asWritten, parts: 2 } });
        expect(sums(two)).toEqual(sums(one));
      }),
      runs,
    );
  });
});

/** A fill of a list is a view that changes with the next one; this stays. */
function fieldsOnly(fill: Fill): Fill {
  return { ...fill, side: fill.side, price: fill.price, quantity: fill.quantity };
}

/** Quantity by instant, side and price. */
function sums(report: BacktestReport): readonly (readonly [string, string])[] {
  const found = new Map<string, Decimal>();
  for (const { side, quantity, price, filledAt } of report.fills) {
    const key = `${filledAt} ${side} ${price.toFixed()}`;
    found.set(key, quantity.plus(found.get(key) ?? 0));
  }
  return [...found]
    .map(([key, total]) => [key, total.toFixed()] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Cash and position again, from fills alone. */
function bookOf(report: BacktestReport): { readonly cash: Decimal; readonly held: Decimal } {
  let cash = report.deposits;
  let held = new Decimal(0);
  for (const { side, quantity, price } of report.fills) {
    const value = quantity.times(price);
    const fee = value.times(7).div(10_000);
    cash = (side === 'buy' ? cash.minus(value) : cash.plus(value)).minus(fee);
    held = side === 'buy' ? held.plus(quantity) : held.minus(quantity);
  }
  return { cash, held };
}
