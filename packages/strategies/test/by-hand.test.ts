import type { BarSeries, Strategy } from '@tradewright/core';
import { decide } from '@tradewright/testing';
import { describe, expect, it } from 'vitest';
import {
  bollingerReversion,
  buyAndHold,
  crossSectionalMomentum,
  donchianBreakout,
  movingAverageCrossover,
  pairsTrading,
  rsiReversion,
  timeSeriesMomentum,
  zScoreReversion,
} from '../src/index.js';
import { dailyCloses, onDays } from './sample-markets.js';

/** Orders as `slice side quantity symbol`. */
async function trade<P>(
  strategy: Strategy<P>,
  parameters: P,
  bars: BarSeries | readonly BarSeries[],
): Promise<readonly string[]> {
  const given = { bars, parameters };
  const { orders } = await decide<unknown>(strategy, given);
  return orders.map(
    ({ slice, side, quantity, symbol }) => `${slice} ${side} ${quantity} ${symbol}`,
  );
}

const a = (...closes: readonly number[]): BarSeries => dailyCloses('A', closes);

describe('time-series momentum', () => {
  const parameters = { lookback: 2, rebalanceBars: 2, weight: 0.5 };

  it('buys what rose, and looks again every second bar', async () => {
    // Looks at 2 (11 > 10), 4 (9 < 11), 6 (12 > 9).
    const orders = await trade(timeSeriesMomentum, parameters, a(10, 10, 11, 8, 9, 9, 12, 12));
    expect(orders).toEqual(['2 buy 4545 A', '4 sell 4545 A', expect.stringMatching(/^6 buy/)]);
  });

  it('closes first and goes short one bar later', async () => {
    const short = { ...parameters, allowShort: true };
    const orders = await trade(timeSeriesMomentum, short, a(10, 10, 11, 8, 9, 9, 8, 8));
    expect(orders.slice(0, 3)).toEqual([
      '2 buy 4545 A',
      '4 sell 4545 A',
      expect.stringMatching(/^5 sell/),
    ]);
  });

  it('stays out after a stop until the sign has changed', async () => {
    const stop = { ...parameters, lookback: 4, rebalanceBars: 1, stopLoss: 0.1 };
    // Bought at 100, stopped at 90 (6), above the close of four bars ago until 8, and again at 9.
    const closes = a(50, 60, 70, 80, 100, 110, 90, 95, 99, 120, 120);
    expect(await trade(timeSeriesMomentum, stop, closes)).toEqual([
      '4 buy 500 A',
      expect.stringMatching(/^5 sell/),
      expect.stringMatching(/^6 sell/),
      expect.stringMatching(/^9 buy/),
    ]);
  });
});

describe('mean reversion', () => {
  it('buys an RSI(2) of 25 above the average and sells the bounce', async () => {
    const parameters = { trendBars: 9, entryLevel: 30, weight: 0.5 };
    const closes = a(10, 11, 12, 13, 14, 15, 16, 17, 18, 17, 16, 20, 20);
    expect(await trade(rsiReversion, parameters, closes)).toEqual([
      '10 buy 3125 A',
      '11 sell 3125 A',
    ]);
  });

  it('buys below the lower band and sells at the middle', async () => {
    const parameters = { bandBars: 3, deviations: 1.2, weight: 0.5, stopLoss: 'none' } as const;
    // At 2: mean 9, deviation 1.41: 7 < 9 − 1.70. At 3: mean 8.67, 9 is above it.
    expect(await trade(bollingerReversion, parameters, a(10, 10, 7, 9, 9))).toEqual([
      '2 buy 7142 A',
      '3 sell 7142 A',
    ]);
  });

  it('gives up at the time limit and waits for z to come back', async () => {
    const parameters = { windowBars: 4, entryZ: 1, stopZ: 1.73, holdingBarsMax: 2, weight: 0.5 };
    // z at 3 is −1.73 (the farthest there is): the stop. −1.31 at 4: buys; two closes later sold.
    const closes = a(10, 10, 10, 9, 8.9, 8.8, 8.6, 8.4, 8.2);
    const orders = await trade(zScoreReversion, parameters, closes);
    expect(orders).toEqual(['4 buy 5617 A', '6 sell 5617 A']);
  });
});

describe('an exit', () => {
  const days = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const market = dailyCloses(
    'B',
    days.map(() => 10),
  );

  it('is asked for again after it expired, whatever the price does meanwhile', async () => {
    // Bought at 7, stopped at 6 on day 4. No bar on day 5, and the order ends with its day; at 6
    // the price is above the stop and still below the middle, and has to go all the same.
    const closes = [10, 10, 10, 7, 6, 6.9, 6.9, 6.9];
    const times = [0, 1, 2, 3, 4, 6, 7, 8];
    const parameters = { bandBars: 4, deviations: 1.5, weight: 0.1, stopLoss: 0.1 };
    const bars = [onDays('A', { days: times, closes }), market];
    expect(await trade(bollingerReversion, parameters, bars)).toEqual([
      '3 buy 1428 A',
      '4 sell 1428 A',
      '6 sell 1428 A',
    ]);
  });
});

describe('trend', () => {
  it('follows the averages and is stopped by the trailing stop', async () => {
    const parameters = { fastBars: 1, slowBars: 2, atrBars: 1, stopAtr: 2, weight: 0.5 };
    // At 2: 11 > 10.5. At 5: fast 13 is above the average no more, and sold.
    expect(await trade(movingAverageCrossover, parameters, a(10, 10, 11, 12, 14, 13, 13))).toEqual([
      '2 buy 4545 A',
      '5 sell 4545 A',
    ]);
    expect(movingAverageCrossover.warmUpBars({ atrBars: 50 })).toBe(50 + 228);
  });

  it('never lowers the trailing stop when ranges grow', async () => {
    // Both averages keep it long; ranges of 1 put the stop at 28 when the close is 30.
    const rising = Array.from({ length: 21 }, (_, i) => 10 + i);
    const parameters = { fastBars: 5, slowBars: 20, atrBars: 1, stopAtr: 2, weight: 0.5 };
    const orders = await trade(movingAverageCrossover, parameters, a(...rising, 28, 28));
    // At 20 the range is 1 and the stop 28. At 21 the range is 2: 30 − 4 would be 26.
    expect(orders.at(-1)).toMatch(/^21 sell/);
  });

  it('buys a new high, sells a new low, and stops at ranges of the entry', async () => {
    const parameters = { entryBars: 2, exitBars: 1, atrBars: 1, stopAtr: 3, weight: 0.5 };
    expect(await trade(donchianBreakout, parameters, a(10, 10, 11, 12, 11.5, 11))).toEqual([
      '2 buy 4545 A',
      '4 sell 4545 A',
    ]);
    // A long channel keeps it; the entry's range of 1 puts the stop at 8: closed there.
    const slow = { ...parameters, exitBars: 5 };
    const closes = a(7, 8, 9, 10, 10, 11, 9, 8, 8);
    const orders = await trade(donchianBreakout, slow, closes);
    expect(orders).toEqual([expect.stringMatching(/^5 buy/), expect.stringMatching(/^7 sell/)]);
  });
});

describe('cross-sectional momentum', () => {
  const winners = [dailyCloses('A', [10, 11, 12, 12, 12]), dailyCloses('B', [10, 10, 10, 14, 15])];
  const parameters = { lookback: 2, skip: 0, top: 1, rebalanceBars: 1, exposure: 0.5 };

  it('sells the old winner, and buys the new one with the money, one slice later', async () => {
    const every2 = { ...parameters, rebalanceBars: 2 };
    const longer = [
      dailyCloses('A', [10, 11, 12, 12, 12, 12, 11]),
      dailyCloses('B', [10, 10, 10, 14, 15, 15, 15]),
    ];
    expect(await trade(crossSectionalMomentum, every2, longer)).toEqual([
      '2 buy 4166 A',
      '4 sell 4166 A',
      '5 buy 3333 B',
    ]);
  });

  it('asks for the money of both only once', async () => {
    const orders = await trade(crossSectionalMomentum, parameters, winners);
    expect(orders.slice(0, 2)).toEqual(['2 buy 4166 A', '3 sell 4166 A']);
  });

  it('stops a loser until the next ranking', async () => {
    const stop = { ...parameters, rebalanceBars: 4, stopLoss: 0.1 };
    const closes = [
      dailyCloses('A', [10, 11, 12, 10.8, 13, 13]),
      dailyCloses('B', [9, 9, 9, 9, 9, 9]),
    ];
    expect(await trade(crossSectionalMomentum, stop, closes)).toEqual([
      '2 buy 4166 A',
      '3 sell 4166 A',
    ]);
  });
});

describe('pairs', () => {
  const second = Array.from({ length: 12 }, (_, i) => 10 + (i % 3));
  const first = second.map((x, i) => 2 * x + (i % 2) * 0.5);
  first[10] = 21;
  first[11] = 24.5;
  const bars = [dailyCloses('A', first), dailyCloses('B', second)];
  const parameters = { first: 'A', second: 'B', windowBars: 10, entryZ: 2, exitZ: 0, stopZ: 2.9 };

  it('takes both legs together, worth the whole exposure, and closes both', async () => {
    const orders = await trade(pairsTrading, parameters, bars);
    expect(orders.slice(0, 2).map((order) => order.replace(/\d+ (?=[AB])/, ''))).toEqual([
      '10 sell B',
      '10 buy A',
    ]);
    const { report } = await decide(pairsTrading, { bars, parameters });
    const price: Readonly<Record<string, number>> = { A: first[10]!, B: second[10]! };
    const entry = [...report.fills].slice(0, 2);
    const gross = entry.reduce((sum, one) => sum + one.quantity.toNumber() * price[one.symbol]!, 0);
    expect(gross / 100_000).toBeCloseTo(0.95, 2);
  });

  it('closes the one leg that is left when the other was refused', async () => {
    const after = [dailyCloses('A', [...first, 24, 24]), dailyCloses('B', [...second, 10, 11])];
    const { orders } = await decide(pairsTrading, {
      bars: after,
      parameters,
      limits: {
        shortSelling: false,
        positionFractionMax: 'none',
        orderNotionalMax: 'none',
        orderQuantityMax: 'none',
        positionQuantityMax: 'none',
      },
    });
    const filled = orders.filter(({ status }) => status === 'filled');
    expect(orders.some(({ refusals }) => refusals?.includes('SHORT_NOT_ALLOWED'))).toBe(true);
    expect(filled.map(({ slice, side }) => `${slice} ${side}`)).toEqual(['10 buy', '11 sell']);
  });
});

describe('holding', () => {
  it('buys shares of the exposure at each first bar, and no more', async () => {
    const later = dailyCloses(
      'B',
      [0, 0, 20, 21, 22].map((close) => close || 20),
    );
    const parameters = { shares: { A: 0.6, B: 0.4 }, exposure: 0.5 };
    const orders = await trade(buyAndHold, parameters, [a(10, 11, 12, 13, 14), later]);
    expect(orders).toEqual(['0 buy 3000 A', '0 buy 1000 B']);
  });

  it('tries again after a gap made the cash too little', async () => {
    const orders = await trade(buyAndHold, {}, a(10, 12, 12, 12));
    expect(orders[0]).toBe('0 buy 9500 A');
    // The next bar opens at 12: 9,500 × 12 is more than 100,000.
    expect(orders[1]).toBe('1 buy 7916 A');
    expect(orders).toHaveLength(2);
  });

  it('names a symbol that is not in the run', async () => {
    await expect(trade(buyAndHold, { shares: { X: 1 } }, a(10, 11))).rejects.toMatchObject({
      code: 'STRATEGY_FAILED',
      cause: { code: 'SYMBOL_UNKNOWN' },
    });
  });
});
