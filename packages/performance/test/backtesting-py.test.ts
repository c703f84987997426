import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describeWithData } from '../../../test/reference-data.js';
import {
  annualReturn,
  type PerformanceSummary,
  performanceSummary,
  type RoundTrip,
} from '../src/index.js';
import { type GoldenLedger, openLedger } from './golden-ledger.js';

interface Trade {
  readonly size: number;
  readonly entry_time: string;
  readonly exit_time: string;
  readonly entry_price: number;
  readonly exit_price: number;
  readonly pnl: number;
  readonly return_pct: number;
  readonly commission: number;
}
type Stat = number | string | { readonly days: number };
interface Case {
  readonly case: string;
  readonly input: string;
  readonly equity_file: string;
  readonly expected_trades: readonly Trade[];
  readonly expected_stats: Readonly<Record<string, Stat>>;
}

const msPerDay = 86_400_000;

function toTrip(trade: Trade): RoundTrip {
  const [openedAt, closedAt] = [`${trade.entry_time}Z`, `${trade.exit_time}Z`].map((at) =>
    Date.parse(at.replace(' ', 'T')),
  ) as [number, number];
  return {
    symbol: 'X',
    direction: trade.size > 0 ? 'long' : 'short',
    quantity: Math.abs(trade.size),
    openedAt,
    closedAt,
    entryPrice: trade.entry_price,
    exitPrice: trade.exit_price,
    grossPnl: trade.pnl + trade.commission,
    fees: trade.commission,
    netPnl: trade.pnl,
    returnFraction: trade.return_pct,
    holdingMs: closedAt - openedAt,
    fillCount: 2,
  };
}

/** One column of a file by date. */
function readColumn(path: string, column: string): ReadonlyMap<string, number> {
  const [header = '', ...lines] = gunzipSync(readFileSync(path)).toString().trim().split('\n');
  const place = header.toLowerCase().split(',').indexOf(column);
  const rows = lines.map((line) => line.split(','));
  return new Map(rows.map((row) => [row[0]!.slice(0, 10), Number(row[place])]));
}

type Statistics = PerformanceSummary['statistics'];
type Measure = (
  statistics: Statistics,
  summary: PerformanceSummary,
  years: number,
) => number | undefined;
const percent =
  (id: keyof Statistics): Measure =>
  (statistics) =>
    (statistics[id].value ?? NaN) * 100;
const plain =
  (id: keyof Statistics): Measure =>
  (statistics) =>
    statistics[id].value;
/** Durations are printed rounded up to the next day. */
const days =
  (id: keyof Statistics): Measure =>
  (statistics) =>
    Math.ceil((statistics[id].value ?? NaN) / msPerDay);

const measures: Readonly<Record<string, Measure>> = {
  'Exposure Time [%]': percent('timeInMarket'),
  'Return [%]': percent('totalReturn'),
  'Return (Ann.) [%]': percent('annualReturn'),
  'CAGR [%]': (_, { returns }, years) => annualReturn(returns, { years })! * 100,
  'Volatility (Ann.) [%]': percent('volatility'),
  'Sharpe Ratio': plain('sharpeRatio'),
  'Sortino Ratio': plain('sortinoRatio'),
  'Calmar Ratio': plain('calmarRatio'),
  Beta: plain('beta'),
  'Max. Drawdown [%]': percent('maxDrawdown'),
  'Avg. Drawdown [%]': percent('averageDrawdown'),
  'Max. Drawdown Duration': days('longestDrawdownMs'),
  'Avg. Drawdown Duration': days('averageDrawdownMs'),
  '# Trades': plain('roundTripCount'),
  'Win Rate [%]': percent('winRate'),
  'Avg. Trade Duration': days('averageHoldingMs'),
  'Profit Factor': plain('profitFactor'),
  'Expectancy [%]': percent('expectancy'),
  SQN: plain('systemQualityNumber'),
  'Kelly Criterion': plain('kellyFraction'),
};

const reasons: Readonly<Record<string, string>> = {
  'Alpha [%]': 'starts buy and hold after the warm-up; compared with its own buy and hold below',
};

function compareCase(ledger: GoldenLedger, each: Case, folder: string): void {
  const equityOn = readColumn(`${folder}/ref-backtest/${each.equity_file}`, 'equity');
  const closeOn = readColumn(`${folder}/${each.input.split(' ')[0]!}`, 'close');
  const dates = [...equityOn.keys()];
  const summary = performanceSummary({
    equity: [...equityOn.values()],
    time: dates.map((date) => Date.parse(date)),
    benchmark: dates.map((date) => closeOn.get(date)!),
    periodsPerYear: 252,
    roundTrips: { closed: each.expected_trades.map(toTrip) },
    preset: 'backtesting.py',
  });
  const stats = summary.statistics;
  const years = (each.expected_stats['Duration'] as { readonly days: number }).days / 365.25;
  for (const [key, value] of Object.entries(each.expected_stats)) {
    const name = `${each.case} ${key}`;
    const measure = measures[key];
    if (measure === undefined) {
      ledger.exempt(name, reasons[key] ?? 'a date, a sum or an extreme of what was given');
      continue;
    }
    const expected = typeof value === 'object' ? value.days : Number(value);
    ledger.compare(name, () => measure(stats, summary, years), expected);
  }
  const hold = Number(each.expected_stats['Buy & Hold Return [%]']);
  ledger.compare(
    `${each.case} Alpha [%] with its own buy and hold`,
    () => stats.totalReturn.value! * 100 - stats.beta.value! * hold,
    Number(each.expected_stats['Alpha [%]']),
  );
}

describeWithData(
  'backtesting.py',
  ['ref-backtest/btpy_cases.json', 'README.md'],
  ([path, readme]) => {
    const cases = JSON.parse(readFileSync(path!, 'utf8')) as readonly Case[];
    const ledger = openLedger('backtesting.py', 1e-9);
    for (const each of cases) compareCase(ledger, each, readme!.replace(/\/README\.md$/, ''));
    ledger.close({ compared: 105, exempted: 57 });
  },
);
