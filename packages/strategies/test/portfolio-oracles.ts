import type { BarSeries } from '@tradewright/core';
import { mean, type Look, type Oracle } from './expected-orders.js';

type Target = readonly [symbol: string, weight: number];

/** Sells first; buys one slice later, or at once where nothing is sold. */
function inTwoSteps(): (look: Look, goal?: readonly Target[]) => readonly Target[] {
  let later: readonly Target[] = [];
  return (look, goal) => {
    const grown = (targets: readonly Target[]): readonly Target[] =>
      targets.filter(([symbol, weight]) => Math.abs(weight) > Math.abs(look.weight(symbol)));
    if (goal === undefined) {
      const now = grown(later);
      later = [];
      return now;
    }
    const sales = goal
      .map(([symbol, weight]): Target => [symbol, weight * look.weight(symbol) > 0 ? weight : 0])
      .filter(([symbol, weight]) => Math.abs(weight) < Math.abs(look.weight(symbol)));
    later = sales.length > 0 ? goal : [];
    return sales.length > 0 ? sales : grown(goal);
  };
}

export interface RankingOracle {
  readonly lookback: number;
  readonly skip: number;
  readonly top: number;
  readonly bottom: number;
  readonly every: number;
  readonly exposure: number;
}

/** Without a stop. */
export function rankingOracle(series: readonly BarSeries[], its: RankingOracle): Oracle {
  const move = inTwoSteps();
  return (look) => {
    if (look.slice < its.lookback) return [];
    if ((look.slice - its.lookback) % its.every !== 0) return move(look);
    const ranked = series.flatMap(({ symbol, close }) => {
      const i = look.indexOf(symbol);
      if (i === undefined || i < its.lookback) return [];
      return [{ symbol, past: close[i - its.skip]! / close[i - its.lookback]! }];
    });
    ranked.sort((a, b) => b.past - a.past);
    const share = its.exposure / (its.top + its.bottom);
    const present = series.filter(({ symbol }) => look.indexOf(symbol) !== undefined);
    const goal = present.map(({ symbol }): Target => {
      const place = ranked.findIndex((each) => each.symbol === symbol);
      if (place >= 0 && place < its.top) return [symbol, share];
      return [symbol, place >= Math.max(its.top, ranked.length - its.bottom) ? -share : 0];
    });
    return move(look, goal);
  };
}

/** Equal shares, restored every so many slices; for series that all begin at the first slice. */
export function holdingOracle(
  series: readonly BarSeries[],
  exposure: number,
  every: number,
): Oracle {
  const move = inTwoSteps();
  return (look) => {
    if (look.slice % every !== 0) return move(look);
    const present = series.filter(({ symbol }) => look.indexOf(symbol) !== undefined);
    return move(
      look,
      present.map(({ symbol }) => [symbol, exposure / series.length]),
    );
  };
}

export interface PairOracle {
  readonly window: number;
  readonly exposure: number;
}

/** Entry 2, exit 0.5, stop 4, at most 60 closes; covariance by the textbook's two passes. */
export function pairOracle(
  [first, second]: readonly [BarSeries, BarSeries],
  { window, exposure }: PairOracle,
): Oracle {
  const ys: number[] = [];
  const xs: number[] = [];
  let isWaiting = false;
  let held = 0;
  return (look) => {
    const i = look.indexOf(first.symbol);
    const j = look.indexOf(second.symbol);
    if (i === undefined || j === undefined) return [];
    ys.push(first.close[i]!);
    xs.push(second.close[j]!);
    if (ys.length < window) return [];
    const { ratio, z } = line(Float64Array.from(ys.slice(-window)), xs.slice(-window));
    const side = Math.sign(look.held(first.symbol));
    const both = (weight: number, other: number): readonly Target[] => [
      [first.symbol, weight],
      [second.symbol, other],
    ];
    if (side === 0) {
      held = 0;
      if (Math.abs(z) < 2) isWaiting = false;
      if (isWaiting || Math.abs(z) < 2 || Math.abs(z) >= 4 || ratio <= 0) return [];
      const worth = [ys.at(-1)!, ratio * xs.at(-1)!] as const;
      const unit = (-Math.sign(z) * exposure) / (worth[0] + worth[1]);
      return both(unit * worth[0], -unit * worth[1]);
    }
    held++;
    if (held >= 60 || ratio <= 0 || -side * z >= 4) isWaiting = true;
    return isWaiting || -side * z <= 0.5 ? both(0, 0) : [];
  };
}

function line(y: Float64Array, xs: readonly number[]): { ratio: number; z: number } {
  const x = Float64Array.from(xs);
  const n = x.length;
  const xy = mean(
    x.map((each, k) => each * y[k]!),
    n - 1,
    n,
  );
  const xx = mean(
    x.map((each) => each * each),
    n - 1,
    n,
  );
  const [mx, my] = [mean(x, n - 1, n), mean(y, n - 1, n)];
  const ratio = (xy - mx * my) / (xx - mx * mx);
  const errors = y.map((each, k) => each - my - ratio * (x[k]! - mx));
  const spread = Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / n);
  return { ratio, z: errors[n - 1]! / spread };
}
