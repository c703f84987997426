import { Decimal } from '@tradewright/core';
import type { EquityPoint, MonthRow } from './paper-report.js';

/**
 * Equity at the end of each month, by the UTC month of the last slice in it. A month that ends
 * while equity is unknown is left out; its change is in the next one.
 *
 * @param deposits Equity before the first month, decimal text.
 */
export function monthlyTable(curve: readonly EquityPoint[], deposits: string): readonly MonthRow[] {
  const ends = new Map<string, string>();
  for (const { at, equity } of curve) if (equity !== null) ends.set(at.slice(0, 7), equity);
  let before = new Decimal(deposits);
  return [...ends].map(([month, equity]) => {
    const change = new Decimal(equity).minus(before);
    const returnFraction = change.div(before).toDecimalPlaces(6).toFixed();
    before = new Decimal(equity);
    return { month, equity, change: change.toFixed(), returnFraction };
  });
}
