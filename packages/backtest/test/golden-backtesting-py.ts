import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BarSeries, Strategy, StrategyContext } from '@tradewright/core';
import { Sma } from '@tradewright/indicators';
import { equityOf, type Expected, type ExpectedFill, type GoldenCase } from './golden-case.js';
import { Cross } from './golden-cross.js';
import {
  daysWithOpening,
  isOpeningPrint,
  readRows,
  readTable,
  type Row,
  wholeDays,
} from './golden-days.js';
import { submitSigned, symbol } from './golden-order.js';
import { strategyOf } from './scripted-run.js';

// backtesting.py 0.6 turns a share of the equity into whole units at the price of the fill, after
// the orders before it: no order that is sized at a close does. So a day is two bars here, its
// opening print and the whole of it: a signal of a close becomes an order at the next print, which
// fills at the open after it, the same price. A trade that is open at the end is a mark here. There
// it is closed as if by an order of the last bar that finds no bar after it: at the open of that
// bar, or with `trade_on_close` at the close of the one before.

/** What a strategy wants after a close. */
interface Plan {
  readonly close?: boolean;
  readonly open?: 1 | -1;
  /** Share of what is there to spend. */
  readonly share?: number;
  readonly stopPrice?: string;
  readonly limitPrice?: string;
}

/** Takes a close and what is held. */
type Decide = (close: number, held: number) => Plan;

/** How much an order is for: by the opening print, by the close seen, or always one share. */
type Sizing = 'print' | 'close' | 'one';

interface Rules {
  readonly createDecide: () => Decide;
  readonly sizing: Sizing;
  /** Commission as a fraction of value. */
  readonly fee: number;
}

function strategy({ createDecide, sizing, fee }: Rules): Strategy {
  return strategyOf(() => {
    const decide = createDecide();
    let plan: Plan = {};
    return {
      onBars: (context) => {
        const { close, time } = context.bars[0] as { close: number; time: number };
        const isPrint = sizing === 'print' && isOpeningPrint(time);
        if (!isPrint) plan = decide(close, context.position(symbol));
        if (isPrint || sizing !== 'print') carryOut(plan, context, { sizing, fee, price: close });
      },
    };
  });
}

interface Terms {
  readonly sizing: Sizing;
  readonly fee: number;
  readonly price: number;
}

/** All but the smallest part of one, as the engine has it. */
const everything = 1 - Number.EPSILON;

function carryOut(plan: Plan, context: StrategyContext, { sizing, fee, price }: Terms): void {
  const held = context.position(symbol);
  let { cash } = context;
  if (plan.close === true && held !== 0) {
    submitSigned(context, -held);
    cash += held * price - Math.abs(held) * price * fee;
  }
  if (plan.open === undefined) return;
  const { share = everything, stopPrice, limitPrice } = plan;
  const quantity = sizing === 'one' ? 1 : Math.floor((cash * share) / (price * (1 + fee)));
  if (quantity <= 0) return;
  submitSigned(context, plan.open * quantity, {
    ...(stopPrice === undefined ? {} : { stopLoss: { stopPrice } }),
    ...(limitPrice === undefined ? {} : { takeProfit: { limitPrice } }),
  });
}

function averages(fast: number, slow: number): (close: number) => 1 | -1 | 0 {
  const cross = new Cross('none');
  const [a, b] = [new Sma(fast), new Sma(slow)];
  return (close) => cross.next(a.next(close), b.next(close));
}

function smaCross(fast: number, slow: number): Decide {
  const cross = averages(fast, slow);
  return (close) => {
    const turn = cross(close);
    return turn === 0 ? {} : { close: true, open: turn };
  };
}

function longOnly(fast: number, slow: number): Decide {
  const cross = averages(fast, slow);
  return (close) => {
    const turn = cross(close);
    if (turn > 0) return { open: 1 };
    return turn < 0 ? { close: true } : {};
  };
}

function bracketed(): Decide {
  const cross = averages(1, 20);
  return (close, held) => {
    if (cross(close) <= 0 || held !== 0) return {};
    const [stopPrice, limitPrice] = [(close * 0.95).toFixed(4), (close * 1.1).toFixed(4)];
    return { open: 1, share: 0.5, stopPrice, limitPrice };
  };
}

interface Definition {
  readonly name: string;
  readonly file: string;
  readonly decide: () => Decide;
  readonly bps: number;
  readonly onClose?: boolean;
  readonly priceTick?: string;
}

const goog = 'ohlcv-misc/goog_btpy.csv.gz';
const definitions: readonly Definition[] = [
  { name: 'goog_smacross_10_30', file: goog, decide: () => smaCross(10, 30), bps: 0 },
  { name: 'goog_smacross_commission', file: goog, decide: () => smaCross(10, 30), bps: 20 },
  {
    name: 'goog_longonly_5_20_close',
    file: goog,
    decide: () => longOnly(5, 20),
    bps: 0,
    onClose: true,
  },
  { name: 'goog_sltp', file: goog, decide: bracketed, bps: 0, priceTick: '0.0001' },
  {
    name: 'spy_yahoo_longonly',
    file: 'yahoo-adjclose/spy.csv.gz',
    decide: () => longOnly(20, 50),
    bps: 10,
  },
];

/** The cases of backtesting.py. */
export function backtestingPyCases(folder: string): readonly GoldenCase[] {
  return definitions.map((each) => {
    const sizing = each.onClose === true ? 'close' : 'print';
    const days = readDays(folder, each);
    const bars = sizing === 'close' ? wholeDays(symbol, days) : daysWithOpening(symbol, days);
    return {
      ...frame(each, { bars, sizing }),
      expected: () => expectedOf(folder, each, days),
    };
  });
}

/**
 * The cases with orders for the next open once more: whole days, every setting at its default, one
 * share a trade. Instant, side and price of each fill are the same; only sizes and equity differ.
 */
export function backtestingPyAtNextOpen(folder: string): readonly GoldenCase[] {
  const atOpen = definitions.filter(({ onClose }) => onClose !== true);
  return atOpen.map((each) => {
    const days = readDays(folder, each);
    const golden = frame({ ...each, bps: 0 }, { bars: wholeDays(symbol, days), sizing: 'one' });
    const { instruments } = golden.differs;
    return {
      ...golden,
      differs: instruments === undefined ? {} : { instruments },
      expected: () => {
        const expected = expectedOf(folder, each, days);
        const fills = expected.fills.map((fill) => ({ ...fill, quantity: 1 }));
        return { ...expected, fills, equity: new Map<string, number>() };
      },
    };
  });
}

function frame(
  { name, decide, bps, priceTick }: Definition,
  { bars, sizing }: { readonly bars: BarSeries; readonly sizing: Sizing },
): Omit<GoldenCase, 'expected'> {
  return {
    name,
    bars,
    cash: 10_000,
    strategy: strategy({ createDecide: decide, sizing, fee: bps / 10_000 }),
    differs: {
      ...(sizing === 'close' ? { fillAt: 'this-close' } : {}),
      ...(bps === 0 ? {} : { commission: { kind: 'bps', bps: String(bps) } }),
      ...(priceTick === undefined ? {} : { instruments: [{ symbol, priceTick }] }),
    },
  };
}

function readDays(folder: string, { file }: Definition): readonly Row[] {
  const table = readTable(join(folder, file));
  return readRows(table, table.has('time') ? 'time' : 'date');
}

interface Trade {
  readonly size: number;
  readonly entry_bar: number;
  readonly exit_bar: number;
  readonly entry_price: number;
  readonly exit_price: number;
}

interface CaseFile {
  readonly case: string;
  readonly expected_trades: readonly Trade[];
  readonly equity_file: string;
}

function expectedOf(
  folder: string,
  { name, bps, onClose = false }: Definition,
  days: readonly Row[],
): Expected {
  const path = join(folder, 'ref-backtest/btpy_cases.json');
  const cases = JSON.parse(readFileSync(path, 'utf8')) as readonly CaseFile[];
  const { expected_trades: trades, equity_file: file } = cases.find(
    (one) => one.case === name,
  ) as CaseFile;
  const equity = equityOf(readTable(join(folder, 'ref-backtest', file)), 'time', 'equity');
  const fills = trades.flatMap(({ size, ...trade }): readonly ExpectedFill[] => {
    const fill = (bar: number, sign: number, price: number): ExpectedFill => {
      const side = sign > 0 ? 'buy' : 'sell';
      return { when: days[bar]?.time ?? 'no bar', side, quantity: Math.abs(size), price };
    };
    return [
      fill(trade.entry_bar, size, trade.entry_price),
      fill(trade.exit_bar, -size, trade.exit_price),
    ];
  });
  const last = trades.at(-1) as Trade;
  const end = days.at(-1) as Row;
  if (last.exit_bar === days.length - (onClose ? 2 : 1)) {
    // Closed by the end of the run, not by the strategy: back to the mark, without the commission.
    fills.pop();
    const { size, exit_price: price } = last;
    const paid = (Math.abs(size) * price * bps) / 10_000;
    const closed = equity.get(end.time) ?? Number.NaN;
    equity.set(end.time, closed + size * (end.close - price) + paid);
  }
  return {
    fills,
    equity,
    price: { relative: 1e-10, absolute: 0 },
    money: { relative: 1e-10, absolute: 0 },
  };
}
