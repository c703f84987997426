import { Decimal, type OrderRequest, type OrderView } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import {
  always,
  failure,
  fillTexts,
  minuteBars,
  run,
  scripted,
  statuses,
  strategyOf,
} from './scripted-run.js';

const good = { symbol: 'A', side: 'buy', quantity: 1 } as const;
const limit = { ...good, type: 'limit', limitPrice: '10.5' } as const;
const series = [minuteBars('A', [10, 11, 12])];

/** Every one of them is denied; the message names field, value and what it must be. */
const malformed: readonly (readonly [why: string, request: unknown, message: string])[] = [
  [
    'no object',
    undefined,
    'request must be an object with symbol, side and quantity, was undefined',
  ],
  ['null', null, 'request must be an object with symbol, side and quantity, was null'],
  ['text', 'buy 5', 'request must be an object with symbol, side and quantity, was "buy 5"'],
  ['an array', [], 'symbol must be a symbol of this run: A, was undefined'],
  [
    'no symbol',
    { ...good, symbol: undefined },
    'symbol must be a symbol of this run: A, was undef',
  ],
  [
    'an unknown symbol',
    { ...good, symbol: 'B' },
    'symbol must be a symbol of this run: A, was "B"',
  ],
  ['lower case', { ...good, symbol: 'a' }, 'symbol must be a symbol of this run: A, was "a"'],
  [
    '__proto__',
    { ...good, symbol: '__proto__' },
    'symbol must be a symbol of this run: A, was "__',
  ],
  ['constructor', { ...good, symbol: 'constructor' }, 'symbol must be a symbol of this run: A'],
  ['a side that is none', { ...good, side: 'BUY' }, 'side must be "buy" or "sell", was "BUY"'],
  ['no side', { ...good, side: undefined }, 'side must be "buy" or "sell", was undefined'],
  [
    'a type that is none',
    { ...good, type: 'peg' },
    'type must be "market" or "limit" or "stop" or "stopLimit" or "trailingStop", was "peg"',
  ],
  ['a null type', { ...good, type: null }, 'or "trailingStop", was null'],
  [
    'a life that is none',
    { ...good, timeInForce: 'gtd' },
    'timeInForce must be "day" or "gtc" or "ioc" or "fok" or "opg" or "cls", was "gtd"',
  ],
  [
    'zero',
    { ...good, quantity: 0 },
    'quantity of A must be above zero and a whole multiple of 1, was 0',
  ],
  ['negative zero', { ...good, quantity: -0 }, 'whole multiple of 1, was -0'],
  ['a negative number', { ...good, quantity: -5 }, 'whole multiple of 1, was -5'],
  ['a fraction of a share', { ...good, quantity: 1.5 }, 'whole multiple of 1, was 1.5'],
  ['NaN', { ...good, quantity: Number.NaN }, 'whole multiple of 1, was NaN'],
  ['Infinity', { ...good, quantity: Infinity }, 'whole multiple of 1, was Infinity'],
  ['more than 2^53', { ...good, quantity: 2 ** 53 }, 'whole multiple of 1, was 9007199254740992'],
  ['1e400 as text', { ...good, quantity: '1e400' }, 'whole multiple of 1, was "1e400"'],
  ['hexadecimal', { ...good, quantity: '0x10' }, 'whole multiple of 1, was "0x10"'],
  ['underscores', { ...good, quantity: '1_000' }, 'whole multiple of 1, was "1_000"'],
  ['full-width digits', { ...good, quantity: '１' }, 'whole multiple of 1, was "１"'],
  ['empty text', { ...good, quantity: '' }, 'whole multiple of 1, was ""'],
  [
    'a million characters',
    { ...good, quantity: '1'.repeat(1e6) },
    'whole multiple of 1, was "1111',
  ],
  ['no quantity', { ...good, quantity: undefined }, 'whole multiple of 1, was undefined'],
  ['a bigint', { ...good, quantity: 5n }, 'whole multiple of 1, was 5'],
  [
    'a limit order without a price',
    { ...good, type: 'limit' },
    'limitPrice of A must be above zero',
  ],
  ['a price of zero', { ...limit, limitPrice: 0 }, 'a whole multiple of 0.01, was 0'],
  ['a price below zero', { ...limit, limitPrice: -1 }, 'a whole multiple of 0.01, was -1'],
  [
    'a price off the tick',
    { ...limit, limitPrice: 10.005 },
    'a whole multiple of 0.01, was 10.005',
  ],
  ['a NaN price', { ...limit, limitPrice: Number.NaN }, 'a whole multiple of 0.01, was NaN'],
  [
    'a price on a market order',
    { ...good, limitPrice: 10 },
    'limitPrice must be left out for a market order; use type "limit" to bound the price, was 10',
  ],
];

describe('a malformed request', () => {
  it.each(malformed)('with %s is denied, and the run goes on', async (_, request, message) => {
    const report = await run({
      series,
      strategy: scripted({
        0: (context) => {
          const order = context.submit(request as OrderRequest);
          expect([order.status, order.finished]).toEqual(['denied', true]);
          context.cancel(order);
        },
        1: (context) => void context.submit(good),
      }),
    });
    const [filled, denied] = [...report.orders];
    expect([filled?.status, denied?.status]).toEqual(['filled', 'denied']);
    const [refusal] = denied?.refusals ?? [];
    expect(refusal?.code).toBe(message.startsWith('symbol must') ? 'SYMBOL_UNKNOWN' : 'MALFORMED');
    expect(refusal?.message).toContain(message);
    const explained = report.explain(denied!.clientOrderId);
    expect(explained.refusals).toEqual(denied?.refusals);
    expect(explained.timeline.map(({ event }) => event)).toEqual(['denied']);
  });

  it('has an id of its own, and stands behind the well-formed ones', async () => {
    const report = await run({
      series,
      strategy: always((context) => {
        context.submit({ ...good, quantity: -1 });
        context.submit(good);
      }),
    });
    expect(statuses(report)).toEqual([
      'filled',
      'filled',
      'accepted',
      'denied',
      'denied',
      'denied',
    ]);
    const ids = new Set([...report.orders].map(({ clientOrderId }) => clientOrderId));
    expect(ids.size).toBe(6);
  });
});

describe('a well-formed request', () => {
  it.each([
    ['a number', 2],
    ['text', '2'],
    ['text with zeros', '2.000'],
    ['a Decimal', new Decimal(2)],
  ])('takes its quantity as %s', async (_, quantity) => {
    const report = await run({
      series,
      strategy: scripted({ 0: (context) => void context.submit({ ...good, quantity }) }),
    });
    expect(fillTexts(report)).toEqual(['buy 2 A 11 @60000']);
  });

  it('is exact for fractions at nine decimals', async () => {
    const report = await run({
      series: [minuteBars('A', [10, 60_123.456_789])],
      instruments: [{ symbol: 'A', quantityStep: '0.000000001', priceTick: '0.000001' }],
      strategy: scripted({
        0: (context) => void context.submit({ ...good, quantity: '0.123456789' }),
      }),
    });
    expect(report.cash.plus(report.deposits.neg()).toFixed()).toBe(
      new Decimal('0.123456789').times('60123.456789').neg().toFixed(),
    );
  });

  it('has an id: equal requests of one turn differ, equal runs agree', async () => {
    const twice = (): Promise<readonly string[]> =>
      run({
        series,
        strategy: scripted({
          0: (context) => {
            context.submit(good);
            context.submit(good);
          },
          1: (context) => void context.submit(good),
        }),
      }).then((report) => [...report.orders].map(({ clientOrderId }) => clientOrderId));
    const ids = await twice();
    expect(new Set(ids).size).toBe(3);
    expect(await twice()).toEqual(ids);
  });

  it('can be followed by its view, during and after the run', async () => {
    const seen: unknown[] = [];
    let order: OrderView | undefined;
    await run({
      series,
      strategy: always((context) => {
        order ??= context.submit(good);
        seen.push([order.status, context.working('A'), context.position('A')]);
      }),
    });
    expect(seen).toEqual([
      ['pending', 1, 0],
      ['filled', 0, 1],
      ['filled', 0, 1],
    ]);
    expect(order?.finished).toBe(true);
  });
});

describe('reports to the strategy', () => {
  it('come for every change of its orders', async () => {
    const told: string[] = [];
    await run({
      series: [minuteBars('A', [10, 11, 12, 13])],
      cash: 20,
      strategy: scripted(
        {
          0: (context) => void context.submit(good),
          1: (context) => void context.submit({ ...good, quantity: 5 }),
          2: (context) => {
            const order = context.submit({ ...limit, limitPrice: 1 });
            context.cancel(order);
          },
        },
        ({ status, quantity }) => told.push(`${quantity?.toFixed()} ${status}`),
      ),
    });
    expect(told).toEqual([
      '1 accepted',
      '1 filled',
      '5 accepted',
      '5 rejected',
      '1 accepted',
      '1 canceled',
    ]);
  });
});

describe('a strategy that throws', () => {
  it.each([
    ['an error', new Error('division by zero'), 'division by zero'],
    ['text', 'oops', 'oops'],
    ['nothing', undefined, 'undefined'],
  ])('%s stops the run, which names strategy and slice', async (_, thrown, text) => {
    const { code, message } = await failure(() =>
      run({
        series,
        strategy: scripted({
          1: () => {
            throw thrown as Error;
          },
        }),
      }),
    );
    expect(code).toBe('STRATEGY_FAILED');
    expect(message).toBe(
      `strategy "scripted" threw in onBars at the slice of 1970-01-01T00:01:00.000Z: ${text}`,
    );
  });

  it('in onReport stops it, too', async () => {
    const { code, message } = await failure(() =>
      run({
        series,
        strategy: scripted({ 0: (context) => void context.submit(good) }, () => {
          throw new Error('no');
        }),
      }),
    );
    expect(code).toBe('STRATEGY_FAILED');
    expect(message).toContain('threw in onReport at the slice of 1970-01-01T00:00:00.000Z: no');
  });

  it.each(['bar', 'mark', 'position', 'working'] as const)(
    'by asking for the %s of an unknown symbol is told so',
    async (method) => {
      const { code, message } = await failure(() =>
        run({ series, strategy: always((context) => void context[method]('B')) }),
      );
      expect(code).toBe('STRATEGY_FAILED');
      expect(message).toContain('symbol must be a symbol of this run: A, was "B"');
    },
  );

  it('when a target names an unknown symbol is told so', async () => {
    const { message } = await failure(() =>
      run({ series, strategy: always((context) => context.target('B', 0.1)) }),
    );
    expect(message).toContain('symbol must be a symbol of this run: A, was "B"');
  });
});

describe('a strategy', () => {
  it('gets a new instance for each run', async () => {
    let made = 0;
    const strategy = strategyOf(() => {
      made += 1;
      let slices = 0;
      return { onBars: () => void (slices += 1) };
    });
    await Promise.all([run({ series, strategy }), run({ series, strategy })]);
    expect(made).toBe(2);
  });
});
