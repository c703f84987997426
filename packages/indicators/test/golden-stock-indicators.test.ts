import { afterAll, it } from 'vitest';
import { describeWithData } from '../../../test/reference-data.js';
import {
  adxColumns,
  atrColumn,
  bollingerBandsColumns,
  cciColumn,
  directionalMovementColumns,
  donchianChannelsColumns,
  emaColumn,
  linearRegressionColumns,
  macdColumns,
  mfiColumn,
  momentumColumn,
  obvColumn,
  rocColumn,
  rsiColumn,
  smaColumn,
  standardDeviationColumn,
  stochasticColumns,
  trueRangeColumn,
  vwapColumn,
  wmaColumn,
  zScoreColumn,
} from '../src/index.js';
import { bars, GoldenCount, numbers, readTable } from './golden-series.js';

const files = [
  'si_quotes_default',
  ...['adx', 'atr', 'bb', 'cci', 'donchian', 'ema', 'macd', 'mfi', 'obv', 'roc', 'rsi'].map(si),
  ...['slope', 'sma', 'sma-analysis', 'stdev', 'stoch', 'tr', 'vwap', 'wma'].map(si),
];

function si(name: string): string {
  return `si_${name}`;
}

const paths = files.map((file) => `ref-indicators/${file}.csv.gz`);

describeWithData('Stock.Indicators on its default quotes', paths, (absolute) => {
  const tables = new Map(files.map((file, index) => [file, readTable(absolute[index] ?? '')]));
  const golden = (file: string, column: string) => {
    const table = tables.get(si(file));
    if (table === undefined) throw new Error(`no file of ${file}`);
    return numbers(table, column);
  };
  const quotes = bars(tables.get('si_quotes_default') ?? new Map<string, string[]>());
  const { close } = quotes;
  const count = new GoldenCount();
  const compare = (name: string, ours: Float64Array, from: number) => {
    const [file = '', column = ''] = name.split('.');
    count.compare({ name, ours, theirs: golden(file, column), from });
  };

  it('has its averages', () => {
    compare('sma.sma', smaColumn(close, 20), 19);
    compare('sma-analysis.sma', smaColumn(close, 20), 19);
    compare('ema.ema', emaColumn(close, 20), 19);
    compare('wma.wma', wmaColumn(close, 14), 13);
    compare('vwap.vwap', vwapColumn(quotes), 0);
  });

  it('has its oscillators', () => {
    compare('rsi.rsi', rsiColumn(close, 14), 14);
    compare('cci.cci', cciColumn(quotes, 20), 19);
    const { macd, signal, histogram } = macdColumns(close);
    compare('macd.macd', macd, 33);
    compare('macd.signal', signal, 33);
    compare('macd.histogram', histogram, 33);
    compare('roc.momentum', momentumColumn(close, 14), 14);
    compare('roc.roc', rocColumn(close, 14), 14);
    const { k, d } = stochasticColumns(quotes);
    compare('stoch.k', k, 17);
    compare('stoch.d', d, 17);
  });

  it('has the averages inside its MACD', () => {
    compare('macd.fastEma', emaColumn(close, 12), 11);
    compare('macd.slowEma', emaColumn(close, 26), 25);
  });

  it('has its ranges and directional movement', () => {
    compare('tr.tr', trueRangeColumn(quotes), 1);
    compare('atr.tr', trueRangeColumn(quotes), 1);
    const atr = atrColumn(quotes, 14);
    compare('atr.atr', atr, 14);
    compare(
      'atr.atrp',
      atr.map((value, i) => (100 * value) / (close[i] ?? Number.NaN)),
      14,
    );
    const movement = directionalMovementColumns(quotes, 14);
    compare('adx.pdi', movement.plusDi, 14);
    compare('adx.mdi', movement.minusDi, 14);
    compare('adx.dx', movement.dx, 14);
    compare('adx.adx', adxColumns(quotes, 14).adx, 27);
  });

  it('has its bands', () => {
    const { upper, middle, lower } = bollingerBandsColumns(close, 20);
    compare('bb.sma', middle, 19);
    compare('bb.upperBand', upper, 19);
    compare('bb.lowerBand', lower, 19);
    compare('bb.zScore', zScoreColumn(close, 20), 19);
    const channels = donchianChannelsColumns(quotes, 20);
    compare('donchian.upperBand', channels.upper, 20);
    compare('donchian.centerline', channels.middle, 20);
    compare('donchian.lowerBand', channels.lower, 20);
  });

  it('has its volumes', () => {
    compare('mfi.mfi', mfiColumn(quotes, 14), 14);
    compare('obv.obv', obvColumn(quotes), 0);
  });

  it('has its statistics', () => {
    compare('stdev.stdDev', standardDeviationColumn(close, 14), 13);
    compare('stdev.mean', smaColumn(close, 14), 13);
    compare('stdev.zScore', zScoreColumn(close, 14), 13);
    const line = linearRegressionColumns(close, 14);
    compare('slope.slope', line.slope, 13);
    compare('slope.rSquared', line.rSquared, 13);
    compare('slope.stdDev', standardDeviationColumn(close, 14), 13);
    // Theirs is where the line meets index −1 of the whole series.
    const intercept = line.intercept.map(
      (value, i) => value - (line.slope[i] ?? Number.NaN) * (i - 12),
    );
    compare('slope.intercept', intercept, 13);
  });

  afterAll(() => {
    count.expectCount('Stock.Indicators', { series: 40, values: 19_440 });
  });
});
