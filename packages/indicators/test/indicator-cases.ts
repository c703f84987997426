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

/** The class of an indicator and its function over columns, which take the same settings. */
type Pair<Input, Source, Settings extends unknown[]> = readonly [
  new (...settings: Settings) => Indicator<Input, number | object>,
  (source: Source, ...settings: Settings) => Float64Array | object,
];

const range = reading('high', 'low');
const bar = reading('high', 'low', 'close');
const flow = reading('high', 'low', 'close', 'volume');
const closeAndVolume = reading('close', 'volume');

/** A maker of cases that read these fields of a bar. */
function reading(...reads: readonly (keyof Row)[]) {
  return <Settings extends unknown[]>(
    name: string,
    [Class, columns]: Pair<Row, RowColumns, Settings>,
    ...settings: Settings
  ): IndicatorCase => ({
    name,
    reads,
    ofConstant: 'constant',
    fades: false,
    create: () => adapt(new Class(...settings), (row) => row),
    columns: (rows) => toRecord(columns(rows, ...settings)),
  });
}

/** A case that reads closes alone. */
function values<Settings extends unknown[]>(
  name: string,
  [Class, columns]: Pair<number, Float64Array, Settings>,
  ...settings: Settings
): IndicatorCase {
  return {
    name,
    reads: ['close'],
    ofConstant: 'constant',
    fades: false,
    create: () => adapt(new Class(...settings), (row) => row.close),
    columns: ({ close }) => toRecord(columns(close, ...settings)),
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

function toRecord(columns: object): Readonly<Record<string, Float64Array>> {
  if (columns instanceof Float64Array) return { value: columns };
  return { ...columns };
}

const macd = { fast: 3, slow: 5, signal: 3 };
const ichimoku = { conversion: 2, base: 3, span: 5, displacement: 3 };
const fromFirst = { seed: 'first', weight: 0.4 } as const;
const wilder = { smoothing: 'wilder' } as const;
const cutler = { smoothing: 'cutler' } as const;
const talib = { seed: 'talib' } as const;
const sample = { divisor: 'sample' } as const;
const stochastic = { length: 4, smoothing: 2, signal: 3 };

const correlation: IndicatorCase = {
  name: 'RollingCorrelation',
  reads: ['close', 'volume'],
  ofConstant: 'undefined',
  fades: false,
  create: () =>
    adapt(new all.RollingCorrelation(4), ({ close, volume }: Row) => ({ x: close, y: volume })),
  columns: ({ close, volume }) =>
    toRecord(all.rollingCorrelationColumn({ x: close, y: volume }, 4)),
};

/** Every indicator, some with more than one choice of settings. */
export const indicatorCases: readonly IndicatorCase[] = [
  values('Sma', [all.Sma, all.smaColumn], 5),
  values('Sma of 1', [all.Sma, all.smaColumn], 1),
  fading(values('Ema', [all.Ema, all.emaColumn], 5)),
  fading(values('Ema from the first value', [all.Ema, all.emaColumn], 5, fromFirst)),
  fading(values('Rma', [all.Rma, all.rmaColumn], 5)),
  values('Wma', [all.Wma, all.wmaColumn], 5),
  fading(values('Dema', [all.Dema, all.demaColumn], 4)),
  fading(values('Tema', [all.Tema, all.temaColumn], 4)),
  values('Hma', [all.Hma, all.hmaColumn], 9),
  fading(values('Kama', [all.Kama, all.kamaColumn], 4)),
  fading(flow('Vwap', [all.Vwap, all.vwapColumn])),
  closeAndVolume('Vwma', [all.Vwma, all.vwmaColumn], 4),

  noneIfFlat(fading(values('Rsi', [all.Rsi, all.rsiColumn], 4))),
  noneIfFlat(values('Rsi of Cutler', [all.Rsi, all.rsiColumn], 4, cutler)),
  noneIfFlat(values('Cmo', [all.Cmo, all.cmoColumn], 4)),
  noneIfFlat(fading(values('Cmo of Wilder', [all.Cmo, all.cmoColumn], 4, wilder))),
  values('Momentum', [all.Momentum, all.momentumColumn], 3),
  values('Roc', [all.Roc, all.rocColumn], 3),
  fading(values('Trix', [all.Trix, all.trixColumn], 3)),
  fading(values('Macd', [all.Macd, all.macdColumns], macd)),
  fading(values('Macd, aligned', [all.Macd, all.macdColumns], { ...macd, start: 'aligned' })),
  bar('Stochastic', [all.Stochastic, all.stochasticColumns], stochastic),
  bar('WilliamsR', [all.WilliamsR, all.williamsRColumn], 4),
  noneIfFlat(bar('Cci', [all.Cci, all.cciColumn], 5)),
  range('Aroon', [all.Aroon, all.aroonColumns], 4),

  bar('TrueRange', [all.TrueRange, all.trueRangeColumn]),
  fading(bar('Atr', [all.Atr, all.atrColumn], 4)),
  fading(bar('Atr of all bars', [all.Atr, all.atrColumn], 4, { firstBar: 'highLow' })),
  noneIfFlat(
    fading(
      bar('DirectionalMovement', [all.DirectionalMovement, all.directionalMovementColumns], 4),
    ),
  ),
  noneIfFlat(fading(bar('Adx', [all.Adx, all.adxColumns], 4))),
  noneIfFlat(fading(bar('Adx of TA-Lib', [all.Adx, all.adxColumns], 4, talib))),
  values('BollingerBands', [all.BollingerBands, all.bollingerBandsColumns], 5, { multiplier: 1.5 }),
  fading(
    bar('KeltnerChannels', [all.KeltnerChannels, all.keltnerChannelsColumns], {
      length: 5,
      atrLength: 3,
    }),
  ),
  range('DonchianChannels', [all.DonchianChannels, all.donchianChannelsColumns], 4),
  range('DonchianChannels of the present', [all.DonchianChannels, all.donchianChannelsColumns], 4, {
    currentBar: 'include',
  }),
  moving(range('Psar', [all.Psar, all.psarColumn])),
  fading(bar('SuperTrend', [all.SuperTrend, all.superTrendColumns], 3, { multiplier: 1 })),
  range('Ichimoku', [all.Ichimoku, all.ichimokuColumns], ichimoku),

  noneIfFlat(flow('Mfi', [all.Mfi, all.mfiColumn], 4)),
  fading(closeAndVolume('Obv', [all.Obv, all.obvColumn])),
  fading(
    closeAndVolume('Obv from the first volume', [all.Obv, all.obvColumn], { start: 'volume' }),
  ),
  moving(
    flow('AccumulationDistribution', [
      all.AccumulationDistribution,
      all.accumulationDistributionColumn,
    ]),
  ),
  moving(flow('ChaikinOscillator', [all.ChaikinOscillator, all.chaikinOscillatorColumn])),
  flow('ChaikinMoneyFlow', [all.ChaikinMoneyFlow, all.chaikinMoneyFlowColumn], 4),

  values('RollingSum', [all.RollingSum, all.rollingSumColumn], 4),
  values('RollingMax', [all.RollingMax, all.rollingMaxColumn], 4),
  values('RollingMin', [all.RollingMin, all.rollingMinColumn], 4),
  values('RollingVariance', [all.RollingVariance, all.rollingVarianceColumn], 4),
  values('RollingVariance of 1', [all.RollingVariance, all.rollingVarianceColumn], 1),
  values('StandardDeviation', [all.StandardDeviation, all.standardDeviationColumn], 4, sample),
  noneIfFlat(values('ZScore', [all.ZScore, all.zScoreColumn], 4)),
  values('RollingQuantile', [all.RollingQuantile, all.rollingQuantileColumn], 4, 0.3),
  values('RollingRank', [all.RollingRank, all.rollingRankColumn], 4),
  correlation,
  values('LinearRegression', [all.LinearRegression, all.linearRegressionColumns], 4),
];
