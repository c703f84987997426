import { alwaysOpenCalendar, type BarSeries, barsFromColumns, isSdkError } from '@tradewright/core';
import { type BacktestSettings, type RunOptions, runBacktest } from '@tradewright/backtest';
import { describe, expect, it } from 'vitest';
import { always, failure, minuteBars, minuteMs, strategyOf } from './scripted-run.js';

const series = [minuteBars('A', [10, 11, 12])];
const idle = always(() => undefined);
const good = { strategy: idle, series, cash: 1000, calendar: alwaysOpenCalendar, limits: {} };

/** Settings as JavaScript may bring them. */
function attempt(settings: unknown, options?: unknown) {
  return failure(() => runBacktest(settings as BacktestSettings<undefined>, options as RunOptions));
}

const huge = '9'.repeat(1_000_000);
const copied = { ...series[0] };
const periods = barsFromColumns(
  { symbol: 'B', time: [0], open: [1], high: [1], low: [1], close: [1] },
  { periodMs: 1000 },
);

/** Field by field: what is not accepted, and what the message must say. */
const refused: readonly (readonly [what: string, settings: object, message: string])[] = [
  ['no cash', { cash: undefined }, 'cash must be above zero'],
  ['cash of zero', { cash: 0 }, 'was 0'],
  ['cash of negative zero', { cash: -0 }, 'was -0'],
  ['negative cash', { cash: -5 }, 'was -5'],
  ['cash that is NaN', { cash: Number.NaN }, 'was NaN'],
  ['infinite cash', { cash: Infinity }, 'was Infinity'],
  ['cash of 1e400', { cash: '1e400' }, 'was "1e400"'],
  ['hexadecimal cash', { cash: '0xff' }, 'was "0xff"'],
  ['cash with underscores', { cash: '1_000' }, 'was "1_000"'],
  ['cash in full-width digits', { cash: '１００' }, 'was "１００"'],
  ['cash of a million digits', { cash: huge }, 'was "999'],
  ['cash finer than its step', { cash: '1.0000001' }, 'at most 6 digits after the point, was'],
  ['cash that is a bigint', { cash: 1000n }, 'was 1000'],
  ['cash that is null', { cash: null }, 'was null'],
  ['no series', { series: undefined }, 'series must be a list of at least one series, was undef'],
  ['an empty list', { series: [] }, 'series must be a list of at least one series, was an array'],
  ['a series beside a list', { series: series[0] }, 'series must be a list of at least one series'],
  ['a series of nothing', { series: [undefined] }, 'series[0] must be made by barsFromColumns'],
  ['a copied series', { series: [copied] }, 'series[0] must be made by barsFromColumns'],
  [
    'a symbol twice',
    { series: [...series, ...series] },
    'series must be one series per symbol, was "A"',
  ],
  ['bars of two lengths', { series: [...series, periods] }, 'periodMs of B must be 60000'],
  ['instruments as an object', { instruments: {} }, 'instruments must be a list, was an object'],
  ['an instrument without bars', { instruments: [{ symbol: 'B' }] }, 'instruments must be'],
  ['a tick of zero', { instruments: [{ symbol: 'A', priceTick: '0' }] }, 'priceTick of A must be'],
  [
    'a tick as a number',
    { instruments: [{ symbol: 'A', priceTick: 0.01 }] },
    'priceTick of A must',
  ],
  [
    'a step too fine',
    { instruments: [{ symbol: 'A', quantityStep: '0.0000000001' }] },
    'quantityStep',
  ],
  ['no strategy', { strategy: undefined }, 'strategy must be an object with name, version'],
  ['a function as strategy', { strategy: () => idle }, 'strategy must be an object with name'],
  [
    'a strategy without a name',
    { strategy: { ...idle, name: '' } },
    'strategy.name must be 1 to 64',
  ],
  ['a name with a blank', { strategy: { ...idle, name: 'a b' } }, 'strategy.name must be 1 to 64'],
  [
    'a name too long',
    { strategy: { ...idle, name: 'a'.repeat(65) } },
    'strategy.name must be 1 to',
  ],
  ['no version', { strategy: { ...idle, version: undefined } }, 'strategy.version must be 1 to 64'],
  ['a negative warm-up', { strategy: { ...idle, warmUpBars: () => -1 } }, 'strategy.warmUpBars()'],
  [
    'half a warm-up',
    { strategy: { ...idle, warmUpBars: () => 0.5 } },
    'strategy.warmUpBars() must',
  ],
  [
    'an unknown warm-up',
    { strategy: { ...idle, warmUpBars: () => NaN } },
    'whole number from 0, was',
  ],
  ['no instance', { strategy: { ...idle, create: () => ({}) } }, 'strategy.create() must be an'],
  [
    'no calendar',
    { calendar: undefined },
    'calendar must be a calendar such as alwaysOpenCalendar',
  ],
  ['a calendar of text', { calendar: 'XNYS' }, 'calendar must be a calendar such as alwaysOpenCal'],
  [
    'no limits',
    { limits: undefined },
    'limits must be an object; {} takes the defaults, was undef',
  ],
  [
    'misspelled limits',
    { limits: { orderQuantityMx: 1 } },
    'limits.orderQuantityMx must be one of',
  ],
  [
    'an infinite limit',
    { limits: { orderQuantityMax: Infinity } },
    'limits.orderQuantityMax must be',
  ],
  ['rules that are no list', { rules: {} }, 'rules must be a list of rules, was an object'],
  ['a rule that is nothing', { rules: [undefined] }, 'rules[0] must be an object with code, scope'],
  [
    'a rule without a scope',
    { rules: [{ code: 'A', review: () => undefined }] },
    'rules[0] must be an',
  ],
  [
    'a rule in lower case',
    { rules: [{ code: 'a', scope: 'always', review: () => undefined }] },
    'rules[0]',
  ],
  ['a rule without a review', { rules: [{ code: 'A', scope: 'always' }] }, 'rules[0] must be an'],
  ['an account with a blank', { account: 'my account' }, 'account must be 1 to 64 characters'],
  ['an empty account', { account: '' }, 'account must be 1 to 64 characters'],
  [
    'a fill convention that is none',
    { fillAt: 'open' },
    'fillAt must be "next-open" or "this-close"',
  ],
  [
    'a limit convention that is none',
    { limitFill: 'cross' },
    'limitFill must be "touch" or "through"',
  ],
  [
    'negative cash as text',
    { negativeCash: 'yes' },
    'negativeCash must be true or false, was "yes"',
  ],
  ['a start that is a date', { from: new Date(0) }, 'from must be UTC milliseconds, was an object'],
  ['a start that is NaN', { from: Number.NaN }, 'from must be UTC milliseconds, was NaN'],
  ['an infinite end', { to: Infinity }, 'to must be UTC milliseconds, was Infinity'],
  ['an end as text', { to: '2020-01-01' }, 'to must be UTC milliseconds, was "2020-01-01"'],
  [
    'an end before the start',
    { from: 60_000, to: 0 },
    'to must be after from, which was 60000, was 0',
  ],
  ['an end at the start', { from: 60_000, to: 60_000 }, 'to must be after from'],
  ['a range without bars', { from: 10 * minuteMs }, 'from must be such that bars are left'],
  ['a range before all bars', { to: -1 }, 'from must be such that bars are left'],
];

describe('runBacktest', () => {
  it.each(refused)('refuses %s', async (_, settings, message) => {
    const { code, message: told } = await attempt({ ...good, ...settings });
    expect(['SETTINGS_INVALID', 'VALUE_INVALID']).toContain(code);
    expect(told).toContain(message);
    expect(told.length).toBeLessThan(500);
  });

  it.each([[undefined], [null], [5], ['settings']])(
    'refuses %s instead of settings',
    async (it) => {
      const { code, message } = await attempt(it);
      expect(code).toBe('SETTINGS_INVALID');
      expect(message).toContain('settings must be an object with strategy, series, cash');
    },
  );

  it('refuses an instrument whose symbol is none', async () => {
    for (const symbol of ['a', '__proto__', 'constructor', undefined, 5]) {
      const { code } = await attempt({ ...good, instruments: [{ symbol }] });
      expect(code).toBe('SYMBOL_INVALID');
    }
  });

  it('refuses more than one currency', async () => {
    const { code, message } = await attempt({
      ...good,
      series: [...series, minuteBars('B', [1])],
      instruments: [{ symbol: 'B', currency: 'EUR' }],
    });
    expect(code).toBe('CURRENCY_MISMATCH');
    expect(message).toBe('currency of B must be USD, was "EUR"');
  });

  it.each([0, -1, 0.5, Number.NaN, Infinity, '10', null])(
    'refuses chunks of %s',
    async (chunkBars) => {
      const { code, message } = await attempt(good, { chunkBars });
      expect(code).toBe('SETTINGS_INVALID');
      expect(message).toContain('chunkBars must be a whole number above zero');
    },
  );

  it.each([
    ['a function', { f: () => 1 }, '$.f'],
    ['NaN', { a: [1, Number.NaN] }, '$.a[1]'],
    ['a bigint', { a: 1n }, '$.a'],
  ])('refuses parameters with %s', async (_, parameters, path) => {
    const { code, message } = await attempt({ ...good, parameters });
    expect(code).toBe('VALUE_INVALID');
    expect(message).toContain(`${path} must be plain data`);
  });

  it('rejects its promise and never throws', () => {
    const promise = runBacktest(undefined as never);
    return expect(promise).rejects.toSatisfy((error) => isSdkError(error, 'SETTINGS_INVALID'));
  });

  it('asks the strategy nothing when the series are not in order', async () => {
    let asked = 0;
    const strategy = strategyOf(() => {
      asked += 1;
      return { onBars: () => undefined };
    });
    await attempt({ ...good, strategy, series: [] });
    expect(asked).toBe(0);
  });

  it('takes the defaults for what is left out', async () => {
    const report = await runBacktest(good);
    const stated = new Map(report.assumptions.map(({ name, value }) => [name, value]));
    expect(stated.get('market orders fill at')).toBe('next-open');
    expect(stated.get('limit orders fill when the range does')).toBe('touch');
    expect(stated.get('commission')).toBe('{"kind":"none"}');
    expect(stated.get('negative cash')).toBe('false');
    expect(stated.get('calendar')).toBe('24/7');
    expect(report.assumptions.filter((one) => one.default !== undefined)).toEqual([]);
    expect(report.currency).toBe('USD');
  });

  it('prints what differs from the defaults', async () => {
    const report = await runBacktest({
      ...good,
      fillAt: 'this-close',
      limitFill: 'through',
      negativeCash: true,
      commission: { kind: 'bps', bps: '5' },
    });
    const differing = report.assumptions.filter((one) => one.default !== undefined);
    expect(differing.map((one) => [one.value, one.default])).toEqual([
      ['this-close', 'next-open'],
      ['through', 'touch'],
      ['{"kind":"bps","bps":"5"}', '{"kind":"none"}'],
      ['true', 'false'],
    ]);
  });

  it('gives the strategy a copy of its parameters', async () => {
    const parameters = { window: 3, list: [1, 2] };
    let seen: unknown;
    const strategy = {
      name: 'copy',
      version: '1',
      warmUpBars: ({ window }: typeof parameters) => window,
      create: (own: typeof parameters) => {
        seen = own;
        own.list.push(3);
        return { onBars: () => undefined };
      },
    };
    await runBacktest({ ...good, strategy, parameters });
    expect(parameters).toEqual({ window: 3, list: [1, 2] });
    expect(seen).not.toBe(parameters);
  });

  it('does not change what it was given', async () => {
    const list: readonly BarSeries[] = Object.freeze([minuteBars('B', [1, 2]), ...series]);
    const limits = Object.freeze({ orderQuantityMax: 5 });
    await runBacktest(Object.freeze({ ...good, series: list, limits, rules: Object.freeze([]) }));
    expect(list.map(({ symbol }) => symbol)).toEqual(['B', 'A']);
  });
});
