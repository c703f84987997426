import * as all from '../src/index.js';
import type { Indicator } from '../src/index.js';

/** One row of a series; an indicator of values reads `close`, one of pairs `close` and `volume`. */
export interface Row {
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** The same rows as columns. */
export type RowColumns = { readonly [Field in keyof Row]: Float64Array };

/** The outputs of one row as plain numbers by name: NaN where one does not exist. */
export type Outputs = Readonly<Record<string, number>>;

/** An indicator as the contract sees it, whatever its input and output. */
export interface IndicatorCase {
  readonly name: string;
  readonly create: () => Indicator<Row, Outputs>;
  readonly columns: (columns: RowColumns) => Readonly<Record<string, Float64Array>>;
  /** Fields of a row that the indicator reads. */
  readonly reads: readonly (keyof Row)[];
  /** What equal rows give: `undefined` for a quotient that does not exist. */
  readonly ofConstant: 'constant' | 'undefined' | 'moves';
  /** Whether older rows fade away instead of leaving a window. */
  readonly fades: boolean;
}

type Create<Input> = () => Indicator<Input, number | object>;
type Columns = (columns: RowColumns) => Float64Array | object;
type Make = (name: string, create: Create<Row>, columns: Columns) => IndicatorCase;

const high = ['high', 'low'] as const;
const bar = reading(...high, 'close');
const range = reading(...high);
const flow = reading(...high, 'close', 'volume');
const closeAndVolume = reading('close', 'volume');

/** A maker of cases that read these fields. */
function reading(...reads: readonly (keyof Row)[]): Make {
  return (name, create, columns) => ({
    name,
    reads,
    ofConstant: 'constant',
    fades: false,
    create: () => adapt(create(), (row) => row),
    columns: (rows) => toRecord(columns(rows)),
  });
}

/** A case that reads closes alone. */
function values(
  name: string,
  create: Create<number>,
  columns: (close: Float64Array) => Float64Array | object,
): IndicatorCase {
  return {
    ...reading('close')(
      name,
      () => new all.Obv(),
      () => ({}),
    ),
    create: () => adapt(create(), (row) => row.close),
    columns: ({ close }) => toRecord(columns(close)),
  };
}

const fading = (each: IndicatorCase): IndicatorCase => ({ ...each, fades: true });
const noneIfFlat = (each: IndicatorCase): IndicatorCase => ({ ...each, ofConstant: 'undefined' });
const moving = (each: IndicatorCase): IndicatorCase => ({
  ...each,
  fades: true,
  ofConstant: 'moves',
});

function adapt<Input>(
  indicator: Indicator<Input, number | object>,
  toInput: (row: Row) => Input,
): Indicator<Row, Outputs> {
  return {
    warmUp: indicator.warmUp,
    get value() {
      return toOutputs(indicator.value);
    },
    next: (row) => toOutputs(indicator.next(toInput(row))),
    replaceLast: (row) => toOutputs(indicator.replaceLast(toInput(row))),
  };
}

function toOutputs(value: number | object | undefined): Outputs | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number') return { value };
  const entries: [string, unknown][] = Object.entries(value);
  return Object.fromEntries(entries.map(([name, each]) => [name, Number(each)]));
}

function toRecord(columns: Float64Array | object): Readonly<Record<string, Float64Array>> {
  const named = columns instanceof Float64Array ? { value: columns } : columns;
  return { ...named } as Readonly<Record<string, Float64Array>>;
}

const macd = { fast: 3, slow: 5, signal: 3 };
const stochastic = { length: 4, smoothing: 2, signal: 3 };
const keltner = { length: 5, atrLength: 3 };
const ichimoku = { conversion: 2, base: 3, span: 5, displacement: 3 };
const pair = ({ close, volume }: Row) => ({ x: close, y: volume });
const correlation = (): Indicator<Row, Outputs> => adapt(new all.RollingCorrelation(4), pair);

/** Every indicator, some with more than one choice of settings. */
export const indicatorCases: readonly IndicatorCase[] = [
  values(
    'Sma',
    () => new all.Sma(5),
    (x) => all.smaColumn(x, 5),
  ),
  values(
    'Sma of 1',
    () => new all.Sma(1),
    (x) => all.smaColumn(x, 1),
  ),
  fading(
    values(
      'Ema',
      () => new all.Ema(5),
      (x) => all.emaColumn(x, 5),
    ),
  ),
  fading(
    values(
      'Ema from the first value',
      () => new all.Ema(5, { seed: 'first', weight: 0.4 }),
      (x) => all.emaColumn(x, 5, { seed: 'first', weight: 0.4 }),
    ),
  ),
  fading(
    values(
      'Rma',
      () => new all.Rma(5),
      (x) => all.rmaColumn(x, 5),
    ),
  ),
  values(
    'Wma',
    () => new all.Wma(5),
    (x) => all.wmaColumn(x, 5),
  ),
  fading(
    values(
      'Dema',
      () => new all.Dema(4),
      (x) => all.demaColumn(x, 4),
    ),
  ),
  fading(
    values(
      'Tema',
      () => new all.Tema(4),
      (x) => all.temaColumn(x, 4),
    ),
  ),
  values(
    'Hma',
    () => new all.Hma(9),
    (x) => all.hmaColumn(x, 9),
  ),
  fading(
    values(
      'Kama',
      () => new all.Kama(4),
      (x) => all.kamaColumn(x, 4),
    ),
  ),
  fading(
    flow(
      'Vwap',
      () => new all.Vwap(),
      (x) => all.vwapColumn(x),
    ),
  ),
  closeAndVolume(
    'Vwma',
    () => new all.Vwma(4),
    (x) => all.vwmaColumn(x, 4),
  ),
  noneIfFlat(
    fading(
      values(
        'Rsi',
        () => new all.Rsi(4),
        (x) => all.rsiColumn(x, 4),
      ),
    ),
  ),
  noneIfFlat(
    values(
      'Rsi of Cutler',
      () => new all.Rsi(4, { smoothing: 'cutler' }),
      (x) => all.rsiColumn(x, 4, { smoothing: 'cutler' }),
    ),
  ),
  noneIfFlat(
    values(
      'Cmo',
      () => new all.Cmo(4),
      (x) => all.cmoColumn(x, 4),
    ),
  ),
  noneIfFlat(
    fading(
      values(
        'Cmo of Wilder',
        () => new all.Cmo(4, { smoothing: 'wilder' }),
        (x) => all.cmoColumn(x, 4, { smoothing: 'wilder' }),
      ),
    ),
  ),
  values(
    'Momentum',
    () => new all.Momentum(3),
    (x) => all.momentumColumn(x, 3),
  ),
  values(
    'Roc',
    () => new all.Roc(3),
    (x) => all.rocColumn(x, 3),
  ),
  fading(
    values(
      'Trix',
      () => new all.Trix(3),
      (x) => all.trixColumn(x, 3),
    ),
  ),
  fading(
    values(
      'Macd',
      () => new all.Macd(macd),
      (x) => all.macdColumns(x, macd),
    ),
  ),
  fading(
    values(
      'Macd of aligned averages',
      () => new all.Macd({ ...macd, start: 'aligned' }),
      (x) => all.macdColumns(x, { ...macd, start: 'aligned' }),
    ),
  ),
  bar(
    'Stochastic',
    () => new all.Stochastic(stochastic),
    (x) => all.stochasticColumns(x, stochastic),
  ),
  bar(
    'WilliamsR',
    () => new all.WilliamsR(4),
    (x) => all.williamsRColumn(x, 4),
  ),
  noneIfFlat(
    bar(
      'Cci',
      () => new all.Cci(5),
      (x) => all.cciColumn(x, 5),
    ),
  ),
  range(
    'Aroon',
    () => new all.Aroon(4),
    (x) => all.aroonColumns(x, 4),
  ),
  bar(
    'TrueRange',
    () => new all.TrueRange(),
    (x) => all.trueRangeColumn(x),
  ),
  fading(
    bar(
      'Atr',
      () => new all.Atr(4),
      (x) => all.atrColumn(x, 4),
    ),
  ),
  fading(
    bar(
      'Atr with the first bar',
      () => new all.Atr(4, { firstBar: 'highLow' }),
      (x) => all.atrColumn(x, 4, { firstBar: 'highLow' }),
    ),
  ),
  noneIfFlat(
    fading(
      bar(
        'DirectionalMovement',
        () => new all.DirectionalMovement(4),
        (x) => all.directionalMovementColumns(x, 4),
      ),
    ),
  ),
  noneIfFlat(
    fading(
      bar(
        'Adx',
        () => new all.Adx(4),
        (x) => all.adxColumns(x, 4),
      ),
    ),
  ),
  noneIfFlat(
    fading(
      bar(
        'Adx as in TA-Lib',
        () => new all.Adx(4, { seed: 'talib' }),
        (x) => all.adxColumns(x, 4, { seed: 'talib' }),
      ),
    ),
  ),
  values(
    'BollingerBands',
    () => new all.BollingerBands(5, { multiplier: 1.5 }),
    (x) => all.bollingerBandsColumns(x, 5, { multiplier: 1.5 }),
  ),
  fading(
    bar(
      'KeltnerChannels',
      () => new all.KeltnerChannels(keltner),
      (x) => all.keltnerChannelsColumns(x, keltner),
    ),
  ),
  range(
    'DonchianChannels',
    () => new all.DonchianChannels(4),
    (x) => all.donchianChannelsColumns(x, 4),
  ),
  range(
    'DonchianChannels with the present bar',
    () => new all.DonchianChannels(4, { currentBar: 'include' }),
    (x) => all.donchianChannelsColumns(x, 4, { currentBar: 'include' }),
  ),
  moving(
    range(
      'Psar',
      () => new all.Psar(),
      (x) => all.psarColumn(x),
    ),
  ),
  fading(
    bar(
      'SuperTrend',
      () => new all.SuperTrend(3, { multiplier: 1 }),
      (x) => all.superTrendColumns(x, 3, { multiplier: 1 }),
    ),
  ),
  range(
    'Ichimoku',
    () => new all.Ichimoku(ichimoku),
    (x) => all.ichimokuColumns(x, ichimoku),
  ),
  noneIfFlat(
    flow(
      'Mfi',
      () => new all.Mfi(4),
      (x) => all.mfiColumn(x, 4),
    ),
  ),
  fading(
    closeAndVolume(
      'Obv',
      () => new all.Obv(),
      (x) => all.obvColumn(x),
    ),
  ),
  fading(
    closeAndVolume(
      'Obv from the first volume',
      () => new all.Obv({ start: 'volume' }),
      (x) => all.obvColumn(x, { start: 'volume' }),
    ),
  ),
  moving(
    flow(
      'AccumulationDistribution',
      () => new all.AccumulationDistribution(),
      (x) => all.accumulationDistributionColumn(x),
    ),
  ),
  moving(
    flow(
      'ChaikinOscillator',
      () => new all.ChaikinOscillator(),
      (x) => all.chaikinOscillatorColumn(x),
    ),
  ),
  flow(
    'ChaikinMoneyFlow',
    () => new all.ChaikinMoneyFlow(4),
    (x) => all.chaikinMoneyFlowColumn(x, 4),
  ),
  values(
    'RollingSum',
    () => new all.RollingSum(4),
    (x) => all.rollingSumColumn(x, 4),
  ),
  values(
    'RollingMax',
    () => new all.RollingMax(4),
    (x) => all.rollingMaxColumn(x, 4),
  ),
  values(
    'RollingMin',
    () => new all.RollingMin(4),
    (x) => all.rollingMinColumn(x, 4),
  ),
  values(
    'RollingVariance',
    () => new all.RollingVariance(4),
    (x) => all.rollingVarianceColumn(x, 4),
  ),
  values(
    'RollingVariance of 1',
    () => new all.RollingVariance(1),
    (x) => all.rollingVarianceColumn(x, 1),
  ),
  values(
    'StandardDeviation of a sample',
    () => new all.StandardDeviation(4, { divisor: 'sample' }),
    (x) => all.standardDeviationColumn(x, 4, { divisor: 'sample' }),
  ),
  noneIfFlat(
    values(
      'ZScore',
      () => new all.ZScore(4),
      (x) => all.zScoreColumn(x, 4),
    ),
  ),
  values(
    'RollingQuantile',
    () => new all.RollingQuantile(4, 0.3),
    (x) => all.rollingQuantileColumn(x, { length: 4, quantile: 0.3 }),
  ),
  values(
    'RollingRank',
    () => new all.RollingRank(4),
    (x) => all.rollingRankColumn(x, 4),
  ),
  noneIfFlat(
    closeAndVolume('RollingCorrelation', correlation, ({ close, volume }) =>
      all.rollingCorrelationColumn({ x: close, y: volume }, 4),
    ),
  ),
  values(
    'LinearRegression',
    () => new all.LinearRegression(4),
    (x) => all.linearRegressionColumns(x, 4),
  ),
];
