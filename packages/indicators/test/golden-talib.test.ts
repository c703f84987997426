import { afterAll, expect, it } from 'vitest';
import { describeWithData } from '../../../test/reference-data.js';
import {
  accumulationDistributionColumn,
  adxColumns,
  aroonColumns,
  atrColumn,
  bollingerBandsColumns,
  cciColumn,
  chaikinOscillatorColumn,
  cmoColumn,
  demaColumn,
  directionalMovementColumns,
  donchianChannelsColumns,
  emaColumn,
  kamaColumn,
  linearRegressionColumns,
  macdColumns,
  mfiColumn,
  momentumColumn,
  obvColumn,
  psarColumn,
  rocColumn,
  rollingCorrelationColumn,
  rollingMaxColumn,
  rollingMinColumn,
  rollingVarianceColumn,
  rsiColumn,
  smaColumn,
  standardDeviationColumn,
  stochasticColumns,
  temaColumn,
  trixColumn,
  trueRangeColumn,
  williamsRColumn,
  wmaColumn,
} from '../src/index.js';
import { bars, GoldenCount, numbers, readTable, type Table } from './golden-series.js';

const paths = ['ref-indicators/talib_spy.csv.gz', 'lean-daily/spy.csv.gz'];

/** The bars of the dates that the reference covers, and nothing before: seeds depend on it. */
function barsOn(dates: readonly string[], table: Table) {
  const wanted = new Set(dates);
  const rows = (table.get('date') ?? []).map((date) => wanted.has(date));
  const pick = (column: Float64Array) => column.filter((_, index) => rows[index]);
  const { high, low, close, volume } = bars(table);
  return { high: pick(high), low: pick(low), close: pick(close), volume: pick(volume) };
}

describeWithData('TA-Lib on SPY 2018–2019', paths, ([reference = '', prices = '']) => {
  const golden = readTable(reference);
  const spy = barsOn(golden.get('date') ?? [], readTable(prices));
  const { close, high, low, volume } = spy;
  const count = new GoldenCount();
  const compare = (name: string, ours: Float64Array, from: number) => {
    count.compare({ name, ours, theirs: numbers(golden, name), from });
  };

  it('reads the bars that the reference was made of', () => {
    expect(close.length).toBe(503);
    expect(volume.length).toBe(503);
  });

  it('has its averages', () => {
    compare('SMA_20', smaColumn(close, 20), 19);
    compare('EMA_20', emaColumn(close, 20), 19);
    compare('WMA_20', wmaColumn(close, 20), 19);
    compare('DEMA_20', demaColumn(close, 20), 38);
    compare('TEMA_20', temaColumn(close, 20), 57);
    compare('KAMA_10', kamaColumn(close, 10), 10);
  });

  it('has its oscillators', () => {
    compare('RSI_14', rsiColumn(close, 14), 14);
    compare('CMO_14', cmoColumn(close, 14, { smoothing: 'wilder' }), 14);
    compare('ROC_10', rocColumn(close, 10), 10);
    compare('MOM_10', momentumColumn(close, 10), 10);
    compare('TRIX_15', trixColumn(close, 15), 43);
    compare('CCI_20', cciColumn(spy, 20), 19);
    compare('WILLR_14', williamsRColumn(spy, 14), 13);
    compare('AROONOSC_14', aroonColumns(spy, 14).oscillator, 14);
    const stochastic = stochasticColumns(spy);
    compare('STOCH_14_3_3.slowK', stochastic.k, 17);
    compare('STOCH_14_3_3.slowD', stochastic.d, 17);
  });

  it('has its MACD from the first bar on with aligned averages', () => {
    const { macd, signal, histogram } = macdColumns(close, { start: 'aligned' });
    compare('MACD.MACD', macd, 33);
    compare('MACD.MACDSignal', signal, 33);
    compare('MACD.MACDHist', histogram, 33);
  });

  it('has its bands and stops', () => {
    const bands = bollingerBandsColumns(close, 20);
    compare('BBANDS_20_2.upperBand', bands.upper, 19);
    compare('BBANDS_20_2.middleBand', bands.middle, 19);
    compare('BBANDS_20_2.lowerBand', bands.lower, 19);
    compare('SAR', psarColumn(spy), 1);
    const channels = donchianChannelsColumns(spy, 30, { currentBar: 'include' });
    compare('MAX_30', channels.upper, 29);
    compare('MIN_30', channels.lower, 29);
  });

  it('has its ranges and directional movement', () => {
    compare('TRANGE', trueRangeColumn(spy), 1);
    compare('ATR_14', atrColumn(spy, 14), 14);
    const movement = directionalMovementColumns(spy, 14, { seed: 'talib' });
    compare('PLUS_DI_14', movement.plusDi, 14);
    compare('MINUS_DI_14', movement.minusDi, 14);
    compare('ADX_14', adxColumns(spy, 14, { seed: 'talib' }).adx, 27);
  });

  it('has its volumes', () => {
    compare('MFI_14', mfiColumn(spy, 14), 14);
    compare('OBV', obvColumn(spy, { start: 'volume' }), 0);
    compare('AD', accumulationDistributionColumn(spy), 0);
    compare('ADOSC_3_10', chaikinOscillatorColumn(spy, { seed: 'first' }), 9);
  });

  it('has its statistics', () => {
    compare('STDDEV_20', standardDeviationColumn(close, 20), 19);
    compare('VAR_20', rollingVarianceColumn(close, 20), 19);
    compare('MAX_30', rollingMaxColumn(high, 30), 29);
    compare('MIN_30', rollingMinColumn(low, 30), 29);
    const line = linearRegressionColumns(close, 14);
    compare('LINEARREG_14', line.fitted, 13);
    compare('LINEARREG_SLOPE_14', line.slope, 13);
    const next = line.fitted.map((value, index) => value + (line.slope[index] ?? Number.NaN));
    compare('TSF_14', next, 13);
    compare('CORREL_HL_30', rollingCorrelationColumn({ x: high, y: low }, 30), 29);
  });

  afterAll(() => {
    count.expectCount('TA-Lib', { series: 42, values: 20_321 });
  });
});
