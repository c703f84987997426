import {
  alwaysOpenCalendar,
  createVirtualClock,
  type OrderReport,
  type Strategy,
} from '@tradewright/core';
import { createSeededRandom, createSimulatedMarket } from '@tradewright/backtest';
import { researchLimits } from '@tradewright/risk';
import { barsOf } from '@tradewright/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryJournal, createTrader } from '../src/index.js';
import { createBench, minute, startAt, stateOf, strategyOf } from './trader-bench.js';
import type { TraderBench } from './trader-bench.js';

const symbols = ['AAA', 'BBB', 'CCC'];
const slices = 12;

/** A run: what the market does, and whether the strategy also sells. */
interface Plan {
  readonly seed: number;
  readonly sells: boolean;
}

function closesOf({ seed }: Plan): readonly (readonly number[])[] {
  const random = createSeededRandom(seed);
  const close = (): number => Math.round(9900 + random() * 200) / 100;
  return symbols.map(() => Array.from({ length: slices }, close));
}

/** Does not listen to reports, so that it decides the same whatever is told when. */
function busy({ seed, sells }: Plan): Strategy {
  const random = createSeededRandom(seed + 1000);
  return strategyOf((context) => {
    for (const { symbol, close } of context.bars) {
      const [draw, other] = [random(), random()];
      const side = sells && other < 0.4 ? 'sell' : 'buy';
      const limitPrice = Math.round(close * 100 + (side === 'buy' ? -20 : 20)) / 100;
      const order = { symbol, side, quantity: 1 + Math.floor(draw * 9) } as const;
      if (draw < 0.3) context.submit(order);
      else if (draw < 0.6) context.submit({ ...order, type: 'limit', limitPrice });
    }
  });
}

/** Runs the plan against the simulated market; returns the result and all that its broker said. */
async function play(plan: Plan): Promise<{ readonly hash: string; reports: OrderReport[] }> {
  const closes = closesOf(plan);
  const series = symbols.map((symbol, i) => barsOf(symbol, closes[i] ?? [], { startAt }));
  const clock = createVirtualClock({ startAt });
  const commission = { kind: 'bps', bps: '5' } as const;
  const settings = { series, cash: 1e6, calendar: alwaysOpenCalendar, commission };
  const market = createSimulatedMarket(settings, { clock });
  const frame = { account: 'bench', symbols, calendar: alwaysOpenCalendar };
  const trader = createTrader(
    { ...frame, limits: researchLimits(), strategy: busy(plan) },
    { ...market, clock, journal: createMemoryJournal() },
  );
  const reports: OrderReport[] = [];
  const listening = (async () => {
    const { signal } = new AbortController();
    for await (const update of market.orderUpdates.updates(undefined, signal)) {
      if (update.kind === 'report') reports.push(update.report);
    }
  })();
  await trader.start();
  void market.play();
  await clock.runUntilIdle();
  const hash = trader.results().resultHash();
  await trader.close();
  await market.close();
  await listening;
  return { hash, reports };
}

/** The same decisions again; the broker says nothing until the end, and then all of this. */
async function retell(plan: Plan, reports: readonly OrderReport[]): Promise<TraderBench> {
  const bench = createBench({
    strategy: busy(plan),
    symbols,
    script: { submit: Array.from({ length: 100 }, () => ({ outcome: 'unknown' }) as const) },
    snapshot: { cash: '1000000' },
    // Nobody asks for the unknown ones meanwhile.
    frame: { resolveMs: 86_400_000 },
  });
  await bench.trader.start();
  const closes = closesOf(plan);
  for (let i = 0; i < slices; i++) {
    await bench.slice(Object.fromEntries(symbols.map((one, s) => [one, closes[s]?.[i] ?? 0])));
  }
  for (const report of reports) bench.broker.say(report);
  await bench.clock.advanceBy(minute);
  return bench;
}

/** Repeats up to twenty reports and shuffles all. */
function mix(reports: readonly OrderReport[], draws: Iterator<number>): OrderReport[] {
  const draw = (below: number): number => (draws.next().value as number) % below;
  const mixed = [...reports];
  for (let i = draw(20); i > 0; i--) mixed.push(reports[draw(reports.length)] as OrderReport);
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = draw(i + 1);
    [mixed[i], mixed[j]] = [mixed[j] as OrderReport, mixed[i] as OrderReport];
  }
  return mixed;
}

// OR10, OR11: facts accumulate; each execution counts once.
describe('any permutation and repetition of the reports of a run', () => {
  it.each([
    ['gives the same hash as the run itself, where the average cost is the same', false],
    ['gives the same cash, positions and orders, where it also sells', true],
  ])(
    '%s',
    async (_, sells) => {
      let fills = 0;
      const property = fc.asyncProperty(
        fc.integer({ min: 0, max: 1000 }),
        fc.infiniteStream(fc.nat()),
        async (seed, draws) => {
          const plan = { seed, sells };
          const told = await play(plan);
          const straight = await retell(plan, told.reports);
          const crooked = await retell(plan, mix(told.reports, draws));
          const [one, other] = [stateOf(straight), stateOf(crooked)];
          expect(one.hash).toBe(told.hash);
          // What was realized depends on which came first, buy or sale; what is held does not.
          expect(sells ? { ...other, hash: one.hash } : other).toEqual(one);
          const { anomalies, externalReports } = crooked.trader.status().troubles;
          expect([anomalies, externalReports]).toEqual([0, 0]);
          fills += one.fills;
          await straight.trader.close();
          await crooked.trader.close();
        },
      );
      await fc.assert(property, { numRuns: 25 });
      expect(fills).toBeGreaterThan(250);
    },
    60_000,
  );
});
