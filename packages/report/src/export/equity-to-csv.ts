import { type BacktestReport, formatUtc } from '@tradewright/core';
import { plainDecimal } from '../text/plain-decimal.js';
import { writeCsv } from './write-csv.js';

/**
 * Writes the equity curve as CSV: `at,equity`, one line a slice. Instants are UTC with `+00:00`;
 * equity is an estimate in doubles, written as plain decimal, and empty where it is unknown.
 *
 * @example
 * equityToCsv(report).split('\n')[1] // such as 2024-01-02T21:00:00.000+00:00,10000
 */
export function equityToCsv(report: BacktestReport): string {
  return writeCsv(rows(report));
}

function* rows({ equity }: BacktestReport): Generator<readonly string[]> {
  yield ['at', 'equity'];
  const { time, value, length } = equity;
  for (let i = 0; i < length; i++) {
    yield [formatUtc(time[i] as number), plainDecimal(value[i] as number)];
  }
}
