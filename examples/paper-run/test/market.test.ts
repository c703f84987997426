import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { barsFromColumns, formatUtc, usEquityCalendar } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { describeWithData } from '../../../test/reference-data.js';
import { createRecordedMarket } from '../src/market/create-recorded-market.js';
import { createSyntheticMarket } from '../src/market/create-synthetic-market.js';
import { listSlices } from '../src/market/list-slices.js';
import { monthlyCloses } from '../src/market/monthly-closes.js';
import { priceTick } from '../src/market/price-tick.js';

describe('the recorded market', () => {
  const market = createRecordedMarket();

  it('has 560 closes of five symbols, one of them from August 2004 on', () => {
    const lengths = market.series.map(({ symbol, length }) => `${symbol} ${length}`);
    expect(lengths).toEqual(['AAPL 123', 'AMZN 123', 'GOOG 68', 'IBM 123', 'MSFT 123']);
    expect(listSlices(market)).toHaveLength(123);
    const goog = market.series[2];
    expect(formatUtc(goog?.time[0] ?? 0)).toBe('2004-08-31T20:00:00.000+00:00');
    expect(goog?.close[0]).toBe(102.37);
  });

  it('stands at the close of the last session of each month, but for the last row', () => {
    const [series] = market.series;
    const times = [...(series?.time ?? [])];
    const expected = times.slice(0, -1).map((_, month) => {
      return usEquityCalendar.previousSession(Date.UTC(2000, month + 1, 1)).closesAt;
    });
    expect(times.slice(0, -1)).toEqual(expected);
    expect(formatUtc(times.at(-1) ?? 0)).toBe('2010-03-09T21:00:00.000+00:00');
  });

  it('is made of prices at one instant, in whole cents', () => {
    for (const one of market.series) {
      expect([one.periodMs, one.adjustment, priceTick(one)]).toEqual([0, 'total', '0.01']);
      expect(one.open).toEqual(one.close);
    }
  });
});

interface DailyRow {
  readonly on: string;
  readonly close: number;
}

/** Raw daily closes of the reference data, by the month of each session. */
function readDaily(path: string): ReadonlyMap<string, readonly DailyRow[]> {
  const [header = '', ...lines] = gunzipSync(readFileSync(path)).toString().trim().split('\n');
  const closeAt = header.split(',').indexOf('close');
  const months = new Map<string, DailyRow[]>();
  for (const line of lines) {
    const cells = line.split(',');
    const on = (cells[0] ?? '').slice(0, 10);
    const rows = months.get(on.slice(0, 7)) ?? [];
    months.set(on.slice(0, 7), [...rows, { on, close: Number(cells[closeAt]) }]);
  }
  return months;
}

const daily = ['lean-daily/aapl.csv.gz', 'lean-daily/goog.csv.gz', 'lean-daily/ibm.csv.gz'];
describeWithData('the recorded market beside raw daily closes', daily, (paths) => {
  const [aapl, goog, ibm] = paths.map(readDaily);
  const lines = monthlyCloses.trim().split('\n');
  const rows = lines.slice(1).map((line) => line.split(','));

  it.each([
    // AAPL was split 2:1 on 2000-06-21 and on 2005-02-28.
    {
      name: 'AAPL',
      column: 1,
      months: aapl,
      agree: 90,
      split: (on: string): number => (on < '2000-06-21' ? 4 : on < '2005-02-28' ? 2 : 1),
    },
    { name: 'GOOG', column: 3, months: goog, agree: 57, split: () => 1 },
  ])('$name has closes of last sessions, never of first ones', (one) => {
    const { name, column, months, agree, split } = one;
    const agrees = (day: DailyRow, written: number): boolean =>
      Math.abs(day.close / split(day.on) / written - 1) < 1e-3;
    let [last, first] = [0, 0];
    for (const row of rows.slice(0, -1)) {
      const days = months?.get((row[0] ?? '').slice(0, 7)) ?? [];
      const [from, to] = [days[0], days.at(-1)];
      if (row[column] === '' || from === undefined || to === undefined) continue;
      expect(to.on).toBe(row[0]);
      if (agrees(to, Number(row[column]))) last++;
      if (agrees(from, Number(row[column]))) first++;
    }
    console.info(`${name}: ${last} closes agree with the last session, ${first} with the first`);
    expect([last, first]).toEqual([agree, 0]);
  });

  it('ends with the closes of 2010-03-09, to the cent', () => {
    const row = rows.at(-1) ?? [];
    const closes = [aapl, goog, ibm].map(
      (months) => months?.get('2010-03')?.find(({ on }) => on === row[0])?.close,
    );
    expect(closes).toEqual([row[1], row[3], row[4]].map(Number));
  });
});

describe('the synthetic market', () => {
  it('is the same for the same seed and another for another', () => {
    const market = createSyntheticMarket(7);
    expect(createSyntheticMarket(7)).toEqual(market);
    expect(createSyntheticMarket(8).series[0]?.close).not.toEqual(market.series[0]?.close);
    expect(market.series.map((one) => one.close[122])).toEqual([
      44.91, 131.48, 440.88, 26.95, 61.5,
    ]);
  });

  it('says what it is in its title and in every symbol', () => {
    const { title, series } = createSyntheticMarket(0);
    expect(title).toMatch(/^SYNTHETIC/);
    for (const { symbol } of series) expect(symbol).toMatch(/^SYN-/);
  });
});

describe('the price tick', () => {
  it.each([
    [[10, 10.5, 10.25], '0.01'],
    [[10.125], '0.001'],
    [[0.1 + 0.2], '0.000000001'],
    [[1.23456], '0.00001'],
  ])('of %j is %s', (close, tick) => {
    const time = close.map((_, i) => i);
    const columns = { symbol: 'A', time, open: close, high: close, low: close, close };
    expect(priceTick(barsFromColumns(columns, { periodMs: 0 }))).toBe(tick);
  });
});
