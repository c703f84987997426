import {
  alwaysOpenCalendar,
  type BarSeries,
  type Strategy,
  usEquityCalendar,
} from '@tradewright/core';
import { decide } from '@tradewright/testing';
import { describe, expect, it } from 'vitest';
import { describeWithData } from '../../../test/reference-data.js';
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
import { eachSymbol, expectOrders, type Oracle, type SymbolOracle } from './expected-orders.js';
import { holdingOracle, pairOracle, rankingOracle } from './portfolio-oracles.js';
import { randomMarket, readDaily } from './sample-markets.js';
import {
  bollingerOracle,
  crossoverOracle,
  donchianOracle,
  momentumOracle,
  rsiOracle,
  scaledMomentumOracle,
  zScoreOracle,
} from './symbol-oracles.js';

/** Decisions of a run, every one compared with plain loops over the columns. */
async function compare<P>(
  strategy: Strategy<P>,
  parameters: P,
  { series, oracle }: { readonly series: readonly BarSeries[]; readonly oracle: Oracle },
): Promise<number> {
  // Invented bars are whole days, real ones are sessions: an order waits for the next one.
  const isReal = series[0]?.endTime !== undefined;
  const calendar = isReal ? usEquityCalendar : alwaysOpenCalendar;
  const given = { bars: series, parameters, calendar, cash: 1_000_000 };
  const decisions = await decide<unknown>(strategy, given);
  expect(decisions.orders.filter(({ status }) => status === 'rejected')).toEqual([]);
  return expectOrders(decisions, series, oracle);
}

interface Case {
  readonly name: string;
  readonly run: (series: readonly BarSeries[]) => Promise<number>;
}

const sized = { weight: 0.2, allowShort: true };

function alone<P extends object>(strategy: Strategy<P | undefined>, oracle: SymbolOracle): Case {
  const run = (series: readonly BarSeries[]): Promise<number> =>
    compare(strategy, sized as unknown as P, { series, oracle: eachSymbol(series, 0.2, oracle) });
  return { name: strategy.name, run };
}

const cases: readonly Case[] = [
  alone(timeSeriesMomentum, momentumOracle(252, 0, 21)),
  alone(rsiReversion, rsiOracle),
  alone(bollingerReversion, bollingerOracle),
  alone(zScoreReversion, zScoreOracle),
  alone(movingAverageCrossover, crossoverOracle),
  alone(donchianBreakout, donchianOracle),
  {
    name: 'time-series-momentum with a skip',
    run: (series) => {
      const oracle = eachSymbol(series, 0.2, momentumOracle(120, 10, 5));
      const parameters = { ...sized, lookback: 120, skip: 10, rebalanceBars: 5 };
      return compare(timeSeriesMomentum, parameters, { series, oracle });
    },
  },
  {
    name: 'time-series-momentum, scaled',
    run: (series) => {
      const oracle = eachSymbol(series, 0.2, scaledMomentumOracle(20, 0.1, 60));
      const look = { weight: 0.2, lookback: 20, rebalanceBars: 1, volatilityTarget: 0.1 };
      return compare(timeSeriesMomentum, look, { series, oracle });
    },
  },
  {
    name: 'cross-sectional-momentum',
    run: (series) => {
      const shape = { lookback: 252, skip: 21, top: 1, bottom: 1, exposure: 0.6 };
      const oracle = rankingOracle(series, { ...shape, every: 21 });
      return compare(crossSectionalMomentum, shape, { series, oracle });
    },
  },
  {
    name: 'pairs-trading',
    run: (series) => {
      const [first, second] = series as [BarSeries, BarSeries];
      const parameters = { first: first.symbol, second: second.symbol, exposure: 0.6 };
      const oracle = pairOracle([first, second], { window: 60, exposure: 0.6 });
      return compare(pairsTrading, parameters, { series, oracle });
    },
  },
  {
    name: 'buy-and-hold, rebalanced',
    run: (series) => {
      const held = series.slice(0, 2);
      const oracle = holdingOracle(held, 0.6, 21);
      return compare(buyAndHold, { exposure: 0.6, rebalanceBars: 21 }, { series: held, oracle });
    },
  },
];

describe('decisions equal those of plain loops on invented bars', () => {
  it.each(cases)('$name', async ({ name, run }) => {
    let orders = 0;
    for (const seed of [1, 2, 3]) {
      const symbols = ['AAA', 'BBB', 'CCC'];
      orders += await run(randomMarket({ seed, symbols, bars: 900 }));
    }
    console.info(`${name}: ${orders} orders compared on invented bars`);
    expect(orders).toBeGreaterThan(20);
  });
});

const files = ['ibm', 'spy', 'qqq'].map((name) => `lean-daily/${name}.csv.gz`);
// No splits of these three from here on. QQQ traded as QQQQ from 2004-12 to 2011-03: no bars.
const fromAt = Date.UTC(2001, 0, 2);

describeWithData('decisions equal those of plain loops on real bars', files, (paths) => {
  const names = ['IBM', 'SPY', 'QQQ'];
  const series = paths.map((path, i) => readDaily(path, names[i]!, fromAt));

  it('reads all bars', () => {
    expect(series.map(({ length }) => length)).toEqual([5093, 5093, 3505]);
  });

  it.each(cases)('$name', async ({ name, run }) => {
    const orders = await run(series);
    console.info(`${name}: ${orders} orders compared on IBM, SPY, QQQ since 2001`);
    expect(orders).toBeGreaterThan(20);
  });
});
