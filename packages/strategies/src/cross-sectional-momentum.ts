import type { Bar, Strategy, StrategyInstance } from '@tradewright/core';
import { ExitWatch } from './exit-watch.js';
import { PastReturn } from './past-return.js';
import { PortfolioMover } from './portfolio-mover.js';
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

/** Parameters of {@link crossSectionalMomentum}; all may be left out. */
export interface CrossSectionalMomentumParameters {
  /** Bars from the first close of the past return to now. Default 252, twelve months. */
  readonly lookback?: number | undefined;
  /** Newest bars left out of it, below `lookback`. Default 21, one month. */
  readonly skip?: number | undefined;
  /** Symbols that are held: those that rose most. Default 3. */
  readonly top?: number | undefined;
  /** Symbols that are sold short: those that rose least. Default 0, none. */
  readonly bottom?: number | undefined;
  /** Bars between two rankings. Default 21. */
  readonly rebalanceBars?: number | undefined;
  /** Part of equity in all `top + bottom` places together, equal shares. Default 0.95. */
  readonly exposure?: number | undefined;
  /** Loss from the entry at which a position is closed, 0.1 is 10 %. Default `none`. */
  readonly stopLoss?: number | 'none' | undefined;
}

type Parameters = Resolved<CrossSectionalMomentumParameters>;

const table: ParameterTable<CrossSectionalMomentumParameters> = {
  lookback: whole(252, 1),
  skip: whole(21, 0),
  top: whole(3, 1),
  bottom: whole(0, 0),
  rebalanceBars: whole(21, 1),
  exposure: between(0.95, 1e-6, 1),
  stopLoss: orWord('none', above(0.1, 0)),
};

function read(given: CrossSectionalMomentumParameters | undefined): Parameters {
  const parameters = readParameters(given, table);
  const { skip, lookback } = parameters;
  requireSmaller({ field: 'skip', value: skip, than: 'lookback', limit: lookback });
  return parameters;
}

/**
 * Holds the symbols that rose most over the past year, compared with each other.
 *
 *     past return = close[t − skip] ÷ close[t − lookback] − 1
 *
 * Every `rebalanceBars` slices the symbols that have a bar and a past return are ranked; the first
 * `top` are held, the last `bottom` sold short, each with `exposure ÷ (top + bottom)` of equity;
 * all others are closed. Equal returns rank by symbol. Where there are fewer symbols than places,
 * longs come first. Purchases follow the sales one slice later. A held symbol without a bar is
 * kept as it is. A stop, judged at closes from the close of the ranking that brought the symbol
 * in, keeps it out until the next ranking.
 *
 * Source: Jegadeesh, Titman (1993), "Returns to Buying Winners and Selling Losers", Journal of
 * Finance 48(1): 12 months. The month left out is the later custom (Asness 1994; Fama, French
 * 1996); the paper leaves out one week and holds overlapping portfolios of deciles.
 *
 * @example
 * crossSectionalMomentum.warmUpBars(undefined) // => 252
 */
export const crossSectionalMomentum: Strategy<CrossSectionalMomentumParameters | undefined> = {
  name: 'cross-sectional-momentum',
  version: '1',
  warmUpBars: (given) => read(given).lookback,
  create: (given) => createInstance(read(given)),
};

function createInstance(parameters: Parameters): StrategyInstance {
  const { top, bottom, rebalanceBars, stopLoss } = parameters;
  const share = parameters.exposure / (top + bottom);
  const pastReturns = new Map<string, PastReturn>();
  const exits = new ExitWatch(stopLoss);
  const mover = new PortfolioMover();
  let slices = 0;
  return {
    onBars: (context) => {
      const ranking = rankSymbols(context.bars, pastReturns, parameters);
      if (context.warmingUp) return;
      if (slices++ % rebalanceBars !== 0) {
        mover.grow(context);
        exits.close(context);
        return;
      }
      const goal = new Map(context.bars.map(({ symbol }) => [symbol, 0]));
      const shorts = ranking.slice(top).slice(-bottom || Infinity);
      for (const symbol of ranking.slice(0, top)) goal.set(symbol, share);
      for (const symbol of shorts) goal.set(symbol, -share);
      exits.expect(goal, context);
      mover.aim(goal, context);
    },
  };
}

/** Takes the bars of a slice, and returns the symbols with a past return, best first. */
function rankSymbols(
  bars: readonly Bar[],
  pastReturns: Map<string, PastReturn>,
  parameters: Parameters,
): readonly string[] {
  const ranked = bars.flatMap(({ symbol, close }) => {
    const pastReturn = pastReturns.get(symbol) ?? new PastReturn(parameters);
    pastReturns.set(symbol, pastReturn);
    const past = pastReturn.next(close);
    return past === undefined ? [] : [{ symbol, past }];
  });
  ranked.sort((a, b) => b.past - a.past || (a.symbol < b.symbol ? -1 : 1));
  return ranked.map(({ symbol }) => symbol);
}
