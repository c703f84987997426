import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OrderSide, Strategy } from '@tradewright/core';
import { BollingerBands, Sma } from '@tradewright/indicators';
import { equityOf, type Expected, type GoldenCase } from './golden-case.js';
import { Cross } from './golden-cross.js';
import { cellsOf, readRows, readTable, type Row, scaled, wholeDays } from './golden-days.js';
import { submitSigned, symbol } from './golden-order.js';
import { strategyOf } from './scripted-run.js';

/** In with nine tenths of the cash when the close crosses its average upward, out downward. */
function averageCross(length: number): Strategy {
  return strategyOf(() => {
    const cross = new Cross('none');
    const average = new Sma(length);
    return {
      onBars: (context) => {
        const { close } = context.bars[0] as { close: number };
        const turn = cross.next(close, average.next(close));
        const held = context.position(symbol);
        if (held === 0 && turn > 0) submitSigned(context, Math.floor((context.cash * 0.9) / close));
        if (held > 0 && turn < 0) submitSigned(context, -held);
      },
    };
  });
}

/** In with all cash below the lower band, day by day until it can be paid; out above the upper. */
function bands(): Strategy {
  return strategyOf(() => {
    const indicator = new BollingerBands(40, { multiplier: 2 });
    return {
      onBars: (context) => {
        const { close } = context.bars[0] as { close: number };
        const band = indicator.next(close);
        if (band === undefined) return;
        const held = context.position(symbol);
        if (held === 0 && close < band.lower) {
          submitSigned(context, Math.floor(context.cash / close));
        }
        if (held > 0 && close > band.upper) submitSigned(context, -held);
      },
    };
  });
}

interface Definition {
  readonly name: string;
  readonly file: string;
  readonly strategy: Strategy;
  readonly adjusted: boolean;
}

const definitions: readonly Definition[] = [
  {
    name: 'sma_crossover_aapl_163',
    file: 'wiki-adjusted/aapl_2011_2012.csv.gz',
    strategy: averageCross(163),
    adjusted: true,
  },
  {
    name: 'bbands_yhoo_40',
    file: 'wiki-adjusted/yhoo_2011_2012.csv.gz',
    strategy: bands(),
    adjusted: false,
  },
  {
    name: 'orcl2000_sma20',
    file: 'yahoo-adjclose/orcl_2000_yahoo.csv.gz',
    strategy: averageCross(20),
    adjusted: true,
  },
];

/** The cases of PyAlgoTrade. */
export function pyAlgoTradeCases(folder: string): readonly GoldenCase[] {
  return definitions.map(({ name, file, strategy, adjusted }) => ({
    name,
    bars: wholeDays(symbol, readDays(join(folder, file), adjusted)),
    strategy,
    cash: 1_000_000,
    // Adjusted prices have digits without end: ours are cut at the ninth, 1e-11 of the price. A
    // quarter of the volume, the most that an order of theirs may take, is reached by none.
    differs: adjusted ? { instruments: [{ symbol, priceTick: '0.000000001' }] } : {},
    expected: () => expectedOf(folder, name),
  }));
}

/** With `adjusted`, all prices are scaled as the close is. */
function readDays(path: string, adjusted: boolean): readonly Row[] {
  const table = readTable(path);
  const days = readRows(table, 'date');
  if (!adjusted) return days;
  const closes = cellsOf(table, 'adj_close');
  return days.map((day, i) => scaled(day, Number(closes[i]) / day.close));
}

interface CaseFile {
  readonly case: string;
  readonly equity_file: string;
  readonly expected: { readonly final_equity: number };
  readonly fills: readonly {
    readonly date: string;
    readonly side: OrderSide;
    readonly qty: number;
    readonly price: number;
    readonly commission: number;
  }[];
}

function expectedOf(folder: string, name: string): Expected {
  const path = join(folder, 'ref-backtest/pyalgotrade_cases.json');
  const cases = JSON.parse(readFileSync(path, 'utf8')) as readonly CaseFile[];
  const { fills, expected, equity_file: file } = cases.find((one) => one.case === name) as CaseFile;
  const equity = equityOf(readTable(join(folder, 'ref-backtest', file)), 'date', 'equity');
  const last = [...equity.keys()].at(-1) ?? 'no date';
  // The published result is that of the last bar.
  equity.set(last, expected.final_equity);
  return {
    fills: fills.map(({ date, side, qty, price, commission }) => ({
      when: date,
      side,
      quantity: qty,
      price,
      fee: commission,
    })),
    equity,
    price: { relative: 1e-9, absolute: 0 },
    money: { relative: 1e-9, absolute: 0 },
  };
}
