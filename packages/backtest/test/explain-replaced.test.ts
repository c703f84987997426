import type { OrderView } from '@tradewright/core';
import { expect, it } from 'vitest';
import { minuteBars, run, scripted } from './scripted-run.js';

it('explains that an order was replaced, with its prices, and by which one', async () => {
  let first: OrderView | undefined;
  const report = await run({
    series: [minuteBars('A', [100, 100, 100])],
    strategy: scripted({
      0: (context) => {
        const stop = { type: 'stopLimit', stopPrice: 110, limitPrice: 111 } as const;
        first = context.submit({
          symbol: 'A',
          side: 'buy',
          quantity: 1,
          ...stop,
          timeInForce: 'gtc',
        });
      },
      1: (context) => {
        if (first !== undefined) context.replace(first, { stopPrice: 109 });
      },
    }),
  });
  const [old, next] = [report.orders.at(0), report.orders.at(1)];
  const { timeline } = report.explain(old.clientOrderId);
  expect(timeline.map(({ event }) => event)).toEqual([
    'decided',
    'approved',
    'accepted',
    'replaced',
  ]);
  expect(timeline[0]?.text).toMatch(/^buy 1 A stopLimit stop 110 at 111, decided/);
  expect(timeline.at(-1)?.text).toBe(`${next.clientOrderId} is in its place`);
});
