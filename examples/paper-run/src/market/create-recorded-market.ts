import { type BarSeries, invariant, sessionDate, usEquityCalendar } from '@tradewright/core';
import { closeSeries } from './close-series.js';
import { monthlyCloses } from './monthly-closes.js';
import type { PaperMarket } from './paper-market.js';

/** The market that needs nothing: real monthly closes that come with this example. */
export function createRecordedMarket(): PaperMarket {
  const [header = '', ...lines] = monthlyCloses.trim().split('\n');
  const [, ...symbols] = header.split(',');
  const rows = lines.map((line) => line.split(','));
  return {
    source: 'recorded',
    title: 'real monthly closes of 5 US stocks, January 2000 to 9 March 2010',
    notes: [
      'Prices from the npm package vega-datasets 3.2.1 (data/stocks.csv), kept in this example.',
      'One price a month, at the close of its last session; the last one is of 9 March 2010.',
      'Adjusted for splits and dividends: dividends are in the prices, not in the cash.',
      'Five survivors, chosen when it was known how well they did: do not expect this again.',
    ],
    series: symbols.map((symbol, index) => readColumn(rows, symbol, index + 1)),
  };
}

function readColumn(rows: readonly string[][], symbol: string, column: number): BarSeries {
  const known = rows.filter((row) => row[column] !== '');
  const time = known.map(([on]) => closeOf(on));
  return closeSeries(
    symbol,
    time,
    known.map((row) => Number(row[column])),
  );
}

function closeOf(on: string | undefined): number {
  const session = usEquityCalendar.sessionOn(sessionDate(on));
  invariant(session !== undefined, `${on ?? ''} is a session`);
  return session.closesAt;
}
