import type { Strategy } from '@tradewright/core';
import { Atr, Sma } from '@tradewright/indicators';
import type { PositionRule } from './position-rule.js';
import {
  above,
  orWord,
  type ParameterTable,
  readParameters,
  requireSmaller,
  type Resolved,
  whole,
} from './read-parameters.js';
import { settledBars } from './settled-bars.js';
import { sideOf } from './side-of.js';
import { type SizingParameters, sizingParameters, tradeEachSymbol } from './trade-each-symbol.js';

/** Parameters of {@link movingAverageCrossover}; all may be left out. */
export interface MovingAverageCrossoverParameters extends SizingParameters {
  /** Closes in the fast average, below `slowBars`. Default 50. */
  readonly fastBars?: number | undefined;
  /** Closes in the slow average. Default 200. */
  readonly slowBars?: number | undefined;
  /** Length of the average true range behind the stop. Default 22. */
  readonly atrBars?: number | undefined;
  /** Average true ranges from the best close to the trailing stop, or `none`. Default 3. */
  readonly stopAtr?: number | 'none' | undefined;
}

const table: ParameterTable<MovingAverageCrossoverParameters> = {
  ...sizingParameters,
  fastBars: whole(50, 1),
  slowBars: whole(200, 2),
  atrBars: whole(22, 1),
  stopAtr: orWord('none', above(3, 0), 3),
};

function read(
  given: MovingAverageCrossoverParameters | undefined,
): Resolved<MovingAverageCrossoverParameters> {
  const parameters = readParameters(given, table);
  const { fastBars, slowBars } = parameters;
  requireSmaller({ field: 'fastBars', value: fastBars, than: 'slowBars', limit: slowBars });
  return parameters;
}

/**
 * Is long while the fast average is above the slow one, with a stop that trails.
 *
 *     stop = highest close since the entry − stopAtr × average true range, never lowered
 *
 * Closed when the fast average is at or below the slow one, or when close ≤ stop. Shorts, with
 * `allowShort`, are the mirror image. After a stop it waits for the averages to cross back. Stops
 * are judged at closes. The average true range is Wilder's, which never forgets: warm-up asks for
 * so many bars that less than 1 % of its seed is left.
 *
 * Source: Brock, Lakonishok, LeBaron (1992), "Simple Technical Trading Rules", Journal of Finance
 * 47(5) (the rule; 50 and 200 are the customary lengths). Stop: LeBeau's chandelier exit, 22 and 3,
 * in Elder (2002), "Come Into My Trading Room"; from the highest close, not the highest high.
 *
 * @example
 * movingAverageCrossover.warmUpBars(undefined) // => 199
 */
export const movingAverageCrossover: Strategy<MovingAverageCrossoverParameters | undefined> = {
  name: 'moving-average-crossover',
  version: '1',
  warmUpBars,
  create: (given) => {
    const parameters = read(given);
    const trading = { ...parameters, warmUp: warmUpBars(given) };
    return tradeEachSymbol(trading, () => createRule(parameters));
  },
};

function warmUpBars(given: MovingAverageCrossoverParameters | undefined): number {
  const { slowBars, atrBars, stopAtr } = read(given);
  const ranges = stopAtr === 'none' ? 0 : atrBars + settledBars(atrBars);
  return Math.max(slowBars - 1, ranges);
}

function createRule(parameters: Resolved<MovingAverageCrossoverParameters>): PositionRule {
  const { fastBars, slowBars, atrBars, stopAtr } = parameters;
  const fastAverage = new Sma(fastBars);
  const slowAverage = new Sma(slowBars);
  const trueRange = new Atr(atrBars);
  let stop = Number.NaN;
  return (bar, { side, best }) => {
    const fast = fastAverage.next(bar.close);
    const slow = slowAverage.next(bar.close);
    const range = trueRange.next(bar);
    if (fast === undefined || slow === undefined) return undefined;
    if (side === 0) stop = Number.NaN;
    if (side !== 0 && stopAtr !== 'none' && range !== undefined) {
      const level = best - side * stopAtr * range;
      // The side times the level grows in favor of the position, long or short.
      if (!(side * stop >= side * level)) stop = level;
      if (side * bar.close <= side * stop) return 'stop';
    }
    const wanted = sideOf(fast, slow);
    return side === wanted ? undefined : wanted;
  };
}
