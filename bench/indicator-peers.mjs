// Libraries of indicators from the registry, each with its own idiom. `streaming` engines return a
// function that takes a bar and says ten numbers, or nothing before all exist; `columnar` ones take
// plain arrays and return the ten columns, aligned at their ends.

import { createRequire } from 'node:module';

async function load(specifier, isCommonJs) {
  try {
    if (isCommonJs) return createRequire(import.meta.url)(specifier);
    const module = await import(specifier);
    return module.default === undefined ? module : { ...module.default, ...module };
  } catch (error) {
    return { missing: String(error.message).split('\n')[0] };
  }
}

const ten = ({ sma, ema, rsi, atr, bands, macd }) => ({
  sma,
  ema,
  rsi,
  atr,
  upper: bands.upper,
  middle: bands.middle,
  lower: bands.lower,
  ...macd,
});

const macdSettings = {
  fastPeriod: 12,
  slowPeriod: 26,
  signalPeriod: 9,
  SimpleMAOscillator: false,
  SimpleMASignal: false,
};

function columnOf(rows, name) {
  return rows.map((row) => row?.[name] ?? Number.NaN);
}

/** The streaming classes of `technicalindicators`, which another library copies. */
function nextValueStream(library) {
  return () => {
    const sma = new library.SMA({ period: 20, values: [] });
    const ema = new library.EMA({ period: 20, values: [] });
    const rsi = new library.RSI({ period: 14, values: [] });
    const atr = new library.ATR({ period: 14, high: [], low: [], close: [] });
    const bands = new library.BollingerBands({ period: 20, stdDev: 2, values: [] });
    const macd = new library.MACD({ ...macdSettings, values: [] });
    return (bar) => ({
      sma: sma.nextValue(bar.close),
      ema: ema.nextValue(bar.close),
      rsi: rsi.nextValue(bar.close),
      atr: atr.nextValue(bar),
      bands: bands.nextValue(bar.close),
      macd: macd.nextValue(bar.close),
    });
  };
}

function calculateColumns(library) {
  return ({ high, low, close }) => {
    const bands = library.BollingerBands.calculate({ period: 20, stdDev: 2, values: close });
    const macd = library.MACD.calculate({ ...macdSettings, values: close });
    return ten({
      sma: library.SMA.calculate({ period: 20, values: close }),
      ema: library.EMA.calculate({ period: 20, values: close }),
      rsi: library.RSI.calculate({ period: 14, values: close }),
      atr: library.ATR.calculate({ period: 14, high, low, close }),
      bands: {
        upper: columnOf(bands, 'upper'),
        middle: columnOf(bands, 'middle'),
        lower: columnOf(bands, 'lower'),
      },
      macd: {
        macd: columnOf(macd, 'MACD'),
        signal: columnOf(macd, 'signal'),
        histogram: columnOf(macd, 'histogram'),
      },
    });
  };
}

function debutStream(library) {
  return () => {
    const sma = new library.SMA(20);
    const ema = new library.EMA(20);
    const rsi = new library.RSI(14);
    const atr = new library.ATR(14);
    const bands = new library.BollingerBands(20, 2);
    const macd = new library.MACD(12, 26, 9);
    return ({ high, low, close }) => ({
      sma: sma.nextValue(close),
      ema: ema.nextValue(close),
      rsi: rsi.nextValue(close),
      atr: atr.nextValue(high, low, close),
      bands: bands.nextValue(close),
      macd: macd.nextValue(close),
    });
  };
}

function tradingSignalsStream(library) {
  return () => {
    const sma = new library.SMA(20);
    const ema = new library.EMA(20);
    const rsi = new library.RSI(14);
    const atr = new library.ATR(14);
    const bands = new library.BollingerBands(20, 2);
    const macd = new library.MACD(new library.EMA(12), new library.EMA(26), new library.EMA(9));
    return (bar) => ({
      sma: sma.add(bar.close),
      ema: ema.add(bar.close),
      rsi: rsi.add(bar.close),
      atr: atr.add(bar),
      bands: bands.add(bar.close),
      macd: macd.add(bar.close),
    });
  };
}

function ixjb94Columns(library) {
  return ({ high, low, close }) => {
    const all = new library.IndicatorsSync();
    const [lower, middle, upper] = all.bbands(close, 20, 2);
    const [macd, signal, histogram] = all.macd(close, 12, 26, 9);
    return ten({
      sma: all.sma(close, 20),
      ema: all.ema(close, 20),
      rsi: all.rsi(close, 14),
      atr: all.atr(high, low, close, 14),
      bands: { upper, middle, lower },
      macd: { macd, signal, histogram },
    });
  };
}

function indicatortsColumns(library) {
  return ({ high, low, close }) => {
    const { macdLine, signalLine } = library.macd(close, { fast: 12, slow: 26, signal: 9 });
    return ten({
      sma: library.sma(close, { period: 20 }),
      ema: library.ema(close, { period: 20 }),
      rsi: library.rsi(close, { period: 14 }),
      atr: library.atr(high, low, close, { period: 14 }).atrLine,
      bands: library.bb(close, { period: 20 }),
      macd: {
        macd: macdLine,
        signal: signalLine,
        histogram: macdLine.map((line, i) => line - signalLine[i]),
      },
    });
  };
}

const idioms = {
  '@debut/indicators': { kinds: { streaming: debutStream } },
  '@ixjb94/indicators': { kinds: { columnar: ixjb94Columns } },
  // Its entry for `import` is one that Node cannot read.
  'fast-technical-indicators': {
    isCommonJs: true,
    kinds: { streaming: nextValueStream, columnar: calculateColumns },
  },
  indicatorts: { kinds: { columnar: indicatortsColumns } },
  technicalindicators: {
    kinds: { streaming: nextValueStream, columnar: calculateColumns },
  },
  'trading-signals': { kinds: { streaming: tradingSignalsStream } },
};

/** Every engine of every library: what it runs, or why it does not. */
export async function loadPeers() {
  const peers = [];
  for (const [engine, { kinds, isCommonJs = false }] of Object.entries(idioms)) {
    const library = await load(engine, isCommonJs);
    for (const [kind, make] of Object.entries(kinds)) {
      const { missing } = library;
      peers.push(
        missing === undefined ? { engine, kind, run: make(library) } : { engine, kind, missing },
      );
    }
  }
  return peers;
}
