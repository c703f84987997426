import { type OrderChange, type OrderView, type StrategyContext } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { run, scripted } from './scripted-run.js';
import { barsOf, ends, type Row, shortFills } from './venue-under-test.js';

const market = { symbol: 'A', side: 'sell', quantity: 1 } as const;
const limit = { symbol: 'A', side: 'buy', quantity: 10, type: 'limit', limitPrice: 95 } as const;

/**
 * A sale fills at the open of bar 1; on hearing of it the strategy acts on its limit order. What it
 * asks for reaches the venue at the end of the bar, after the range has filled the limit.
 */
async function race(
  rows: readonly Row[],
  act: (context: StrategyContext, order: OrderView) => OrderView | undefined,
  volumeShareMax: number | 'none' = 'none',
): Promise<{ readonly fills: readonly string[]; readonly orders: readonly OrderView[] }> {
  const orders: OrderView[] = [];
  const strategy = scripted(
    {
      0: (context) => {
        orders.push(context.submit(limit));
        context.submit(market);
      },
    },
    (order, context) => {
      if (order.type !== 'market' || order.status !== 'filled') return;
      const made = act(context, orders[0] as OrderView);
      if (made !== undefined) orders.push(made);
    },
  );
  const report = await run({ series: [barsOf(rows)], strategy, volumeShareMax });
  return { fills: shortFills(report), orders };
}

const replaceBy = (change: OrderChange) => (context: StrategyContext, order: OrderView) =>
  context.replace(order, change);

describe('a race that the trader loses', () => {
  it('a replacement of an order that is filled meanwhile is rejected', async () => {
    const { fills, orders } = await race(
      [100, [100, 100, 94, 96], 90],
      replaceBy({ quantity: 20 }),
    );
    expect(fills).toEqual(['sell 1 at 100 @1', 'buy 10 at 95 @2']);
    expect(ends(orders)).toEqual(['limit filled 10', 'limit rejected 0']);
    expect(orders[1]?.refusals.map(({ code }) => code)).toEqual(['NOT_REPLACEABLE']);
  });

  it('what is filled meanwhile shrinks the replacement', async () => {
    const rows: Row[] = [100, [100, 100, 94, 96, 50], [96, 96, 94, 95, 1000]];
    const { fills, orders } = await race(rows, replaceBy({ quantity: 7 }), 0.1);
    expect(fills).toEqual(['sell 1 at 100 @1', 'buy 4 at 95 @2', 'buy 3 at 95 @3']);
    expect(ends(orders)).toEqual(['limit replaced 4', 'limit filled 3']);
  });

  it('below what is filled meanwhile it is rejected, and the old order goes on', async () => {
    const rows: Row[] = [100, [100, 100, 94, 96, 50], [96, 96, 94, 95, 1000]];
    const { fills, orders } = await race(rows, replaceBy({ quantity: 3 }), 0.1);
    expect(fills).toEqual(['sell 1 at 100 @1', 'buy 4 at 95 @2', 'buy 6 at 95 @3']);
    expect(ends(orders)).toEqual(['limit filled 10', 'limit rejected 0']);
  });

  it('a cancel of an order that is filled meanwhile changes nothing', async () => {
    const { fills, orders } = await race([100, [100, 100, 94, 96], 90], (context, order) => {
      context.cancel(order);
      return undefined;
    });
    expect(fills).toEqual(['sell 1 at 100 @1', 'buy 10 at 95 @2']);
    expect(ends(orders)).toEqual(['limit filled 10']);
  });

  it('the rest may be canceled', async () => {
    const rows: Row[] = [100, [100, 100, 94, 96, 50], [96, 96, 94, 95, 1000]];
    const { fills, orders } = await race(
      rows,
      (context, order) => {
        context.cancel(order);
        return undefined;
      },
      0.1,
    );
    expect(fills).toEqual(['sell 1 at 100 @1', 'buy 4 at 95 @2']);
    expect(ends(orders)).toEqual(['limit canceled 4']);
  });
});
