import { invalidValue, type Strategy } from '@tradewright/core';
import { PairTrader } from './pair-trader.js';
import {
  above,
  between,
  orWord,
  type Parameter,
  type ParameterTable,
  readParameters,
  requireSmaller,
  type Resolved,
  whole,
} from './read-parameters.js';
import { RollingHedge } from './rolling-hedge.js';

/** Parameters of {@link pairsTrading}; all but the pair may be left out. */
export interface PairsTradingParameters {
  /** The symbol whose price is explained. */
  readonly first: string;
  /** The symbol that explains it, and hedges it. */
  readonly second: string;
  /** Pairs of closes behind hedge ratio and deviation. Default 60. */
  readonly windowBars?: number | undefined;
  /** Deviations from the line at which it enters; below `stopZ`. Default 2. */
  readonly entryZ?: number | undefined;
  /** Deviations from the line at which it leaves; below `entryZ`. Default 0.5. */
  readonly exitZ?: number | undefined;
  /** Deviations at which it gives up; below √(windowBars − 1), the farthest there is. Default 4. */
  readonly stopZ?: number | undefined;
  /** Closes after the entry at which it leaves whatever happened, or `none`. Default 60. */
  readonly holdingBarsMax?: number | 'none' | undefined;
  /** Part of equity in both legs together. Default 0.95. */
  readonly exposure?: number | undefined;
}

const symbol: Parameter<string> = {
  value: undefined,
  must: 'a symbol of the run',
  accepts: (given) => typeof given === 'string' && given !== '',
};

const table: ParameterTable<PairsTradingParameters> = {
  first: symbol,
  second: symbol,
  windowBars: whole(60, 3),
  entryZ: above(2, 0),
  exitZ: between(0.5, -1000, 1000),
  stopZ: above(4, 0),
  holdingBarsMax: orWord('none', whole(60, 1), 60),
  exposure: between(0.95, 1e-6, 1),
};

function read(given: PairsTradingParameters): Resolved<PairsTradingParameters> {
  const parameters = readParameters(given, table);
  const { first, second, windowBars, entryZ, exitZ, stopZ } = parameters;
  if (first === second) {
    throw invalidValue('VALUE_INVALID', { field: 'second', value: second, must: 'another symbol' });
  }
  requireSmaller({ field: 'exitZ', value: exitZ, than: 'entryZ', limit: entryZ });
  requireSmaller({ field: 'entryZ', value: entryZ, than: 'stopZ', limit: stopZ });
  const limit = Math.sqrt(windowBars - 1);
  requireSmaller({ field: 'stopZ', value: stopZ, than: '√(windowBars − 1)', limit });
  return parameters;
}

/**
 * Bets that two prices which moved together come together again.
 *
 *     first = a + ratio × second + e        (least squares over `windowBars` closes)
 *     z     = e ÷ deviation of e
 *
 * When z ≤ −`entryZ`: long the first, short the second; when z ≥ `entryZ` the other way around. The
 * legs are worth 1 : ratio units, together `exposure` of equity, and are not changed while held.
 * Closed when z is back within `exitZ`; given up at `stopZ`, when the ratio is no longer above
 * zero, at the `holdingBarsMax`-th close, and when one leg is missing (an order was refused).
 * After giving up it waits until z was within `entryZ`. Slices without a bar of both are passed
 * over, but for an exit that is under way. One leg is always short: the limits of the run must
 * allow it. Judged at closes.
 *
 * Source: Gatev, Goetzmann, Rouwenhorst (2006), "Pairs Trading", Review of Financial Studies 19(3)
 * (entry at 2 deviations); hedge by regression: Vidyamurthy (2004), "Pairs Trading". The stop, the
 * time limit and their defaults are ours.
 *
 * @example
 * pairsTrading.warmUpBars({ first: 'KO', second: 'PEP' }) // => 59
 */
export const pairsTrading: Strategy<PairsTradingParameters> = {
  name: 'pairs-trading',
  version: '1',
  warmUpBars: (given) => read(given).windowBars - 1,
  create: (given) => {
    const parameters = read(given);
    const { first, second, windowBars } = parameters;
    const hedge = new RollingHedge(windowBars);
    const trader = new PairTrader(parameters);
    return {
      onBars: (context) => {
        const firstBar = context.bar(first);
        const secondBar = context.bar(second);
        if (firstBar === undefined || secondBar === undefined) {
          if (!context.warmingUp) trader.onGap(context);
          return;
        }
        const line = hedge.next(firstBar.close, secondBar.close);
        if (!context.warmingUp) trader.onHedge(line, context);
      },
    };
  },
};
