import type { Strategy } from '@tradewright/core';
import { Rsi, Sma } from '@tradewright/indicators';
import { isStopped, type PositionRule } from './position-rule.js';
import {
  above,
  between,
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

/** Parameters of {@link rsiReversion}; all may be left out. */
export interface RsiReversionParameters extends SizingParameters {
  /** Length of the RSI. Default 2. */
  readonly rsiBars?: number | undefined;
  /** RSI below which it buys; shorts are taken above 100 less it. Default 10. */
  readonly entryLevel?: number | undefined;
  /** RSI above which a long is closed, shorts below 100 less it; above `entryLevel`. Default 70. */
  readonly exitLevel?: number | undefined;
  /** Average that the close must be above (shorts: below), or `none`. Default 200. */
  readonly trendBars?: number | 'none' | undefined;
  /** Loss from the entry at which a position is closed, or `none`. Default 0.05. */
  readonly stopLoss?: number | 'none' | undefined;
}

const table: ParameterTable<RsiReversionParameters> = {
  ...sizingParameters,
  rsiBars: whole(2, 1),
  entryLevel: between(10, 0, 100),
  exitLevel: between(70, 0, 100),
  trendBars: orWord('none', whole(200, 1), 200),
  stopLoss: orWord('none', above(0.05, 0), 0.05),
};

function read(given: RsiReversionParameters | undefined): Resolved<RsiReversionParameters> {
  const parameters = readParameters(given, table);
  const { entryLevel, exitLevel } = parameters;
  requireSmaller({ field: 'entryLevel', value: entryLevel, than: 'exitLevel', limit: exitLevel });
  return parameters;
}

/**
 * Buys a short fall within a long rise, and sells the bounce.
 *
 * Long when RSI < `entryLevel` and close > average of `trendBars`. Closed when RSI > `exitLevel`,
 * or at the stop. Shorts, with `allowShort`, are the mirror image: RSI > 100 − `entryLevel` and
 * close below the average. After a stop it waits until the RSI has left the entry zone. An RSI
 * that does not exist (nothing moved) decides nothing. Stops are judged at closes.
 *
 * The RSI is Wilder's, which never forgets: warm-up asks for so many bars that less than 1 % of its
 * seed is left.
 *
 * Source: Connors, Alvarez (2009), "Short Term Trading Strategies That Work": RSI(2) below 10,
 * average of 200. They use no stop and often exit at an average of 5; the stop is ours.
 *
 * @example
 * rsiReversion.warmUpBars(undefined) // => 199
 */
export const rsiReversion: Strategy<RsiReversionParameters | undefined> = {
  name: 'rsi-reversion',
  version: '1',
  warmUpBars,
  create: (given) => {
    const parameters = read(given);
    const trading = { ...parameters, warmUp: warmUpBars(given) };
    return tradeEachSymbol(trading, () => createRule(parameters));
  },
};

function warmUpBars(given: RsiReversionParameters | undefined): number {
  const { rsiBars, trendBars } = read(given);
  const settled = rsiBars + settledBars(rsiBars);
  return trendBars === 'none' ? settled : Math.max(settled, trendBars - 1);
}

function createRule(parameters: Resolved<RsiReversionParameters>): PositionRule {
  const { rsiBars, entryLevel, exitLevel, trendBars, stopLoss } = parameters;
  const index = new Rsi(rsiBars);
  const trend = new Sma(trendBars === 'none' ? 1 : trendBars);
  return ({ close }, position) => {
    const rsi = index.next(close);
    const average = trend.next(close);
    if (isStopped(position, close, stopLoss)) return 'stop';
    if (rsi === undefined || average === undefined) return undefined;
    if (position.side > 0) return rsi > exitLevel ? 0 : undefined;
    if (position.side < 0) return rsi < 100 - exitLevel ? 0 : undefined;
    const isRising = trendBars === 'none' || sideOf(close, average) > 0;
    const isFalling = trendBars === 'none' || sideOf(close, average) < 0;
    if (rsi < entryLevel && isRising) return 1;
    return rsi > 100 - entryLevel && isFalling ? -1 : 0;
  };
}
