// The sweep of the bench as a user of the built packages would write it.

import { sweep } from '../packages/backtest/dist/index.js';
import { sweepGrid } from './sweep-loop.mjs';
import { frame, seriesOf } from './venue-runs.mjs';

/** Running sums of the last closes: long above, flat below, as in the backtest workload. */
const crossover = {
  name: 'crossover',
  version: '1',
  warmUpBars: ({ slow }) => slow,
  create({ fast, slow }) {
    const closes = new Float64Array(slow);
    const threshold = 1e-6 * fast * slow;
    let at = 0;
    // Variables that start as doubles stay doubles.
    let [fastSum, slowSum] = [Number.NaN, Number.NaN];
    [fastSum, slowSum] = [0, 0];
    return {
      onBars(context) {
        const { symbol, close } = context.bars[0];
        slowSum += close - closes[at];
        fastSum += close - closes[at < fast ? at - fast + slow : at - fast];
        closes[at] = close;
        at = at + 1 === slow ? 0 : at + 1;
        if (context.warmingUp) return;
        const spread = fastSum * slow - slowSum * fast;
        if (spread <= threshold && spread >= -threshold) return;
        const wanted = spread > 0 ? 100 : 0;
        const held = context.position(symbol);
        if (wanted === held) return;
        context.submit({ symbol, side: wanted > held ? 'buy' : 'sell', quantity: 100 });
      },
    };
  },
};

/** Makes the sweep ready over columns in dollars: one result a pair, as the loop has it. */
export function runSweep(columns) {
  const settings = { ...frame, strategy: crossover, grid: sweepGrid, series: seriesOf(columns) };
  return async () => {
    const { rows } = await sweep(settings);
    return rows.map(({ parameters, metrics, error }) => {
      if (error !== undefined) throw new Error(error.message);
      return { ...parameters, fills: metrics.fills, finalEquity: metrics.finalEquity };
    });
  };
}
