import { isSdkError, SdkError } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import * as all from '../src/index.js';

function errorOf(run: () => unknown): SdkError {
  try {
    run();
  } catch (error) {
    if (isSdkError(error, 'VALUE_INVALID')) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

function expectRefused(field: string, value: unknown, run: () => unknown): void {
  const { message, details } = errorOf(run);
  expect(details).toMatchObject({ field, value: expect.any(String) as string });
  expect(String(details['fix'])).toMatch(/^give /);
  expect(message).toContain(`${field} must be `);
  expect(message).toContain(`was ${typeof value === 'string' ? `"${value}"` : String(value)}`);
}

const badLengths = [0, -1, 1.5, Number.NaN, Infinity, -Infinity, 1e9, 1_000_001];

type OfLength = new (length: number) => object;

const ofLength: readonly OfLength[] = [
  all.Adx,
  all.Aroon,
  all.Atr,
  all.BollingerBands,
  all.Cci,
  all.ChaikinMoneyFlow,
  all.Cmo,
  all.Dema,
  all.DirectionalMovement,
  all.DonchianChannels,
  all.Ema,
  all.Hma,
  all.Kama,
  all.LinearRegression,
  all.Mfi,
  all.Momentum,
  all.Rma,
  all.Roc,
  all.RollingCorrelation,
  all.RollingMax,
  all.RollingMin,
  all.RollingRank,
  all.RollingSum,
  all.RollingVariance,
  all.Rsi,
  all.Sma,
  all.StandardDeviation,
  all.SuperTrend,
  all.Tema,
  all.Trix,
  all.Vwma,
  all.WilliamsR,
  all.Wma,
  all.ZScore,
];

describe.each(ofLength.map((Class) => ({ name: Class.name, Class })))('$name', ({ Class }) => {
  it.each(badLengths)('refuses a length of %d', (length) => {
    expectRefused('length', length, () => new Class(length));
  });

  it('refuses a length that is no number', () => {
    expectRefused('length', '14', () => new Class('14' as never));
    expectRefused('length', undefined, () => new Class(undefined as never));
  });
});

describe('lengths by name', () => {
  const { Macd, Stochastic, Ichimoku, KeltnerChannels, ChaikinOscillator, Kama } = all;

  it.each(badLengths)('refuses %d for each', (bad) => {
    expectRefused('fast', bad, () => new Macd({ fast: bad }));
    expectRefused('slow', bad, () => new Macd({ slow: bad }));
    expectRefused('signal', bad, () => new Macd({ signal: bad }));
    expectRefused('length', bad, () => new Stochastic({ length: bad }));
    expectRefused('smoothing', bad, () => new Stochastic({ smoothing: bad }));
    expectRefused('signal', bad, () => new Stochastic({ signal: bad }));
    expectRefused('conversion', bad, () => new Ichimoku({ conversion: bad }));
    expectRefused('base', bad, () => new Ichimoku({ base: bad }));
    expectRefused('span', bad, () => new Ichimoku({ span: bad }));
    expectRefused('displacement', bad, () => new Ichimoku({ displacement: bad }));
    expectRefused('length', bad, () => new KeltnerChannels({ length: bad }));
    expectRefused('atrLength', bad, () => new KeltnerChannels({ atrLength: bad }));
    expectRefused('fast', bad, () => new ChaikinOscillator({ fast: bad }));
    expectRefused('slow', bad, () => new ChaikinOscillator({ slow: bad }));
    expectRefused('fast', bad, () => new Kama(10, { fast: bad }));
    expectRefused('slow', bad, () => new Kama(10, { slow: bad }));
    expectRefused('length', bad, () => new all.RollingQuantile(bad, 0.5));
  });

  it('refuses a slow average that is not slower', () => {
    expectRefused('slow', 12, () => new Macd({ fast: 12, slow: 12 }));
    expectRefused('slow', 3, () => new ChaikinOscillator({ fast: 3, slow: 3 }));
    expect(new Macd({ fast: 12, slow: 13 }).warmUp).toBe(21);
  });

  it('refuses one value where two are needed, and takes two', () => {
    for (const Class of [all.LinearRegression, all.RollingCorrelation, all.ZScore, all.Hma]) {
      expectRefused('length', 1, () => new Class(1));
      expect(new Class(2).warmUp).toBeGreaterThanOrEqual(2);
    }
    const sample = { divisor: 'sample' } as const;
    expectRefused('length', 1, () => new all.RollingVariance(1, sample));
    expect(new all.RollingVariance(2, sample).warmUp).toBe(2);
  });

  it('takes the longest window and refuses one that would not fit an Aroon', () => {
    expect(new all.Sma(1_000_000).warmUp).toBe(1_000_000);
    expectRefused('length', 1_000_001, () => new all.Aroon(1_000_000));
  });
});

describe('numbers within bounds', () => {
  it.each([-1, 1000.5, Number.NaN, Infinity])('refuses a multiplier of %d', (multiplier) => {
    const settings = { multiplier };
    expectRefused('multiplier', multiplier, () => new all.BollingerBands(20, settings));
    expectRefused('multiplier', multiplier, () => new all.KeltnerChannels(settings));
    expectRefused('multiplier', multiplier, () => new all.SuperTrend(10, settings));
  });

  it.each([0, -0.1, 1.1, Number.NaN])('refuses a weight or step of %d', (bad) => {
    expectRefused('weight', bad, () => new all.Ema(10, { weight: bad }));
    expectRefused('step', bad, () => new all.Psar({ step: bad }));
  });

  it('refuses a maximum below the step, and a quantile outside 0 to 1', () => {
    expectRefused('maximum', 0.01, () => new all.Psar({ step: 0.02, maximum: 0.01 }));
    expectRefused('quantile', 1.01, () => new all.RollingQuantile(5, 1.01));
    expectRefused('quantile', -0.01, () => new all.RollingQuantile(5, -0.01));
    expectRefused('quantile', '0.5', () => new all.RollingQuantile(5, '0.5' as never));
  });
});

describe('choices', () => {
  it('refuses what is none of them', () => {
    const bad = 'other' as never;
    expectRefused('seed', bad, () => new all.Ema(5, { seed: bad }));
    expectRefused('seed', bad, () => new all.ChaikinOscillator({ seed: bad }));
    expectRefused('seed', bad, () => new all.Adx(5, { seed: bad }));
    expectRefused('smoothing', bad, () => new all.Rsi(5, { smoothing: bad }));
    expectRefused('smoothing', bad, () => new all.Cmo(5, { smoothing: bad }));
    expectRefused('start', bad, () => new all.Macd({ start: bad }));
    expectRefused('start', bad, () => new all.Obv({ start: bad }));
    expectRefused('firstBar', bad, () => new all.TrueRange({ firstBar: bad }));
    expectRefused('firstBar', bad, () => new all.Atr(5, { firstBar: bad }));
    expectRefused('divisor', bad, () => new all.ZScore(5, { divisor: bad }));
    expectRefused('currentBar', bad, () => new all.DonchianChannels(5, { currentBar: bad }));
  });

  it('names the choices', () => {
    const { message } = errorOf(() => new all.Ema(5, { seed: 'last' as never }));
    expect(message).toBe('seed must be "sma" or "first", was "last"');
  });
});

describe('columns', () => {
  const three = new Float64Array(3);

  it('refuses columns of different lengths', () => {
    const columns = { high: three, low: new Float64Array(2), close: three };
    expectRefused('low.length', 2, () => all.atrColumn(columns, 2));
    expectRefused('low.length', 2, () => all.stochasticColumns(columns));
  });

  it('refuses what is no column', () => {
    const columns = { high: three, low: three, close: undefined as never };
    expectRefused('close', undefined, () => all.trueRangeColumn(columns));
    const array = { high: three, low: [1, 2, 3] as never };
    expectRefused('low', 'x', () => all.aroonColumns({ high: three, low: 'x' as never }, 2));
    expect(() => all.psarColumn(array)).toThrow('low must be a Float64Array, was an array of 3');
  });
});
