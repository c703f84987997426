import { invalidValue } from '@tradewright/core';
import type { SweepRow, SweepTable } from './sweep-table.js';

/** By which number, and which end of it is good. */
export interface SweepOrder {
  /** One of the table's `metricNames`. */
  readonly metric: string;
  /** Written out: the largest drawdown is not the best one. */
  readonly goal: 'max' | 'min';
}

/**
 * Sorts the rows of a sweep by one of its numbers, the best first. Rows without that number come
 * last, whatever the goal; equal rows keep the order of the grid.
 *
 * @returns A new list; the table stays as it is.
 * @throws SdkError `VALUE_INVALID` for a metric that the table does not have, or another goal.
 *
 * @example
 * const row = (index, fees) => ({ index, parameters: { index }, metrics: { fees } });
 * const table = {
 *   parameterNames: ['index'],
 *   metricNames: ['fees'],
 *   rows: [row(0, 3), row(1, undefined), row(2, 1)],
 * };
 * sortSweep(table, { metric: 'fees', goal: 'min' }).map(({ index }) => index) // => [2, 0, 1]
 */
export function sortSweep<P extends object>(
  { metricNames, rows }: SweepTable<P>,
  { metric, goal }: SweepOrder,
): readonly SweepRow<P>[] {
  if (!metricNames.includes(metric)) {
    const must = `one of ${metricNames.join(', ')}`;
    throw invalidValue('VALUE_INVALID', { field: 'metric', value: metric, must });
  }
  if (goal !== 'max' && (goal as unknown) !== 'min') {
    throw invalidValue('VALUE_INVALID', { field: 'goal', value: goal, must: '"max" or "min"' });
  }
  const sign = goal === 'max' ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [a.metrics[metric], b.metrics[metric]];
    if (left === undefined || right === undefined) {
      return Number(left === undefined) - Number(right === undefined);
    }
    return sign * (left - right);
  });
}
