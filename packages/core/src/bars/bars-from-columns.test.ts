import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSdkError, type SdkError } from '../errors/sdk-error.js';
import type { BarColumns } from './bar-columns.js';
import { barEndAt } from './bar-series.js';
import { barsFromColumns } from './bars-from-columns.js';
import type { BarsOptions } from './bars-options.js';
import { isBarSeries } from './is-bar-series.js';

const minuteMs = 60_000;
const options: BarsOptions = { periodMs: minuteMs };
const three = {
  symbol: 'SPY',
  time: [0, minuteMs, 2 * minuteMs],
  open: [10, 11, 12],
  high: [12, 12, 13],
  low: [9, 10, 11],
  close: [11, 11.5, 12],
};

function refused(columns: unknown, ...given: [unknown?]): SdkError {
  try {
    barsFromColumns(
      columns as BarColumns,
      (given.length === 0 ? options : given[0]) as BarsOptions,
    );
  } catch (error) {
    if (isSdkError(error)) return error;
    throw error;
  }
  throw new Error('was accepted');
}

describe('barsFromColumns', () => {
  it('makes a series', () => {
    const series = barsFromColumns(three, options);
    expect(series).toMatchObject({ symbol: 'SPY', length: 3, periodMs: minuteMs });
    expect(series.adjustment).toBe('raw');
    expect([...series.close]).toEqual([11, 11.5, 12]);
    expect([...series.volume]).toEqual([0, 0, 0]);
    expect(series.vwap).toBeUndefined();
    expect(series.endTime).toBeUndefined();
    expect(barEndAt(series, 1)).toBe(2 * minuteMs);
    expect(barEndAt(series, 3)).toBeNaN();
  });

  it('takes over doubles without a copy, and copies numbers', () => {
    const close = Float64Array.of(11, 11.5, 12);
    const time = [...three.time];
    const series = barsFromColumns({ ...three, time, close }, options);
    expect(series.close).toBe(close);
    time[0] = 5;
    expect(series.time[0]).toBe(0);
  });

  it('accepts doubles over shared memory', () => {
    const close = new Float64Array(new SharedArrayBuffer(24));
    close.set(three.close);
    expect(barsFromColumns({ ...three, close }, options).close).toBe(close);
  });

  it('keeps every optional column', () => {
    const series = barsFromColumns(
      {
        ...three,
        volume: [0, 1, 2.5],
        vwap: [10.5, 11, 12],
        tradeCount: [0, 1, 2],
        endTime: [minuteMs, 2 * minuteMs, 2.5 * minuteMs],
      },
      { periodMs: minuteMs, adjustment: 'split' },
    );
    expect([...series.volume]).toEqual([0, 1, 2.5]);
    expect([...series.vwap!]).toEqual([10.5, 11, 12]);
    expect([...series.tradeCount!]).toEqual([0, 1, 2]);
    expect(series.adjustment).toBe('split');
    expect(barEndAt(series, 2)).toBe(2.5 * minuteMs);
  });

  it('accepts one bar, an instant, a bar before 1970 and prices that do not move', () => {
    const one = { symbol: 'A', time: [-5], open: [1e-300], high: [1e300], low: [1e-300] };
    expect(barsFromColumns({ ...one, close: [1] }, { periodMs: 0 }).length).toBe(1);
  });

  it('moves times that name the end back to the start', () => {
    const time = Float64Array.of(minuteMs, 2 * minuteMs, 3 * minuteMs);
    const series = barsFromColumns({ ...three, time }, { periodMs: minuteMs, label: 'end' });
    expect([...series.time]).toEqual(three.time);
    expect(time[0]).toBe(minuteMs);
    expect(barEndAt(series, 0)).toBe(minuteMs);
  });
});

describe('the mark of a checked series', () => {
  it('is on what a loader made, and survives no copy', () => {
    const series = barsFromColumns(three, options);
    expect(isBarSeries(series)).toBe(true);
    expect(isBarSeries({ ...series })).toBe(false);
    expect(isBarSeries({ ...series, close: Float64Array.of(1, 2, 3) })).toBe(false);
    expect(isBarSeries(structuredClone({ ...series }))).toBe(false);
    expect(isBarSeries(Object.create(series))).toBe(false);
    expect(Object.keys(series)).not.toContain('@tradewright/core/BarSeries');
  });

  it('is not on anything else', () => {
    for (const other of [null, undefined, 5, 'SPY', {}, [], three]) {
      expect(isBarSeries(other)).toBe(false);
    }
  });

  it('goes with a series whose fields cannot be replaced', () => {
    const series = barsFromColumns(three, options) as { close: Float64Array };
    expect(() => {
      series.close = new Float64Array(3);
    }).toThrow(TypeError);
  });

  it('is renewed without a copy on the other side of a worker', () => {
    const sent = barsFromColumns(three, options);
    const received = structuredClone({ ...sent });
    expect(barsFromColumns(received, received).close).toBe(received.close);
  });
});

describe('barsFromColumns refuses', () => {
  const column = (name: string, row: number, value: number) => ({
    ...three,
    [name]: (three as unknown as Record<string, number[]>)[name]!.map((each, i) =>
      i === row ? value : each,
    ),
  });

  it.each([
    ['open', Number.NaN, 'NaN'],
    ['open', Number.POSITIVE_INFINITY, 'Infinity'],
    ['high', Number.POSITIVE_INFINITY, 'Infinity'],
    ['low', Number.NEGATIVE_INFINITY, '-Infinity'],
    ['low', 0, '0'],
    ['low', -0, '-0'],
    ['close', -1, '-1'],
    ['high', Number.NaN, 'NaN'],
    ['low', Number.NaN, 'NaN'],
    ['close', Number.NaN, 'NaN'],
  ])('%s %s', (name, value, shown) => {
    const error = refused(column(name, 1, value));
    expect(error.code).toBe('BARS_INVALID');
    expect(error.message).toContain(
      `bars[1].${name} must be a finite price above zero, was ${shown}`,
    );
    expect(error.details).toMatchObject({ row: 1, column: name, value: shown });
    expect(error.details['fix']).toBe('remove the bar');
  });

  it.each([
    ['high below low', { high: [12, 9.5, 13] }, 'bars[1].high'],
    ['high below open', { open: [10, 12.5, 12] }, 'bars[1].high'],
    ['high below close', { close: [11, 12.5, 12] }, 'bars[1].high'],
    ['low above open', { open: [10, 9.5, 12] }, 'bars[1].low'],
    ['low above close', { close: [11, 9.5, 12] }, 'bars[1].low'],
  ])('%s', (_, change, field) => {
    const error = refused({ ...three, ...change });
    expect(error.code).toBe('BARS_INVALID');
    expect(error.details).toMatchObject({ field, row: 1 });
  });

  it.each([
    ['no number', [0, Number.NaN, 2 * minuteMs], 'bars[1].time must be whole UTC milliseconds'],
    ['endless', [0, minuteMs, Number.POSITIVE_INFINITY], 'bars[2].time must be whole UTC'],
    ['a part of a millisecond', [0, 0.5, minuteMs], 'bars[1].time must be whole UTC'],
    ['nanoseconds', [1.7e18, 1.8e18, 1.9e18], 'bars[0].time must be whole UTC milliseconds within'],
    [
      'twice the same',
      [0, 0, minuteMs],
      'bars[1].time must be after the bar before it (1970-01-01',
    ],
    [
      'newest first',
      [2 * minuteMs, minuteMs, 0],
      'sort the bars oldest first and remove duplicates',
    ],
    ['an overlap', [0, 30_000, minuteMs], 'bars[1].time must be at or after the end of the bar'],
  ])('time: %s', (_, time, message) => {
    const error = refused({ ...three, time });
    expect(error.code).toBe('BARS_INVALID');
    expect(error.message).toContain(message);
    expect(error.details).toMatchObject({ column: 'time' });
  });

  it('an overlap, and points to the period', () => {
    const error = refused({ ...three, time: [0, 30_000, minuteMs] });
    expect(error.details).toMatchObject({ row: 1, column: 'time', field: 'bars[1].time' });
    expect(error.details['fix']).toBe(
      'check periodMs, or give endTime where the length of bars varies',
    );
  });

  it('a bar that ends beyond the range of a Date', () => {
    const error = refused({ ...three, time: [0, minuteMs, 8.64e15] });
    expect(error.message).toContain('bars[2].time must be such that the bar ends within the range');
  });

  it.each([
    ['before its start', [minuteMs, minuteMs - 1, 3 * minuteMs], 'bars[1].endTime'],
    ['no number', [minuteMs, Number.NaN, 3 * minuteMs], 'bars[1].endTime'],
    ['a part of a millisecond', [minuteMs, 2 * minuteMs - 0.5, 3 * minuteMs], 'bars[1].endTime'],
    ['after the next start', [minuteMs, 2 * minuteMs + 1, 3 * minuteMs], 'bars[2].time'],
  ])('endTime: %s', (_, endTime, field) => {
    expect(refused({ ...three, endTime }).details).toMatchObject({ field });
  });

  it.each([
    ['volume', -1],
    ['volume', -0],
    ['volume', Number.NaN],
    ['volume', Number.POSITIVE_INFINITY],
    ['tradeCount', 1.5],
    ['tradeCount', -1],
    ['tradeCount', Number.NaN],
    ['vwap', 0],
    ['vwap', Number.NaN],
    ['vwap', Number.POSITIVE_INFINITY],
  ])('%s %s', (name, value) => {
    const error = refused({ ...three, [name]: [1, 1, value] });
    expect(error.code).toBe('BARS_INVALID');
    expect(error.details).toMatchObject({ field: `bars[2].${name}`, row: 2, column: name });
  });

  it.each([
    ['another length', { close: [11, 11] }, 'bars.close.length must be 3'],
    ['another length of an optional column', { volume: [] }, 'bars.volume.length must be 3'],
    ['no bar', { time: [], open: [], high: [], low: [], close: [] }, 'at least one bar'],
    ['a missing column', { close: undefined }, 'bars.close must be a Float64Array or an array'],
    ['text', { close: '11,12,13' }, 'was "11,12,13"'],
    ['singles', { close: Float32Array.of(11, 11.5, 12) }, 'bars.close must be a Float64Array'],
    ['big integers', { time: BigInt64Array.of(0n, 1n, 2n) }, 'bars.time must be a Float64Array'],
    ['numbers as text', { close: [11, '11.5', 12] }, 'bars[1].close must be a number, was "11.5"'],
    ['a hole', { close: [11, , 12] }, 'bars[1].close must be a number, was undefined'],
    ['big integers in an array', { time: [0, 60_000n, 120_000] }, 'bars[1].time must be a number'],
    ['null', { volume: null }, 'bars.volume must be a Float64Array or an array'],
  ])('%s', (_, change, message) => {
    const error = refused({ ...three, ...change });
    expect(error.code).toBe('BARS_INVALID');
    expect(error.message).toContain(message);
  });

  it('a huge array with holes, before it takes memory', () => {
    const huge: number[] = [];
    huge.length = 2 ** 32 - 1;
    const columns = { symbol: 'A', time: huge, open: huge, high: huge, low: huge, close: huge };
    expect(refused(columns).message).toContain('bars[0].time must be a number');
  });

  it('an array that only pretends to hold doubles', () => {
    const fake = Float32Array.of(11, 11.5, 12);
    Object.defineProperty(fake, Symbol.toStringTag, { value: 'Float64Array' });
    expect(refused({ ...three, close: fake }).code).toBe('BARS_INVALID');
  });

  it.each(['__proto__', 'spy', '', 'SPY ', null, undefined, 5, {}])('the symbol %s', (symbol) => {
    expect(refused({ ...three, symbol }).code).toBe('SYMBOL_INVALID');
  });

  it('a symbol of a million characters, in a short message', () => {
    const error = refused({ ...three, symbol: 'A'.repeat(1_000_000) });
    expect(error.code).toBe('SYMBOL_INVALID');
    expect(error.message.length).toBeLessThan(300);
  });

  it.each([
    [{}, 'periodMs must be whole milliseconds from 0, such as 60000, was undefined'],
    [{ periodMs: Number.NaN }, 'periodMs'],
    [{ periodMs: -1 }, 'periodMs'],
    [{ periodMs: 0.5 }, 'periodMs'],
    [{ periodMs: Number.POSITIVE_INFINITY }, 'periodMs'],
    [{ periodMs: '60000' }, 'periodMs'],
    [{ periodMs: minuteMs, adjustment: 'none' }, 'adjustment must be "raw", "split" or "total"'],
    [{ periodMs: minuteMs, label: 'middle' }, 'label must be "start" or "end"'],
    [null, 'options must be an object'],
    [undefined, 'options must be an object'],
  ])('the options %o', (given, message) => {
    const error = refused(three, given);
    expect(error.code).toBe('BARS_INVALID');
    expect(error.message).toContain(message);
  });

  it('ends as labels together with endTime', () => {
    const columns = { ...three, endTime: [minuteMs, 2 * minuteMs, 3 * minuteMs] };
    expect(refused(columns, { periodMs: minuteMs, label: 'end' }).message).toContain('label');
  });

  it.each([null, undefined, 5, 'SPY'])('%s instead of columns', (columns) => {
    expect(refused(columns).code).toBe('BARS_INVALID');
  });

  it('or accepts, and never fails otherwise, whatever it gets', () => {
    const value = fc.oneof(fc.double(), fc.integer(), fc.constantFrom<unknown>(null, 'x', -0, 1n));
    const list = fc.oneof(
      fc.array(value, { maxLength: 3 }),
      fc.float64Array({ maxLength: 3 }),
      fc.anything(),
    );
    const columns = fc.record({
      symbol: fc.oneof(fc.constant('SPY'), fc.anything()),
      ...{ time: list, open: list, high: list, low: list, close: list, volume: list },
    });
    fc.assert(
      fc.property(columns, fc.oneof(fc.constant(options), fc.anything()), (given, settings) => {
        try {
          const series = barsFromColumns(given as BarColumns, settings as BarsOptions);
          expect(isBarSeries(series)).toBe(true);
        } catch (error) {
          expect(isSdkError(error)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('exactly the bars that break a rule, one value at a time', () => {
    const price = fc.double({ min: -2, max: 14 });
    const row = fc.tuple(price, price, price, price);
    fc.assert(
      fc.property(row, ([open, high, low, close]) => {
        const prices = [open, high, low, close];
        const isRight =
          prices.every((each) => Number.isFinite(each) && each > 0) &&
          high === Math.max(...prices) &&
          low === Math.min(...prices);
        const columns = { symbol: 'A', time: [0], open: [open], high: [high], low: [low] };
        const load = () => barsFromColumns({ ...columns, close: [close] }, options);
        if (isRight) expect(load().length).toBe(1);
        else expect(load).toThrow(/must be/);
      }),
      { numRuns: 1000 },
    );
  });
});
