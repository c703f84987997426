import type { Strategy, StrategyContext } from '@tradewright/core';
import { invalidValue } from '@tradewright/core';
import { PortfolioMover } from './portfolio-mover.js';
import {
  between,
  orWord,
  type Parameter,
  type ParameterTable,
  readParameters,
  type Resolved,
  whole,
} from './read-parameters.js';

/** Share of each symbol, 0 to 1, together at most 1. */
export type Shares = Readonly<Record<string, number>>;

/** Parameters of {@link buyAndHold}; all may be left out. */
export interface BuyAndHoldParameters {
  /** Share of each symbol in `exposure`. Default `equal`. */
  readonly shares?: Shares | 'equal' | undefined;
  /**
   * Part of equity that is invested. Default 0.95: the rest pays fees and a gap to the next open.
   */
  readonly exposure?: number | undefined;
  /** Slices between two returns to the shares, or `never`. Default `never`. */
  readonly rebalanceBars?: number | 'never' | undefined;
}

const listOfShares: Parameter<Shares> = {
  value: {},
  must: 'an object of shares, each from 0 to 1',
  accepts: (given) =>
    typeof given === 'object' &&
    given !== null &&
    Object.values(given).every((share) => between(0, 0, 1).accepts(share)),
};

const table: ParameterTable<BuyAndHoldParameters> = {
  shares: orWord('equal', listOfShares),
  exposure: between(0.95, 1e-6, 1),
  rebalanceBars: orWord('never', whole(21, 1)),
};

function read(given: BuyAndHoldParameters | undefined): Resolved<BuyAndHoldParameters> {
  const parameters = readParameters(given, table);
  const { shares } = parameters;
  const sum = shares === 'equal' ? 1 : Object.values(shares).reduce((a, b) => a + b, 0);
  if (sum <= 1 + 1e-9) return parameters;
  throw invalidValue('VALUE_INVALID', {
    field: 'shares',
    value: sum,
    must: 'at most 1 together',
    fix: 'lower them; exposure says how much of equity is invested',
  });
}

/**
 * Buys at the first bar of each symbol and keeps, which is what other strategies must beat.
 *
 *     weight of a symbol = exposure × share
 *
 * A purchase that was refused is tried again at the next bar. With `rebalanceBars` the account
 * returns to its weights every so many slices: what grew is sold down, and one slice later what
 * fell is bought. No stop, on purpose: a holder does not sell.
 *
 * Source: the naive portfolio of DeMiguel, Garlappi, Uppal (2009), "Optimal Versus Naive
 * Diversification", Review of Financial Studies 22(5), for equal shares.
 *
 * @throws SdkError `SYMBOL_UNKNOWN`, inside `STRATEGY_FAILED`, for a share of a symbol that is not
 * in   the run.
 *
 * @example
 * buyAndHold.warmUpBars(undefined) // => 0
 */
export const buyAndHold: Strategy<BuyAndHoldParameters | undefined> = {
  name: 'buy-and-hold',
  version: '1',
  warmUpBars: (given) => {
    read(given);
    return 0;
  },
  create: (given) => {
    const parameters = read(given);
    const { rebalanceBars } = parameters;
    const mover = new PortfolioMover();
    let slices = 0;
    return {
      onBars: (context) => {
        if (context.warmingUp) return;
        const goal = goalOf(parameters, context);
        const isDue = rebalanceBars !== 'never' && slices % rebalanceBars === 0;
        slices++;
        if (isDue)
          mover.aim(new Map([...goal].filter(([symbol]) => hasBar(symbol, context))), context);
        else {
          mover.grow(context);
          mover.aim(new Map([...goal].filter(([symbol]) => isMissing(symbol, context))), context);
        }
      },
    };
  },
};

function goalOf(
  { shares, exposure }: Resolved<BuyAndHoldParameters>,
  { symbols }: StrategyContext,
): ReadonlyMap<string, number> {
  const equal = exposure / symbols.length;
  if (shares === 'equal') return new Map(symbols.map((symbol) => [symbol, equal]));
  return new Map(Object.entries(shares).map(([symbol, share]) => [symbol, exposure * share]));
}

function hasBar(symbol: string, context: StrategyContext): boolean {
  return context.bar(symbol) !== undefined;
}

function isMissing(symbol: string, context: StrategyContext): boolean {
  return hasBar(symbol, context) && context.position(symbol) === 0 && context.working(symbol) === 0;
}
