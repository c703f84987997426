import { afterAll, it } from 'vitest';
import { describeWithData } from '../../../test/reference-data.js';
import {
  bollingerBandsColumns,
  emaColumn,
  rsiColumn,
  smaColumn,
  standardDeviationColumn,
  vwmaColumn,
  wmaColumn,
} from '../src/index.js';
import { GoldenCount, numbers, readTable, type Table } from './golden-series.js';

const paths = [
  'lean_spy_with_indicators.txt.gz',
  'lean_spy_bollinger_bands.txt.gz',
  'lean_spy_ema.csv.gz',
  'lean_spx_lwma.csv.gz',
  'lean_spy_with_vwma.csv.gz',
  'lean_spy_valueatrisk.csv.gz',
  'stockcharts_sma10.csv',
  'stockcharts_ema10.csv',
  'stockcharts_rsi14.csv',
  'ninjatrader_sma15.csv',
].map((file) => `ref-indicators/${file}`);

describeWithData('series recorded by LEAN', paths, (absolute) => {
  const tables = absolute.map(readTable);
  const table = (file: string): Table =>
    tables[paths.findIndex((path) => path.includes(file))] ?? new Map<string, string[]>();
  const count = new GoldenCount();

  // The charting package calculates in single precision.
  it('has the averages of a charting package', () => {
    const golden = table('with_indicators');
    const close = numbers(golden, 'Close');
    const compare = (name: string, ours: Float64Array, from: number) => {
      const theirs = numbers(golden, name);
      count.compare({ name, ours, theirs, from, tolerance: 1e-5 });
    };
    compare('SMA14', smaColumn(close, 14), 13);
    compare('EMA14', emaColumn(close, 14), 13);
    const slow = emaColumn(close, 26);
    const line = emaColumn(close, 12).map((fast, i) => fast - (slow[i] ?? Number.NaN));
    const macd = numbers(golden, 'MACD 12 26');
    count.compare({ name: 'MACD', ours: line, theirs: macd, from: 25, tolerance: 1e-4 });
    compare('RSI 14 Wilder', rsiColumn(close, 14), 14);
  });

  it('has the RSI of Cutler under the name "RSI 14"', () => {
    const golden = table('with_indicators');
    const close = numbers(golden, 'Close');
    const ours = rsiColumn(close, 14, { smoothing: 'cutler' });
    const theirs = numbers(golden, 'RSI 14');
    // Their first value is one bar late.
    count.compare({ name: 'Cutler', ours, theirs, from: 14, equalFrom: 15, tolerance: 5e-5 });
  });

  it('has the Bollinger bands of a charting package', () => {
    const golden = table('bollinger');
    const { upper, middle, lower } = bollingerBandsColumns(numbers(golden, 'Close'), 20);
    const compare = (name: string, ours: Float64Array) => {
      count.compare({ name, ours, theirs: numbers(golden, name), from: 19, tolerance: 1e-5 });
    };
    compare('Moving Average 20', middle);
    compare('Bollinger Bands® 20 2 Top', upper);
    compare('Bollinger Bands® 20 2 Bottom', lower);
  });

  it('has the EMA of TradingView', () => {
    const golden = table('spy_ema');
    const ours = emaColumn(numbers(golden, 'close'), 14);
    count.compare({ name: 'EMA14', ours, theirs: numbers(golden, 'EMA14'), from: 13 });
  });

  it('has the linearly weighted average', () => {
    const golden = table('lwma');
    const ours = wmaColumn(numbers(golden, 'Close'), 6);
    const theirs = numbers(golden, 'LWMA');
    count.compare({ name: 'LWMA', ours, theirs, from: 5, tolerance: 2e-6 });
  });

  it('has the volume-weighted average of pandas-ta', () => {
    const golden = table('vwma');
    const columns = { close: numbers(golden, 'Close'), volume: numbers(golden, 'Volume') };
    const theirs = numbers(golden, 'VWMA20');
    count.compare({ name: 'VWMA20', ours: vwmaColumn(columns, 20), theirs, from: 19 });
  });

  it('has the sample deviation inside a value at risk', () => {
    const golden = table('valueatrisk');
    const returns = numbers(golden, 'returns');
    const mean = smaColumn(returns, 252);
    const deviation = standardDeviationColumn(returns, 252, { divisor: 'sample' });
    const quantiles = { VaR_99: -2.3263478740408408, VaR_95: -1.6448536269514729 };
    for (const [name, quantile] of Object.entries(quantiles)) {
      const ours = mean.map((value, i) => value + quantile * (deviation[i] ?? Number.NaN));
      const theirs = numbers(golden, name);
      // The first row has no return.
      count.compare({ name, ours, theirs, from: 252, tolerance: 1e-12 });
    }
  });

  it('has the worked examples of StockCharts and NinjaTrader to the digits they print', () => {
    const compare = (file: string, calculate: (values: Float64Array) => Float64Array) => {
      const golden = table(file);
      const ours = calculate(numbers(golden, 'Input'));
      const theirs = numbers(golden, 'Expected');
      const from = theirs.findIndex((value) => !Number.isNaN(value));
      const tolerance = { stockcharts_sma10: 5e-4, stockcharts_ema10: 5e-7 }[file] ?? 5e-9;
      count.compare({ name: file, ours, theirs, from, tolerance });
    };
    compare('stockcharts_sma10', (values) => smaColumn(values, 10));
    compare('stockcharts_ema10', (values) => emaColumn(values, 10));
    compare('stockcharts_rsi14', (values) => rsiColumn(values, 14));
    compare('ninjatrader_sma15', (values) => smaColumn(values, 15));
  });

  afterAll(() => {
    count.expectCount('LEAN', { series: 17, values: 16_203 });
  });
});
