import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BarSeries, OrderSide, Strategy } from '@tradewright/core';
import { Ema, Sma } from '@tradewright/indicators';
import { equityOf, type Expected, type GoldenCase } from './golden-case.js';
import { Cross } from './golden-cross.js';
import { readRows, readTable, wholeDays } from './golden-days.js';
import { submitSigned, symbol } from './golden-order.js';
import { strategyOf } from './scripted-run.js';

/** Long while the close is above its average: in on the cross up, out on the cross down. */
function aboveAverage(quantity: number): Strategy {
  return strategyOf(() => {
    const cross = new Cross('last');
    const average = new Sma(15);
    return {
      onBars: (context) => {
        const { close } = context.bars[0] as { close: number };
        const turn = cross.next(close, average.next(close));
        const isLong = context.position(symbol) !== 0;
        if (!isLong && turn > 0) submitSigned(context, quantity);
        if (isLong && turn < 0) submitSigned(context, -quantity);
      },
    };
  });
}

/** Long or short 1000 by the side of the fast average; one order turns the position. */
function reversal(): Strategy {
  return strategyOf(() => {
    const cross = new Cross('last');
    const [fast, slow] = [new Ema(10), new Ema(30)];
    return {
      onBars: (context) => {
        const { close } = context.bars[0] as { close: number };
        const turn = cross.next(fast.next(close), slow.next(close));
        const missing = 1000 * turn - context.position(symbol);
        if (turn !== 0 && missing !== 0) submitSigned(context, missing);
      },
    };
  });
}

/** Units of the index in one contract of the future. */
const multiplier = 10;

/** The cases of backtrader. */
export function backtraderCases(folder: string): readonly GoldenCase[] {
  const index = readDays(folder, 'ohlcv-misc/idx2006_day.csv.gz');
  const nvidia = readDays(folder, 'yahoo-adjclose/nvda.csv.gz', ['2005', '2011']);
  return [
    {
      name: 'idx2006_sma15_stock',
      bars: index,
      strategy: aboveAverage(1),
      cash: 10_000,
      differs: {},
      expected: () => expectedOf(folder, 'idx2006_sma15_stock'),
    },
    {
      // A contract is traded as the ten units of the index that it stands for, on money that is not
      // there: worth and commission are the same. Only cash differs, which has no margin set aside.
      name: 'idx2006_sma15_future',
      bars: index,
      strategy: aboveAverage(multiplier),
      cash: 10_000,
      differs: { commission: { kind: 'perShare', perShare: '0.2' }, negativeCash: true },
      expected: () => {
        const expected = expectedOf(folder, 'idx2006_sma15_future');
        const inUnits = expected.fills.map((fill) => ({
          ...fill,
          quantity: fill.quantity * multiplier,
        }));
        return { ...expected, fills: inUnits, finalCash: undefined };
      },
    },
    {
      name: 'nvda_ema_reversal',
      bars: nvidia,
      strategy: reversal(),
      cash: 100_000,
      differs: {
        commission: { kind: 'bps', bps: '10' },
        instruments: [{ symbol, priceTick: '0.000001' }],
      },
      expected: () => expectedOf(folder, 'nvda_ema_reversal'),
    },
  ];
}

function readDays(folder: string, file: string, years: readonly string[] = []): BarSeries {
  const days = readRows(readTable(join(folder, file)), 'date');
  const [from = '0000', to = '9999'] = years;
  return wholeDays(
    symbol,
    days.filter(({ time }) => time >= from && time <= to),
  );
}

interface CaseFile {
  readonly case: string;
  readonly equity_file: string;
  readonly expected: { readonly final_cash: number };
  readonly fills: readonly {
    readonly date: string;
    readonly side: OrderSide;
    /** Signed. */
    readonly qty: number;
    readonly price: number;
    readonly commission: number;
  }[];
}

function expectedOf(folder: string, name: string): Expected {
  const path = join(folder, 'ref-backtest/backtrader_cases.json');
  const cases = JSON.parse(readFileSync(path, 'utf8')) as readonly CaseFile[];
  const { fills, expected, equity_file: file } = cases.find((one) => one.case === name) as CaseFile;
  return {
    fills: fills.map(({ date, side, qty, price, commission }) => ({
      when: date,
      side,
      quantity: Math.abs(qty),
      price,
      fee: commission,
    })),
    equity: equityOf(readTable(join(folder, 'ref-backtest', file)), 'date', 'value'),
    finalCash: expected.final_cash,
    price: { relative: 1e-10, absolute: 0 },
    money: { relative: 1e-9, absolute: 1e-9 },
  };
}
