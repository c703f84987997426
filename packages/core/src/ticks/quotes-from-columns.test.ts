import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSdkError, type SdkError } from '../errors/sdk-error.js';
import { isTickSeries } from './is-tick-series.js';
import { type QuoteColumns, quotesFromColumns, type QuotesOptions } from './quotes-from-columns.js';
import { tickSeriesDigest } from './tick-series-digest.js';

const { NaN: none } = Number;
const three = {
  symbol: 'SPY',
  time: [0, 5, 5],
  bid: [10, 10.5, none],
  ask: [10.1, 10.5, 10.7],
  bidSize: [100, 0, 0],
  askSize: [200, 300, 1.5],
};

function refused(columns: unknown, options?: unknown): SdkError {
  try {
    quotesFromColumns(columns as QuoteColumns, options as QuotesOptions);
  } catch (error) {
    if (isSdkError(error)) return error;
    throw error;
  }
  throw new Error('was accepted');
}

describe('quotesFromColumns', () => {
  it('makes a series: equal times, a locked market and an empty side are quotes', () => {
    const quotes = quotesFromColumns(three);
    expect(quotes).toMatchObject({ kind: 'quotes', symbol: 'SPY', length: 3, adjustment: 'raw' });
    expect([...quotes.bid]).toEqual([10, 10.5, none]);
    expect([...(quotes.askSize ?? [])]).toEqual([200, 300, 1.5]);
    expect(quotes.crossedCount).toBe(0);
    expect(isTickSeries(quotes)).toBe(true);
    expect(isTickSeries({ ...quotes })).toBe(false);
    expect(Object.isFrozen(quotes)).toBe(true);
  });

  it('takes over doubles without a copy, and copies numbers', () => {
    const bid = Float64Array.of(10, 10.5, none);
    const time = [...three.time];
    const quotes = quotesFromColumns({ ...three, bid, time }, { adjustment: 'split' });
    time[0] = 4;
    expect(quotes.bid).toBe(bid);
    expect(quotes.time[0]).toBe(0);
    expect(quotes.adjustment).toBe('split');
  });

  it('may do without sizes', () => {
    const { symbol, time, bid, ask } = three;
    const quotes = quotesFromColumns({ symbol, time, bid, ask });
    expect([quotes.bidSize, quotes.askSize]).toEqual([undefined, undefined]);
  });

  it('refuses crossed quotes, or takes both sides of them away and counts them', () => {
    const bid = Float64Array.of(11, 10, 12);
    const crossed = { ...three, bid };
    expect(refused(crossed).message).toBe(
      'quotes[0].ask must be at or above the bid of 11, was 10.1; ' +
        'correct or remove the quote, or say crossed: "blank"',
    );
    const blank = quotesFromColumns(crossed, { crossed: 'blank' });
    expect([...blank.bid]).toEqual([none, 10, none]);
    expect([...blank.ask]).toEqual([none, 10.5, none]);
    expect(blank.crossedCount).toBe(2);
    expect([...bid]).toEqual([11, 10, 12]);
  });

  it.each([
    ['no object', null, 'quotes'],
    ['a missing column', { ...three, ask: undefined }, 'quotes.ask'],
    ['a column that is no list', { ...three, bid: 'abc' }, 'quotes.bid'],
    ['floats of 32 bits', { ...three, bid: new Float32Array(3) }, 'quotes.bid'],
    ['another length', { ...three, bid: [1, 2] }, 'quotes.bid.length'],
    ['no rows', { symbol: 'SPY', time: [], bid: [], ask: [] }, 'quotes.time'],
    ['one size only', { ...three, askSize: undefined }, 'quotes.askSize'],
    ['the other size only', { ...three, bidSize: undefined }, 'quotes.bidSize'],
    ['text', { ...three, bid: [1, '2', 3] }, 'quotes[1].bid', 1],
    ['a hole', { ...three, ask: [1, , 3] }, 'quotes[1].ask', 1],
    ['a time that falls', { ...three, time: [0, 5, 4] }, 'quotes[2].time', 2],
    ['half a millisecond', { ...three, time: [0, 0.5, 1] }, 'quotes[1].time', 1],
    ['a time that is NaN', { ...three, time: [none, 0, 1] }, 'quotes[0].time', 0],
    ['minus zero as a time', { ...three, time: [-0, 0, 1] }, 'quotes[0].time', 0],
    ['a time beyond a Date', { ...three, time: [0, 0, 9e15] }, 'quotes[2].time', 2],
    ['a price of zero', { ...three, bid: [10, 0, 1] }, 'quotes[1].bid', 1],
    ['a price below zero', { ...three, ask: [10, 10.5, -1] }, 'quotes[2].ask', 2],
    ['a price without end', { ...three, ask: [Infinity, 11, 12] }, 'quotes[0].ask', 0],
    ['a size below zero', { ...three, askSize: [1, -1, 1] }, 'quotes[1].askSize', 1],
    ['a size that is NaN', { ...three, bidSize: [1, 1, none] }, 'quotes[2].bidSize', 2],
    ['minus zero as a size', { ...three, bidSize: [1, -0, 1] }, 'quotes[1].bidSize', 1],
  ])('refuses %s', (...[, columns, field, row]) => {
    const { code, details } = refused(columns);
    expect(code).toBe('VALUE_INVALID');
    expect(details['field']).toBe(field);
    expect(details['row']).toBe(row);
  });

  it.each([
    ['options', null],
    ['crossed', { crossed: 'keep' }],
    ['adjustment', { adjustment: 'none' }],
  ])('refuses %s', (field, options) => {
    expect(refused(three, options).details['field']).toBe(field);
  });

  it('refuses a symbol in lower case', () => {
    expect(refused({ ...three, symbol: 'spy' }).code).toBe('SYMBOL_INVALID');
  });

  it('names the first row that is wrong, of any', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.nat(49), (length, place) => {
        const row = place % length;
        const column = (value: number) => Array.from({ length }, () => value);
        const ask = column(11);
        ask.fill(-1, row);
        const columns = { symbol: 'A', time: column(0), bid: column(10), ask };
        expect(refused(columns).details).toMatchObject({ row, column: 'ask' });
      }),
    );
  });
});

describe('tickSeriesDigest of quotes', () => {
  const digest = tickSeriesDigest(quotesFromColumns(three));

  it('is equal for equal quotes, whatever the bits of their empty sides', () => {
    const bits = new Float64Array(new BigUint64Array([0x7ff8dead00000000n]).buffer);
    const bid = Float64Array.of(10, 10.5, bits[0] as number);
    expect(tickSeriesDigest(quotesFromColumns({ ...three, bid }))).toBe(digest);
  });

  it.each([
    ['symbol', { symbol: 'SPX' }],
    ['time', { time: [0, 4, 5] }],
    ['bid', { bid: [10, 10.4, none] }],
    ['an empty side', { bid: [10, 10.5, 10.6] }],
    ['ask', { ask: [10.1, 10.5, 10.8] }],
    ['size', { bidSize: [100, 1, 0] }],
    ['sizes at all', { bidSize: undefined, askSize: undefined }],
  ])('differs with %s', (_, change) => {
    expect(tickSeriesDigest(quotesFromColumns({ ...three, ...change }))).not.toBe(digest);
  });

  it('differs with the adjustment', () => {
    const split = quotesFromColumns(three, { adjustment: 'split' });
    expect(tickSeriesDigest(split)).not.toBe(digest);
  });
});
