import type { Strategy } from '@tradewright/core';
import { BollingerBands } from '@tradewright/indicators';
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
import { sideOf } from './side-of.js';
import { type SizingParameters, sizingParameters, tradeEachSymbol } from './trade-each-symbol.js';

/** Parameters of {@link bollingerReversion}; all may be left out. */
export interface BollingerReversionParameters extends SizingParameters {
  /** Closes in the average and the deviation. Default 20. */
  readonly bandBars?: number | undefined;
  /** Deviations from the middle to a band, below √(bandBars − 1). Default 2. */
  readonly deviations?: number | undefined;
  /** Loss from the entry at which a position is closed, or `none`. Default 0.05. */
  readonly stopLoss?: number | 'none' | undefined;
}

const table: ParameterTable<BollingerReversionParameters> = {
  ...sizingParameters,
  bandBars: whole(20, 3),
  deviations: above(2, 0),
  stopLoss: orWord('none', above(0.05, 0), 0.05),
};

function read(
  given: BollingerReversionParameters | undefined,
): Resolved<BollingerReversionParameters> {
  const parameters = readParameters(given, table);
  const { bandBars, deviations } = parameters;
  // No close lies further from the mean of its own window: such a band is never crossed.
  const limit = Math.sqrt(bandBars - 1);
  requireSmaller({ field: 'deviations', value: deviations, than: '√(bandBars − 1)', limit });
  return parameters;
}

/**
 * Buys below the lower Bollinger band, and sells at the middle.
 *
 * Long when close < lower band. Closed when close ≥ middle, or at the stop. Shorts, with
 * `allowShort`: above the upper band, closed at or below the middle. After a stop it waits until a
 * close was back inside the band. The deviation is that of the population. Stops are judged at
 * closes.
 *
 * Source: Bollinger (2001), "Bollinger on Bollinger Bands": 20 closes, 2 deviations. He trades
 * tags of the bands together with other indicators; this bare form and the stop are ours.
 *
 * @example
 * bollingerReversion.warmUpBars({ bandBars: 50 }) // => 49
 */
export const bollingerReversion: Strategy<BollingerReversionParameters | undefined> = {
  name: 'bollinger-reversion',
  version: '1',
  warmUpBars,
  create: (given) => {
    const parameters = read(given);
    const trading = { ...parameters, warmUp: warmUpBars(given) };
    return tradeEachSymbol(trading, () => createRule(parameters));
  },
};

function warmUpBars(given: BollingerReversionParameters | undefined): number {
  return read(given).bandBars - 1;
}

function createRule(parameters: Resolved<BollingerReversionParameters>): PositionRule {
  const { bandBars, deviations, stopLoss } = parameters;
  const bands = new BollingerBands(bandBars, { multiplier: deviations });
  return ({ close }, position) => {
    const now = bands.next(close);
    if (isStopped(position, close, stopLoss)) return 'stop';
    if (now === undefined) return undefined;
    if (position.side !== 0) {
      return position.side * sideOf(close, now.middle) >= 0 ? 0 : undefined;
    }
    if (close < now.lower) return 1;
    return close > now.upper ? -1 : 0;
  };
}
