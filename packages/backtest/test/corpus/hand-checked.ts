import { alwaysOpenCalendar, type OrderRequest, type Strategy } from '@tradewright/core';
import { barsOf, type Row } from '../venue-under-test.js';
import type { Scenario } from './scenarios.js';

type Orders = Readonly<Record<number, readonly Partial<OrderRequest>[]>>;

/** What is sent at the end of which bar: ten shares, to buy, if nothing else is said. */
function sends(orders: Orders): Strategy {
  return {
    name: 'sends',
    version: '1',
    warmUpBars: () => 0,
    create: () => {
      let slice = 0;
      return {
        onBars: (context) => {
          for (const order of orders[slice++] ?? []) {
            context.submit({ symbol: 'A', side: 'buy', quantity: 10, ...order });
          }
        },
      };
    },
  };
}

/** A scenario with the cash that must be left of 100,000, worked out beside it. */
export interface HandChecked extends Scenario {
  readonly cash: string;
}

function check(
  rows: readonly Row[],
  orders: Orders,
  rest: { readonly cash: string; readonly settings?: Scenario['settings'] },
): HandChecked {
  return {
    series: [barsOf(rows, Date.UTC(2024, 0, 2))],
    calendar: alwaysOpenCalendar,
    strategy: sends(orders),
    settings: rest.settings ?? {},
    cash: rest.cash,
  };
}

const bracket = { takeProfit: { limitPrice: 110 }, stopLoss: { stopPrice: 95 } };

/** Ten runs small enough to do on paper. */
export const handChecked: Readonly<Record<string, () => HandChecked>> = {
  // Next open: bought at 101, sold at 103. 100,000 − 10 × 101 + 10 × 103 = 100,020.
  // Fees of 5 hundredths of a per cent: 1,010 × 0.0005 = 0.505 and 1,030 × 0.0005 = 0.515.
  // 100,020 − 1.02 = 100,018.98.
  'round trip with fees': () =>
    check(
      [100, [101, 104, 100, 102], [103, 105, 102, 104]],
      { 0: [{}], 1: [{ side: 'sell' }] },
      { cash: '100018.98', settings: { commission: { kind: 'bps', bps: '5' } } },
    ),
  // This close: bought at 100, sold at 102, each one tick of slippage worse: 100.01 and 101.99.
  // The ranges hold both. 100,000 − 1,000.1 + 1,019.9 = 100,019.8.
  'this close with a tick of slippage': () =>
    check(
      [[100, 101, 99, 100], [101, 103, 100, 102], 110],
      { 0: [{}], 1: [{ side: 'sell' }] },
      {
        cash: '100019.8',
        settings: { fillAt: 'this-close', slippage: { kind: 'ticks', ticks: 1 } },
      },
    ),
  // Bought at the open of 100; the bar reaches 110 and 94: the stop comes first, at 95.
  // 100,000 − 1,000 + 950 = 99,950.
  'stopped in the entry bar': () =>
    check([100, [100, 111, 94, 100], 120], { 0: [bracket] }, { cash: '99950' }),
  // With `next-bar` the same bar does nothing; the next opens at 112, above the take-profit.
  // 100,000 − 1,000 + 1,120 = 100,120.
  'exits from the next bar on': () =>
    check(
      [100, [100, 111, 94, 100], [112, 113, 111, 112]],
      { 0: [bracket] },
      { cash: '100120', settings: { contingentFrom: 'next-bar' } },
    ),
  // Bought at 100; a gap to 80 goes through the stop of 95. 100,000 − 1,000 + 800 = 99,800.
  'a gap through the stop': () =>
    check([100, 100, [80, 82, 79, 81]], { 0: [bracket] }, { cash: '99800' }),
  // A stop of 104 and a limit of 105. The open of 107 triggers it and is too dear; 105 is in the
  // range of the same bar. 100,000 − 1,050 = 98,950.
  'a stop-limit order that is gapped over': () =>
    check(
      [100, [107, 108, 104.5, 106]],
      { 0: [{ type: 'stopLimit', stopPrice: 104, limitPrice: 105 }] },
      { cash: '98950' },
    ),
  // Sold short at 100, trailing by 5: the low of 88 makes the stop 93, the bar after it opens at 92
  // and reaches 94. 100,000 + 1,000 − 930 = 100,070.
  'a trailing stop of a short position': () =>
    check(
      [100, [100, 100, 99, 100], [95, 95, 88, 90], [92, 94, 91, 93]],
      { 0: [{ side: 'sell' }], 1: [{ type: 'trailingStop', trailAmount: 5 }] },
      { cash: '100070' },
    ),
  // A tenth of the volumes 40, 30 and 200: 4 at 100, 3 at 101, 3 at 102.
  // 100,000 − 400 − 303 − 306 = 98,991.
  'a fill over three bars': () =>
    check(
      [100, [100, 100, 100, 100, 40], [101, 101, 101, 101, 30], [102, 102, 102, 102, 200]],
      { 0: [{}] },
      { cash: '98991', settings: { volumeShareMax: 0.1 } },
    ),
  // Slippage of one per cent, at most to the high of 100.5; sold at 100 less one per cent, 99.
  // 100,000 − 1,005 + 990 = 99,985.
  'slippage that ends at the range': () =>
    check(
      [100, [100, 100.5, 99, 100], [100, 101, 98, 100]],
      { 0: [{}], 1: [{ side: 'sell' }] },
      { cash: '99985', settings: { slippage: { kind: 'bps', bps: 100 } } },
    ),
  // A limit of 97 that must be gone through: 97 is not enough, 96.99 is; one bar late.
  // At 0.01 a share the fee is 0.1. 100,000 − 970 − 0.1 = 99,029.9.
  'a limit that is gone through, late': () =>
    check(
      [100, [98, 98, 90, 98], [98, 98, 97, 98], [98, 98, 96.99, 98]],
      { 0: [{ type: 'limit', limitPrice: 97 }] },
      {
        cash: '99029.9',
        settings: {
          limitFill: 'through',
          latencyBars: 1,
          commission: { kind: 'perShare', perShare: '0.01' },
        },
      },
    ),
};
