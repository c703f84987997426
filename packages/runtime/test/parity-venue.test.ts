import { alwaysOpenCalendar, createVirtualClock, type OrderView } from '@tradewright/core';
import { createSimulatedMarket, runBacktest, type VenueSettings } from '@tradewright/backtest';
import { researchLimits } from '@tradewright/risk';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CentBar,
  centBars,
  type Wish,
  wish,
  wishedBars,
  wishing,
} from '../../../test/venue-wishes.js';
import { createMemoryJournal, createTrader, type TraderResults } from '../src/index.js';

const venues = fc.record({
  fillAt: fc.constantFrom('next-open' as const, 'this-close' as const),
  limitFill: fc.constantFrom('touch' as const, 'through' as const),
  contingentFrom: fc.constantFrom('entry-bar' as const, 'next-bar' as const),
  volumeShareMax: fc.constantFrom('none' as const, 0.1, 0.5),
  latencyBars: fc.constantFrom(0, 0, 1),
  slippage: fc.constantFrom({ kind: 'none' } as const, { kind: 'bps', bps: 13 } as const),
});

const frame = {
  calendar: alwaysOpenCalendar,
  limits: researchLimits(),
  account: 'parity',
};
const money = {
  cash: 1_000_000,
  negativeCash: true,
  commission: { kind: 'bps', bps: '5' },
} as const;

interface Outcome {
  /** In order of time, then of orders: reports of one instant may come in any order. */
  readonly fills: readonly string[];
  readonly orders: readonly string[];
  readonly hash: string;
}

function outcomeOf(results: Pick<TraderResults, 'fills' | 'orders' | 'resultHash'>): Outcome {
  const texts = [...results.fills].map((fill) => {
    const { filledAt, clientOrderId, side, quantity, price, fee } = fill;
    const what = `${side} ${quantity.toFixed()} at ${price.toFixed()} for ${fee.toFixed()}`;
    return `${String(filledAt).padStart(9, '0')} ${clientOrderId} ${what}`;
  });
  // The hash holds the ledger; the texts say what differs.
  const orders = [...results.orders].map(textOf);
  return { fills: texts.sort(), orders, hash: results.resultHash() };
}

const textOf = ({ type, status, filledQuantity }: OrderView): string =>
  `${type} ${status} ${filledQuantity.toFixed()}`;

async function backtest(
  rows: readonly CentBar[],
  wishes: readonly Wish[],
  venue: VenueSettings,
): Promise<Outcome> {
  const series = [wishedBars(rows)];
  const report = await runBacktest({
    ...frame,
    ...money,
    ...venue,
    series,
    strategy: wishing(wishes),
  });
  return outcomeOf(report);
}

/** The same live, and what the broker says of each order at the end beside what the kernel says. */
async function live(
  rows: readonly CentBar[],
  wishes: readonly Wish[],
  { seed, ...venue }: VenueSettings & { readonly seed: number },
): Promise<Outcome & { readonly pairs: readonly (readonly [string, string])[] }> {
  const clock = createVirtualClock({ startAt: 0 });
  const delays = { seed, replyMsMax: 14_000, streamMsMax: 14_000 };
  const series = [wishedBars(rows)];
  const { calendar } = frame;
  const market = createSimulatedMarket({ ...money, ...venue, series, calendar, delays }, { clock });
  const journal = createMemoryJournal();
  const trader = createTrader(
    { ...frame, strategy: wishing(wishes), symbols: ['A'], graceMs: 0, settleMs: 15_000 },
    { ...market, clock, journal },
  );
  await trader.start();
  const played = market.play();
  await clock.runUntilIdle();
  await played;
  expect(trader.status().troubles).toMatchObject({ anomalies: 0, failedCalls: 0 });
  const results = trader.results();
  const pairs: (readonly [string, string])[] = [];
  for (const order of results.orders) {
    if (order.status === 'denied') continue;
    const asked = market.broker.findOrder(order.clientOrderId);
    await clock.runUntilIdle();
    const report = await asked;
    pairs.push([endOf(report?.kind, report?.cumulativeQuantity, order), textOf(order)]);
  }
  const closed = trader.close();
  await clock.runUntilIdle();
  await closed;
  await market.close();
  return { ...outcomeOf(results), pairs };
}

/** The status that follows from the broker's last word. */
function endOf(kind = 'none', filled = '0', order: OrderView): string {
  const quantity = order.quantity?.toFixed();
  const working = kind === 'fill' ? 'partiallyFilled' : kind;
  // What an exit may not fill any more is another exit's: of its own part it has filled all.
  const shrunk = order.status === 'filled' && kind === 'fill';
  const status = filled === quantity || (shrunk && filled !== '0') ? 'filled' : working;
  return `${order.type} ${status} ${filled}`;
}

describe('the runtime has the fills of the backtest', () => {
  it('with stops, groups, replacements and partial fills, whatever the delays', async () => {
    let fills = 0;
    let replaced = 0;
    let exits = 0;
    const wishes = fc.array(wish, { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        centBars,
        wishes,
        fc.tuple(venues, fc.nat()),
        async (rows, wanted, [venue, seed]) => {
          const expected = await backtest(rows, wanted, venue);
          const { pairs, ...found } = await live(rows, wanted, { ...venue, seed });
          expect(found).toEqual(expected);
          for (const [broker, kernel] of pairs) expect(kernel).toBe(broker);
          fills += found.fills.length;
          replaced += found.orders.filter((each) => each.includes(' replaced ')).length;
          exits += pairs.filter(([, kernel]) => kernel.includes('canceled 0')).length;
        },
      ),
      { numRuns: 120 },
    );
    expect(fills).toBeGreaterThan(400);
    expect(replaced).toBeGreaterThan(3);
    expect(exits).toBeGreaterThan(10);
  }, 120_000);
});
