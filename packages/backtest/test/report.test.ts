import { type ClientOrderId, isSdkError } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { fillTexts, minuteBars, run, scripted } from './scripted-run.js';

const series = [
  minuteBars('A', [100, 101, 110, 104]),
  minuteBars('B', [50, 50, 45, 48]),
  minuteBars('C', [10, 10, 10, 10]),
];

/** Buys A, sells B short, takes half of each back. */
const both = scripted({
  0: (context) => {
    context.submit({ symbol: 'A', side: 'buy', quantity: 100 });
    context.submit({ symbol: 'B', side: 'sell', quantity: 200 });
  },
  1: (context) => {
    context.submit({ symbol: 'A', side: 'sell', quantity: 50 });
    context.submit({ symbol: 'B', side: 'buy', quantity: 50 });
  },
});

describe('the report', () => {
  const made = run({ series, strategy: both, commission: { kind: 'bps', bps: '10' } });

  it('lists every fill with its fee', async () => {
    const report = await made;
    expect(fillTexts(report)).toEqual([
      'buy 100 A 101 @60000',
      'sell 200 B 50 @60000',
      'sell 50 A 110 @120000',
      'buy 50 B 45 @120000',
    ]);
    expect([...report.fills].map(({ fee }) => fee.toFixed())).toEqual([
      '10.1',
      '10',
      '5.5',
      '2.25',
    ]);
    const ids = new Set([...report.orders].map(({ clientOrderId }) => clientOrderId));
    for (const { clientOrderId } of report.fills) expect(ids.has(clientOrderId)).toBe(true);
  });

  it('values positions at last marks, exactly', async () => {
    const { positions, cash, finalEquity, realized, unrealized, summary, deposits } = await made;
    const shown = positions.map((each) => [
      each.symbol,
      each.signedQuantity.toFixed(),
      each.openCost.toFixed(),
      each.realized.toFixed(),
      each.mark?.toFixed(),
      each.marketValue?.toFixed(),
      each.unrealized?.toFixed(),
    ]);
    expect(shown).toEqual([
      ['A', '50', '5050', '450', '104', '5200', '150'],
      ['B', '-150', '-7500', '250', '48', '-7200', '300'],
    ]);
    // 100,000 − 10,100 + 10,000 + 5,500 − 2,250 − fees of 27.85.
    expect(cash.toFixed()).toBe('103122.15');
    expect(finalEquity?.toFixed()).toBe('101122.15');
    expect([realized.toFixed(), unrealized?.toFixed()]).toEqual(['700', '450']);
    expect([summary.fees.toFixed(), deposits.toFixed()]).toEqual(['27.85', '100000']);
  });

  it('has a value of the account after each slice', async () => {
    const { equity, slices, finalEquity } = await made;
    expect([equity.length, equity.value.length, equity.time.length, slices]).toEqual([4, 4, 4, 4]);
    // 1: cash 99,879.9 and A 10,100, B −10,000. 2: cash 103,122.15, A 5,500, B −6,750.
    expect([...equity.value].map((value) => value.toFixed(6))).toEqual([
      '100000.000000',
      '99979.900000',
      '101872.150000',
      '101122.150000',
    ]);
    expect([...equity.time]).toEqual([60_000, 120_000, 180_000, 240_000]);
    expect(equity.value.at(-1)).toBeCloseTo(finalEquity?.toNumber() ?? Number.NaN, 9);
  });

  it('sums up', async () => {
    const { summary } = await made;
    expect(summary.fills).toBe(4);
    expect(summary.returnFraction).toBeCloseTo(0.0112215, 12);
    expect(summary.exposureFraction).toBe(0.75);
    expect(summary.maxDrawdownFraction).toBeCloseTo((101_872.15 - 101_122.15) / 101_872.15, 12);
  });

  it('has the snapshot of the ledger as plain data', async () => {
    const { ledger } = await made;
    expect(JSON.parse(JSON.stringify(ledger))).toEqual({
      cash: '103122.15',
      deposits: '100000',
      fees: '27.85',
      positions: [
        { symbol: 'A', signedQuantity: '50', openCost: '5050', realized: '450' },
        { symbol: 'B', signedQuantity: '-150', openCost: '-7500', realized: '250' },
      ],
    });
  });

  it.each([-1, 4, 1e9, Number.NaN])('has no order and no fill at %d', async (index) => {
    const report = await made;
    for (const list of [report.orders, report.fills]) {
      let thrown: unknown;
      try {
        list.at(index);
      } catch (error) {
        thrown = error;
      }
      expect(isSdkError(thrown, 'VALUE_INVALID')).toBe(true);
      expect(String(thrown)).toContain('index must be a whole number from 0 to 3, was');
    }
  });

  it('of a run without a trade is the opening cash', async () => {
    const report = await run({ series, strategy: scripted({}) });
    expect([report.finalEquity?.toFixed(), report.fills.length, report.orders.length]).toEqual([
      '100000',
      0,
      0,
    ]);
    expect(report.summary).toMatchObject({
      returnFraction: 0,
      maxDrawdownFraction: 0,
      exposureFraction: 0,
    });
    expect([...report.equity.value]).toEqual([1e5, 1e5, 1e5, 1e5]);
  });

  it('takes the opening deposit for the first peak of a drawdown', async () => {
    const report = await run({
      series: [minuteBars('A', [100, 100, 90, 80, 120, 108])],
      strategy: scripted({
        0: (context) => void context.submit({ symbol: 'A', side: 'buy', quantity: 1000 }),
      }),
    });
    expect(report.summary.maxDrawdownFraction).toBeCloseTo(0.2, 12);
  });
});

describe('explain', () => {
  it('shows what was compared, and what did not apply', async () => {
    const report = await run({
      series: [minuteBars('A', [100, 100, 100])],
      limits: { orderQuantityMax: 20, cashFractionMax: 'none' },
      strategy: scripted({
        0: (context) => void context.submit({ symbol: 'A', side: 'buy', quantity: 10 }),
        1: (context) => void context.submit({ symbol: 'A', side: 'sell', quantity: 10 }),
      }),
    });
    const [entry, exit] = [...report.orders].map(({ clientOrderId }) =>
      report.explain(clientOrderId),
    );
    expect(entry?.limits.map(({ code, actual, limit }) => [code, actual, limit])).toEqual([
      ['NO_FRESH_PRICE', 0, 0],
      ['MAX_ORDER_QUANTITY', 10, 20],
      ['MAX_ORDER_NOTIONAL', 1000, 10_000],
      ['MAX_POSITION', 10, 1000],
      ['MAX_POSITION', 1000, 20_000],
      ['GROSS_EXPOSURE', 1000, 100_000],
      ['DAILY_LOSS', 0, 5000],
      ['SHORT_NOT_ALLOWED', 0, 0],
    ]);
    expect(entry?.limits.every(({ passed, exempt }) => passed && !exempt)).toBe(true);
    expect(exit?.limits.every(({ exempt }) => exempt)).toBe(true);
    expect(entry?.timeline).toEqual([
      {
        at: 60_000,
        event: 'decided',
        text: 'buy 10 A market, decided from the slice of 1970-01-01T00:00:00.000+00:00',
      },
      {
        at: 60_000,
        event: 'approved',
        text: 'every limit that applies was kept; exposure reserved',
      },
      { at: 60_000, event: 'accepted', text: 'the venue has the order' },
      { at: 60_000, event: 'filled', text: '10 at 100' },
    ]);
  });

  it('names every reason of a denial with its numbers', async () => {
    const report = await run({
      series: [minuteBars('A', [100, 100])],
      limits: { orderQuantityMax: 20, orderNotionalMax: 500 },
      strategy: scripted({
        0: (context) =>
          void context.submit({
            symbol: 'A',
            side: 'buy',
            quantity: 21,
            type: 'limit',
            limitPrice: '99.5',
          }),
      }),
    });
    const { limits, refusals, timeline } = report.explain(report.orders.at(0).clientOrderId);
    expect(
      limits
        .filter(({ passed }) => !passed)
        .map(({ code, actual, limit }) => [code, actual, limit]),
    ).toEqual([
      ['MAX_ORDER_QUANTITY', 21, 20],
      ['MAX_ORDER_NOTIONAL', 2100, 500],
    ]);
    expect(refusals).toEqual([
      {
        code: 'MAX_ORDER_QUANTITY',
        message: 'order quantity must be at most 20, was 21',
        actual: 21,
        limit: 20,
      },
      {
        code: 'MAX_ORDER_NOTIONAL',
        message: 'order notional must be at most 500, was 2100',
        actual: 2100,
        limit: 500,
      },
    ]);
    expect(timeline.map(({ event }) => event)).toEqual(['decided', 'denied']);
    expect(timeline[0]?.text).toContain('buy 21 A limit at 99.5, decided from');
    expect(timeline[1]?.text).toContain('MAX_ORDER_QUANTITY: order quantity must be at most 20');
  });

  it('shows an unknown price as unknown', async () => {
    const report = await run({
      series: [minuteBars('A', [undefined, 100]), minuteBars('B', [1, 1])],
      limits: {},
      strategy: scripted({
        0: (context) => void context.submit({ symbol: 'A', side: 'buy', quantity: 1 }),
      }),
    });
    const { limits } = report.explain(report.orders.at(0).clientOrderId);
    const notional = limits.find(({ code }) => code === 'MAX_ORDER_NOTIONAL');
    expect(notional).toMatchObject({ actual: undefined, limit: 10_000, passed: false });
  });

  it('knows the orders of its run only', async () => {
    const report = await run({ series, strategy: both });
    let thrown: unknown;
    try {
      report.explain('tw-00000000000000000000000000000000' as ClientOrderId);
    } catch (error) {
      thrown = error;
    }
    expect(isSdkError(thrown, 'VALUE_INVALID')).toBe(true);
    expect(String(thrown)).toContain('clientOrderId must be the clientOrderId of an order of this');
  });
});

describe('a rule of the user', () => {
  it('sees the facts of the order, denies, and is explained', async () => {
    const report = await run({
      series,
      strategy: both,
      rules: [
        {
          code: 'NO_SHORTS_IN_B',
          scope: 'increasing',
          review: ({ soldShort }, symbol) =>
            symbol === 'B' && soldShort > 0
              ? { message: 'B is never sold short', actual: soldShort, limit: 0 }
              : undefined,
        },
      ],
    });
    const [, short] = [...report.orders];
    expect(short?.status).toBe('denied');
    expect(short?.refusals).toEqual([
      { code: 'NO_SHORTS_IN_B', message: 'B is never sold short', actual: 200, limit: 0 },
    ]);
  });
});
