import type { BarSeries } from '@tradewright/core';
import { averageTrueRanges, deviation, mean, type SymbolOracle } from './expected-orders.js';

/** Remembers an entry, and after a stop stays out until the signal has gone once. */
function machine(
  enter: (i: number) => number,
  leave: (i: number, at: { side: number; entered: number }) => 'stop' | 'exit' | undefined,
): (i: number, side: number) => number | undefined {
  let entered = -1;
  let barred = 0;
  return (i, side) => {
    if (side !== 0) {
      const reason = leave(i, { side, entered });
      if (reason === 'stop') barred = side;
      return reason === undefined ? undefined : 0;
    }
    const wish = enter(i);
    if (wish !== barred) barred = 0;
    if (wish === 0 || barred !== 0) return undefined;
    entered = i;
    return wish;
  };
}

export const momentumOracle =
  (lookback: number, skip: number, every: number): SymbolOracle =>
  ({ close }) =>
  (i, side) => {
    const since = i - lookback;
    if (since < 0) return undefined;
    // The last look, which may be some bars ago: an entry after an exit comes one bar late.
    const look = i - (since % every);
    const sign = Math.sign(close[look - skip]! / close[look - lookback]! - 1);
    if (side !== 0 && sign !== side) return 0;
    return look === i || side !== sign ? sign : undefined;
  };

export const scaledMomentumOracle =
  (lookback: number, target: number, bars: number): SymbolOracle =>
  ({ close }) => {
    const returns = close.map((each, i) => each / (close[i - 1] ?? Number.NaN) - 1);
    return (i) => {
      if (i < Math.max(lookback, bars)) return undefined;
      const yearly = deviation(returns, i, { length: bars, taken: 1 }) * Math.sqrt(252);
      return close[i]! > close[i - lookback]! ? Math.min(1, target / yearly) : 0;
    };
  };

/** RSI(2) by its recursion, against an average, with a stop below the close of the entry. */
export const rsiOracle: SymbolOracle = ({ close }) => {
  const rsi = new Float64Array(close.length).fill(Number.NaN);
  let [up, down] = [0, 0];
  for (let i = 1; i < close.length; i++) {
    const change = close[i]! - close[i - 1]!;
    const [gain, loss] = [Math.max(change, 0), Math.max(-change, 0)];
    [up, down] = i <= 2 ? [up + gain / 2, down + loss / 2] : [(up + gain) / 2, (down + loss) / 2];
    if (i >= 2) rsi[i] = 100 - 100 / (1 + up / down);
  }
  return machine(
    (i) => {
      if (i < 199) return 0;
      const average = mean(close, i, 200);
      if (rsi[i]! < 10 && close[i]! > average) return 1;
      return rsi[i]! > 90 && close[i]! < average ? -1 : 0;
    },
    (i, { side, entered }) => {
      if (side * (close[i]! / close[entered]! - 1) <= -0.05) return 'stop';
      return (side > 0 ? rsi[i]! > 70 : rsi[i]! < 30) ? 'exit' : undefined;
    },
  );
};

export const bollingerOracle: SymbolOracle = ({ close }) => {
  const middle = (i: number): number => mean(close, i, 20);
  const width = (i: number): number => 2 * deviation(close, i, { length: 20 });
  return machine(
    (i) => {
      if (close[i]! < middle(i) - width(i)) return 1;
      return close[i]! > middle(i) + width(i) ? -1 : 0;
    },
    (i, { side, entered }) => {
      if (side * (close[i]! / close[entered]! - 1) <= -0.05) return 'stop';
      return side * (close[i]! - middle(i)) >= 0 ? 'exit' : undefined;
    },
  );
};

export const zScoreOracle: SymbolOracle = ({ close }) => {
  const z = (i: number): number =>
    (close[i]! - mean(close, i, 20)) / deviation(close, i, { length: 20 });
  let stopped = 0;
  let entered = -1;
  return (i, side) => {
    const now = z(i);
    if (side !== 0) {
      const isStop = i - entered >= 20 || side * now <= -3.5;
      if (isStop) stopped = side;
      return isStop || side * now >= 0 ? 0 : undefined;
    }
    if (Math.abs(now) >= 3.5) return undefined;
    const wish = now <= -2 ? 1 : now >= 2 ? -1 : 0;
    if (wish !== stopped) stopped = 0;
    if (wish === 0 || stopped !== 0 || Number.isNaN(now)) return undefined;
    entered = i;
    return wish;
  };
};

export const crossoverOracle: SymbolOracle = (series) => {
  const { close } = series;
  const ranges = averageTrueRanges(series, 22);
  const side = (i: number): number => Math.sign(mean(close, i, 50) - mean(close, i, 200));
  return machine(
    (i) => (i < 199 ? 0 : side(i)),
    (i, { side: held, entered }) => {
      let stop = held > 0 ? 0 : Infinity;
      let best = close[entered]!;
      for (let j = entered + 1; j <= i; j++) {
        best = held > 0 ? Math.max(best, close[j]!) : Math.min(best, close[j]!);
        const level = best - held * 3 * ranges[j]!;
        stop = held > 0 ? Math.max(stop, level) : Math.min(stop, level);
      }
      if (held * (close[i]! - stop) <= 0) return 'stop';
      return side(i) === held ? undefined : 'exit';
    },
  );
};

export const donchianOracle: SymbolOracle = (series: BarSeries) => {
  const { high, low, close } = series;
  const ranges = averageTrueRanges(series, 20);
  const warm = 20 + Math.ceil(Math.log(0.01) / Math.log(0.95));
  const highest = (i: number, n: number): number => Math.max(...high.slice(i - n, i));
  const lowest = (i: number, n: number): number => Math.min(...low.slice(i - n, i));
  return machine(
    (i) => {
      if (i < warm) return 0;
      if (close[i]! > highest(i, 20)) return 1;
      return close[i]! < lowest(i, 20) ? -1 : 0;
    },
    (i, { side, entered }) => {
      if (side * (close[i]! - close[entered]!) <= -2 * ranges[entered]!) return 'stop';
      return (side > 0 ? close[i]! < lowest(i, 10) : close[i]! > highest(i, 10))
        ? 'exit'
        : undefined;
    },
  );
};
