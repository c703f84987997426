import { barsFromColumns, quotesFromColumns, alwaysOpenCalendar } from '@tradewright/core';
import { it } from 'vitest';
import { run, strategyOf } from './scripted-run.js';
it('measures', async () => {
  const n = 1_000_000, bars = 10_000;
  const time = Float64Array.from({ length: n }, (_, i) => i * 600);
  const bid = Float64Array.from({ length: n }, (_, i) => 100 + ((i * 7) % 13) / 100);
  const ask = bid.map((b) => b + 0.01);
  const size = new Float64Array(n).fill(100);
  const t0 = performance.now();
  const quotes = quotesFromColumns({ symbol: 'A', time, bid, ask, bidSize: size, askSize: size });
  const t1 = performance.now();
  const p = new Float64Array(bars).fill(100);
  const series = [barsFromColumns({ symbol: 'A', time: Float64Array.from({ length: bars }, (_, i) => i * 60000), open: p, high: p, low: p, close: p }, { periodMs: 60000 })];
  const make = (k: number) => strategyOf(() => { let i = 0; return { onBars: (c) => { if (i++ === 0) for (let j = 0; j < k; j++) c.submit({ symbol: 'A', side: 'buy', quantity: 1, type: 'limit', limitPrice: 50, timeInForce: 'gtc' }); } }; });
  for (const k of [0, 1, 10]) for (const volumeShareMax of ['none', 1] as const) {
    const a = performance.now();
    await run({ series, ticks: [quotes], strategy: make(k), volumeShareMax, calendar: alwaysOpenCalendar });
    console.log(k, volumeShareMax, (performance.now() - a).toFixed(0), 'ms');
  }
  const big = 1_000_000;
  const q = new Float64Array(big).fill(100);
  const bs = [barsFromColumns({ symbol: 'A', time: Float64Array.from({ length: big }, (_, i) => i * 60000), open: q, high: q, low: q, close: q }, { periodMs: 60000 })];
  for (const ticks of [[], [quotes]]) { const a = performance.now(); await run({ series: bs, ticks, strategy: make(0) }); console.log('1M bars idle, ticks', ticks.length, (performance.now() - a).toFixed(0)); }
  for (const ticks of [[], [], [quotes]]) { const a = performance.now(); await run({ series: bs, ticks, strategy: make(1) }); console.log('1M bars one resting, ticks', ticks.length, (performance.now() - a).toFixed(0)); }
  console.log('load', (t1 - t0).toFixed(0));
}, 60000);
