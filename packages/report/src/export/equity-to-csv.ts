import { type RunReport, formatUtc } from '@tradewright/core';
import { plainDecimal } from '../text/plain-decimal.js';
import { writeCsv } from './write-csv.js';

/**
 * Writes the equity curve as CSV: `at,equity`, one line a slice. Instants are UTC with `+00:00`;
 * equity is an estimate in doubles, written as plain decimal, and empty where it is unknown.
 */
export function equityToCsv(report: RunReport): string {
  return writeCsv(rows(report));
}

function* rows({ equity }: RunReport): Generator<readonly string[]> {
  yield ['at', 'equity'];
  const { time, value, length } = equity;
  for (let i = 0; i < length; i++) {
    yield [formatUtc(time[i] as number), plainDecimal(value[i] as number)];
  }
}
