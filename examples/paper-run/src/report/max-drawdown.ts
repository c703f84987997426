import { Decimal } from '@tradewright/core';
import type { EquityPoint } from './paper-report.js';

/**
 * Deepest fall of equity below an earlier peak as a fraction of the peak, six digits after the
 * point; the deposits are the first peak. Zero when equity never fell.
 */
export function maxDrawdown(curve: readonly EquityPoint[], deposits: string): string {
  let peak = new Decimal(deposits);
  let deepest = new Decimal(0);
  for (const { equity } of curve) {
    if (equity === null) continue;
    peak = Decimal.max(peak, equity);
    deepest = Decimal.max(deepest, peak.minus(equity).div(peak));
  }
  return deepest.toDecimalPlaces(6).toFixed();
}
