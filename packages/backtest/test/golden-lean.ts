import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BarSeries, OrderSide, Strategy, StrategyContext } from '@tradewright/core';
import { Ema } from '@tradewright/indicators';
import type { CommissionSettings } from '../src/commission/commission.js';
import { equityOf, type Expected, type GoldenCase, type PrintedEnd } from './golden-case.js';
import {
  cellsOf,
  readRows,
  readTable,
  type Row,
  scaled,
  series,
  wholeDays,
} from './golden-days.js';
import { submitSigned, symbol } from './golden-order.js';
import { strategyOf } from './scripted-run.js';

const cash = 100_000;

/** What LEAN charged when the reference was made. */
const commission: CommissionSettings = {
  kind: 'perShare',
  perShare: '0.005',
  minimum: '1',
  maximumBps: '50',
};

/** Share of the equity that LEAN keeps back when it is asked for all of it. */
const buffer = 0.0025;

/** Buys whole shares for all of the equity but the buffer, their fee included. */
function buyAll(context: StrategyContext, close: number): void {
  const worth = context.equity * (1 - buffer);
  let quantity = Math.floor(worth / close);
  while (quantity * close + Math.max(1, 0.005 * quantity) > worth) quantity--;
  submitSigned(context, quantity);
}

/** Buys at the first bar, and holds. */
function buyAndHold(): Strategy {
  return strategyOf(() => {
    let hasBought = false;
    return {
      onBars: (context) => {
        if (hasBought) return;
        hasBought = true;
        buyAll(context, (context.bars[0] as { close: number }).close);
      },
    };
  });
}

/** In when the MACD is well above its signal, out when it is well below. */
function trend(): Strategy {
  return strategyOf(() => {
    const [fast, slow, signal] = [new Ema(12), new Ema(26), new Ema(9)];
    return {
      onBars: (context) => {
        const { close } = context.bars[0] as { close: number };
        const [a, b] = [fast.next(close), slow.next(close)];
        if (a === undefined || b === undefined) return;
        const line = signal.next(a - b);
        if (line === undefined) return;
        const lead = (a - b - line) / a;
        const held = context.position(symbol);
        if (held <= 0 && lead > 0.0025) buyAll(context, close);
        if (held > 0 && lead < -0.0025) submitSigned(context, -held);
      },
    };
  });
}

/** Prices are the raw ones times a factor of seven digits: nine digits say them in full. */
const instruments = [{ symbol, priceTick: '0.000000001' }];

/** The cases of LEAN. */
export function leanCases(folder: string): readonly GoldenCase[] {
  return [
    {
      name: 'BasicTemplateDailyAlgorithm',
      bars: readDays(folder, '2013-10-08', '2013-10-17'),
      strategy: buyAndHold(),
      cash,
      differs: { commission, instruments },
      expected: () => expectedOf(folder, 'BasicTemplateDailyAlgorithm'),
    },
    {
      name: 'MACDTrendAlgorithm',
      bars: readDays(folder, '2004-01-02', '2014-12-31'),
      strategy: trend(),
      cash,
      // An account on margin: it may pay for a gap between the close and the open.
      differs: { commission, instruments, negativeCash: true },
      expected: () => expectedOf(folder, 'MACDTrendAlgorithm'),
    },
    minuteCase(folder),
  ];
}

function readDays(folder: string, from: string, to: string): BarSeries {
  const factors = factorsOf(folder);
  const days = readRows(readTable(join(folder, 'lean-daily/spy.csv.gz')), 'date')
    .filter(({ time }) => time >= from && time <= to)
    .map((day) => scaled(day, factors(day.time)));
  return wholeDays(symbol, days);
}

/** Price factor × split factor of a date: those of the first row at or after it. */
function factorsOf(folder: string): (date: string) => number {
  const text = readFileSync(join(folder, 'lean-daily/factor_files/spy.csv'), 'utf8');
  const rows = text.trim().split(/\r?\n/);
  const table = rows.map((row) => row.split(','));
  return (date) => {
    const found = table.find(([until = '']) => until >= date.replaceAll('-', ''));
    return Number(found?.[1]) * Number(found?.[2]);
  };
}

const minuteMs = 60_000;

/**
 * The minutes of a week. LEAN fills a buy at the ask at which the minute ends. The venue knows
 * bars of trades only, so the quotes of that minute are told as a spread: twice the way from the
 * last trade to the ask.
 */
function minuteCase(folder: string): GoldenCase {
  const factor = factorsOf(folder)('2013-10-07');
  const read = (kind: 'trade' | 'quote') =>
    readTable(join(folder, `intraday/minute/spy_20131004_${kind}.csv.gz`));
  const minutes = readRows(read('trade'), 't_utc').filter(isRegular);
  const [first] = minutes as [Row];
  const quotes = read('quote');
  const at = cellsOf(quotes, 't_utc').indexOf(first.time);
  const ask = Number(cellsOf(quotes, 'ask_close')[at]);
  const bars = minutes.map((minute) => scaled(minute, factor));
  return {
    name: 'BasicTemplateAlgorithm',
    bars: series(symbol, bars, { periodMs: minuteMs }),
    strategy: buyAndHold(),
    cash,
    differs: {
      commission,
      fillAt: 'this-close',
      slippage: { kind: 'spread', bps: (ask / first.close - 1) * 20_000 },
      instruments,
    },
    expected: () => expectedOfMinutes(folder),
  };
}

/** From 2013-10-07 to 2013-10-11, 9:30 to 16:00 in New York, which is four hours behind UTC. */
function isRegular({ time }: Row): boolean {
  const clock = time.slice(11, 16);
  return time >= '2013-10-07' && time < '2013-10-12' && clock >= '13:30' && clock < '20:00';
}

interface CaseFile {
  readonly case: string;
  readonly expected_statistics: Readonly<Record<string, string>>;
  readonly equity_file?: string;
  readonly replayed_here: { readonly quantity: number; readonly fill_price: number };
  readonly fills_replayed?: readonly {
    readonly date: string;
    readonly side: OrderSide;
    readonly qty: number;
    readonly price: number;
    readonly fee: number;
  }[];
}

function readCase(folder: string, name: string): CaseFile {
  const path = join(folder, 'ref-backtest/lean_cases.json');
  const cases = JSON.parse(readFileSync(path, 'utf8')) as readonly CaseFile[];
  return cases.find((one) => one.case === name) as CaseFile;
}

/** Prices are printed with six digits. */
const price = { relative: 0, absolute: 0.5000001e-6 };

function expectedOf(folder: string, name: string): Expected {
  const one = readCase(folder, name);
  const {
    fills_replayed: fills = [],
    equity_file: file = '',
    expected_statistics: statistics,
  } = one;
  return {
    fills: fills.map(({ date, side, qty, price: paid, fee }) => ({
      when: date,
      side,
      quantity: qty,
      price: paid,
      fee,
    })),
    equity: equityOf(readTable(join(folder, 'ref-backtest', file)), 'date', 'equity'),
    printed: printedOf(statistics),
    price,
    // Four digits are printed; a fill is off by its quantity in billionths, at most.
    money: { relative: 1e-9, absolute: 0.5e-4 },
  };
}

/** Of the minutes only the end is known. */
function expectedOfMinutes(folder: string): Expected {
  const { expected_statistics: statistics, replayed_here: whole } = readCase(
    folder,
    'BasicTemplateAlgorithm',
  );
  const { quantity, fill_price: paid } = whole;
  const printed = printedOf(statistics);
  return {
    fills: [{ when: '2013-10-07T13:31', side: 'buy', quantity, price: paid }],
    equity: new Map([['2013-10-11', Number(printed.equity)]]),
    printed,
    price,
    money: { relative: 0, absolute: 0.005 },
  };
}

/** What LEAN's own tests assert. */
function printedOf(statistics: CaseFile['expected_statistics']): PrintedEnd {
  const text = (name: string): string => statistics[name]?.replace('$', '') ?? `no ${name}`;
  return { equity: text('End Equity'), fees: text('Total Fees') };
}
