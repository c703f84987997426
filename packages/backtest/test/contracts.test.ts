import {
  alwaysOpenCalendar,
  type ApprovedOrder,
  type Bar,
  type BarSeries,
  barEndAt,
  createVirtualClock,
  type VirtualClock,
} from '@tradewright/core';
import {
  accountContract,
  approvedOrder,
  barHistoryContract,
  barsOf,
  brokerContract,
  marketDataFeedContract,
  orderUpdatesContract,
} from '@tradewright/testing';
import { describe, expect, it } from 'vitest';
import { createSimulatedMarket, type SimulatedMarket } from '../src/index.js';
import { simulatedBrokerBench } from './simulated-broker-bench.js';

const runner = { describe, it, expect };
const minute = 60_000;
const startAt = Date.UTC(2024, 0, 2);

interface MarketUnderTest {
  readonly clock: VirtualClock;
  readonly market: SimulatedMarket;
  readonly series: readonly [BarSeries, BarSeries];
}

function createMarket(bars = 6): MarketUnderTest {
  const closes = Array.from({ length: bars }, (_, i) => 100 + (i % 50));
  const series = [barsOf('AAA', closes, { startAt }), barsOf('BBB', closes, { startAt })] as const;
  const clock = createVirtualClock({ startAt });
  const settings = { series, cash: '10000', calendar: alwaysOpenCalendar, negativeCash: true };
  return { clock, market: createSimulatedMarket(settings, { clock }), series };
}

/** A buy far below the market. */
function restingBuy(ordinal: number, quantity = 1): ApprovedOrder {
  const limit = { type: 'limit', limitPrice: '1', timeInForce: 'gtc' } as const;
  return approvedOrder({ symbol: 'AAA', side: 'buy', quantity, ordinal, ...limit });
}

describe('the simulated broker', () => {
  brokerContract(runner, { create: () => simulatedBrokerBench() });
});

describe('the simulated broker with a script of faults that does nothing', () => {
  brokerContract(runner, { create: () => simulatedBrokerBench({ seed: 1 }) });
});

describe('the simulated order updates', () => {
  orderUpdatesContract(runner, {
    create: () => {
      const { market } = createMarket();
      let ordinal = 0;
      return {
        orderUpdates: market.orderUpdates,
        happen: async () => {
          const order = restingBuy(ordinal++);
          await market.broker.submitOrder(order);
          return order.clientOrderId;
        },
        close: () => market.close(),
      };
    },
  });
});

describe('the simulated account', () => {
  accountContract(runner, {
    create: () => {
      const { market, clock } = createMarket();
      return {
        account: market.account,
        opening: { currency: 'USD', cash: '10000' },
        trade: async () => {
          const long = approvedOrder({ symbol: 'AAA', side: 'buy', quantity: 3 });
          const short = approvedOrder({ symbol: 'BBB', side: 'sell', quantity: 2 });
          await market.broker.submitOrder(long);
          await market.broker.submitOrder(short);
          void market.play();
          await clock.runUntilIdle();
          return {
            long: { symbol: 'AAA', signedQuantity: '3' },
            short: { symbol: 'BBB', signedQuantity: '-2' },
          };
        },
        close: () => market.close(),
      };
    },
  });
});

describe('the simulated history', () => {
  barHistoryContract(runner, {
    create: () => {
      const { market, series } = createMarket();
      return { history: market.history, held: series, unheldSymbol: 'NOPE' };
    },
  });
});

describe('the simulated feed', () => {
  const tooMany = 100_200;
  // A hundred thousand bars take some seconds where the machine is busy.
  const patient = Object.assign(
    (title: string, run: () => Promise<void>) => {
      it(title, run, 60_000);
    },
    { skip: it.skip },
  );
  marketDataFeedContract(
    { ...runner, it: patient },
    {
      create: () => {
        const { market, clock, series } = createMarket(tooMany);
        const [one] = series;
        let row = 0;
        const playing = new AbortController();
        const next = async (rows = 1): Promise<Bar> => {
          if (row === 0) market.play(playing.signal).catch(() => undefined);
          row += rows;
          await clock.advanceTo(barEndAt(one, row - 1));
          return barAt(one, row - 1);
        };
        return {
          feed: market.feed,
          symbols: ['AAA', 'BBB'],
          next: () => next(),
          flood: async () => {
            await next(tooMany - 100);
          },
          close: async () => {
            playing.abort();
            await market.close();
          },
        };
      },
      patienceMs: 3000,
    },
  );
});

function barAt(series: BarSeries, row: number): Bar {
  const { symbol, time, open, high, low, close, volume } = series;
  const at = (column: Float64Array): number => column[row] ?? Number.NaN;
  const prices = { open: at(open), high: at(high), low: at(low), close: at(close) };
  return { symbol, time: at(time), ...prices, volume: at(volume) };
}

describe('a simulated market that is closed', () => {
  it('leaves nobody asleep, although it was playing', async () => {
    const { market, clock } = createMarket();
    market.play().catch(() => undefined);
    await clock.advanceBy(minute);
    await market.close();
    expect(clock.pendingCount()).toBe(0);
  });
});
