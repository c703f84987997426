import { measureMaxDrawdown } from '../drawdowns/max-drawdown.js';
import type { Returns } from '../statistic/check-input.js';
import { type Measured, numberOrUndefined } from '../statistic/measured.js';
import { measureTotalReturn } from '../returns/total-return.js';
import { perDrawdown } from './calmar-ratio.js';

/**
 * Returns how many times the deepest loss was earned.
 *
 *     totalReturn ÷ |maxDrawdown|
 *
 * @returns A plain ratio; `undefined` for no returns or a curve that never fell.
 * @throws SdkError `VALUE_INVALID` for values that are not finite.
 *
 * quantstats divides the absolute plain sum of returns instead; its preset does so too.
 *
 * @example
 * recoveryFactor([0.25, -0.2, 0.5]) // => 2.5000000000000004
 */
export function recoveryFactor(returns: Returns): number | undefined {
  return numberOrUndefined(measureRecoveryFactor(returns));
}

export function measureRecoveryFactor(returns: Returns): Measured {
  return perDrawdown(measureTotalReturn(returns), measureMaxDrawdown(returns));
}
