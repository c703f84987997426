import type { BarSeries } from '@tradewright/core';
import { decide, type DecidedOrder } from '@tradewright/testing';
import { describe, expect, it } from 'vitest';
import { fromDay, randomMarket } from './sample-markets.js';
import { type StrategyCase, strategyCases } from './strategy-cases.js';

const symbols = ['AAA', 'BBB', 'CCC'];

/** Without stops and time limits, whose memory of a position a later run cannot have. */
const forgetful: Readonly<Record<string, object>> = {
  'rsi-reversion': { stopLoss: 'none' },
  'bollinger-reversion': { stopLoss: 'none' },
  'z-score-reversion': { stopZ: 4.3, holdingBarsMax: 'none' },
  'moving-average-crossover': { stopAtr: 'none' },
  'pairs-trading': { stopZ: 5.3, holdingBarsMax: 'none' },
};

async function ordersOf(
  { strategy, parameters }: StrategyCase,
  bars: readonly BarSeries[],
): Promise<readonly DecidedOrder[]> {
  const given = { ...parameters, ...forgetful[strategy.name] };
  return (await decide(strategy, { bars, parameters: given })).orders;
}

/** Side held in each symbol after each slice; orders fill at the next one. */
function sidesOf(orders: readonly DecidedOrder[], slices: number): readonly string[] {
  const held = new Map(symbols.map((symbol) => [symbol, 0]));
  return Array.from({ length: slices }, (_, slice) => {
    for (const { symbol, side, quantity, ...order } of orders) {
      if (order.slice !== slice - 1) continue;
      held.set(symbol, held.get(symbol)! + (side === 'buy' ? 1 : -1) * Number(quantity));
    }
    return symbols.map((symbol) => Math.sign(held.get(symbol)!)).join(' ');
  });
}

describe.each(strategyCases)('warm-up of $strategy.name', (each) => {
  const { strategy, parameters } = each;
  const warmUp = strategy.warmUpBars({ ...parameters, ...forgetful[strategy.name] });

  it('ends with the first slice that can decide', async () => {
    const firsts: number[] = [];
    for (let seed = 1; seed <= 60; seed++) {
      const bars = randomMarket({ seed, symbols, bars: warmUp + 8, noise: 0.05 });
      const [first] = await ordersOf(each, bars);
      if (first !== undefined) firsts.push(first.slice);
    }
    expect(Math.min(...firsts)).toBe(warmUp);
  });

  it('holds for a symbol that begins later, too', async () => {
    const late = 25;
    let seen = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const market = randomMarket({ seed, symbols, bars: warmUp + late + 8, noise: 0.05 });
      const orders = await ordersOf(each, [market[0]!, ...fromDay(market.slice(1), late)]);
      const own = orders.filter(({ symbol }) => symbol !== 'AAA').map(({ slice }) => slice);
      if (own.length === 0) continue;
      seen++;
      expect(Math.min(...own)).toBeGreaterThanOrEqual(warmUp + late);
    }
    expect(seen).toBeGreaterThan(0);
  });

  it('is enough: from a flat slice on, a later run holds what a long one holds', async () => {
    let compared = 0;
    for (let seed = 1; seed <= 5; seed++) {
      const bars = randomMarket({ seed, symbols, bars: 400 });
      const long = sidesOf(await ordersOf(each, bars), 400);
      // Rankings and looks fall on the same slices where the starts are 210 apart.
      for (const begin of [105, 210]) {
        const flat = long.indexOf('0 0 0', begin + warmUp);
        const start = isFree(strategy.name) ? 210 : flat - warmUp;
        if (start < 1) continue;
        const late = sidesOf(await ordersOf(each, fromDay(bars, start)), 400 - start);
        // Two slices to sell and to buy what the long run already has.
        const from = start + warmUp + (isFree(strategy.name) ? 3 : 0);
        expect(late.slice(from - start)).toEqual(long.slice(from));
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(3);
  });
});

/** What it holds does not depend on what it held: there is no need to begin flat. */
function isFree(name: string): boolean {
  return ['momentum', 'crossover', 'buy-and-hold'].some((part) => name.includes(part));
}
