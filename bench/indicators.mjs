// Six indicators over a million bars, streaming and columnar, beside loops that a hand would write
// and beside other libraries. Values are compared before anything is timed; an engine that is not
// installed or says other numbers is listed as such. `ratioToLimit` is its time by that of the
// hand-written loop in the same run, so that 1.3 means three tenths slower.
//
//     npm run build && npm ci --prefix bench && node bench/indicators.mjs [bars] [rounds]

import {
  Atr,
  atrColumn,
  BollingerBands,
  bollingerBandsColumns,
  Ema,
  emaColumn,
  Macd,
  macdColumns,
  Rsi,
  rsiColumn,
  Sma,
  smaColumn,
} from '../packages/indicators/dist/index.js';
import {
  byDefinition,
  columnLoops,
  handAverages,
  handIndicators,
  outputs,
} from './indicator-loops.mjs';
import { loadPeers } from './indicator-peers.mjs';
import { workloadColumns } from './workload.mjs';

const bars = Number(process.argv[2] ?? 1_000_000);
const rounds = Math.max(7, Number(process.argv[3] ?? 9));
const warmUpRounds = 2;
// Seeds differ between libraries; from here on the numbers must not. Running sums of plain loops
// drift over a million bars, which the tolerance forgives; `worst` tells by how much.
const comparedFrom = Math.min(1000, bars >> 1);
const tolerance = 1e-6;

const { high, low, close } = workloadColumns(bars, 0);
const columns = { high, low, close };
class Bar {
  high = 0.5;
  low = 0.5;
  close = 0.5;
}

/** Adds up each output from `comparedFrom` on; the loop is written out so that it is inlined. */
function stream({ sma, ema, rsi, atr, bollinger, macd }, isPositional) {
  const bar = new Bar();
  const sums = new Float64Array(outputs.length);
  for (let i = 0; i < bars; i++) {
    bar.high = high[i];
    bar.low = low[i];
    bar.close = close[i];
    const x = bar.close;
    const mean = sma.next(x);
    const smooth = ema.next(x);
    const strength = rsi.next(x);
    const range = isPositional ? atr.next(bar.high, bar.low, x) : atr.next(bar);
    const bands = bollinger.next(x);
    const line = macd.next(x);
    if (i < comparedFrom) continue;
    sums[0] += mean;
    sums[1] += smooth;
    sums[2] += strength;
    sums[3] += range;
    sums[4] += bands.upper;
    sums[5] += bands.middle;
    sums[6] += bands.lower;
    sums[7] += line.macd;
    sums[8] += line.signal;
    sums[9] += line.histogram;
  }
  return sums;
}

/** A copy of a function with its own type feedback, as each engine has in a program of its own. */
function ownCopy(loop) {
  const names = ['Bar', 'outputs', 'bars', 'high', 'low', 'close', 'comparedFrom'];
  const values = [Bar, outputs, bars, high, low, close, comparedFrom];
  return new Function(...names, `return ${loop}`)(...values);
}

const handStream = ownCopy(stream);
const ourStream = ownCopy(stream);

function ourIndicators() {
  return {
    sma: new Sma(20),
    ema: new Ema(20),
    rsi: new Rsi(14),
    atr: new Atr(14),
    bollinger: new BollingerBands(20),
    macd: new Macd(),
  };
}

/** The values of a bar as plain numbers, whatever the library calls them. */
function toTen({ sma, ema, rsi, atr, bands, macd }) {
  const { upper, middle, lower } = bands ?? {};
  const line = macd?.macd ?? macd?.MACD;
  return [sma, ema, rsi, atr, upper, middle, lower, line, macd?.signal, macd?.histogram];
}

/** Each bar is an object of its own: some libraries keep the last one. */
function peerStream(create) {
  const next = create();
  const sums = new Float64Array(outputs.length);
  for (let i = 0; i < bars; i++) {
    const { sma, ema, rsi, atr, bands, macd } = next({
      high: high[i],
      low: low[i],
      close: close[i],
    });
    if (i < comparedFrom) continue;
    sums[0] += sma;
    sums[1] += ema;
    sums[2] += rsi;
    sums[3] += atr;
    sums[4] += bands.upper;
    sums[5] += bands.middle;
    sums[6] += bands.lower;
    sums[7] += macd.macd ?? macd.MACD;
    sums[8] += macd.signal;
    sums[9] += macd.histogram;
  }
  return sums;
}

/** What a streaming engine says, as columns. */
function trace(next) {
  const result = Object.fromEntries(outputs.map((name) => [name, new Float64Array(bars)]));
  for (let i = 0; i < bars; i++) {
    const values = toTen(next({ high: high[i], low: low[i], close: close[i] }));
    for (const [k, name] of outputs.entries()) result[name][i] = values[k] ?? Number.NaN;
  }
  return result;
}

function traceObjects({ sma, ema, rsi, atr, bollinger, macd }, isPositional) {
  return trace((bar) => ({
    sma: sma.next(bar.close),
    ema: ema.next(bar.close),
    rsi: rsi.next(bar.close),
    atr: isPositional ? atr.next(bar.high, bar.low, bar.close) : atr.next(bar),
    bands: bollinger.next(bar.close),
    macd: macd.next(bar.close),
  }));
}

function ourColumns() {
  return {
    sma: smaColumn(close, 20),
    ema: emaColumn(close, 20),
    rsi: rsiColumn(close, 14),
    atr: atrColumn(columns, 14),
    ...bollingerBandsColumns(close, 20),
    ...macdColumns(close),
  };
}

function average({ fast, slow }) {
  let above = 0;
  for (let i = 0; i < bars; i++) {
    const quick = fast.next(close[i]);
    const calm = slow.next(close[i]);
    if (quick !== undefined && calm !== undefined && quick - calm > 1e-6) above++;
  }
  return above;
}

const handAverage = ownCopy(average);
const ourAverage = ownCopy(average);

/** The greatest relative difference of each output, from `comparedFrom` on. */
function worstOf(found, expected) {
  return outputs.map((name) => {
    const shift = bars - found[name].length;
    let worst = 0;
    for (let i = comparedFrom; i < bars; i++) {
      const their = expected[name][i];
      const difference = Math.abs(found[name][i - shift] - their) / Math.max(1, Math.abs(their));
      // Written so that NaN counts.
      if (!(difference <= worst)) worst = Number.isNaN(difference) ? Infinity : difference;
    }
    return worst;
  });
}

function report(line) {
  console.log(JSON.stringify(line));
}

/** Median times of engines that take turns, so that a busy moment meets them all. */
function time(engines) {
  const times = engines.map(() => []);
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    for (const [index, { run }] of engines.entries()) {
      const start = performance.now();
      run();
      if (round >= warmUpRounds) times[index].push(performance.now() - start);
    }
  }
  return times.map((each) => each.sort((a, b) => a - b)[each.length >> 1]);
}

function check(engine) {
  if (engine.missing !== undefined) return { ...engine, differs: [] };
  const worst = worstOf(engine.values(), expected);
  const differs = outputs.filter((_, i) => !(worst[i] <= tolerance));
  return { ...engine, differs, worst: Number(Math.max(...worst).toExponential(1)) };
}

function reportEngine(work, { engine, missing, differs, worst }, [median, limit]) {
  const line = { work, engine, n: bars };
  if (missing !== undefined) return report({ ...line, equal: false, skipped: missing });
  if (differs.length > 0) return report({ ...line, equal: false, differs });
  const perSecond = Math.round((bars / median) * 1000);
  const ratioToLimit = Number((median / limit).toFixed(2));
  return report({ ...line, perSecond, ratioToLimit, equal: true, worst });
}

/** Times our engine and the limit in turns. */
function compete(work, engines) {
  const checked = engines.map(check);
  const medians = time(checked);
  for (const [i, each] of checked.entries()) reportEngine(work, each, [medians[i], medians[0]]);
}

/** Libraries come after, each in turns with the limit: their garbage must not slow the rest. */
function comparePeers(work, engines, limit) {
  for (const each of engines.map(check)) {
    const isTimed = each.missing === undefined && each.differs.length === 0;
    reportEngine(work, each, isTimed ? time([each, limit]) : []);
  }
}

/** Two averages a bar: the crossings are counted, and must be as many. */
function competeAverages(work, engines) {
  const [limit] = engines;
  const medians = time(engines);
  for (const [index, { engine, run }] of engines.entries()) {
    const perSecond = Math.round((bars / medians[index]) * 1000);
    const ratioToLimit = Number((medians[index] / medians[0]).toFixed(2));
    report({ work, engine, n: bars, perSecond, ratioToLimit, equal: run() === limit.run() });
  }
}

const expected = byDefinition(columns);

competeAverages('two averages, streaming', [
  { engine: 'limit: hand-written objects', run: () => handAverage(handAverages()) },
  { engine: 'tradewright', run: () => ourAverage({ fast: new Sma(10), slow: new Sma(30) }) },
]);
const streamingLimit = {
  engine: 'limit: hand-written objects',
  run: () => handStream(handIndicators(), true),
  values: () => traceObjects(handIndicators(), true),
};
compete('six indicators, streaming', [
  streamingLimit,
  {
    engine: 'tradewright',
    run: () => ourStream(ourIndicators(), false),
    values: () => traceObjects(ourIndicators(), false),
  },
]);
const handColumns = () => columnLoops(columns);
const columnarLimit = {
  engine: 'limit: hand-written loops',
  run: handColumns,
  values: handColumns,
};
compete('six indicators, columnar', [
  columnarLimit,
  { engine: 'tradewright', run: ourColumns, values: ourColumns },
]);

const peers = await loadPeers();
const arrays = { high: [...high], low: [...low], close: [...close] };
const peersOf = (kind, { run, values }) =>
  peers
    .filter((peer) => peer.kind === kind)
    .map(({ engine, missing, run: library }) => ({
      engine,
      missing,
      run: () => run(library),
      values: () => values(library),
    }));
const streaming = { run: peerStream, values: (create) => trace(create()) };
const columnar = { run: (library) => library(arrays), values: (library) => library(arrays) };
comparePeers('six indicators, streaming', peersOf('streaming', streaming), streamingLimit);
comparePeers('six indicators, columnar', peersOf('columnar', columnar), columnarLimit);
