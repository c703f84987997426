import { sortSweep, type SweepOrder } from './sort-sweep.js';
import type { SweepRow, SweepTable } from './sweep-table.js';

/**
 * Finds the best row of a sweep by one of its numbers; of equal ones the first of the grid.
 *
 * It is the best of many, and part of that is luck. Before you believe it, look at its neighbors in
 * the grid, and run it on bars that the sweep has not seen.
 *
 * @returns `undefined` when no run has that number.
 * @throws SdkError `VALUE_INVALID` for a metric that the table does not have.
 *
 * @example
 * const row = (index, fills) => ({ index, parameters: { index }, metrics: { fills } });
 * const table = {
 *   parameterNames: ['index'],
 *   metricNames: ['fills'],
 *   rows: [row(0, 3), row(1, 7), row(2, 7)],
 * };
 * findBestRun(table, { metric: 'fills', goal: 'max' })?.index // => 1
 */
export function findBestRun<P extends object>(
  table: SweepTable<P>,
  order: SweepOrder,
): SweepRow<P> | undefined {
  const [best] = sortSweep(table, order);
  return best?.metrics[order.metric] === undefined ? undefined : best;
}
