import { alwaysOpenCalendar, type OrderView, type TradingCalendar } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import {
  codes,
  fillTexts,
  minuteBars,
  type Prices,
  run,
  scripted,
  statuses,
} from './scripted-run.js';

/** Rises by one each minute; every bar spans from 1 below its open to 1 above its close. */
const rising = (length: number): Prices[] =>
  Array.from({ length }, (_, i) => [100 + i, 101.5 + i, 99 + i, 100.5 + i]);

const buy = { symbol: 'A', side: 'buy', quantity: 10 } as const;
const sell = { symbol: 'A', side: 'sell', quantity: 10 } as const;

describe('a market order', () => {
  it('fills at the next open, never at a price of the bar it was decided from', async () => {
    const report = await run({
      series: [minuteBars('A', rising(3))],
      strategy: scripted({ 0: (context) => void context.submit(buy) }),
    });
    expect(fillTexts(report)).toEqual(['buy 10 A 101 @60000']);
  });

  it('fills at this close when that is the convention', async () => {
    const report = await run({
      series: [minuteBars('A', rising(3))],
      strategy: scripted({ 0: (context) => void context.submit(buy) }),
      fillAt: 'this-close',
    });
    expect(fillTexts(report)).toEqual(['buy 10 A 100.5 @60000']);
    expect(report.equity.value[0]).toBe(100_000);
  });

  it('made at the last bar stays accepted: there is no price to fill it', async () => {
    const report = await run({
      series: [minuteBars('A', rising(2))],
      strategy: scripted({ 1: (context) => void context.submit(buy) }),
    });
    expect(statuses(report)).toEqual(['accepted']);
    expect(report.fills.length).toBe(0);
  });

  it('of several fills in the order of acceptance', async () => {
    const report = await run({
      series: [minuteBars('A', rising(3)), minuteBars('B', rising(3))],
      strategy: scripted({
        0: (context) => {
          context.submit({ ...buy, symbol: 'B' });
          context.submit(buy);
          context.submit({ ...buy, quantity: 5 });
        },
      }),
    });
    expect(fillTexts(report)).toEqual([
      'buy 10 A 101 @60000',
      'buy 5 A 101 @60000',
      'buy 10 B 101 @60000',
    ]);
  });
});

describe('a limit order', () => {
  const limitBuy = { ...buy, type: 'limit', limitPrice: 97 } as const;
  const limitSell = { ...sell, type: 'limit', limitPrice: 103 } as const;

  async function rest(
    order: typeof limitBuy | typeof limitSell,
    next: Prices,
    limitFill: 'touch' | 'through' = 'touch',
  ): Promise<readonly string[]> {
    const report = await run({
      series: [minuteBars('A', [100, next])],
      strategy: scripted({ 0: (context) => void context.submit(order) }),
      limitFill,
    });
    return fillTexts(report);
  }

  it.each([
    ['the low touches it', [100, 101, 97, 100], 'buy 10 A 97 @120000'],
    ['the low goes through it', [100, 101, 96, 100], 'buy 10 A 97 @120000'],
    ['the open gaps below it, at the better open', [95, 101, 94, 100], 'buy 10 A 95 @60000'],
    ['the open is exactly on it', [97, 101, 96, 100], 'buy 10 A 97 @60000'],
  ] as const)('to buy at 97 fills when %s', async (_, next, fill) => {
    expect(await rest(limitBuy, next)).toEqual([fill]);
  });

  it.each([
    ['the high touches it', [100, 103, 99, 100], 'sell 10 A 103 @120000'],
    ['the high goes through it', [100, 104, 99, 100], 'sell 10 A 103 @120000'],
    ['the open gaps above it, at the better open', [105, 106, 99, 100], 'sell 10 A 105 @60000'],
  ] as const)('to sell at 103 fills when %s', async (_, next, fill) => {
    expect(await rest(limitSell, next)).toEqual([fill]);
  });

  it('does not fill when the range stays away', async () => {
    expect(await rest(limitBuy, [100, 101, 97.01, 100])).toEqual([]);
    expect(await rest(limitSell, [100, 102.99, 99, 100])).toEqual([]);
  });

  it('must be gone through when the setting says so', async () => {
    expect(await rest(limitBuy, [100, 101, 97, 100], 'through')).toEqual([]);
    expect(await rest(limitBuy, [100, 101, 96.99, 100], 'through')).toEqual([
      'buy 10 A 97 @120000',
    ]);
    expect(await rest(limitSell, [100, 103, 99, 100], 'through')).toEqual([]);
    expect(await rest(limitSell, [100, 103.01, 99, 100], 'through')).toEqual([
      'sell 10 A 103 @120000',
    ]);
  });

  it('never fills in the bar that it was decided from', async () => {
    const report = await run({
      series: [minuteBars('A', [[100, 110, 90, 100], 100, 100])],
      strategy: scripted({ 0: (context) => void context.submit(limitBuy) }),
    });
    expect(statuses(report)).toEqual(['accepted']);
  });

  it('rests until its price comes', async () => {
    const report = await run({
      series: [minuteBars('A', [100, 100, 99, [98, 98, 96, 97]])],
      strategy: scripted({ 0: (context) => void context.submit(limitBuy) }),
    });
    expect(fillTexts(report)).toEqual(['buy 10 A 97 @240000']);
  });

  it('can be canceled while it rests, and no fill comes after', async () => {
    const orders: OrderView[] = [];
    const report = await run({
      series: [minuteBars('A', [100, 100, 90])],
      strategy: scripted({
        0: (context) => void orders.push(context.submit(limitBuy)),
        1: (context) => {
          for (const order of orders) context.cancel(order);
        },
      }),
    });
    expect(statuses(report)).toEqual(['canceled']);
    expect(report.fills.length).toBe(0);
  });

  it('canceled in the turn that made it never rests', async () => {
    const report = await run({
      series: [minuteBars('A', [100, 90, 90])],
      strategy: scripted({
        0: (context) => {
          const order = context.submit(limitBuy);
          context.cancel(order);
          context.cancel(order);
        },
      }),
    });
    expect(statuses(report)).toEqual(['canceled']);
  });

  it('is filled beside a market order with this-close, too', async () => {
    const report = await run({
      series: [minuteBars('A', [100, [100, 100, 96, 99]])],
      strategy: scripted({ 0: (context) => void context.submit(limitBuy) }),
      fillAt: 'this-close',
    });
    expect(fillTexts(report)).toEqual(['buy 10 A 97 @120000']);
  });
});

/** Sessions of three minutes, then three minutes closed. */
const halfTime: TradingCalendar = {
  ...alwaysOpenCalendar,
  name: 'three minutes',
  sessionAt: (at) => (at % 360_000 < 180_000 ? session(Math.floor(at / 360_000)) : undefined),
  nextSession: (at) => session(Math.floor(at / 360_000) + 1),
};

function session(index: number) {
  const opensAt = index * 360_000;
  const known = alwaysOpenCalendar.sessionAt(opensAt);
  if (known === undefined) throw new Error('24/7 is always open');
  return { ...known, opensAt, closesAt: opensAt + 180_000 };
}

describe('an order for the day', () => {
  const limit = { ...buy, type: 'limit', limitPrice: 97 } as const;
  const rows: (Prices | undefined)[] = [
    100,
    100,
    100,
    undefined,
    undefined,
    undefined,
    90,
    100,
    100,
  ];

  async function made(slice: number, timeInForce: 'day' | 'gtc') {
    const report = await run({
      series: [minuteBars('A', rows)],
      strategy: scripted({ [slice]: (context) => void context.submit({ ...limit, timeInForce }) }),
      calendar: halfTime,
    });
    const [order] = report.orders;
    return { report, status: order?.status, events: report.explain(order!.clientOrderId).timeline };
  }

  it('expires at the close of its session, before the next one opens', async () => {
    const { status, report, events } = await made(0, 'day');
    expect([status, report.fills.length]).toEqual(['expired', 0]);
    expect(events.at(-1)).toEqual({ at: 180_000, event: 'expired', text: 'its session is over' });
  });

  it('is gone in the very bar that opens when its session closes', async () => {
    const report = await run({
      series: [minuteBars('A', [100, 100, 90], 86_400_000 - 2 * 60_000)],
      strategy: scripted({ 0: (context) => void context.submit(limit) }),
    });
    expect([statuses(report), report.fills.length]).toEqual([['expired'], 0]);
    const last = await run({
      series: [minuteBars('A', [100, 90, 90], 86_400_000 - 2 * 60_000)],
      strategy: scripted({ 0: (context) => void context.submit(limit) }),
    });
    expect(statuses(last)).toEqual(['filled']);
  });

  it('made at the close lives for the next session', async () => {
    const { report, status } = await made(2, 'day');
    expect([status, fillTexts(report)]).toEqual(['filled', ['buy 10 A 90 @360000']]);
  });

  it('that is good till canceled outlives its session', async () => {
    const { report, status } = await made(0, 'gtc');
    expect([status, fillTexts(report)]).toEqual(['filled', ['buy 10 A 90 @360000']]);
  });

  it('frees what it had reserved when it expires', async () => {
    const working: number[] = [];
    await run({
      series: [minuteBars('A', rows)],
      strategy: scripted({
        0: (context) => void context.submit(limit),
        1: (context) => void working.push(context.working('A')),
        3: (context) => void working.push(context.working('A')),
      }),
      calendar: halfTime,
    });
    expect(working).toEqual([10, 0]);
  });
});

describe('cash', () => {
  it('that a gap has made too small rejects the buy at the open', async () => {
    const report = await run({
      series: [minuteBars('A', [100, 101])],
      cash: 1000,
      strategy: scripted({ 0: (context) => void context.submit(buy) }),
    });
    expect(statuses(report)).toEqual(['rejected']);
    const [order] = report.orders;
    expect(codes(order)).toEqual(['INSUFFICIENT_CASH']);
    expect(order?.refusals[0]).toMatchObject({ actual: 1010, limit: 1000 });
    expect(report.cash.toFixed()).toBe('1000');
    expect(report.explain(order!.clientOrderId).timeline.map(({ event }) => event)).toEqual([
      'decided',
      'approved',
      'accepted',
      'rejected',
    ]);
  });

  it('counts the fee', async () => {
    const report = await run({
      series: [minuteBars('A', [100, 100])],
      cash: 1000,
      strategy: scripted({ 0: (context) => void context.submit(buy) }),
      commission: { kind: 'perShare', perShare: '0.01' },
    });
    expect(statuses(report)).toEqual(['rejected']);
  });

  it('is used in the order of time: opens of all symbols before the range of any', async () => {
    const report = await run({
      series: [minuteBars('A', [100, [100, 100, 50, 100]]), minuteBars('B', [100, 100])],
      cash: 1000,
      strategy: scripted({
        0: (context) => {
          context.submit({ ...buy, type: 'limit', limitPrice: 60 });
          context.submit({ ...buy, symbol: 'B' });
        },
      }),
    });
    expect(fillTexts(report)).toEqual(['buy 10 B 100 @60000']);
    expect(statuses(report)).toEqual(['rejected', 'filled']);
  });

  it('may go below zero when the setting allows it', async () => {
    const report = await run({
      series: [minuteBars('A', [100, 101])],
      cash: 1000,
      strategy: scripted({ 0: (context) => void context.submit(buy) }),
      negativeCash: true,
    });
    expect([statuses(report), report.cash.toFixed()]).toEqual([['filled'], '-10']);
  });

  it('never stops a short position from being covered', async () => {
    const report = await run({
      series: [minuteBars('A', [100, 100, 250, 250])],
      cash: 100,
      strategy: scripted({
        0: (context) => void context.submit(sell),
        1: (context) => void context.submit(buy),
      }),
    });
    expect(statuses(report)).toEqual(['filled', 'filled']);
    expect(report.cash.toFixed()).toBe('-1400');
  });

  it('buys what a sale in the same open has paid for, in the order of acceptance', async () => {
    const report = await run({
      series: [minuteBars('A', [100, 100, 100, 100])],
      cash: 1000,
      strategy: scripted({
        0: (context) => void context.submit(buy),
        1: (context) => {
          context.submit(sell);
          context.submit(buy);
        },
      }),
    });
    expect(statuses(report)).toEqual(['filled', 'filled', 'filled']);
  });
});

describe('a price off the tick', () => {
  it.each([
    ['buy', 100.001, '100.01'],
    ['sell', 100.009, '100'],
    ['buy', 100.01, '100.01'],
    ['sell', 100.01, '100.01'],
  ] as const)('goes against the trader: %s at %d fills at %s', async (side, price, filled) => {
    const report = await run({
      series: [minuteBars('A', [100, price])],
      strategy: scripted({ 0: (context) => void context.submit({ ...buy, side }) }),
    });
    expect(report.fills.at(0).price.toFixed()).toBe(filled);
    const rounded = report.assumptions.find(({ name }) => name.includes('rounded to the tick'));
    expect(rounded?.value).toBe(price === 100.01 ? '0' : '1');
  });

  it('is rounded to ticks that are no power of ten', async () => {
    const report = await run({
      series: [minuteBars('A', [100, 100.03])],
      instruments: [{ symbol: 'A', priceTick: '0.25' }],
      strategy: scripted({
        0: (context) => {
          context.submit(buy);
          context.submit(sell);
        },
      }),
    });
    expect(fillTexts(report)).toEqual(['buy 10 A 100.25 @60000', 'sell 10 A 100 @60000']);
  });

  it('never becomes zero', async () => {
    const report = await run({
      series: [minuteBars('A', [0.5, 0.004])],
      strategy: scripted({ 0: (context) => void context.submit(sell) }),
    });
    expect(report.fills.at(0).price.toFixed()).toBe('0.01');
  });
});
