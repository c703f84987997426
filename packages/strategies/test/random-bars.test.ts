import type { BarSeries, Strategy, StrategyContext } from '@tradewright/core';
import { decide } from '@tradewright/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bollingerReversion, rsiReversion, timeSeriesMomentum } from '../src/index.js';
import { randomMarket } from './sample-markets.js';
import { type StrategyCase, strategyCases } from './strategy-cases.js';

const symbols = ['AAA', 'BBB', 'CCC'];
const markets = fc
  .record({
    seed: fc.integer({ min: 0, max: 1e9 }),
    bars: fc.integer({ min: 1, max: 250 }),
    missing: fc.constantFrom(0, 0.1, 0.5),
    noise: fc.constantFrom(0, 0.02, 0.2),
  })
  .map((shape) => randomMarket({ ...shape, symbols }));

interface Target {
  readonly slice: number;
  readonly symbol: string;
  readonly weight: number;
  readonly hadBar: boolean;
}

/** The same strategy, and every target it names. */
function watched(strategy: Strategy<unknown>, targets: Target[]): Strategy<unknown> {
  return {
    ...strategy,
    create: (parameters) => {
      const instance = strategy.create(parameters);
      let slice = -1;
      return {
        onBars: (context) => {
          slice++;
          const target = (symbol: string, weight: number): void => {
            targets.push({ slice, symbol, weight, hadBar: context.bar(symbol) !== undefined });
            context.target(symbol, weight);
          };
          instance.onBars(withTarget(context, target));
        },
      };
    },
  };
}

function withTarget(context: StrategyContext, target: StrategyContext['target']): StrategyContext {
  return new Proxy(context, {
    get: (whole, name) => {
      if (name === 'target') return target;
      const value: unknown = Reflect.get(whole, name, whole);
      return typeof value === 'function' ? (value.bind(whole) as unknown) : value;
    },
  });
}

async function run(each: StrategyCase, bars: readonly BarSeries[]) {
  const targets: Target[] = [];
  const strategy = watched(each.strategy, targets);
  const { orders, report } = await decide(strategy, { bars, parameters: each.parameters });
  return { orders, report, targets };
}

describe.each(strategyCases)('$strategy.name on any bars', (each) => {
  const warmUp = each.strategy.warmUpBars(each.parameters);

  it('names bounded weights of symbols with a bar, and nothing during warm-up', async () => {
    await fc.assert(
      fc.asyncProperty(markets, async (bars) => {
        const { targets, report } = await run(each, bars);
        for (const { slice, weight, hadBar } of targets) {
          expect(Math.abs(weight)).toBeLessThanOrEqual(1);
          expect(slice).toBeGreaterThanOrEqual(warmUp);
          expect(hadBar).toBe(true);
        }
        expect(
          report.targetSkips.filter(
            ({ reason }) => reason !== 'onTarget' && reason !== 'cancelFirst',
          ),
        ).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('never goes through zero in one order, and never overdraws', async () => {
    await fc.assert(
      fc.asyncProperty(markets, async (bars) => {
        const { report } = await run(each, bars);
        const held = new Map<string, number>();
        for (const { symbol, side, quantity } of report.fills) {
          const before = held.get(symbol) ?? 0;
          const after = before + (side === 'buy' ? 1 : -1) * quantity.toNumber();
          expect(before * after).toBeGreaterThanOrEqual(0);
          held.set(symbol, after);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('decides the same twice', async () => {
    const bars = randomMarket({ seed: 5, symbols, bars: 300, missing: 0.05 });
    const [first, second] = [await run(each, bars), await run(each, bars)];
    expect(first.orders.length).toBeGreaterThan(0);
    expect(first.report.hash()).toBe(second.report.hash());
  });

  it('sells nothing short unless it may', async () => {
    const bars = randomMarket({ seed: 6, symbols, bars: 300 });
    if (!('allowShort' in each.parameters)) return;
    const parameters = { ...each.parameters, allowShort: undefined };
    const { report } = await run({ ...each, parameters }, bars);
    const held = new Map<string, number>();
    expect(report.fills.length).toBeGreaterThan(0);
    for (const { symbol, side, quantity } of report.fills) {
      const change = (side === 'buy' ? 1 : -1) * quantity.toNumber();
      held.set(symbol, (held.get(symbol) ?? 0) + change);
      expect(held.get(symbol)).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('a stop', () => {
  const stopLoss = 0.03;
  const stopped: readonly (readonly [Strategy<unknown>, object])[] = [
    [rsiReversion, { trendBars: 'none', stopLoss, allowShort: true }],
    [bollingerReversion, { deviations: 1, stopLoss, allowShort: true }],
    [timeSeriesMomentum, { lookback: 10, stopLoss, allowShort: true }],
  ];

  it.each(stopped)('leaves no position past it', async (strategy, parameters) => {
    let stops = 0;
    for (let seed = 1; seed <= 10; seed++) {
      const bars = randomMarket({ seed, symbols: ['AAA'], bars: 300 });
      const { orders } = await decide(strategy, { bars, parameters });
      const { close } = bars[0]!;
      let held = 0;
      let entry = Number.NaN;
      for (let slice = 0; slice < close.length - 1; slice++) {
        const [order] = orders.filter((one) => one.slice === slice);
        const loss = -Math.sign(held) * (close[slice]! / entry - 1);
        const change = (order?.side === 'buy' ? 1 : -1) * Number(order?.quantity ?? 0);
        if (held !== 0 && loss >= stopLoss) {
          expect(held + change).toBe(0);
          stops++;
        }
        if (held === 0) entry = close[slice]!;
        held += change;
      }
    }
    expect(stops).toBeGreaterThan(5);
  });
});
