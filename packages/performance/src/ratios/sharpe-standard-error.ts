import { measureExcessKurtosis } from '../moments/excess-kurtosis.js';
import { measureSkewness } from '../moments/skewness.js';
import type { Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';
import { measureSharpeRatio, type SharpeOptions } from './sharpe-ratio.js';

/**
 * Returns the standard error of the annualized Sharpe ratio.
 *
 *     √((1 − γ₃·SR + (γ₄ − 1) ÷ 4 × SR²) ÷ (n − 1)) × √periodsPerYear
 *
 * SR is the ratio per period, γ₃ and γ₄ are sample skewness and full kurtosis (3 for a normal
 * distribution).
 *
 * @returns A plain ratio, comparable with `sharpeRatio`; `undefined` for fewer than four returns,
 *   returns that never vary, or so few that the estimated variance is not above zero.
 * @throws SdkError `VALUE_INVALID` as `sharpeRatio`.
 *
 * Source: Mertens (2002), "Comments on variance of the IID estimator in Lo (2002)"; Bailey and
 * López de Prado (2012), "The Sharpe Ratio Efficient Frontier", Journal of Risk 15(2).
 *
 * @example
 * sharpeStandardError([0.01, -0.01, 0.02, -0.02, 0], { periodsPerYear: 1 }) // => 0.5
 */
export function sharpeStandardError(returns: Returns, options: SharpeOptions): number | undefined {
  return numberOrUndefined(measureSharpeError(returns, options));
}

/** @param normalKurtosis 3 for full kurtosis; 0 reproduces libraries that forget to add it. */
export function measureSharpeError(
  returns: Returns,
  options: SharpeOptions,
  normalKurtosis = 3,
): Measured {
  const { periodsPerYear } = options;
  const annual = measureSharpeRatio(returns, options);
  const skew = measureSkewness(returns);
  const excess = measureExcessKurtosis(returns);
  if (typeof annual === 'string') return annual;
  if (typeof skew === 'string') return skew;
  if (typeof excess === 'string') return excess;
  const ratio = annual / Math.sqrt(periodsPerYear);
  const shape = 1 - skew * ratio + ((excess + normalKurtosis - 1) / 4) * ratio * ratio;
  if (shape <= 0) return 'too-few-observations';
  return Math.sqrt((shape / (returns.length - 1)) * periodsPerYear);
}
