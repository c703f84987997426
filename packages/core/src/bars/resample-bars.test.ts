import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeWithData } from '../../../../test/reference-data.js';
import { alwaysOpenCalendar } from '../calendar/always-open-calendar.js';
import { usEquityCalendar } from '../calendar/us-equity-calendar.js';
import { parseInstant } from '../time/parse-instant.js';
import { type BarSeries, barEndAt } from './bar-series.js';
import { barsFromColumns } from './bars-from-columns.js';
import { barsFromRows } from './bars-from-rows.js';
import type { BarsOptions } from './bars-options.js';
import { isBarSeries } from './is-bar-series.js';
import { resampleBars } from './resample-bars.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Bars at the given times; bar `n` has open n, high n + 2, low n − 1, close n + 1, volume n. */
function barsAt(times: readonly (number | string)[], periodMs = minuteMs): BarSeries {
  const rows = times.map((time, i) => {
    const n = i + 2;
    return { time, open: n, high: n + 2, low: n - 1, close: n + 1, volume: n };
  });
  return barsFromRows(rows, { symbol: 'SPY', periodMs });
}

describe('resampleBars by period', () => {
  it('takes first open, highest high, lowest low, last close and the sum of volume', () => {
    const series = resampleBars(barsAt([0, 1, 4, 5, 7].map((n) => n * minuteMs)), {
      periodMs: 5 * minuteMs,
    });
    expect(isBarSeries(series)).toBe(true);
    expect([...series.time]).toEqual([0, 5 * minuteMs]);
    expect([...series.open]).toEqual([2, 5]);
    expect([...series.high]).toEqual([6, 8]);
    expect([...series.low]).toEqual([1, 4]);
    expect([...series.close]).toEqual([5, 7]);
    expect([...series.volume]).toEqual([9, 11]);
    expect(series.periodMs).toBe(5 * minuteMs);
    expect(series.endTime).toBeUndefined();
  });

  it('leaves out frames without a bar', () => {
    const series = resampleBars(barsAt([0, 12 * minuteMs]), { periodMs: 5 * minuteMs });
    expect([...series.time]).toEqual([0, 10 * minuteMs]);
  });

  it('cuts time before 1970 as well, and begins weeks on Mondays', () => {
    expect(resampleBars(barsAt([-minuteMs]), { periodMs: hourMs }).time[0]).toBe(-hourMs);
    const days = barsAt(
      ['2024-03-08T00:00Z', '2024-03-10T00:00Z', '2024-03-11T00:00Z'],
      24 * hourMs,
    );
    const weeks = resampleBars(days, { periodMs: 7 * 24 * hourMs });
    expect([...weeks.time]).toEqual(
      ['2024-03-04T00:00Z', '2024-03-11T00:00Z'].map((text) => parseInstant(text)),
    );
  });

  it('weights vwap by volume, adds trades and keeps the adjustment', () => {
    const source = barsFromColumns(
      {
        symbol: 'SPY',
        time: [0, minuteMs, 2 * minuteMs, 3 * minuteMs],
        open: [10, 10, 10, 10],
        high: [12, 12, 12, 12],
        low: [9, 9, 9, 9],
        close: [11, 11, 11, 11],
        volume: [1, 3, 0, 0],
        vwap: [10, 12, 11, 11.5],
        tradeCount: [1, 2, 0, 0],
      },
      { periodMs: minuteMs, adjustment: 'split' },
    );
    const pairs = resampleBars(source, { periodMs: 2 * minuteMs });
    expect([...pairs.vwap!]).toEqual([11.5, 11.5]);
    expect([...pairs.tradeCount!]).toEqual([3, 0]);
    expect(pairs.adjustment).toBe('split');
  });

  it('leaves out frames that are not complete', () => {
    const minutes = barsAt([0, 5 * minuteMs, 10 * minuteMs]);
    const settings = { periodMs: 5 * minuteMs };
    expect(resampleBars(minutes, { ...settings, completeBy: 10 * minuteMs }).length).toBe(2);
    expect(resampleBars(minutes, { ...settings, completeBy: 10 * minuteMs - 1 }).length).toBe(1);
    expect(() => resampleBars(minutes, { ...settings, completeBy: 0 })).toThrow(/no bar of SPY/);
  });

  it.each([
    ['three minutes into five', 3 * minuteMs, 5 * minuteMs],
    ['an hour into half an hour', hourMs, 30 * minuteMs],
  ])('refuses to put %s', (_, from, to) => {
    const source = barsAt([0, from], from);
    expect(() => resampleBars(source, { periodMs: to })).toThrow(/must be within one frame/);
  });

  it.each([{}, { periodMs: 0 }, { periodMs: -1 }, { periodMs: 0.5 }, { periodMs: Number.NaN }])(
    'refuses the settings %o',
    (settings) => {
      expect(() => resampleBars(barsAt([0]), settings)).toThrow(/periodMs must be/);
    },
  );

  it('never shows a bar before the last of its parts has ended', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(gaps, fc.constantFrom(2, 5, 15, 60), (steps, factor) => {
        let at = 0;
        const source = barsAt(steps.map((step) => (at += step * minuteMs)));
        const longer = resampleBars(source, { periodMs: factor * minuteMs });
        const count = [...longer.volume].reduce((sum, each) => sum + each, 0);
        expect(count).toBe([...source.volume].reduce((sum, each) => sum + each, 0));
        for (let row = 0; row < source.length; row += 1) {
          const into = longer.time.findLastIndex((start) => start <= source.time[row]!);
          expect(barEndAt(longer, into)).toBeGreaterThanOrEqual(barEndAt(source, row));
          expect(longer.high[into]).toBeGreaterThanOrEqual(source.high[row]!);
          expect(longer.low[into]).toBeLessThanOrEqual(source.low[row]!);
        }
      }),
    );
  });
});

describe('resampleBars by session', () => {
  const minutes = barsAt([
    '2024-07-03T09:29-04:00',
    '2024-07-03T09:30-04:00',
    '2024-07-03T12:59-04:00',
    '2024-07-03T13:00-04:00',
    '2024-07-05T09:30-04:00',
    '2024-07-05T20:30-04:00',
  ]);

  it('starts at the open, ends at the close and leaves out other hours', () => {
    const days = resampleBars(minutes, { calendar: usEquityCalendar });
    expect([...days.time]).toEqual(
      ['2024-07-03T09:30-04:00', '2024-07-05T09:30-04:00'].map((text) => parseInstant(text)),
    );
    expect([0, 1].map((row) => barEndAt(days, row))).toEqual(
      ['2024-07-03T13:00-04:00', '2024-07-05T16:00-04:00'].map((text) => parseInstant(text)),
    );
    expect([...days.open]).toEqual([3, 6]);
    expect([...days.close]).toEqual([5, 7]);
    expect(days.periodMs).toBe(24 * hourMs);
  });

  it('takes the extended hours when told to', () => {
    const days = resampleBars(minutes, { calendar: usEquityCalendar, hours: 'extended' });
    expect([...days.volume]).toEqual([2 + 3 + 4 + 5, 6]);
    expect(days.time[0]).toBe(parseInstant('2024-07-03T04:00-04:00'));
    expect(barEndAt(days, 0)).toBe(parseInstant('2024-07-03T17:00-04:00'));
  });

  it('cuts hours from the open, and the last one at the close', () => {
    const hours = resampleBars(minutes, { calendar: usEquityCalendar, periodMs: hourMs });
    expect([0, 1, 2].map((row) => [hours.time[row], barEndAt(hours, row)])).toEqual(
      [
        ['2024-07-03T09:30-04:00', '2024-07-03T10:30-04:00'],
        ['2024-07-03T12:30-04:00', '2024-07-03T13:00-04:00'],
        ['2024-07-05T09:30-04:00', '2024-07-05T10:30-04:00'],
      ].map((pair) => pair.map((text) => parseInstant(text))),
    );
  });

  it('refuses a bar that reaches across the open', () => {
    const hours = barsAt(['2024-07-05T09:00-04:00'], hourMs);
    expect(() => resampleBars(hours, { calendar: usEquityCalendar })).toThrow(/within one frame/);
  });

  it('refuses bars that all lie outside of sessions', () => {
    const sunday = barsAt(['2024-07-07T12:00-04:00']);
    expect(() => resampleBars(sunday, { calendar: usEquityCalendar })).toThrow(
      /no bar of SPY lies within sessions of XNYS/,
    );
  });

  it('takes UTC days of the calendar that never closes', () => {
    const bars = barsAt(['2024-07-06T23:59Z', '2024-07-07T00:00Z']);
    expect(resampleBars(bars, { calendar: alwaysOpenCalendar }).length).toBe(2);
  });
});

interface SessionCase {
  readonly symbol: string;
  readonly session: string;
  readonly regular_bars: number;
  readonly from_minutes: Readonly<Record<string, number>>;
  readonly lean_daily_file: Readonly<Record<string, number>>;
  readonly ohlc_equal: boolean;
  readonly volume_equal: boolean;
}

function loadMinutes(path: string, options: BarsOptions & { readonly symbol: string }): BarSeries {
  const lines = gunzipSync(readFileSync(path)).toString().trim().split('\n').slice(1);
  const rows = lines.map((line) => {
    const [time, open, high, low, close, volume] = line.split(',') as [string, ...string[]];
    return { time, open, high, low, close, volume } as Parameters<typeof barsFromRows>[0][number];
  });
  return barsFromRows(rows, options);
}

describeWithData(
  'minutes of real sessions',
  [
    'intraday/minute_to_daily_reference.json',
    'intraday/minute/spy_20131004_trade.csv.gz',
    'intraday/minute/aapl_20140605_trade.csv.gz',
    'intraday/minute/ibm_20131004_trade.csv.gz',
  ],
  ([reference, ...files]) => {
    const { cases } = JSON.parse(readFileSync(reference!, 'utf8')) as { cases: SessionCase[] };
    const days = new Map(
      ['spy', 'aapl', 'ibm'].map((symbol, i) => {
        const options = { symbol: symbol.toUpperCase(), periodMs: minuteMs };
        const minutes = loadMinutes(files[i]!, options);
        return [symbol, resampleBars(minutes, { calendar: usEquityCalendar })];
      }),
    );
    const dayOf = ({ symbol, session }: SessionCase): Record<string, number> => {
      const series = days.get(symbol)!;
      const on = (row: number) => usEquityCalendar.sessionAt(series.time[row]!)?.on as string;
      const row = Array.from(series.time, (_, i) => on(i)).indexOf(session);
      const { open, high, low, close, volume } = series;
      return {
        ...{ open: open[row]!, high: high[row]!, low: low[row]! },
        ...{ close: close[row]!, volume: volume[row]! },
      };
    };

    it(`add up to the ${cases.length} known sessions`, () => {
      expect(cases).toHaveLength(15);
      for (const each of cases) expect(dayOf(each)).toEqual(each.from_minutes);
    });

    const equal = cases.filter((each) => each.ohlc_equal);
    it(`equal the ${equal.length} daily bars that another file made of the same trades`, () => {
      expect(equal).toHaveLength(9);
      for (const each of cases) {
        const { volume, ...prices } = dayOf(each);
        const { volume: dailyVolume, ...dailyPrices } = each.lean_daily_file;
        expect(volume === dailyVolume).toBe(each.volume_equal);
        if (each.ohlc_equal) expect(prices).toEqual(dailyPrices);
        else expect(prices).not.toEqual(dailyPrices);
      }
    });
  },
);

describeWithData(
  'minutes that name their end',
  ['intraday/minute/nt-spy-minute-2011.csv.gz'],
  ([path]) => {
    const options = { symbol: 'SPY', periodMs: minuteMs };
    const moved = loadMinutes(path!, { ...options, label: 'end' });
    const asLabeled = loadMinutes(path!, options);

    it(`show the burst of the open in the first minute once moved (${moved.length})`, () => {
      expect(moved.length).toBe(14_180);
      const opens = [...moved.time].filter((at) => usEquityCalendar.sessionAt(at)?.opensAt === at);
      expect(opens).toHaveLength(20);
      for (const at of opens) {
        const first = moved.volume[moved.time.indexOf(at)]!;
        const tooEarly = asLabeled.volume[asLabeled.time.indexOf(at)]!;
        expect(first / tooEarly).toBeGreaterThan(2.8);
      }
    });
  },
);
