// The workloads as a user of the built packages would write them: a strategy that sees nothing but
// its public context, risk limits on, an exact ledger, equity per bar and a complete report.

import { runBacktest } from '../packages/backtest/dist/index.js';
import { alwaysOpenCalendar, barsFromColumns } from '../packages/core/dist/index.js';
import { researchLimits } from '../packages/risk/dist/index.js';
import { Sma } from '../packages/indicators/dist/index.js';

// 1e-6 dollars between the averages, times both lengths by ten.
const threshold = 3e-5;
const commission = { kind: 'bps', bps: '5' };
/** Order size, position, gross exposure and loss of the day are bounded. */
const limits = {
  orderQuantityMax: 1000,
  orderNotionalMax: 1_000_000,
  positionQuantityMax: 1000,
  positionFractionMax: 'none',
  grossFractionMax: 1,
  dailyLossFractionMax: 0.05,
};

/** Running sums of the last 10 and 30 closes of one symbol. */
class Averages {
  constructor() {
    this.closes = new Float64Array(30);
    this.at = 0;
    // Fields that start as doubles stay doubles.
    this.fast = Number.NaN;
    this.slow = Number.NaN;
    this.fast = 0;
    this.slow = 0;
  }

  /** Fast less slow average after one more close, times 30: no bar pays for a division. */
  next(close) {
    const { closes, at } = this;
    this.slow += close - closes[at];
    this.fast += close - closes[at < 10 ? at + 20 : at - 10];
    closes[at] = close;
    this.at = at === 29 ? 0 : at + 1;
    return this.fast * 3 - this.slow;
  }
}

/** The same from the indicators package. */
class Indicators {
  constructor() {
    this.fast = new Sma(10);
    this.slow = new Sma(30);
  }

  next(close) {
    return 30 * (this.fast.next(close) - this.slow.next(close));
  }
}

/** Long while the fast average is above the slow one, flat while it is below. */
function crossover(symbols, Spread = Averages) {
  return {
    name: 'crossover',
    version: '1',
    warmUpBars: () => 30,
    create() {
      const spreads = Array.from({ length: symbols }, () => new Spread());
      return {
        onBars(context) {
          const { bars } = context;
          for (let i = 0; i < bars.length; i++) {
            const { symbol, close } = bars[i];
            const spread = spreads[i].next(close);
            if (context.warmingUp || (spread <= threshold && spread >= -threshold)) continue;
            const wanted = spread > 0 ? 100 : 0;
            const held = context.position(symbol);
            if (wanted === held) continue;
            context.submit({ symbol, side: wanted > held ? 'buy' : 'sell', quantity: 100 });
          }
        },
      };
    },
  };
}

/**
 * Every 20th bar quotes 5 cents on the better side of the close; the bar before cancels what still
 * rests, because until then both orders would count as exposure.
 */
function limitOrders(symbols) {
  return {
    name: 'limit-orders',
    version: '1',
    warmUpBars: () => 0,
    create() {
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
            const cents = Math.round(close * 100) + (side === 'buy' ? -5 : 5);
            resting[i] = context.submit({
              symbol,
              side,
              quantity: 100,
              type: 'limit',
              limitPrice: cents / 100,
              timeInForce: 'gtc',
            });
          }
        },
      };
    },
  };
}

function settingsOf(columns, strategy) {
  const series = columns.map((one, index) =>
    barsFromColumns({ symbol: `S${index}`, ...one }, { periodMs: 60_000 }),
  );
  return { strategy, series, cash: 1e8, calendar: alwaysOpenCalendar, limits, commission };
}

const summary = (report) => ({
  fills: report.fills.length,
  finalEquity: report.finalEquity.toFixed(),
});

/** Makes one workload ready over columns in dollars. */
export async function runTradewright(columns, work) {
  const { length } = columns;
  const strategy = work === 'limit-orders' ? limitOrders(length) : crossover(length);
  const settings = settingsOf(columns, strategy);
  return async () => summary(await runBacktest(settings));
}

/** The layers that {@link makeLayers} knows. */
export const layerNames = [
  'everything',
  'no risk limits',
  'no commission',
  'no orders',
  'empty strategy',
  'indicators package',
  'hears reports',
  'with result hash',
];

/** The same run with one layer less, or with one thing more, by the name of the layer. */
export function makeLayers(columns) {
  const { length } = columns;
  const settings = settingsOf(columns, crossover(length));
  const idle = { ...settings.strategy, create: () => ({ onBars: () => undefined }) };
  const run = (changes) => async () => summary(await runBacktest({ ...settings, ...changes }));
  return {
    everything: run({}),
    'no risk limits': run({ limits: researchLimits() }),
    'no commission': run({ commission: { kind: 'none' } }),
    'no orders': run({ strategy: wishless(settings.strategy) }),
    'empty strategy': run({ strategy: idle }),
    'indicators package': run({ strategy: crossover(length, Indicators) }),
    'hears reports': run({ strategy: hearing(settings.strategy) }),
    'with result hash': async () => (await runBacktest(settings)).resultHash(),
  };
}

/** Sees and computes everything, but what it wants never leaves. */
function wishless(strategy) {
  return {
    ...strategy,
    create() {
      const { onBars } = strategy.create();
      const mute = new MutedContext();
      return {
        onBars(context) {
          mute.context = context;
          onBars(mute);
        },
      };
    },
  };
}

class MutedContext {
  context = undefined;

  get bars() {
    return this.context.bars;
  }

  get warmingUp() {
    return this.context.warmingUp;
  }

  position(symbol) {
    return this.context.position(symbol);
  }

  submit() {}
}

function hearing(strategy) {
  return {
    ...strategy,
    create: () => ({ ...strategy.create(), onReport: () => undefined }),
  };
}
