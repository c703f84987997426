// Alpha158 of many symbols: whole columns, and bar by bar. Before anything is timed the numbers are
// compared with an evaluation of the 158 expressions operator by operator, the two forms with each
// other, and the row after a million bars with that of a fresh start, both to the last bit; what
// differs is not timed. A row has 158 features.
//
//     npm run build && node bench/alpha158.mjs [symbols] [bars] [rounds]

import { tsImport } from 'tsx/esm/api';
import { alpha158 } from '../packages/strategies/dist/index.js';
import { workloadColumns } from './workload.mjs';

const oracle = '../packages/strategies/test/alpha158-by-definition.ts';
const { byDefinition } = await tsImport(oracle, import.meta.url);

const numbers = process.argv.slice(2).filter((each) => !each.startsWith('--'));
const [symbols = 500, bars = 2520, rounds = 3] = numbers.map(Number);
const warmUpSymbols = 40;
const longRun = 1_000_000;
const comparedBars = Math.min(bars, 400);
const tolerance = 1e-9;

const set = alpha158({ vwap: 'typicalPrice' });
const fields = ['open', 'high', 'low', 'close', 'volume'];
const market = Array.from({ length: symbols }, (_, index) => workloadColumns(bars, index));

function firstBars(series, count) {
  return Object.fromEntries(fields.map((field) => [field, series[field].slice(0, count)]));
}

/** The greatest difference by the size of the expected value; infinite where one is missing. */
function worstOf(found, expected) {
  let worst = 0;
  for (let c = 0; c < expected.length; c++) {
    for (let t = 0; t < expected[c].length; t++) {
      const a = found[c][t];
      const b = expected[c][t];
      if (Number.isNaN(a) && Number.isNaN(b)) continue;
      const difference = Math.abs(a - b) / Math.max(Math.abs(b), 0.01);
      // Written so that NaN counts.
      if (!(difference <= worst)) worst = Number.isNaN(difference) ? Infinity : difference;
    }
  }
  return worst;
}

function columnsOf(series) {
  return set.columns(series).columns;
}

/** A stream's rows as columns. */
function streamedColumns(series) {
  const stream = set.createStream();
  const columns = set.names.map(() => new Float64Array(series.close.length));
  for (let t = 0; t < series.close.length; t++) {
    const row = stream.next(barAt(series, t));
    for (let c = 0; c < row.length; c++) columns[c][t] = row[c];
  }
  return columns;
}

function barAt({ open, high, low, close, volume }, t) {
  return { open: open[t], high: high[t], low: low[t], close: close[t], volume: volume[t] };
}

/** Returns a sum, so that nothing can be left out; the columns of a symbol are then let go. */
function runColumns(series) {
  return columnsOf(series)[157][bars - 1];
}

function runStream(series) {
  const stream = set.createStream();
  let sum = 0;
  for (let t = 0; t < bars; t++) sum += stream.next(barAt(series, t))[0];
  return sum;
}

function time(run) {
  for (const series of market.slice(0, warmUpSymbols)) run(series);
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    for (const series of market) run(series);
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[rounds >> 1];
}

/** Whether a stream ends a million bars with the row of one that began 60 bars ago. */
function isStable(series) {
  const stream = set.createStream();
  for (let i = 0; i < longRun; i++) stream.next(barAt(series, i % bars));
  const fresh = set.createStream();
  for (let i = longRun - set.warmUpBars - 1; i < longRun; i++) fresh.next(barAt(series, i % bars));
  return stream.row.every((value, c) => Object.is(value, fresh.row[c]));
}

const compared = [market[0], market.at(-1)].map((series) => firstBars(series, comparedBars));
const works = [
  { work: 'alpha158, columnar', values: columnsOf, run: runColumns },
  { work: 'alpha158, streaming', values: streamedColumns, run: runStream },
];
for (const { work, values, run } of works) {
  const worst = Math.max(
    ...compared.map((series) => worstOf(values(series), byDefinition(set, series))),
  );
  const isSame = compared.every((series) => worstOf(values(series), columnsOf(series)) === 0);
  const isSteady = run !== runStream || isStable(market[0]);
  const equal = worst <= tolerance && isSame && isSteady;
  const line = { work, engine: 'tradewright', n: symbols * bars, symbols, bars, equal };
  const digits = Number(worst.toExponential(1));
  if (equal) {
    const milliseconds = time(run);
    const seconds = Number((milliseconds / 1000).toFixed(2));
    const perSecond = Math.round((symbols * bars * 1000) / milliseconds);
    console.log(JSON.stringify({ ...line, seconds, perSecond, worst: digits }));
  } else {
    console.log(JSON.stringify({ ...line, worst: digits }));
    process.exitCode = 1;
  }
}
