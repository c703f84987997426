import { describe, expect, it } from 'vitest';
import * as all from '../src/index.js';

/** What an indicator says to each of some inputs; objects are copied, for they are reused. */
function answers<Input, Output>(
  indicator: all.Indicator<Input, Output>,
  inputs: readonly Input[],
): (Output | undefined)[] {
  return inputs.map((input) => structuredClone(indicator.next(input)));
}

const flatBar = { high: 10, low: 10, close: 10, volume: 5 };
const quietBar = { high: 12, low: 10, close: 11, volume: 0 };

describe('a quotient that does not exist', () => {
  it('is no rate of change from zero', () => {
    expect(answers(new all.Roc(1), [0, 5, 10])).toEqual([undefined, undefined, 100]);
    expect(answers(new all.Trix(1), [0, 5, 10])).toEqual([undefined, undefined, 100]);
  });

  it('is no place in a range without extent', () => {
    const bars = [flatBar, flatBar, { ...flatBar, high: 14 }];
    expect(answers(new all.WilliamsR(2), bars)).toEqual([undefined, undefined, -100]);
    const settings = { length: 2, smoothing: 1, signal: 1 };
    const stochastic = answers(new all.Stochastic(settings), bars);
    expect(stochastic).toEqual([undefined, undefined, { k: 0, d: 0 }]);
  });

  it('is no price where nothing was traded', () => {
    const traded = { high: 16, low: 14, close: 15, volume: 2 };
    expect(answers(new all.Vwap(), [quietBar, traded])).toEqual([undefined, 15]);
    expect(answers(new all.Vwma(1), [quietBar, traded])).toEqual([undefined, 15]);
    expect(answers(new all.ChaikinMoneyFlow(1), [quietBar, traded])).toEqual([undefined, 0]);
  });

  it('is no balance of gains and losses where nothing moved', () => {
    for (const indicator of [new all.Rsi(1), new all.Rsi(1, { smoothing: 'cutler' })]) {
      expect(answers(indicator, [5, 5, 6, 6])).toEqual([undefined, undefined, 100, undefined]);
    }
    expect(answers(new all.Cmo(1), [5, 5, 4])).toEqual([undefined, undefined, -100]);
    const fallen = { ...flatBar, low: 7, close: 7 };
    expect(answers(new all.Mfi(1), [flatBar, flatBar, fallen])).toEqual([undefined, undefined, 0]);
  });

  it('is no direction of a market that only stands', () => {
    const bar = { high: 12, low: 10, close: 11 };
    const bars = [bar, bar, { high: 14, low: 11, close: 13 }];
    const movement = answers(new all.DirectionalMovement(1), bars);
    expect(movement).toEqual([
      undefined,
      undefined,
      { plusDi: 66.66666666666666, minusDi: 0, dx: 100 },
    ]);
  });

  it('leaves out the fit of a line through a flat window, and only that', () => {
    expect(answers(new all.LinearRegression(2), [3, 3])[1]).toEqual({
      slope: 0,
      intercept: 3,
      fitted: 3,
      residual: 0,
      rSquared: undefined,
    });
  });
});

describe('a bar without range', () => {
  it('adds nothing to a flow of money, but counts its volume', () => {
    const bought = { high: 12, low: 10, close: 12, volume: 15 };
    expect(answers(new all.AccumulationDistribution(), [bought, flatBar])).toEqual([15, 15]);
    expect(answers(new all.ChaikinMoneyFlow(2), [bought, flatBar])).toEqual([undefined, 0.75]);
  });
});
