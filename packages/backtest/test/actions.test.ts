import {
  type BarAdjustment,
  barsFromColumns,
  createLedgerBook,
  instrument,
  type LedgerEvent,
  usEquityCalendar,
} from '@tradewright/core';
import { researchLimits } from '@tradewright/risk';
import type { CorporateAction } from '../src/actions/corporate-action.js';
import { describe, expect, it } from 'vitest';
import {
  failure,
  fillTexts,
  minuteBars,
  minuteMs,
  run,
  scripted,
  type Script,
  statuses,
} from './scripted-run.js';

const ex = { symbol: 'A', exAt: 3 * minuteMs } as const;
const first = (side: 'buy' | 'sell', quantity: number): Script => ({
  0: (c) => void c.submit({ symbol: 'A', side, quantity }),
});

/** What the books hold after a fill at 10 and these events. */
function booked(side: 'buy' | 'sell', quantity: number, events: readonly LedgerEvent[]) {
  const book = createLedgerBook({ instruments: [instrument({ symbol: 'A' })] });
  book.apply({ kind: 'deposit', id: 'd', amount: 100_000 });
  book.apply({ kind: 'fill', id: 'f', symbol: 'A', side, quantity, price: 10 });
  for (const event of events) expect(book.apply(event).booked).toBe(true);
  return book;
}

describe('a corporate action is booked as a ledger book does', () => {
  const split = { kind: 'split', from: 3, to: 2 } as const;
  const cases: readonly [CorporateAction, Record<string, unknown>][] = [
    [
      { ...split, ...ex },
      { ...split, cashPrice: '15.21' },
    ],
    [
      { kind: 'split', ...ex, from: 1, to: 7 },
      { kind: 'split', from: 1, to: 7 },
    ],
    [
      { kind: 'stockDividend', ...ex, perShare: '0.05' },
      { kind: 'stockDividend', perShare: '0.05', cashPrice: '15.21' },
    ],
    [
      { kind: 'cashDividend', ...ex, perShare: '0.123456789' },
      { kind: 'cashDividend', perShare: '0.123456789' },
    ],
  ];
  for (const side of ['buy', 'sell'] as const) {
    for (const [action, event] of cases) {
      it(`${side} 101, ${action.kind} ${JSON.stringify(action)}`, async () => {
        const series = [minuteBars('A', [10, 10, 10, [15.21, 16, 15, 15.5], 15.5])];
        const strategy = scripted(first(side, 101));
        const report = await run({ series, strategy, actions: [action] });
        const book = booked(side, 101, [{ ...event, id: 'e', symbol: 'A' } as LedgerEvent]);
        const { cash, realized, income } = book.totals();
        const held = report.positions[0];
        expect(report.cash.toFixed()).toBe(cash.toFixed());
        expect(report.realized.toFixed()).toBe(realized.toFixed());
        expect(held?.signedQuantity.toFixed()).toBe(book.position('A').signedQuantity.toFixed());
        expect(held?.openCost.toFixed()).toBe(book.position('A').openCost.toFixed());
        expect(report.ledger.income ?? '0').toBe(income.toFixed());
      });
    }
  }
});

describe('a corporate action', () => {
  it('leaves the slices before it as they were, and its own has its close', async () => {
    const series = [minuteBars('A', [10, 10, 11, 5.5, 6])];
    const strategy = scripted(first('buy', 100));
    const report = await run({
      series,
      strategy,
      actions: [{ kind: 'split', ...ex, from: 1, to: 2 }],
    });
    expect([...report.equity.value]).toEqual([100_000, 100_000, 100_100, 100_100, 100_200]);
  });

  it('happens before the fills of its slice: a buy at that open has no dividend', async () => {
    const series = [minuteBars('A', [10, 10, 10, 9, 9])];
    const late = { 2: first('buy', 100)[0] } as Script;
    const actions = [{ kind: 'cashDividend', ...ex, perShare: 1 }] as const;
    const report = await run({ series, strategy: scripted(late), actions });
    expect(fillTexts(report)).toEqual([`buy 100 A 9 @${3 * minuteMs}`]);
    expect(report.ledger.income).toBeUndefined();
    const seller = scripted({ ...first('buy', 100), 2: first('sell', 100)[0] as never });
    const sold = await run({ series, strategy: seller, actions });
    // Held at the last close, sold at the open of the ex-date: entitled.
    expect(sold.ledger.income).toBe('100');
    expect(Number(sold.cash)).toBe(100_000 - 1000 + 900 + 100);
  });

  it('of one instant: splits before dividends, whatever their order in the list', async () => {
    const series = [minuteBars('A', [10, 10, 10, 5, 5])];
    const actions = [
      { kind: 'cashDividend', ...ex, perShare: '0.5' },
      { kind: 'split', ...ex, from: 1, to: 2 },
    ] as const;
    for (const list of [actions, [...actions].reverse()]) {
      const report = await run({ series, strategy: scripted(first('buy', 100)), actions: list });
      expect(report.ledger.income).toBe('100');
    }
  });

  it('of a day without a slice happens at the next one', async () => {
    const series = [minuteBars('A', [10, 10, undefined, 5, 5])];
    const action = { kind: 'split', symbol: 'A', exAt: 1.5 * minuteMs, from: 1, to: 2 } as const;
    const report = await run({ series, strategy: scripted(first('buy', 100)), actions: [action] });
    expect([...report.equity.value]).toEqual([100_000, 100_000, 100_000, 100_000]);
    expect(report.positions[0]?.signedQuantity.toNumber()).toBe(200);
  });

  it('after the last slice does not happen, and the report says so', async () => {
    const series = [minuteBars('A', [10, 10, 10])];
    const actions = [{ kind: 'cashDividend', ...ex, perShare: 1 }] as const;
    const report = await run({ series, strategy: scripted(first('buy', 100)), actions });
    expect(report.assumptions).toContainEqual({
      name: 'corporate actions',
      value: '0 of 1 have happened by the end',
      default: 'none',
    });
  });

  it('of a symbol without a bar in the slice scales its last price until the next', async () => {
    const series = [minuteBars('A', [10, 10, 10, undefined, 5]), minuteBars('B', [1, 1, 1, 1, 1])];
    const report = await run({
      series,
      strategy: scripted(first('buy', 100)),
      actions: [{ kind: 'split', ...ex, from: 1, to: 2 }],
    });
    expect([...report.equity.value]).toEqual([100_000, 100_000, 100_000, 100_000, 100_000]);
  });

  it('is no loss of the day: the account is worth the same until the price falls', async () => {
    const day = 86_400_000;
    const series = [minuteBars('A', [10, 10, 9, 9], day - 2 * minuteMs)];
    const strategy = scripted({ ...first('buy', 1000), 2: first('buy', 1)[0] as never });
    const actions = [{ kind: 'cashDividend', symbol: 'A', exAt: day, perShare: 1 }] as const;
    const limits = { ...researchLimits(), dailyLossFractionMax: 0.001 };
    const statusesOf = async (list: readonly CorporateAction[]) =>
      statuses(await run({ series, strategy, limits, actions: list }));
    expect(await statusesOf(actions)).toEqual(['filled', 'filled']);
    // The same fall without the dividend is one.
    expect(await statusesOf([])).toEqual(['filled', 'denied']);
  });
});

describe('a change of the symbol', () => {
  const series = [
    minuteBars('A', [10, 10, 12]),
    minuteBars('B', [undefined, undefined, undefined, 12, 13]),
  ];
  const change = { kind: 'symbolChange', ...ex, newSymbol: 'B' } as const;

  it('moves position, cost and mark; nothing is won by it', async () => {
    const report = await run({ series, strategy: scripted(first('buy', 100)), actions: [change] });
    expect([...report.equity.value]).toEqual([100_000, 100_000, 100_200, 100_200, 100_300]);
    expect(report.realized.toNumber()).toBe(0);
    const held = report.positions.filter((one) => !one.signedQuantity.isZero());
    expect(
      held.map((one) => [one.symbol, one.signedQuantity.toNumber(), one.openCost.toNumber()]),
    ).toEqual([['B', 100, 1000]]);
  });

  it('keeps the last price while the new symbol has none', async () => {
    const late = [series[0], minuteBars('B', [undefined, undefined, undefined, undefined, 13])];
    const other = minuteBars('C', [1, 1, 1, 1, 1]);
    const report = await run({
      series: [...late, other] as never,
      strategy: scripted(first('sell', 100)),
      actions: [change],
    });
    expect([...report.equity.value]).toEqual([100_000, 100_000, 99_800, 99_800, 99_700]);
  });

  it('lets the strategy and the risk review go on with the new symbol', async () => {
    const positions: number[] = [];
    const strategy = scripted({
      ...first('buy', 100),
      3: (c) => {
        positions.push(c.position('A'), c.position('B'));
        c.submit({ symbol: 'B', side: 'sell', quantity: 100 });
      },
    });
    const report = await run({ series, strategy, actions: [change] });
    expect(positions).toEqual([0, 100]);
    expect(report.realized.toNumber()).toBe(300);
    expect(report.cash.toNumber()).toBe(100_300);
  });

  it('closes what is held there on the other side, each at its average cost', async () => {
    const both = [minuteBars('A', [10, 10, 10, 10]), minuteBars('B', [20, 20, 10, 10])];
    const strategy = scripted({
      0: (c) => {
        c.submit({ symbol: 'A', side: 'buy', quantity: 100 });
        c.submit({ symbol: 'B', side: 'sell', quantity: 30 });
      },
    });
    const report = await run({ series: both, strategy, actions: [change] });
    expect(report.realized.toNumber()).toBe(300);
    expect(report.finalEquity?.toNumber()).toBe(100_300);
    expect([...report.equity.value]).toEqual([100_000, 100_000, 100_300, 100_300]);
  });
});

describe('a delisting', () => {
  const series = [minuteBars('A', [10, 10, 8]), minuteBars('B', [1, 1, 1, 1])];
  for (const [price, cash] of [
    [undefined, 99_800],
    ['0.5', 99_050],
    [0, 99_000],
  ] as const) {
    it(`pays ${price ?? 'the last close'}`, async () => {
      const action = { kind: 'delisting', ...ex, price } as const;
      const report = await run({
        series,
        strategy: scripted(first('buy', 100)),
        actions: [action],
      });
      expect(report.cash.toNumber()).toBe(cash);
      expect(report.equity.value[3]).toBe(cash);
      expect(report.positions.every((one) => one.signedQuantity.isZero())).toBe(true);
    });
  }
});

describe('an ex-date', () => {
  it('is the first trading of that day, or of the next session', async () => {
    const monday = Date.UTC(2024, 5, 10, 13, 30);
    const exOn = ['2024-06-08', '2024-06-09', '2024-06-10'];
    const cash = await Promise.all(
      [...exOn, '2024-06-11'].map(async (on) => {
        const report = await run({
          series: [minuteBars('A', [10, 10, 10, 10], monday - 2 * minuteMs)],
          calendar: usEquityCalendar,
          strategy: scripted({
            0: (c) =>
              void c.submit({
                symbol: 'A',
                side: 'buy',
                quantity: 1,
                extendedHours: true,
                type: 'limit',
                limitPrice: 10,
              }),
          }),
          actions: [
            { kind: 'cashDividend', symbol: 'A', exOn: on, perShare: 1 },
            { kind: 'cashDividend', symbol: 'A', exAt: monday, perShare: 2 },
          ],
        });
        return report.ledger.income ?? '0';
      }),
    );
    // Bought in the pre-market of Monday, after that day's ex: only the later instant counts.
    expect(cash).toEqual(['2', '2', '2', '2']);
  });
});

describe('actions are refused', () => {
  const raw = [minuteBars('A', [10, 10]), minuteBars('B', [10, 10])];
  const good = { kind: 'split', ...ex, from: 1, to: 2 };
  const bad: readonly (readonly [why: string, actions: unknown, message: string])[] = [
    ['no list', {}, 'actions must be a list'],
    ['null', [null], 'actions[0] must be a corporate action, was null'],
    ['an unknown kind', [{ ...good, kind: 'merger' }], 'actions[0].kind must be one of split'],
    ['a prototype kind', [{ ...good, kind: 'toString' }], 'actions[0].kind must be one of split'],
    [
      'an unknown symbol',
      [{ ...good, symbol: 'X' }],
      'actions[0].symbol must be a symbol of the run',
    ],
    ['a misspelled field', [{ ...good, ratio: 2 }], 'actions[0].ratio must be left out'],
    [
      'a split of zero',
      [{ ...good, from: 0 }],
      'actions[0].from must be a whole number above zero',
    ],
    ['a split to zero', [{ ...good, to: 0 }], 'actions[0].to must be a whole number above zero'],
    ['a broken ratio', [{ ...good, to: 1.5 }], 'actions[0].to must be a whole number'],
    ['no instant', [{ ...good, exAt: undefined }], 'actions[0].exOn must be given, or exAt'],
    ['two instants', [{ ...good, exOn: '2024-01-02' }], 'and not both'],
    ['half a millisecond', [{ ...good, exAt: 0.5 }], 'actions[0].exAt must be UTC milliseconds'],
    [
      'a date that is none',
      [{ ...good, exAt: undefined, exOn: '2024-02-30' }],
      'actions[0].exOn must be a date',
    ],
    ['the same twice', [good, { ...good, to: 3 }], 'actions[1] must be given once'],
    [
      'a dividend of zero',
      [{ kind: 'cashDividend', ...ex, perShare: 0 }],
      'actions[0].perShare must be above zero',
    ],
    [
      'too fine a dividend',
      [{ kind: 'cashDividend', ...ex, perShare: '0.0000000001' }],
      'perShare must be above zero',
    ],
    [
      'the same symbol',
      [{ kind: 'symbolChange', ...ex, newSymbol: 'A' }],
      'newSymbol must be another symbol',
    ],
    [
      'an unknown new symbol',
      [{ kind: 'symbolChange', ...ex, newSymbol: 'X' }],
      'newSymbol must be a symbol',
    ],
    [
      'a price below zero',
      [{ kind: 'delisting', ...ex, price: -1 }],
      'actions[0].price must be zero or more',
    ],
  ];
  for (const [why, actions, message] of bad) {
    it(why, async () => {
      const found = await failure(() =>
        run({ series: raw, strategy: scripted({}), actions: actions as never }),
      );
      expect(found.message).toContain(message);
    });
  }

  it('a symbol with another quantity step', async () => {
    const found = await failure(() =>
      run({
        series: raw,
        instruments: [{ symbol: 'B', quantityStep: '0.1' }],
        strategy: scripted({}),
        actions: [{ kind: 'symbolChange', ...ex, newSymbol: 'B' }],
      }),
    );
    expect(found.message).toContain('quantityStep of B must be 1, as of A');
  });

  it('what the prices contain already', async () => {
    const [one] = raw as [(typeof raw)[0]];
    const refused = async (adjustment: BarAdjustment, kind: string) => {
      const terms =
        kind === 'split' ? { from: 1, to: 2 } : kind === 'delisting' ? {} : { perShare: 1 };
      const found = await failure(() =>
        run({
          series: [barsFromColumns(one, { periodMs: minuteMs, adjustment })],
          strategy: scripted({}),
          actions: [{ kind, ...ex, ...terms } as never],
        }),
      );
      return found.code;
    };
    const kinds = ['split', 'stockDividend', 'cashDividend', 'delisting'];
    const table = await Promise.all(
      (['raw', 'split', 'total'] as const).map((how) =>
        Promise.all(kinds.map((kind) => refused(how, kind))),
      ),
    );
    expect(table).toEqual([
      ['accepted', 'accepted', 'accepted', 'accepted'],
      ['SETTINGS_INVALID', 'SETTINGS_INVALID', 'accepted', 'accepted'],
      ['SETTINGS_INVALID', 'SETTINGS_INVALID', 'SETTINGS_INVALID', 'accepted'],
    ]);
  });
});
