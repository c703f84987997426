import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeWithData } from '../../../../test/reference-data.js';
import { alwaysOpenCalendar } from '../calendar/always-open-calendar.js';
import { usEquityCalendar } from '../calendar/us-equity-calendar.js';
import { isSdkError, type SdkError } from '../errors/sdk-error.js';
import { parseInstant } from '../time/parse-instant.js';
import { barsFromCsv } from './bars-from-csv.js';
import { barsFromRows } from './bars-from-rows.js';
import type { BarsFromCsvOptions } from './bars-options.js';
import { isBarSeries } from './is-bar-series.js';
import { missingBars } from './missing-bars.js';

const minuteMs = 60_000;
const minutes = { symbol: 'SPY', periodMs: minuteMs };
const newYorkMinutes = { ...minutes, zone: 'America/New_York' };
const days = { symbol: 'SPY', calendar: usEquityCalendar };

/** A file with one row of the same prices for each time. */
function file(...times: readonly string[]): string {
  return ['time,open,high,low,close', ...times.map((time) => `${time},10,12,9,11`)].join('\n');
}

function instants(text: string, options: BarsFromCsvOptions): string[] {
  const [series] = barsFromCsv(text, options);
  return [...series.time].map((at) => new Date(at).toISOString().slice(0, 16));
}

function refused(text: unknown, options: unknown): SdkError {
  try {
    barsFromCsv(text as string, options as BarsFromCsvOptions);
  } catch (error) {
    if (isSdkError(error)) return error;
    throw error;
  }
  throw new Error('was accepted');
}

describe('barsFromCsv', () => {
  it('reads a file of one symbol', () => {
    const text = 'time,open,high,low,close,volume\n2024-03-08T14:30:00Z,10.25,12,9,11,500\n';
    const [series, ...others] = barsFromCsv(text, minutes);
    expect(others).toEqual([]);
    expect(isBarSeries(series)).toBe(true);
    expect(series).toMatchObject({ symbol: 'SPY', length: 1, periodMs: minuteMs });
    expect([...series.open]).toEqual([10.25]);
    expect([...series.volume]).toEqual([500]);
  });

  it('takes columns in any order and any case, and all that bars have', () => {
    const [series] = barsFromCsv(
      'TradeCount,VWAP,Volume,Close,LOW,High,open,Timestamp\n3,10.5,5,11,9,12,10,1709908200000',
      { ...minutes, adjustment: 'total' },
    );
    const row = { time: 1_709_908_200_000, open: 10, high: 12, low: 9, close: 11 };
    const extra = { volume: 5, vwap: 10.5, tradeCount: 3 };
    expect(series).toEqual(
      barsFromRows([{ ...row, ...extra }], { ...minutes, adjustment: 'total' }),
    );
  });

  it('makes one series for each symbol, in the order of appearance', () => {
    const text = [
      'symbol,date,open,high,low,close',
      'SPY,2024-07-03,10,12,9,11',
      '"BRK.B",2024-07-03,20,22,19,21',
      'SPY,2024-07-05,11,12,9,11',
    ].join('\r\n');
    const [spy, brk, ...others] = barsFromCsv(text, { calendar: usEquityCalendar });
    expect([spy.symbol, spy.length]).toEqual(['SPY', 2]);
    expect([brk?.symbol, brk?.length, brk?.close[0]]).toEqual(['BRK.B', 1, 21]);
    expect(others).toEqual([]);
  });

  it('ignores unknown columns only when told to', () => {
    const text = 'time,open,high,low,close,note\n1709908200000,10,12,9,11,"a, b"';
    expect(refused(text, minutes).message).toContain('header in line 1 must be one of time');
    expect(barsFromCsv(text, { ...minutes, ignoreUnknownColumns: true })[0].length).toBe(1);
  });
});

describe('times in a file', () => {
  it('are instants with their offset', () => {
    expect(instants(file('2024-03-08T09:30:00-05:00', '2024-03-08 14:31Z'), minutes)).toEqual([
      '2024-03-08T14:30',
      '2024-03-08T14:31',
    ]);
  });

  it('are Unix milliseconds, before 1970 as well', () => {
    expect(instants(file('-157766400000', '1709908200000'), minutes)).toEqual([
      '1965-01-01T00:00',
      '2024-03-08T14:30',
    ]);
  });

  it('are local times with their zone, in winter and summer', () => {
    const text = file('2024-03-08 09:30', '2024-03-11 09:30:00');
    expect(instants(text, newYorkMinutes)).toEqual(['2024-03-08T14:30', '2024-03-11T13:30']);
  });

  it('may name the end of a bar', () => {
    const text = file('2024-03-08T14:31:00Z');
    expect(instants(text, { ...minutes, label: 'end' })).toEqual(['2024-03-08T14:30']);
  });

  it('are dates: the bar lasts from the open of the session to its close', () => {
    const text = file('2024-07-02', '2024-07-03', '2024-07-05');
    const [series] = barsFromCsv(text, { ...days, label: 'end' });
    expect([...series.time]).toEqual(
      ['2024-07-02', '2024-07-03', '2024-07-05'].map((on) => parseInstant(`${on}T09:30:00-04:00`)),
    );
    expect([...series.endTime!]).toEqual(
      ['2024-07-02T16', '2024-07-03T13', '2024-07-05T16'].map((at) =>
        parseInstant(`${at}:00:00-04:00`),
      ),
    );
    expect(series.periodMs).toBe(86_400_000);
  });

  it('are UTC days for the calendar that never closes', () => {
    const text = file('2024-02-28', '2024-02-29', '2024-03-01');
    const options = { symbol: 'BTC/USD', calendar: alwaysOpenCalendar };
    const [series] = barsFromCsv(text, options);
    expect(instants(text, options)[1]).toBe('2024-02-29T00:00');
    expect(series.endTime?.[1]).toBe(parseInstant('2024-03-01T00:00:00Z'));
  });
});

describe('local times when clocks change', () => {
  it('are refused when clocks skip them', () => {
    const error = refused(file('2024-03-10 01:59', '2024-03-10 02:30'), newYorkMinutes);
    expect(error.message).toContain(
      'time in line 3 must be a time that clocks of America/New_York',
    );
    expect(error.message).toContain('was "2024-03-10T02:30:00"');
    expect(error.details).toMatchObject({ row: 3, column: 'time' });
    expect(error.details['fix']).toBe('write times with their offset, or in UTC');
  });

  it('are told apart by the order of rows when clocks show them twice', () => {
    const half = { ...newYorkMinutes, periodMs: 30 * minuteMs };
    const hours = ['00:30', '01:00', '01:30', '01:00', '01:30', '02:00'];
    expect(instants(file(...hours.map((hour) => `2024-11-03 ${hour}`)), half)).toEqual([
      '2024-11-03T04:30',
      '2024-11-03T05:00',
      '2024-11-03T05:30',
      '2024-11-03T06:00',
      '2024-11-03T06:30',
      '2024-11-03T07:00',
    ]);
  });

  it('are told apart when the same time comes twice', () => {
    const text = file('2024-11-03 01:00', '2024-11-03 01:00');
    expect(instants(text, newYorkMinutes)).toEqual(['2024-11-03T05:00', '2024-11-03T06:00']);
  });

  it('are told apart for each symbol of its own', () => {
    const rows = ['A', 'B', 'A', 'B'].map((symbol) => `${symbol},2024-11-03 01:00,1,1,1,1`);
    const text = ['symbol,time,open,high,low,close', ...rows].join('\n');
    const series = barsFromCsv(text, { periodMs: minuteMs, zone: 'America/New_York' });
    const times = [parseInstant('2024-11-03T05:00:00Z'), parseInstant('2024-11-03T06:00:00Z')];
    expect(series.map((each) => [...each.time])).toEqual([times, times]);
  });

  it('are refused when rows do not show which pass they belong to', () => {
    const error = refused(file('2024-11-03 00:59', '2024-11-03 01:30', '2024-11-03 02:00'), {
      ...newYorkMinutes,
    });
    expect(error.message).toContain('America/New_York show once (they show this one twice)');
    expect(error.details).toMatchObject({ row: 3, column: 'time' });
  });

  it('come out as they went in, whatever the hour, when no bar is missing', () => {
    const starts = fc.integer({
      min: Date.UTC(2024, 10, 2) / 1.8e6,
      max: Date.UTC(2024, 10, 4) / 1.8e6,
    });
    fc.assert(
      fc.property(starts, (start) => {
        const times = Array.from({ length: 12 }, (_, i) => (start + i) * 1.8e6);
        const locals = times.map((at) => {
          const summer = at < Date.UTC(2024, 10, 3, 6);
          return new Date(at - (summer ? 4 : 5) * 3.6e6).toISOString().slice(0, 16);
        });
        const repeated = locals.filter((each) => each.startsWith('2024-11-03T01'));
        const options = { ...newYorkMinutes, periodMs: 1.8e6 };
        // A run that begins or ends within the hour may show one pass only.
        if (repeated.length > 0 && new Set(repeated).size === repeated.length) {
          expect(refused(file(...locals), options).message).toContain('show this one twice');
          return;
        }
        expect([...barsFromCsv(file(...locals), options)[0].time]).toEqual(times);
      }),
    );
  });
});

describe('barsFromCsv refuses', () => {
  it.each([
    ['0x10'],
    ['1_000'],
    ['1e400'],
    ['1e5'],
    ['Infinity'],
    ['NaN'],
    [''],
    ['"1,000"'],
    ['+10'],
    ['10.'],
    ['.5'],
    ['-0'],
    ['$10'],
    ['１０'],
  ])('the price %s', (price) => {
    const text = `time,open,high,low,close\n1709908200000,10,12,${price},11`;
    const error = refused(text, minutes);
    expect(error.code).toBe('BARS_INVALID');
    expect(error.message).toContain('low in line 2 must be a plain decimal such as "10.25", was "');
    expect(error.details).toMatchObject({ row: 2, column: 'low' });
  });

  it.each([
    ['seconds', '1709908200'],
    ['microseconds', '1709908200000000'],
    ['nanoseconds', '1709908200000000000'],
    ['a date without hyphens', '20240308'],
    ['an American date', '03/08/2024'],
    ['a date that does not exist', '2024-02-30'],
    ['a second that does not exist', '2024-03-08T23:59:60Z'],
    ['a word', 'yesterday'],
    ['nothing', ''],
  ])('%s as a time', (_, time) => {
    const error = refused(file(time), { ...minutes, calendar: usEquityCalendar, zone: 'UTC' });
    expect(error.message).toContain('time in line 2 must be an instant with offset');
    expect(error.details).toMatchObject({ row: 2, column: 'time' });
  });

  it.each([
    ['2024-03-08T14:30:00Z', '1709908260000'],
    ['1709908200000', '2024-03-08T14:31:00Z'],
    ['2024-03-08 14:30', '2024-03-08T14:31:00Z'],
    ['2024-03-08T14:30:00Z', '2024-03-08 14:31'],
    ['2024-03-08T14:30:00Z', '2024-03-11'],
  ])('a file that mixes %s and %s', (first, second) => {
    const error = refused(file(first, second), newYorkMinutes);
    expect(error.message).toContain('time in line 3 must be a time that exists, like the first');
  });

  it('a file that mixes dates and times', () => {
    const error = refused(file('2024-03-08', '2024-03-11T14:31:00Z'), days);
    expect(error.message).toContain('time in line 3 must be a date that exists, like the first');
  });

  it.each([
    ['a local time without a zone', '2024-03-08 09:30', minutes, 'give the option zone'],
    ['a date without a calendar', '2024-03-08', minutes, 'give the option calendar'],
    ['a time without a period', '2024-03-08T14:30Z', { symbol: 'SPY' }, 'give the option periodMs'],
  ] as const)('%s', (...[, time, options, fix]) => {
    const error = refused(file(time), options);
    expect(error.code).toBe('BARS_INVALID');
    expect(error.details).toMatchObject({ row: 2, column: 'time' });
    expect(error.message).toContain(fix);
  });

  it.each([
    ['a holiday', '2024-07-04', 'time in line 2 must be a session of XNYS, was "2024-07-04"'],
    ['a Sunday', '2024-07-07', 'time in line 2 must be a session of XNYS'],
    ['a date after the calendar', '2031-01-02', 'must be a date that the calendar XNYS covers'],
  ])('%s', (_, date, message) => {
    const error = refused(file(date), days);
    expect(error.code).toBe('BARS_INVALID');
    expect(error.message).toContain(message);
  });

  it.each([
    ['a column that is missing', 'time,open,high,low\n', 'must be a list with "close"'],
    ['a time that is missing', 'open,high,low,close\n', 'must be a list with "time"'],
    ['a column that is misspelled', 'time,opne,high,low,close\n', 'was "opne"; rename it'],
    ['a column that comes twice', 'time,open,Open,high,low,close\n', 'must be there only once'],
    ['two times', 'date,time,open,high,low,close\n', 'must be one column of time, date or'],
    ['semicolons', 'time;open;high;low;close\n', 'must be one of time'],
    ['a column without a name', 'time,open,high,low,close,\n', 'must be one of time'],
    ['__proto__', 'time,open,high,low,close,__proto__\n', 'must be one of time'],
  ])('a header with %s', (_, header, message) => {
    const error = refused(`${header}1709908200000,10,12,9,11`, minutes);
    expect(error.code).toBe('BARS_INVALID');
    expect(error.message).toContain(message);
    expect(error.details).toMatchObject({ row: 1, column: 'header' });
  });

  it.each([
    ['no text', ''],
    ['a header only', 'time,open,high,low,close\n\n'],
    ['a number', 5],
    ['null', null],
  ])('%s', (_, text) => {
    expect(refused(text, minutes).message).toMatch(/^text must be/);
  });

  it('a row with too few or too many fields', () => {
    const few = refused('time,open,high,low,close\n1709908200000,10,12,9', minutes);
    expect(few.message).toContain('line 2 must be a row of 5 fields like the header (it has 4)');
    const many = refused('time,open,high,low,close\n1709908200000,1,000,12,9,11', minutes);
    expect(many.message).toContain('(it has 6)');
  });

  it('bars that break a rule, and names line and column of the file', () => {
    const text = 'Date,Open,High,Low,Close\n\n2024-07-03,10,12,9,11\n2024-07-05,10,11,9,11.5\n';
    const error = refused(text, days);
    expect(error.message).toContain(
      'High in line 4 must be at or above open 10, low 9 and close 11.5',
    );
    expect(error.details).toMatchObject({ row: 4, column: 'High', value: '11' });
    const newestFirst = refused(file('2024-07-05', '2024-07-03'), days);
    expect(newestFirst.message).toContain('time in line 3 must be after the bar before it');
    expect(newestFirst.message).toContain('sort the bars oldest first');
  });

  it('a symbol that is missing, given twice or bad', () => {
    const withSymbol = 'symbol,time,open,high,low,close\nspy,1709908200000,10,12,9,11';
    expect(refused(file('1709908200000'), { periodMs: 1 }).message).toContain('"symbol" unless');
    expect(refused(withSymbol, minutes).message).toContain('"symbol" unless');
    const bad = refused(withSymbol, { periodMs: 1 });
    expect(bad.code).toBe('SYMBOL_INVALID');
    expect(bad.message).toContain('symbol in line 2 must be 1 to 32 characters');
    expect(refused(file('1709908200000'), { ...minutes, symbol: '__proto__' }).code).toBe(
      'SYMBOL_INVALID',
    );
  });

  it('bad options', () => {
    expect(refused(file('1709908200000'), null).message).toMatch(/^options must be/);
    expect(refused(file('1709908200000'), { ...minutes, periodMs: -1 }).message).toMatch(
      /^periodMs/,
    );
    expect(refused(file('1709908200000'), { ...minutes, zone: 'Mars' }).code).toBe('TIME_INVALID');
  });

  it('or accepts, and never fails otherwise, whatever the text', () => {
    const cell = fc.constantFrom(
      '10',
      '12',
      '',
      '"',
      ',',
      '\n',
      '2024-07-03',
      'x',
      '-1',
      '\r',
      ' ',
    );
    const text = fc.array(cell, { maxLength: 40 }).map((cells) => cells.join(','));
    fc.assert(
      fc.property(text, (body) => {
        try {
          barsFromCsv(`time,open,high,low,close\n${body}`, days);
        } catch (error) {
          expect(isSdkError(error)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

const symbols = ['aapl', 'goog', 'googl', 'ibm', 'qqq', 'spy'];

describeWithData(
  'real daily files, 1998 to 2021',
  symbols.map((symbol) => `lean-daily/${symbol}.csv.gz`),
  (paths) => {
    const loaded = paths.map((path, i) => {
      const text = gunzipSync(readFileSync(path)).toString();
      const symbol = symbols[i]!.toUpperCase();
      return { text, series: barsFromCsv(text, { symbol, calendar: usEquityCalendar })[0] };
    });
    const total = loaded.reduce((sum, { series }) => sum + series.length, 0);

    it(`are read as they are (${total} bars of ${symbols.length} symbols)`, () => {
      expect(total).toBe(27_455);
      for (const { text, series } of loaded) {
        const rows = text.trim().split('\n').slice(1);
        expect(series.length).toBe(rows.length);
        for (const [row, line] of rows.entries()) {
          const [date, ...numbers] = line.split(',');
          const session = usEquityCalendar.sessionAt(series.time[row]!);
          expect(session?.on).toBe(date);
          expect(series.endTime?.[row]).toBe(session?.closesAt);
          const { open, high, low, close, volume } = series;
          const read = [open, high, low, close, volume].map((column) => column[row]);
          expect(read).toEqual(numbers.map(Number));
        }
      }
    });

    it('have a bar in every session where the source has one', () => {
      const spy = loaded.at(-1)!.series;
      expect(missingBars(spy, usEquityCalendar)).toEqual([]);
    });
  },
);
