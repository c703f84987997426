import type { Bar, StrategyContext } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { PairTrader } from '../src/pair-trader.js';
import { PortfolioMover } from '../src/portfolio-mover.js';

interface Account {
  readonly held: Readonly<Record<string, number>>;
  readonly equity: number;
  readonly bars: readonly string[];
}

/** A context at a price of 10, and the targets that are asked for. */
function contextOf({ held, equity, bars }: Account) {
  const targets: string[] = [];
  const bar = (symbol: string): Bar => {
    return { symbol, time: 0, open: 10, high: 10, low: 10, close: 10, volume: 0 };
  };
  const context = {
    equity,
    cash: equity,
    position: (symbol: string) => held[symbol] ?? 0,
    working: () => 0,
    mark: () => 10,
    bar: (symbol: string) => (bars.includes(symbol) ? bar(symbol) : undefined),
    target: (symbol: string, weight: number) => targets.push(`${symbol} ${weight}`),
  };
  return { context: context as unknown as StrategyContext, targets };
}

describe('a pair that is leaving', () => {
  const trading = { first: 'A', second: 'B', entryZ: 2, exitZ: 0.5, stopZ: 4, exposure: 1 };
  const held = { A: 5, B: -5 };

  it('goes on where it can when one of the two has no bar', () => {
    const trader = new PairTrader({ ...trading, holdingBarsMax: 'none' });
    const both = contextOf({ held, equity: 100, bars: ['A', 'B'] });
    trader.onHedge({ ratio: 1, z: -1 }, both.context);
    const before = contextOf({ held, equity: 100, bars: ['A'] });
    trader.onGap(before.context);
    trader.onHedge({ ratio: 1, z: 0 }, both.context);
    const after = contextOf({ held, equity: 100, bars: ['A'] });
    trader.onGap(after.context);
    const gone = contextOf({ held: { B: -5 }, equity: 100, bars: ['A'] });
    trader.onGap(gone.context);
    expect([before.targets, both.targets, after.targets, gone.targets]).toEqual([
      [],
      ['A 0', 'B 0'],
      ['A 0'],
      [],
    ]);
  });
});

describe('a portfolio without equity', () => {
  it('closes what it holds, and asks for nothing else', () => {
    const held = { A: 5, B: -5 };
    const { context, targets } = contextOf({ held, equity: -100, bars: ['A', 'B', 'C'] });
    const goal = new Map([
      ['A', 0.3],
      ['B', 0.3],
      ['C', 0.3],
    ]);
    new PortfolioMover().aim(goal, context);
    expect(targets).toEqual(['A 0', 'B 0']);
  });
});
