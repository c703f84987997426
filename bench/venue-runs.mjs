// The venue's workloads as a user of the built packages would write them: a strategy that sees
// nothing but its public context, risk limits on, an exact ledger, equity per bar, a report.

import { runBacktest } from '../packages/backtest/dist/index.js';
import { alwaysOpenCalendar, barsFromColumns } from '../packages/core/dist/index.js';
import { runTradewright } from './tradewright-runs.mjs';

/** Order size, position, gross exposure and loss of the day are bounded. */
export const limits = {
  orderQuantityMax: 1000,
  orderNotionalMax: 1_000_000,
  positionQuantityMax: 1000,
  positionFractionMax: 'none',
  grossFractionMax: 1,
  dailyLossFractionMax: 0.05,
};

/** What every run here shares. */
export const frame = {
  cash: 1e8,
  calendar: alwaysOpenCalendar,
  limits,
  commission: { kind: 'bps', bps: '5' },
};

/** Bars of the columns, in dollars. */
export function seriesOf(columns) {
  return columns.map((one, index) =>
    barsFromColumns({ symbol: `S${index}`, ...one }, { periodMs: 60_000 }),
  );
}

const strategyOf = (name, create) => ({ name, version: '1', warmUpBars: () => 0, create });

/** Prices of the workload are whole cents. */
const offset = (close, cents) => (Math.round(close * 100) + cents) / 100;

/** Every 20th bar a stop 5 cents beyond the close; the bar before cancels what still rests. */
const stops = (symbols) =>
  strategyOf('stops', () => {
    const resting = new Array(symbols).fill(undefined);
    let row = -1;
    return {
      onBars(context) {
        row++;
        const step = row % 20;
        if (step < 18) return;
        const { bars } = context;
        for (let i = 0; i < bars.length; i++) {
          const { symbol, close } = bars[i];
          if (step === 18) {
            if (resting[i] !== undefined) context.cancel(resting[i]);
            continue;
          }
          const side = context.position(symbol) === 0 ? 'buy' : 'sell';
          resting[i] = context.submit({
            symbol,
            side,
            quantity: 100,
            type: 'stop',
            stopPrice: offset(close, side === 'buy' ? 5 : -5),
            timeInForce: 'gtc',
          });
        }
      },
    };
  });

/** Every 20th bar, when flat, buys with exits 10 cents away. */
const brackets = () =>
  strategyOf('brackets', () => {
    let row = -1;
    return {
      onBars(context) {
        row++;
        if (row % 20 !== 19) return;
        for (const { symbol, close } of context.bars) {
          if (context.position(symbol) !== 0) continue;
          context.submit({
            symbol,
            side: 'buy',
            quantity: 100,
            timeInForce: 'gtc',
            takeProfit: { limitPrice: offset(close, 10) },
            stopLoss: { stopPrice: offset(close, -10) },
          });
        }
      },
    };
  });

/** Every 20th bar buys 300, or sells them; a bar gives a fiftieth of its volume. */
const largeOrders = () =>
  strategyOf('large-orders', () => {
    let row = -1;
    return {
      onBars(context) {
        row++;
        if (row % 20 !== 19) return;
        for (const { symbol } of context.bars) {
          const side = context.position(symbol) === 0 ? 'buy' : 'sell';
          context.submit({ symbol, side, quantity: 300, timeInForce: 'gtc' });
        }
      },
    };
  });

const works = {
  stop: { make: stops },
  bracket: { make: brackets },
  'partial-fill': { make: largeOrders, more: { volumeShareMax: 0.02 } },
};

/** Makes one workload ready over columns in dollars. */
export async function runVenue(columns, work) {
  if (work === 'limit') return runTradewright(columns, 'limit-orders');
  const { make, more } = works[work];
  const settings = { ...frame, ...more, strategy: make(columns.length), series: seriesOf(columns) };
  return async () => {
    const report = await runBacktest(settings);
    return { fills: report.fills.length, finalEquity: report.finalEquity.toFixed() };
  };
}
