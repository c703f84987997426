import { measureCorrelation } from '../benchmark/correlation.js';
import type { Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';
import { measureSharpeRatio, type SharpeOptions } from './sharpe-ratio.js';

/**
 * Returns the Sharpe ratio shrunk by the autocorrelation of returns, which flatters the plain one
 * by hiding risk between periods.
 *
 *     SR ÷ √(1 + 2 Σₖ (n − k) ÷ n × |ρ|ᵏ),   k = 1 … n − 1,  ρ the correlation at lag 1
 *
 * It stands beside the Sharpe ratio and never replaces it. Both signs of ρ shrink.
 *
 * @returns A plain ratio; `undefined` for fewer than three returns, or where either the returns or
 *   all but one of them never vary.
 * @throws SdkError `VALUE_INVALID` as `sharpeRatio`.
 *
 * Source: quantstats `smart_sharpe`; Lo (2002), "The Statistics of Sharpe Ratios".
 *
 * @example
 * smartSharpeRatio([0.01, 0.02, -0.01, 0.03], { periodsPerYear: 1 }) // => 0.392114023145…
 */
export function smartSharpeRatio(returns: Returns, options: SharpeOptions): number | undefined {
  return numberOrUndefined(measureSmartSharpeRatio(returns, options));
}

export function measureSmartSharpeRatio(returns: Returns, options: SharpeOptions): Measured {
  const ratio = measureSharpeRatio(returns, options);
  if (typeof ratio === 'string') return ratio;
  if (returns.length < 3) return 'too-few-observations';
  const rho = measureCorrelation(returns.slice(0, -1), returns.slice(1));
  if (typeof rho === 'string') return 'no-variation';
  return ratio / autocorrelationPenalty(returns.length, Math.min(1, Math.abs(rho)));
}

/** Sums the weights until they vanish in a double. */
function autocorrelationPenalty(count: number, rho: number): number {
  let sum = 0;
  let power = rho;
  for (let lag = 1; lag < count && power > 0; lag++) {
    sum += ((count - lag) / count) * power;
    power *= rho;
  }
  return Math.sqrt(1 + 2 * sum);
}
