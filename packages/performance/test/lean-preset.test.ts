import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describeWithData } from '../../../test/reference-data.js';
import { performanceSummary, type StatisticId } from '../src/index.js';
import { openLedger } from './golden-ledger.js';

interface LeanCase {
  readonly case: string;
  readonly fills_replayed: readonly {
    readonly date: string;
    readonly side: 'buy' | 'sell';
    readonly qty: number;
    readonly price: number;
    readonly fee: number;
  }[];
  readonly expected_statistics: Readonly<Record<string, string>>;
}

const msPerDay = 86_400_000;
const files = [
  'ref-backtest/lean_cases.json',
  'ref-backtest/lean_MACDTrendAlgorithm_equity.csv',
  'ref-backtest/us_primary_credit_rate.csv',
  'lean-daily/spy.csv.gz',
  'lean-daily/factor_files/spy.csv',
];

/** Which statistic stands for which published figure, and in which unit it is printed. */
const published: readonly (readonly [string, StatisticId, 'number' | 'percent'])[] = [
  ['Compounding Annual Return', 'annualReturn', 'percent'],
  ['Drawdown', 'maxDrawdown', 'percent'],
  ['Net Profit', 'totalReturn', 'percent'],
  ['Sharpe Ratio', 'sharpeRatio', 'number'],
  ['Sortino Ratio', 'sortinoRatio', 'number'],
  ['Probabilistic Sharpe Ratio', 'probabilisticSharpeRatio', 'percent'],
  ['Alpha', 'alpha', 'number'],
  ['Beta', 'beta', 'number'],
  ['Annual Standard Deviation', 'volatility', 'number'],
  ['Information Ratio', 'informationRatio', 'number'],
  ['Tracking Error', 'trackingError', 'number'],
  ['Treynor Ratio', 'treynorRatio', 'number'],
  ['Win Rate', 'winRate', 'percent'],
];

const readRows = (text: string): readonly (readonly string[])[] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(','));

/** Adjusted closes: raw × both factors of the first row whose date is not before the day. */
function readAdjusted(barsPath: string, factorsPath: string): ReadonlyMap<string, number> {
  const factors = readRows(readFileSync(factorsPath, 'utf8'));
  const bars = readRows(gunzipSync(readFileSync(barsPath)).toString()).slice(1);
  return new Map(
    bars.map(([date = '', , , , close]) => {
      const factor = factors.find(([until = '']) => until >= date.replaceAll('-', ''))!;
      return [date, Number(close) * Number(factor[1]) * Number(factor[2])];
    }),
  );
}

describeWithData('the lean preset', files, ([cases, curve, rates, bars, factors]) => {
  const trend = (JSON.parse(readFileSync(cases!, 'utf8')) as readonly LeanCase[]).find(
    (each) => each.case === 'MACDTrendAlgorithm',
  )!;
  const equityRows = readRows(readFileSync(curve!, 'utf8')).slice(1);
  const equityOn = new Map(equityRows.map(([date = '', value]) => [date, Number(value)]));
  const rateRows = readRows(readFileSync(rates!, 'utf8')).slice(1);
  const spyOn = readAdjusted(bars!, factors!);
  // LEAN takes a sample at the start, and one at the end of each calendar day, trading or not.
  const start = Date.parse('2004-01-01');
  const days = (Date.parse(equityRows.at(-1)![0]!) - start) / msPerDay + 1;
  const [time, equity, benchmark] = [[start], [100_000], [spyOn.get('2003-12-31')!]];
  let rateSum = 0;
  for (let day = 0; day < days; day++) {
    const date = new Date(start + day * msPerDay).toISOString().slice(0, 10);
    time.push(start + (day + 1) * msPerDay);
    equity.push(equityOn.get(date) ?? equity.at(-1)!);
    benchmark.push(spyOn.get(date) ?? benchmark.at(-1)!);
    rateSum += Number(rateRows.findLast(([from = '']) => from <= date)![1]) / 100;
  }
  const { statistics } = performanceSummary({
    equity,
    time,
    benchmark,
    periodsPerYear: 252,
    riskFreeAnnual: rateSum / days,
    fills: trend.fills_replayed.map(({ date, qty, ...fill }) => {
      return { ...fill, at: Date.parse(date), symbol: 'SPY', quantity: qty };
    }),
    preset: 'lean',
  });
  const ledger = openLedger('LEAN MACDTrendAlgorithm as printed', 0);
  const known = new Map(published.map(([key, id, unit]) => [key, { id, unit }]));
  for (const [key, printed] of Object.entries(trend.expected_statistics)) {
    const found = known.get(key);
    if (found === undefined) {
      ledger.exempt(key, 'a count, a share of running capital, or an estimate of LEAN itself');
      continue;
    }
    // LEAN rounds the fraction to three digits before it prints per cent with three.
    const digits = key === 'Drawdown' ? 1 : (printed.replace('%', '').split('.')[1]?.length ?? 0);
    const scale = found.unit === 'percent' ? 100 : 1;
    ledger.compare(
      key,
      () => Number(((statistics[found.id].value ?? NaN) * scale).toFixed(digits)),
      Number.parseFloat(printed),
    );
  }
  ledger.close({ compared: 13, exempted: 15 });
});
