import {
  alwaysOpenCalendar,
  barsFromColumns,
  type OrderIntent,
  usEquityCalendar,
} from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import { alpacaMargin } from '../src/margin/lending-settings.js';
import {
  codes,
  failure,
  fillTexts,
  minuteBars,
  minuteMs,
  type Prices,
  run,
  type Script,
  scripted,
  statuses,
  type TestSettings,
} from './scripted-run.js';

const regT = { kind: 'regT' } as const;

const order = (side: 'buy' | 'sell', quantity: number, symbol = 'A'): Script => ({
  0: (c) => void c.submit({ symbol, side, quantity }),
});

/** 10,000 in cash, one symbol, one order in the first slice. */
function play(script: Script, rows: readonly Prices[], more: Partial<TestSettings> = {}) {
  return run({
    series: [minuteBars('A', rows)],
    strategy: scripted(script),
    cash: 10_000,
    margin: regT,
    ...more,
  });
}

describe('a margin account lends', () => {
  const flat = [10, 10, 10, 10];

  it('as much again as is own: 2000 shares at 10, and not one more', async () => {
    for (const side of ['buy', 'sell'] as const) {
      // A short position below 5 dollars a share or 30 % needs more than half: 10 is in between.
      expect(statuses(await play(order(side, 2000), flat))).toEqual(['filled']);
      const refused = await play(order(side, 2001), flat);
      expect(statuses(refused)).toEqual(['rejected']);
      expect(codes([...refused.orders][0] as never)).toEqual(['INSUFFICIENT_BUYING_POWER']);
    }
  });

  it('counting the fee, and the price of the fill', async () => {
    const commission = { kind: 'perOrder', perOrder: '0.01' } as const;
    expect(statuses(await play(order('buy', 2000), flat, { commission }))).toEqual(['rejected']);
    expect(statuses(await play(order('buy', 1999), flat, { commission }))).toEqual(['filled']);
    expect(statuses(await play(order('buy', 2000), [10, 10.01, 10]))).toEqual(['rejected']);
  });

  it('nothing below the minimum of equity: cash alone, and no shares', async () => {
    const poor = { cash: 1999 };
    expect(statuses(await play(order('buy', 199), flat, poor))).toEqual(['filled']);
    expect(statuses(await play(order('buy', 200), flat, poor))).toEqual(['rejected']);
    expect(statuses(await play(order('sell', 1), flat, poor))).toEqual(['rejected']);
    expect(statuses(await play(order('sell', 1), flat, { cash: 2000 }))).toEqual(['filled']);
  });

  it('below the minimum no buy that only the proceeds of a short sale could pay', async () => {
    // Short 100 at 10 on 2500; at 16 equity is 1900, cash 3500, of which 1600 is the lender's.
    const series = [minuteBars('A', [10, 10, 16, 16]), minuteBars('B', [10, 10, 10, 10])];
    const statusOf = async (quantity: number) => {
      const script: Script = {
        ...order('sell', 100),
        2: (c) => void c.submit({ symbol: 'B', side: 'buy', quantity }),
      };
      return statuses(await play(script, [10], { series, cash: 2500 }))[1];
    };
    expect([await statusOf(190), await statusOf(191)]).toEqual(['filled', 'rejected']);
  });

  it('no less for a cheap share than it would call back at once', async () => {
    const cheap = [2, 2, 2];
    expect(statuses(await play(order('buy', 5001), cheap, { margin: alpacaMargin }))).toEqual([
      'rejected',
    ]);
    expect(statuses(await play(order('buy', 5000), cheap, { margin: alpacaMargin }))).toEqual([
      'filled',
    ]);
    // Short at 2: 2.50 a share.
    expect(statuses(await play(order('sell', 4000), cheap))).toEqual(['filled']);
    expect(statuses(await play(order('sell', 4001), cheap))).toEqual(['rejected']);
  });

  it('always to what reduces, and to a turn only as to an opening', async () => {
    const turn = (quantity: number): Script => ({
      ...order('buy', 2000),
      1: (c) => void c.submit({ symbol: 'A', side: 'sell', quantity }),
    });
    // After a fall to 6 the equity is 2000, and maintenance 3000.
    const fallen = [10, 10, 6, 6];
    expect(statuses(await play(turn(2000), fallen)).slice(0, 2)).toEqual(['filled', 'filled']);
    expect(statuses(await play(turn(3000), fallen)).slice(0, 2)).toEqual(['filled', 'rejected']);
  });

  it('not beside a setting that allows any debt', async () => {
    const found = await failure(() => play({}, flat, { negativeCash: true }));
    expect(found.message).toContain('negativeCash must be left out');
  });
});

describe('a margin call', () => {
  it('reduces at the next open, by no more than is needed, and says who did', async () => {
    // 2000 shares on 10,000: at 6.5 equity is 3000, maintenance 3250. 250 ÷ (0.25 × 6.5) = 153.8.
    const report = await play(order('buy', 2000), [10, 10, 6.5, 6.5, 6.5]);
    expect(fillTexts(report)).toEqual([
      `buy 2000 A 10 @${minuteMs}`,
      `sell 154 A 6.5 @${3 * minuteMs}`,
    ]);
    const [, call] = [...report.orders];
    const { maker } = (call as unknown as { readonly intent: OrderIntent }).intent;
    expect([maker, (call as never as { external: boolean }).external]).toEqual([
      { account: 'broker', strategy: 'margin call' },
      true,
    ]);
    expect(report.assumptions).toContainEqual({
      name: 'orders of margin calls',
      value: '1',
      default: '0',
    });
  });

  it('of a short position buys back', async () => {
    // Short 1000 at 10: cash 20,000. At 16 equity is 4000, maintenance 5000: 1000 ÷ 5 = 200.
    const report = await play(order('sell', 1000), [10, 10, 16, 16, 16]);
    expect(fillTexts(report)[1]).toBe(`buy 200 A 16 @${3 * minuteMs}`);
    expect(report.fills.length).toBe(2);
  });

  it('takes the largest position first', async () => {
    const strategy = scripted({
      0: (c) => {
        c.submit({ symbol: 'A', side: 'buy', quantity: 600 });
        c.submit({ symbol: 'B', side: 'buy', quantity: 1400 });
      },
    });
    const series = [
      minuteBars('A', [10, 10, 6.5, 6.5, 6.5]),
      minuteBars('B', [10, 10, 6.5, 6.5, 6.5]),
    ];
    const report = await run({ series, strategy, cash: 10_000, margin: regT });
    expect(fillTexts(report).slice(2)).toEqual([`sell 154 B 6.5 @${3 * minuteMs}`]);
  });

  it('happens the same where symbols have slices of their own', async () => {
    const other = minuteBars('C', [1, 1, undefined, 1, 1, undefined, 1]);
    const series = [minuteBars('A', [10, 10, 6.5, 6.5, 6.5]), other];
    const report = await play(order('buy', 2000), [10], { series });
    expect(fillTexts(report)[1]).toBe(`sell 154 A 6.5 @${3 * minuteMs}`);
    const values = [10_000, 10_000, 3000, 3000, 3000, 3000];
    expect([...report.equity.value]).toEqual(values);
  });

  it('cancels what rests at the symbol, so that nothing turns the position', async () => {
    const script: Script = {
      ...order('buy', 2000),
      1: (c) =>
        void c.submit({ symbol: 'A', side: 'sell', quantity: 2000, type: 'limit', limitPrice: 7 }),
    };
    const report = await play(script, [10, 10, 6.5, [6.5, 8, 6.5, 8], 8]);
    const [, resting] = [...report.orders];
    expect([resting?.status, codes(resting as never)]).toEqual(['canceled', ['MARGIN_CALL']]);
    expect(report.positions[0]?.signedQuantity.toNumber()).toBe(1846);
  });

  it('is not made twice while the first waits for volume', async () => {
    const volume = Float64Array.from([1e6, 1e6, 1e6, 100, 30, 1e6]);
    const one = minuteBars('A', [10, 10, 6.5, 6.5, 6.5, 6.5]);
    const series = [barsFromColumns({ ...one, volume }, { periodMs: minuteMs })];
    const report = await run({
      series,
      strategy: scripted(order('buy', 2000)),
      cash: 10_000,
      margin: regT,
      volumeShareMax: 1,
    });
    expect(fillTexts(report).slice(1)).toEqual([
      `sell 100 A 6.5 @${3 * minuteMs}`,
      `sell 30 A 6.5 @${4 * minuteMs}`,
      `sell 24 A 6.5 @${5 * minuteMs}`,
    ]);
    expect(statuses(report)).toEqual(['filled', 'filled']);
  });

  it('closes all when nothing is left to cover with', async () => {
    const report = await play(order('buy', 2000), [10, 10, 4, 4, 4]);
    expect(report.positions.every((one) => one.signedQuantity.isZero())).toBe(true);
    expect(report.cash.toNumber()).toBe(-2000);
  });

  it('with fills at this close happens at that very close', async () => {
    const report = await play(order('buy', 2000), [10, 6.5, 6.5], { fillAt: 'this-close' });
    expect(fillTexts(report)).toEqual([
      `buy 2000 A 10 @${minuteMs}`,
      `sell 154 A 6.5 @${2 * minuteMs}`,
    ]);
  });

  it('is heard by the strategy as an order of somebody else', async () => {
    const heard: string[] = [];
    const strategy = scripted(order('buy', 2000), ({ external, status }) => {
      if (external) heard.push(status);
    });
    const series = [minuteBars('A', [10, 10, 6.5, 6.5, 6.5])];
    await run({ series, strategy, cash: 10_000, margin: regT });
    expect(heard).toEqual(['accepted', 'filled']);
  });
});

describe('shares to borrow', () => {
  const flat = [10, 10, 10];

  it('bound what may be short at one time, symbol by symbol', async () => {
    const shorts = { symbols: { A: { shortable: 50 } }, otherwise: { shortable: 'none' } } as const;
    const more = { margin: undefined, shorts };
    expect(statuses(await play(order('sell', 50), flat, more))).toEqual(['filled']);
    const refused = await play(order('sell', 51), flat, more);
    expect(codes([...refused.orders][0] as never)).toEqual(['SHORT_NOT_AVAILABLE']);
    const series = [minuteBars('A', flat), minuteBars('B', flat)];
    const other = await play(order('sell', 1, 'B'), flat, { ...more, series });
    expect(statuses(other)).toEqual(['rejected']);
    expect(statuses(await play(order('buy', 51), flat, more))).toEqual(['filled']);
  });

  it('do not matter to a sale of what is held', async () => {
    const script = { ...order('buy', 9), 1: order('sell', 9)[0] as never };
    const shorts = { otherwise: { shortable: 'none' } } as const;
    const report = await play(script, flat, { margin: undefined, shorts });
    expect(statuses(report)).toEqual(['filled', 'filled']);
  });

  it('leave a buy to the cash that pays it', async () => {
    const shorts = { otherwise: { shortable: 'none' } } as const;
    const report = await play(order('buy', 1001), flat, { margin: undefined, shorts });
    expect(codes([...report.orders][0] as never)).toEqual(['INSUFFICIENT_CASH']);
  });
});

const hourMs = 60 * minuteMs;

/** One-minute bars at these instants. */
function barsAt(times: readonly number[], closes: readonly number[]) {
  const column = Float64Array.from(closes);
  return barsFromColumns(
    {
      symbol: 'A',
      time: Float64Array.from(times),
      open: column,
      high: column,
      low: column,
      close: column,
    },
    { periodMs: minuteMs },
  );
}

/** A bar every six hours from midnight on, on a market that never closes. */
function sixHourly(closes: readonly number[]) {
  return [
    barsAt(
      closes.map((_, i) => i * 6 * hourMs),
      closes,
    ),
  ];
}

describe('a day costs', () => {
  const dear = { otherwise: { borrowRate: '0.36' } } as const;

  it('borrowing: value at the last close × rate × days ÷ 360', async () => {
    // Sold at 6:00, over midnight at 11: 100 × 11 × 0.36 ÷ 360 = 1.1.
    const report = await play(order('sell', 100), [10], {
      series: sixHourly([10, 10, 10, 11, 12, 12]),
      margin: undefined,
      shorts: { symbols: { A: { borrowRate: '0.36' } } },
    });
    expect(report.ledger.income).toBe('-1.1');
    expect(report.equity.value[3]).toBe(10_000 - 100);
    expect(report.equity.value[4]).toBeCloseTo(10_000 - 200 - 1.1, 9);
  });

  it('three days over a weekend, one over a night, on the calendar of the market', async () => {
    const income = async (firstAt: number, thenAt: number) => {
      const times = [firstAt, firstAt + hourMs, thenAt];
      const report = await play(order('sell', 100), [10], {
        series: [barsAt(times, [10, 10, 10])],
        calendar: usEquityCalendar,
        margin: undefined,
        shorts: dear,
      });
      return report.ledger.income;
    };
    const [thursday, friday, monday] = [6, 7, 10].map((day) => Date.UTC(2024, 5, day, 14)) as [
      number,
      number,
      number,
    ];
    expect(await income(friday, monday)).toBe('-3');
    expect(await income(thursday, friday)).toBe('-1');
    expect(await income(thursday, monday)).toBe('-4');
    expect(await income(friday, friday + 2 * hourMs)).toBeUndefined();
  });

  it('interest: earned on a credit, paid on a loan, not earned on a short sale', async () => {
    const income = async (script: Script, margin: TestSettings['margin']) => {
      const report = await play(script, [10], {
        series: sixHourly([10, 10, 10, 10, 10]),
        margin,
        interest: { creditRate: '0.036', debitRate: '0.072' },
      });
      return report.ledger.income;
    };
    expect(await income({}, undefined)).toBe('1');
    expect(await income(order('buy', 2000), regT)).toBe('-2');
    expect(await income(order('sell', 1000), regT)).toBe('1');
  });

  it('nothing without a short position or a night', async () => {
    const nights = { series: sixHourly([10, 10, 10, 10, 10, 10]), margin: undefined, shorts: dear };
    const flat = await play({}, [10], nights);
    const long = await play(order('buy', 10), [10], nights);
    const day = await play(order('sell', 10), [10, 10, 10], { margin: undefined, shorts: dear });
    for (const report of [flat, long, day]) expect(report.ledger.income).toBeUndefined();
  });

  it('and it is stated in the report', async () => {
    const report = await play({}, [10, 10], { shorts: dear, interest: { debitRate: '0.07' } });
    const stated = report.assumptions.filter((one) => /margin$|actual/.test(one.name));
    expect(stated.map((one) => [one.name, one.default])).toEqual([
      ['margin', 'cash'],
      ['borrow rates per year, actual/360', '0'],
      ['interest per year on credit, actual/360', undefined],
      ['interest per year on debit, actual/360', '0'],
    ]);
    const plain = await play({}, [10, 10], { margin: undefined });
    expect(plain.assumptions.some((one) => one.name.includes('margin'))).toBe(false);
  });
});

describe('lending is refused', () => {
  const bad: readonly (readonly [settings: Record<string, unknown>, message: string])[] = [
    [{ margin: { kind: 'portfolio' } }, 'margin.kind must be "regT"'],
    [{ margin: { ...regT, initialFraction: 0 } }, 'margin.initialFraction must be above 0'],
    [{ margin: { ...regT, initialFraction: '1.01' } }, 'margin.initialFraction must be above 0'],
    [{ margin: { ...regT, leverage: 2 } }, 'margin.leverage must be left out'],
    [{ margin: { ...regT, maintenanceLong: [] } }, 'margin.maintenanceLong must be at least one'],
    [
      { margin: { ...regT, maintenanceLong: [{ priceFrom: 1, fraction: 1 }] } },
      'the first from price 0',
    ],
    [
      { margin: { ...regT, maintenanceShort: [null] } },
      'margin.maintenanceShort[0] must be a tier',
    ],
    [{ margin: { ...regT, minimumEquity: -1 } }, 'margin.minimumEquity must be zero or more'],
    [{ margin: null }, 'margin must be an object, was null'],
    [{ shorts: { symbols: { X: {} } } }, 'shorts.symbols must be a symbol of the run: A'],
    [{ shorts: { symbols: { A: { shortable: 0.5 } } } }, 'shorts.symbols.A.shortable must be'],
    [{ shorts: { otherwise: { borrowRate: -0.1 } } }, 'shorts.otherwise.borrowRate must be'],
    [{ shorts: { all: {} } }, 'shorts.all must be left out'],
    [{ interest: { creditRate: '5%' } }, 'interest.creditRate must be a fraction per year'],
    [{ interest: 3 }, 'interest must be an object'],
  ];
  for (const [settings, message] of bad) {
    it(JSON.stringify(settings), async () => {
      const found = await failure(() =>
        play({}, [10, 10], { margin: undefined, calendar: alwaysOpenCalendar, ...settings }),
      );
      expect(found.message).toContain(message);
    });
  }
});
