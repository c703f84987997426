import type { Strategy } from '@tradewright/core';
import { ZScore } from '@tradewright/indicators';
import type { PositionRule } from './position-rule.js';
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
import { type SizingParameters, sizingParameters, tradeEachSymbol } from './trade-each-symbol.js';

/** Parameters of {@link zScoreReversion}; all may be left out. */
export interface ZScoreReversionParameters extends SizingParameters {
  /** Closes in the mean and the deviation. Default 20. */
  readonly windowBars?: number | undefined;
  /** Deviations from the mean at which it enters; below `stopZ`. Default 2. */
  readonly entryZ?: number | undefined;
  /** Deviations from the mean at which it leaves; below `entryZ`. Default 0, the mean itself. */
  readonly exitZ?: number | undefined;
  /**
   * Deviations at which it gives up; below √(windowBars − 1), the farthest there is. Default 3.5.
   */
  readonly stopZ?: number | undefined;
  /** Closes after the entry at which it leaves whatever happened, or `none`. Default 20. */
  readonly holdingBarsMax?: number | 'none' | undefined;
}

const table: ParameterTable<ZScoreReversionParameters> = {
  ...sizingParameters,
  windowBars: whole(20, 3),
  entryZ: above(2, 0),
  exitZ: between(0, -1000, 1000),
  stopZ: above(3.5, 0),
  holdingBarsMax: orWord('none', whole(20, 1), 20),
};

function read(given: ZScoreReversionParameters | undefined): Resolved<ZScoreReversionParameters> {
  const parameters = readParameters(given, table);
  const { windowBars, entryZ, exitZ, stopZ } = parameters;
  requireSmaller({ field: 'exitZ', value: exitZ, than: 'entryZ', limit: entryZ });
  requireSmaller({ field: 'entryZ', value: entryZ, than: 'stopZ', limit: stopZ });
  const limit = Math.sqrt(windowBars - 1);
  requireSmaller({ field: 'stopZ', value: stopZ, than: '√(windowBars − 1)', limit });
  return parameters;
}

/**
 * Buys far below the mean, and sells when the price is back.
 *
 *     z = (close − mean) ÷ deviation, over `windowBars` closes
 *
 * Long when z ≤ −`entryZ` and z is not yet at the stop. Closed when z ≥ −`exitZ`; stopped when z ≤
 * −`stopZ`; closed at the `holdingBarsMax`-th close after the entry. Shorts, with `allowShort`, are
 * the mirror image. After a stop or the time limit it waits until z has left the entry zone. A z
 * that does not exist (a flat window) decides nothing but the time limit. Judged at closes.
 *
 * Source: Chan (2013), "Algorithmic Trading", chapter 2 (entry and exit by z-score). Limits of z
 * and of time are common practice; their defaults are ours.
 *
 * @example
 * zScoreReversion.warmUpBars({ windowBars: 60 }) // => 59
 */
export const zScoreReversion: Strategy<ZScoreReversionParameters | undefined> = {
  name: 'z-score-reversion',
  version: '1',
  warmUpBars,
  create: (given) => {
    const parameters = read(given);
    const trading = { ...parameters, warmUp: warmUpBars(given) };
    return tradeEachSymbol(trading, () => createRule(parameters));
  },
};

function warmUpBars(given: ZScoreReversionParameters | undefined): number {
  return read(given).windowBars - 1;
}

/** A z of zero is rarely exactly that. */
const rounding = 1e-9;

function createRule(parameters: Resolved<ZScoreReversionParameters>): PositionRule {
  const { windowBars, entryZ, exitZ, stopZ, holdingBarsMax } = parameters;
  const zScore = new ZScore(windowBars);
  return ({ close }, { side, bars }) => {
    const z = zScore.next(close);
    if (side !== 0 && holdingBarsMax !== 'none' && bars >= holdingBarsMax) return 'stop';
    if (z === undefined) return undefined;
    // How far the price is on the side that was bet against.
    const distance = side === 0 ? Math.abs(z) : -side * z;
    if (distance >= stopZ) return 'stop';
    if (side === 0) return distance >= entryZ ? -Math.sign(z) : 0;
    return distance <= exitZ + rounding ? 0 : undefined;
  };
}
