import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { SessionDate } from '@tradewright/core';
import { describeWithData } from '../../../test/reference-data.js';
import {
  type Drawdown,
  listDrawdowns,
  maxDrawdown,
  periodReturns,
  roundTrips,
  type RoundTripReport,
  sharpeRatio,
  systemQualityNumber,
  toReturns,
  totalReturn,
} from '../src/index.js';
import { type GoldenLedger, openLedger } from './golden-ledger.js';

interface EngineFill {
  readonly date: string;
  readonly side: 'buy' | 'sell';
  readonly qty: number;
  readonly price: number;
  readonly commission: number;
}
interface PyAlgoTradeCase {
  readonly case: string;
  readonly equity_file: string;
  readonly fills: readonly EngineFill[];
  readonly expected: {
    readonly sharpe_rf: number;
    readonly sharpe: number;
    readonly max_drawdown: number;
    readonly longest_dd_days: number;
    readonly cum_return: number;
    readonly trades: {
      readonly all_pnl: readonly number[];
      readonly all_returns: readonly number[];
    };
  };
}
interface BacktraderCase {
  readonly case: string;
  readonly equity_file: string;
  readonly broker: { readonly commission: number | { readonly mult?: number } };
  readonly fills: readonly EngineFill[];
  readonly trades: readonly { readonly pnl: number; readonly pnlcomm: number }[];
  readonly expected: {
    readonly sqn: number;
    readonly max_drawdown_pct: number;
    readonly yearly_returns: Readonly<Record<string, number>>;
  };
}

const msPerDay = 86_400_000;

interface Curve {
  readonly dates: readonly SessionDate[];
  readonly returns: Float64Array;
  readonly time: readonly number[];
}

function readCurve(path: string): Curve {
  const lines = gunzipSync(readFileSync(path)).toString().trim().split('\n').slice(1);
  const rows = lines.map((line) => line.split(','));
  return {
    dates: rows.map(([date]) => date as SessionDate),
    returns: toReturns(rows.map((row) => Number(row[1]))),
    time: rows.map(([date = '']) => Date.parse(date)),
  };
}

/** @param multiplier Worth of one point of a future. */
function build(fills: readonly EngineFill[], multiplier = 1): RoundTripReport {
  return roundTrips(
    fills.map(({ date, side, qty, price, commission }) => ({
      at: Date.parse(date),
      symbol: 'X',
      side,
      quantity: Math.abs(qty) * multiplier,
      price,
      fee: commission,
    })),
  );
}

function comparePyAlgoTrade(ledger: GoldenLedger, each: PyAlgoTradeCase, folder: string): void {
  const { returns, time } = readCurve(`${folder}/${each.equity_file}`);
  const { expected, case: name, fills } = each;
  // Its first return is that of the first bar, from the cash it started with: zero in all cases.
  const withFirst = [0, ...returns];
  const riskFreePerPeriod = expected.sharpe_rf / 252;
  ledger.compare(
    `${name} Sharpe ratio`,
    () => sharpeRatio(withFirst, { periodsPerYear: 252, riskFreePerPeriod }),
    expected.sharpe,
  );
  ledger.compare(`${name} drawdown`, () => -maxDrawdown(returns)!, expected.max_drawdown);
  // It counts to the last bar below the high, we to the bar that reaches it again.
  const lastBelow = (each: Drawdown): number => each.endIndex - (each.recoveryIndex ? 1 : 0);
  const days = (): readonly number[] =>
    listDrawdowns(returns).map(
      (each) => (time[lastBelow(each)]! - time[each.peakIndex]!) / msPerDay,
    );
  const longest = () => Math.max(...days());
  ledger.compare(`${name} longest drawdown`, longest, expected.longest_dd_days);
  ledger.compare(`${name} total return`, () => totalReturn(returns), expected.cum_return);
  const { all_pnl: pnl, all_returns: fractions } = expected.trades;
  const { closed } = build(fills);
  ledger.compare(`${name} pnl of trades`, () => closed.map((trip) => trip.netPnl), pnl);
  ledger.compare(
    `${name} returns of trades`,
    () => closed.map((trip) => trip.returnFraction),
    fractions,
  );
}

function compareBacktrader(ledger: GoldenLedger, each: BacktraderCase, folder: string): void {
  const { returns, dates } = readCurve(`${folder}/${each.equity_file}`);
  const { expected, case: name, fills, trades, broker } = each;
  const { commission } = broker;
  const multiplier = typeof commission === 'object' ? (commission.mult ?? 1) : 1;
  const { closed } = build(fills, multiplier);
  ledger.compare(
    `${name} gross pnl of trades`,
    () => closed.map((trip) => trip.grossPnl),
    trades.map((trade) => trade.pnl),
  );
  ledger.compare(
    `${name} net pnl of trades`,
    () => closed.map((trip) => trip.netPnl),
    trades.map((trade) => trade.pnlcomm),
  );
  // backtrader takes the population deviation.
  const bias = Math.sqrt(trades.length / (trades.length - 1));
  ledger.compare(
    `${name} SQN`,
    () => systemQualityNumber(closed.map((trip) => trip.netPnl))! * bias,
    expected.sqn,
  );
  ledger.compare(`${name} drawdown`, () => -maxDrawdown(returns)! * 100, expected.max_drawdown_pct);
  const yearly = (): readonly number[] =>
    periodReturns(returns, dates.slice(1), 'year').map((year) => year.return);
  ledger.compare(`${name} years`, yearly, Object.values(expected.yearly_returns));
}

describeWithData(
  'PyAlgoTrade and backtrader',
  ['ref-backtest', 'ref-backtest/pyalgotrade_cases.json', 'ref-backtest/backtrader_cases.json'],
  ([folder, pyalgotrade, backtrader]) => {
    const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
    const ledger = openLedger('PyAlgoTrade and backtrader', 1e-9);
    for (const each of read(pyalgotrade!) as readonly PyAlgoTradeCase[]) {
      comparePyAlgoTrade(ledger, each, folder!);
    }
    for (const each of read(backtrader!) as readonly BacktraderCase[]) {
      compareBacktrader(ledger, each, folder!);
    }
    ledger.close({ compared: 33, exempted: 0 });
  },
);
