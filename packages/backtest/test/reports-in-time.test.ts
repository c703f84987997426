import type { OrderView } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { codes, minuteBars, minuteMs, run, scripted } from './scripted-run.js';

const order = { symbol: 'A', side: 'buy', quantity: 9 } as const;

describe('a strategy that hears of a fill', () => {
  it('sees no bar that is not complete at that instant', async () => {
    const seen: string[] = [];
    await run({
      series: [minuteBars('A', [10, [11, 15, 11, 15], 12])],
      strategy: scripted({ 0: (context) => void context.submit(order) }, (view, context) => {
        for (const bar of context.bars) {
          const complete = bar.time + minuteMs <= context.at;
          seen.push(`${view.status}: bar of ${bar.time} ${complete ? 'over' : 'still open'}`);
        }
      }),
    });
    expect(seen).toEqual(['accepted: bar of 0 over', 'filled: bar of 0 over']);
  });

  it('sees cash after it, beside the position after it', async () => {
    const seen: unknown[] = [];
    await run({
      series: [minuteBars('A', [10, 10, 10])],
      cash: 1000,
      strategy: scripted({ 0: (context) => void context.submit(order) }, (view, context) => {
        if (view.status === 'filled') seen.push([context.position('A'), context.cash]);
      }),
    });
    expect(seen).toEqual([[9, 910]]);
  });

  it('cannot spend the same cash twice (RK6)', async () => {
    const orders: OrderView[] = [];
    const report = await run({
      series: [minuteBars('A', [10, 10, 10, 10])],
      cash: 1000,
      limits: { orderNotionalMax: 'none', positionFractionMax: 'none', grossFractionMax: 'none' },
      strategy: scripted(
        { 0: (context) => void orders.push(context.submit({ ...order, quantity: 90 })) },
        (view, context) => {
          if (view.status !== 'filled' || orders.length > 1) return;
          orders.push(context.submit({ ...order, quantity: 10 }));
        },
      ),
    });
    // 900 of 1000 are spent. Of the last 100 a buy may reserve 95, and this one needs 105.
    expect(codes(orders[1])).toEqual(['BUYING_POWER']);
    expect(report.cash.toFixed()).toBe('100');
  });
});
