// Other libraries that can run the workload of `backtest.mjs`, each as its own documentation says.
// One that is not installed is listed as such: npm ci --prefix bench

import { createRequire } from 'node:module';
import { workloadColumns } from './workload.mjs';

const require = createRequire(import.meta.url);

/** PineTS runs Pine Script; a million bars would take it minutes. */
const pineBars = 10_000;
const pineScript = `//@version=6
strategy("crossover", initial_capital=100000000, commission_type=strategy.commission.percent,
  commission_value=0.05, default_qty_type=strategy.fixed, default_qty_value=100)
spread = ta.sma(close, 10) - ta.sma(close, 30)
if bar_index >= 30 and spread > 0.000001 and strategy.position_size == 0
    strategy.entry("L", strategy.long, qty=100)
if bar_index >= 30 and spread < -0.000001 and strategy.position_size > 0
    strategy.close("L")
`;

async function makePine() {
  const { PineTS } = await import('pinets');
  const columns = workloadColumns(pineBars, 0);
  const rows = Array.from({ length: pineBars }, (_, i) => ({
    openTime: columns.time[i],
    closeTime: columns.time[i] + 59_999,
    open: columns.open[i],
    high: columns.high[i],
    low: columns.low[i],
    close: columns.close[i],
    volume: columns.volume[i],
  }));
  return async () => {
    const { strategy } = await new PineTS(rows).run(pineScript);
    const { closedtrades, opentrades, equity } = strategy;
    return { fills: 2 * closedtrades.length + opentrades.length, finalEquity: equity };
  };
}

const peers = [{ engine: 'pinets', bars: pineBars, make: makePine }];

/** The peers, each with `run`, or with the reason why it is `missing`. */
export async function loadPeers() {
  const loaded = [];
  for (const { engine, bars, make } of peers) {
    try {
      const run = await make();
      loaded.push({ engine, bars, run, version: versionOf(engine) });
    } catch (error) {
      const missing = error.code === 'ERR_MODULE_NOT_FOUND' ? 'not installed' : error.message;
      loaded.push({ engine, bars, missing });
    }
  }
  return loaded;
}

/** Read beside the code: a package need not export its own description. */
function versionOf(engine) {
  const [folder] = require.resolve(engine).split(`node_modules/${engine}/`);
  return require(`${folder}node_modules/${engine}/package.json`).version;
}
