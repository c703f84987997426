import { checkNumber, type Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';
import { normalProbability } from '../tails/normal-distribution.js';
import { measureSharpeRatio, type SharpeOptions } from './sharpe-ratio.js';
import { measureSharpeError } from './sharpe-standard-error.js';

/** What the Sharpe ratio is tested against. */
export interface ProbabilisticSharpeOptions extends SharpeOptions {
  /** An annualized Sharpe ratio. Default 0. */
  readonly benchmarkSharpe?: number | undefined;
}

/**
 * Returns the probability that the true Sharpe ratio is above a benchmark, given how many returns
 * were seen and how they are distributed.
 *
 *     Φ((SR − SR*) ÷ standard error of SR)
 *
 * @returns A probability between 0 and 1; `undefined` as `sharpeStandardError`.
 * @throws SdkError `VALUE_INVALID` as `sharpeRatio`, or a benchmark that is not finite.
 *
 * Source: Bailey and López de Prado (2012), "The Sharpe Ratio Efficient Frontier", Journal of
 * Risk 15(2). quantstats before 0.0.82 and LEAN feed excess kurtosis into this formula of full
 * kurtosis; their presets do so too.
 * Agrees with: the published formula on LEAN's case (golden test).
 *
 * @example
 * probabilisticSharpeRatio([0.01, -0.01, 0.02, -0.02, 0], { periodsPerYear: 1 }) // => 0.5
 */
export function probabilisticSharpeRatio(
  returns: Returns,
  options: ProbabilisticSharpeOptions,
): number | undefined {
  return numberOrUndefined(measureProbabilisticSharpe(returns, options));
}

export function measureProbabilisticSharpe(
  returns: Returns,
  options: ProbabilisticSharpeOptions,
  normalKurtosis = 3,
): Measured {
  const { benchmarkSharpe = 0 } = options;
  checkNumber(benchmarkSharpe, 'benchmarkSharpe');
  const ratio = measureSharpeRatio(returns, options);
  const error = measureSharpeError(returns, options, normalKurtosis);
  if (typeof ratio === 'string') return ratio;
  if (typeof error === 'string') return error;
  return normalProbability((ratio - benchmarkSharpe) / error);
}
