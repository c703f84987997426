import type { Strategy } from '@tradewright/core';
import { StandardDeviation } from '@tradewright/indicators';
import { PastReturn } from './past-return.js';
import { isStopped, type PositionRule } from './position-rule.js';
import {
  above,
  orWord,
  type ParameterTable,
  readParameters,
  requireSmaller,
  type Resolved,
  whole,
} from './read-parameters.js';
import { type SizingParameters, sizingParameters, tradeEachSymbol } from './trade-each-symbol.js';

/** Parameters of {@link timeSeriesMomentum}; all may be left out. */
export interface TimeSeriesMomentumParameters extends SizingParameters {
  /** Bars over which the past return is taken. Default 252, twelve months of sessions. */
  readonly lookback?: number | undefined;
  /** Newest bars left out of it, below `lookback`. Default 0, as in the paper. */
  readonly skip?: number | undefined;
  /** Bars between two looks at the return. Default 21, one month. */
  readonly rebalanceBars?: number | undefined;
  /**
   * Volatility per year that a position is scaled down to, 0.4 is 40 % (the paper's target); never
   * scaled up. Default `none`: full weight.
   */
  readonly volatilityTarget?: number | 'none' | undefined;
  /** Returns that the volatility is measured over, where there is a target. Default 60. */
  readonly volatilityBars?: number | undefined;
  /** Bars of a year, to annualize that volatility. Default 252. */
  readonly periodsPerYear?: number | undefined;
  /** Loss from the entry at which a position is closed, 0.1 is 10 %. Default `none`. */
  readonly stopLoss?: number | 'none' | undefined;
}

const table: ParameterTable<TimeSeriesMomentumParameters> = {
  ...sizingParameters,
  lookback: whole(252, 1),
  skip: whole(0, 0),
  rebalanceBars: whole(21, 1),
  volatilityTarget: orWord('none', above(0.4, 0)),
  volatilityBars: whole(60, 2),
  periodsPerYear: above(252, 0),
  stopLoss: orWord('none', above(0.1, 0)),
};

function read(
  given: TimeSeriesMomentumParameters | undefined,
): Resolved<TimeSeriesMomentumParameters> {
  const parameters = readParameters(given, table);
  const { skip, lookback } = parameters;
  requireSmaller({ field: 'skip', value: skip, than: 'lookback', limit: lookback });
  return parameters;
}

/**
 * Holds what rose over the past year, each symbol by its own past alone.
 *
 *     past return = close[t − skip] ÷ close[t − lookback] − 1
 *     size        = min(1, volatilityTarget ÷ volatility)
 *
 * Every `rebalanceBars` bars: long where the past return is above zero; short (with `allowShort`)
 * where it is below, else flat. Volatility is the sample deviation of simple returns ×
 * √periodsPerYear. A stop keeps out until the sign has changed. Stops are judged at closes.
 *
 * Source: Moskowitz, Ooi, Pedersen (2012), "Time Series Momentum", Journal of Financial Economics
 * 104(2): 12 months, held for one, target 40 %. The paper scales up as well, and measures
 * volatility with exponential weights.
 *
 * @example
 * timeSeriesMomentum.warmUpBars({ lookback: 120 }) // => 120
 */
export const timeSeriesMomentum: Strategy<TimeSeriesMomentumParameters | undefined> = {
  name: 'time-series-momentum',
  version: '1',
  warmUpBars,
  create: (given) => {
    const parameters = read(given);
    const trading = { ...parameters, warmUp: warmUpBars(given) };
    return tradeEachSymbol(trading, () => createRule(parameters));
  },
};

function warmUpBars(given: TimeSeriesMomentumParameters | undefined): number {
  const { lookback, volatilityTarget, volatilityBars } = read(given);
  return volatilityTarget === 'none' ? lookback : Math.max(lookback, volatilityBars);
}

function createRule(parameters: Resolved<TimeSeriesMomentumParameters>): PositionRule {
  const { rebalanceBars, volatilityTarget, volatilityBars, periodsPerYear } = parameters;
  const pastReturn = new PastReturn(parameters);
  const deviation = new StandardDeviation(volatilityBars, { divisor: 'sample' });
  let before = Number.NaN;
  let wanted = 0;
  return ({ close }, position) => {
    const past = pastReturn.next(close);
    const moved = deviation.next(close / before - 1);
    before = close;
    if (past === undefined) return undefined;
    // Counted from the first turn: more history than the warm-up must not move the looks.
    const isDue = position.turns > 0 && (position.turns - 1) % rebalanceBars === 0;
    if (isDue) {
      const volatility = (moved ?? 0) * Math.sqrt(periodsPerYear);
      wanted = Math.sign(past);
      if (volatilityTarget !== 'none') wanted *= Math.min(1, volatilityTarget / volatility);
    }
    if (isStopped(position, close, parameters.stopLoss)) return 'stop';
    return isDue || position.side !== Math.sign(wanted) ? wanted : undefined;
  };
}
