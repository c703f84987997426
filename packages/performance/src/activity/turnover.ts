import { moments } from '../moments/moments.js';
import { readFills, type TradeFill } from '../round-trips/trade-fill.js';
import { checkPositive } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';
import { type NumberLikes, readNumbers } from '../statistic/number-like.js';

/** What traded value is compared with. */
export interface TurnoverOptions {
  /** Value of the account at each point. */
  readonly equity: NumberLikes;
  /** Length of the period in years, above zero. */
  readonly years: number;
}

/**
 * Returns how many times the account was traded in a year, buys and sells both counted.
 *
 *     Σ |quantity × price| ÷ mean(equity) ÷ years
 *
 * Two-sided: buying everything and selling it again once a year is 2. Halve it for the one-sided
 * figure.
 *
 * @returns A plain number per year; `undefined` for no points or a mean equity not above zero.
 * @throws SdkError `VALUE_INVALID` for a bad fill, values that are not finite, or years not above
 *   zero.
 *
 * @example
 * turnover([{ at: 0, symbol: 'A', side: 'buy', quantity: 5, price: 10 }], {
 *   equity: [100, 100],
 *   years: 0.5,
 * }) // => 1
 */
export function turnover(fills: Iterable<TradeFill>, options: TurnoverOptions): number | undefined {
  return numberOrUndefined(measureTurnover(fills, options));
}

export function measureTurnover(
  fills: Iterable<TradeFill>,
  { equity, years }: TurnoverOptions,
): Measured {
  checkPositive(years, 'years');
  const { count, mean } = moments(readNumbers(equity, 'equity'), 'equity');
  if (count === 0) return 'too-few-observations';
  if (mean <= 0) return 'ruined';
  const traded = readFills(fills).reduce(
    (sum, fill) => sum + Math.abs(fill.quantity) * fill.price,
    0,
  );
  return traded / mean / years;
}
