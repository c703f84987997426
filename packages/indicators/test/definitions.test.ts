import { describe, expect, it } from 'vitest';
import {
  aroonColumns,
  bollingerBandsColumns,
  cciColumn,
  chaikinMoneyFlowColumn,
  chaikinOscillatorColumn,
  cmoColumn,
  emaColumn,
  hmaColumn,
  ichimokuColumns,
  kamaColumn,
  keltnerChannelsColumns,
  linearRegressionColumns,
  mfiColumn,
  rmaColumn,
  rollingCorrelationColumn,
  rollingMaxColumn,
  rollingMinColumn,
  rollingQuantileColumn,
  rollingRankColumn,
  rollingSumColumn,
  rollingVarianceColumn,
  rsiColumn,
  smaColumn,
  standardDeviationColumn,
  stochasticColumns,
  superTrendColumns,
  vwapColumn,
  vwmaColumn,
  wmaColumn,
  zScoreColumn,
} from '../src/index.js';
import {
  at,
  changes,
  exponential,
  mean,
  middle,
  quantile,
  rank,
  rolling,
  sum,
  trueRange,
  typical,
  variance,
  weightedMean,
  windowAt,
} from './by-definition.js';
import { toColumns, wander } from './random-rows.js';

const rows = toColumns(wander(700));
const { high, low, close, volume } = rows;
const lengths = [1, 2, 3, 5, 20, 64];

function expectEqual(ours: Float64Array, theirs: Float64Array, tolerance = 1e-11): void {
  expect(ours.length).toBe(theirs.length);
  let defined = 0;
  for (let i = 0; i < ours.length; i++) {
    const their = at(theirs, i);
    if (Number.isNaN(their)) {
      expect(at(ours, i), `index ${i}`).toBeNaN();
      continue;
    }
    const isClose = Math.abs(at(ours, i) - their) <= tolerance * Math.max(1, Math.abs(their));
    if (!isClose) expect.fail(`index ${i}: ${at(ours, i)} is not ${their}`);
    defined++;
  }
  expect(defined).toBeGreaterThan(ours.length / 2);
}

describe('averages by definition', () => {
  it.each(lengths)('simple, weighted, exponential and running of %i', (length) => {
    expectEqual(smaColumn(close, length), rolling(close, length, mean));
    expectEqual(wmaColumn(close, length), rolling(close, length, weightedMean));
    expectEqual(emaColumn(close, length), exponential(close, length, 2 / (length + 1)));
    expectEqual(rmaColumn(close, length), exponential(close, length, 1 / length));
  });

  it('begins with the first value when told to', () => {
    let average = at(close, 0);
    const theirs = close.map((value, i) => {
      average += 0.25 * (value - average);
      return i < 6 ? Number.NaN : average;
    });
    expectEqual(emaColumn(close, 7, { seed: 'first' }), theirs);
  });

  it('Hull', () => {
    const half = rolling(close, 10, weightedMean);
    const whole = rolling(close, 21, weightedMean);
    const raw = half.map((value, i) => 2 * value - at(whole, i));
    expectEqual(hmaColumn(close, 21), rolling(raw, 4, weightedMean));
  });

  it('Kaufman', () => {
    let average = at(close, 9);
    const theirs = close.map((value, i) => {
      if (i < 10) return Number.NaN;
      const way = sum(windowAt(changes(close), i, 10).map(Math.abs));
      const efficiency = Math.abs(value - at(close, i - 10)) / way;
      const weight = (efficiency * (2 / 3 - 2 / 31) + 2 / 31) ** 2;
      average += weight * (value - average);
      return average;
    });
    expectEqual(kamaColumn(close, 10), theirs);
  });

  it('weighted by volume, over a window and since the beginning of a session', () => {
    const money = close.map((value, i) => value * at(volume, i));
    const spent = rolling(money, 9, sum);
    const traded = rolling(volume, 9, sum);
    const theirs = spent.map((value, i) => value / at(traded, i));
    expectEqual(vwmaColumn(rows, 9), theirs);
    const starts = [0, 100, 101, 350];
    const session = close.map((_, i) => {
      const start = starts.findLast((each) => each <= i) ?? 0;
      const size = i - start + 1;
      const weights = windowAt(volume, i, size);
      const prices = windowAt(typical(rows), i, size);
      return sum(prices.map((price, k) => price * at(weights, k))) / sum(weights);
    });
    expectEqual(vwapColumn(rows, starts), session);
    expectEqual(vwapColumn(rows, starts.slice(1)), session);
  });
});

describe('oscillators by definition', () => {
  const up = changes(close).map((change) => Math.max(change, 0));
  const down = changes(close).map((change) => Math.max(-change, 0));

  it('relative strength and Chande momentum over sums', () => {
    const gains = rolling(up, 14, sum);
    const losses = rolling(down, 14, sum);
    const strength = gains.map((gain, i) => 100 - 100 / (1 + gain / at(losses, i)));
    expectEqual(rsiColumn(close, 14, { smoothing: 'cutler' }), strength);
    const momentum = gains.map(
      (gain, i) => (100 * (gain - at(losses, i))) / (gain + at(losses, i)),
    );
    expectEqual(cmoColumn(close, 14), momentum);
  });

  it('relative strength over Wilder averages', () => {
    const gains = exponential(up, 14, 1 / 14);
    const losses = exponential(down, 14, 1 / 14);
    const strength = gains.map((gain, i) => 100 - 100 / (1 + gain / at(losses, i)));
    expectEqual(rsiColumn(close, 14), strength);
  });

  it('stochastic', () => {
    const highest = rolling(high, 5, (window) => Math.max(...window));
    const lowest = rolling(low, 5, (window) => Math.min(...window));
    const raw = close.map(
      (value, i) => (100 * (value - at(lowest, i))) / (at(highest, i) - at(lowest, i)),
    );
    const k = rolling(raw, 3, mean);
    const d = rolling(k, 4, mean);
    const ours = stochasticColumns(rows, { length: 5, smoothing: 3, signal: 4 });
    expectEqual(ours.d, d);
    expectEqual(
      ours.k,
      k.map((value, i) => (Number.isNaN(at(d, i)) ? Number.NaN : value)),
    );
  });

  it('commodity channel', () => {
    const theirs = rolling(typical(rows), 20, (window) => {
      const center = mean(window);
      const deviation = mean(window.map((value) => Math.abs(value - center)));
      return ((window.at(-1) ?? Number.NaN) - center) / (0.015 * deviation);
    });
    expectEqual(cciColumn(rows, 20), theirs);
  });

  it('Aroon', () => {
    const since = (window: Float64Array) =>
      window.length - 1 - window.lastIndexOf(Math.max(...window));
    const negated = low.map((value) => -value);
    const ours = aroonColumns(rows, 25);
    expectEqual(
      ours.up,
      rolling(high, 26, (window) => (100 * (25 - since(window))) / 25),
    );
    expectEqual(
      ours.down,
      rolling(negated, 26, (window) => (100 * (25 - since(window))) / 25),
    );
  });

  it('money flow', () => {
    const prices = typical(rows);
    const flow = prices.map(
      (price, i) => price * at(volume, i) * Math.sign(at(changes(prices), i)),
    );
    const theirs = rolling(flow, 14, (window) => {
      const inflow = sum(window.map((value) => Math.max(value, 0)));
      return (100 * inflow) / sum(window.map(Math.abs));
    });
    expectEqual(mfiColumn(rows, 14), theirs);
  });

  it('Chaikin money flow and oscillator', () => {
    const flow = close.map((value, i) => {
      const range = at(high, i) - at(low, i);
      return (at(volume, i) * (value - at(low, i) - (at(high, i) - value))) / range;
    });
    const moved = rolling(flow, 20, sum);
    const traded = rolling(volume, 20, sum);
    expectEqual(
      chaikinMoneyFlowColumn(rows, 20),
      moved.map((value, i) => value / at(traded, i)),
    );
    let total = 0;
    const line = flow.map((value) => (total += value));
    const fast = exponential(line, 3, 0.5);
    const slow = exponential(line, 10, 2 / 11);
    const theirs = fast.map((value, i) => value - at(slow, i));
    expectEqual(chaikinOscillatorColumn(rows), theirs, 1e-10);
  });
});

describe('bands by definition', () => {
  it('Bollinger', () => {
    const center = rolling(close, 20, mean);
    const width = rolling(close, 20, (window) => Math.sqrt(variance(window, 1)) * 2.5);
    const {
      upper,
      middle: line,
      lower,
    } = bollingerBandsColumns(close, 20, {
      multiplier: 2.5,
      divisor: 'sample',
    });
    expectEqual(line, center);
    expect(line).toEqual(smaColumn(close, 20));
    expectEqual(
      upper,
      center.map((value, i) => value + at(width, i)),
    );
    expectEqual(
      lower,
      center.map((value, i) => value - at(width, i)),
    );
  });

  it('Keltner', () => {
    const center = exponential(close, 20, 2 / 21);
    const range = exponential(trueRange(rows), 10, 1 / 10);
    const { upper, lower } = keltnerChannelsColumns(rows);
    expectEqual(
      upper,
      center.map((value, i) => value + 2 * at(range, i)),
    );
    expectEqual(
      lower,
      center.map((value, i) => value - 2 * at(range, i)),
    );
  });

  it('Ichimoku', () => {
    const conversion = middle(rows, 9);
    const base = middle(rows, 26);
    const span = middle(rows, 52);
    const ours = ichimokuColumns(rows);
    const shown = (value: (index: number) => number) =>
      close.map((_, i) => (i < 77 ? Number.NaN : value(i)));
    expectEqual(
      ours.conversion,
      shown((i) => at(conversion, i)),
    );
    expectEqual(
      ours.base,
      shown((i) => at(base, i)),
    );
    expectEqual(
      ours.leadingA,
      shown((i) => (at(conversion, i - 26) + at(base, i - 26)) / 2),
    );
    expectEqual(
      ours.leadingB,
      shown((i) => at(span, i - 26)),
    );
  });

  it('SuperTrend', () => {
    const range = exponential(trueRange(rows), 10, 1 / 10);
    let state = { upper: 0, lower: 0, isUp: true };
    const line = close.map((value, i) => {
      if (i < 10) return Number.NaN;
      const center = (at(high, i) + at(low, i)) / 2;
      const top = center + 2 * at(range, i);
      const bottom = center - 2 * at(range, i);
      if (i === 10) state = { upper: top, lower: bottom, isUp: value >= center };
      const before = at(close, i - 1);
      const upper = top < state.upper || before > state.upper ? top : state.upper;
      const lower = bottom > state.lower || before < state.lower ? bottom : state.lower;
      const isUp = state.isUp ? value > lower : value > upper;
      state = { upper, lower, isUp };
      return isUp ? lower : upper;
    });
    const ours = superTrendColumns(rows, 10, { multiplier: 2 });
    expectEqual(ours.line, line);
    expect(new Set(ours.direction.subarray(10))).toEqual(new Set([1, -1]));
    const isBelow = ours.line.map((value, i) => (value < at(close, i) ? 1 : -1));
    expect(ours.direction.subarray(10)).toEqual(isBelow.subarray(10));
  });
});

describe('statistics by definition', () => {
  it.each(lengths)('sums, extremes, quantiles and ranks of %i', (length) => {
    expectEqual(rollingSumColumn(close, length), rolling(close, length, sum));
    const highest = rolling(close, length, (window) => Math.max(...window));
    const lowest = rolling(close, length, (window) => Math.min(...window));
    expectEqual(rollingMaxColumn(close, length), highest, 0);
    expectEqual(rollingMinColumn(close, length), lowest, 0);
    for (const share of [0, 0.2, 0.5, 0.77, 1]) {
      const ours = rollingQuantileColumn(close, length, share);
      expectEqual(
        ours,
        rolling(close, length, (window) => quantile(window, share)),
      );
    }
    const coarse = close.map(Math.round);
    expectEqual(rollingRankColumn(coarse, length), rolling(coarse, length, rank), 0);
  });

  it.each(lengths)('deviations of %i', (length) => {
    expectEqual(
      rollingVarianceColumn(close, length),
      rolling(close, length, (w) => variance(w)),
    );
    if (length < 2) return;
    const sample = rolling(close, length, (window) => Math.sqrt(variance(window, 1)));
    expectEqual(standardDeviationColumn(close, length, { divisor: 'sample' }), sample);
    const score = rolling(close, length, (window) => {
      return ((window.at(-1) ?? Number.NaN) - mean(window)) / Math.sqrt(variance(window));
    });
    expectEqual(zScoreColumn(close, length), score, 1e-9);
  });

  it.each(lengths.slice(1))('lines and correlations of %i', (length) => {
    const ours = linearRegressionColumns(close, length);
    const order = Float64Array.from({ length }, (_, i) => i);
    const covariance = (x: Float64Array, y: Float64Array) =>
      mean(x.map((value, i) => value * at(y, i))) - mean(x) * mean(y);
    const slope = rolling(close, length, (y) => covariance(order, y) / variance(order));
    expectEqual(ours.slope, slope, 1e-9);
    const intercept = rolling(close, length, mean).map((value, i) => {
      return value - at(slope, i) * mean(order);
    });
    expectEqual(ours.intercept, intercept, 1e-9);
    const fitted = intercept.map((value, i) => value + at(slope, i) * (length - 1));
    expectEqual(ours.fitted, fitted, 1e-9);
    expectEqual(
      ours.residual,
      close.map((value, i) => value - at(fitted, i)),
      1e-9,
    );
    const explained = rolling(close, length, (y) => {
      return covariance(order, y) ** 2 / (variance(order) * variance(y));
    });
    expectEqual(ours.rSquared, explained, 1e-6);
    const together = close.map((_, i) => {
      if (i < length - 1) return Number.NaN;
      const x = windowAt(close, i, length);
      const y = windowAt(volume, i, length);
      return covariance(x, y) / Math.sqrt(variance(x) * variance(y));
    });
    const correlation = rollingCorrelationColumn({ x: close, y: volume }, length);
    expectEqual(correlation, together, 1e-6);
  });
});
