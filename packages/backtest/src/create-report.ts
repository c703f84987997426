import {
  type Assumption,
  type BacktestReport,
  type BacktestSummary,
  type EquityCurve,
  type Instrument,
  ledgerSnapshot,
  moneyToDecimal,
  moneyToNumber,
} from '@tradewright/core';
import {
  explainOrder,
  type Kernel,
  LazyFillList,
  LazyOrderList,
  optionalMoney,
  resultHash,
  type Valuation,
  valueAccount,
} from '@tradewright/kernel';
import type { EquityRecorder } from './equity-recorder.js';
import type { ResolvedBacktest } from './parse-backtest-settings.js';
import { lendingAssumptions } from './margin/lending-assumptions.js';
import { reproducibilityHash } from './reproducibility-hash.js';
import { describeTicks } from './ticks/describe-ticks.js';
import type { SlippageSettings } from './slippage.js';
import { venueDefaults } from './venue-settings.js';

/** What a finished run left behind. */
export interface FinishedRun {
  readonly kernel: Kernel;
  readonly run: ResolvedBacktest;
  readonly equity: EquityCurve;
  readonly offTickFills: number;
  /** Corporate actions that have happened. */
  readonly actionsDone: number;
  /** Orders of margin calls. */
  readonly marginCalls: number;
  readonly recorder: EquityRecorder;
}

/** Makes the report of a finished run. */
export function createReport(finished: FinishedRun): BacktestReport {
  const { kernel, run, equity } = finished;
  const { ledger } = kernel;
  const valuation = valueAccount(kernel);
  return {
    startedAt: firstStart(run),
    endedAt: kernel.at,
    slices: kernel.slices,
    currency: (run.instruments[0] as Instrument).currency,
    deposits: moneyToDecimal(ledger.deposits),
    cash: moneyToDecimal(ledger.cash),
    finalEquity: optionalMoney(valuation.equity),
    realized: moneyToDecimal(valuation.realized),
    unrealized: optionalMoney(valuation.unrealized),
    summary: summarize(finished, valuation),
    fills: new LazyFillList(kernel),
    orders: new LazyOrderList(kernel),
    positions: valuation.positions,
    equity,
    targetSkips: kernel.targetSkips,
    assumptions: assumptions(finished),
    ledger: ledgerSnapshot(ledger),
    explain: (id) => explainOrder(kernel, id),
    hash: () => reproducibilityHash(kernel, run),
    resultHash: () => resultHash(kernel),
  };
}

function firstStart(run: ResolvedBacktest): number {
  const starts = run.series.map((one, slot) => one.time[run.firstRows[slot] as number]);
  return Math.min(...starts.map((start) => start ?? Number.POSITIVE_INFINITY));
}

function summarize(finished: FinishedRun, valuation: Valuation): BacktestSummary {
  const { kernel, recorder } = finished;
  const { ledger, slices } = kernel;
  const deposits = moneyToNumber(ledger.deposits);
  const final = valuation.equity === undefined ? Number.NaN : moneyToNumber(valuation.equity);
  return {
    returnFraction: final / deposits - 1,
    maxDrawdownFraction: recorder.maxDrawdownFraction,
    fills: kernel.fills.length,
    exposureFraction: slices === 0 ? 0 : recorder.exposed / slices,
    fees: moneyToDecimal(ledger.fees),
  };
}

function assumptions(finished: FinishedRun): readonly Assumption[] {
  const { run, offTickFills, kernel, actionsDone } = finished;
  const { venue, calendar, limits } = run;
  const stated: (readonly [name: string, value: unknown, standard: unknown])[] = [
    ['market orders fill at', venue.fillAt, venueDefaults.fillAt],
    ['limit orders fill when the range does', venue.limitFill, venueDefaults.limitFill],
    ['commission', venue.commission, venueDefaults.commission],
    ['negative cash', venue.negativeCash, venueDefaults.negativeCash],
    ['exits of a group fill from', venue.contingentFrom, venueDefaults.contingentFrom],
    ['volume', volumeText(venue.volumeShareMax), volumeText('none')],
    ['slippage', slippageText(venue.slippage), slippageText({ kind: 'none' })],
    ['latency', `${venue.latencyBars} bars and ${venue.latencyMs} ms`, '0 bars and 0 ms'],
    ['halts', venue.halts.length, 0],
    ['venue rules', `${run.venueRules.name} of ${run.venueRules.version}`, undefined],
    ['fills rounded to the tick', offTickFills, undefined],
    ['calendar', calendar.name, undefined],
    ['warm-up slices', run.warmUpSlices, undefined],
    ['open positions at the end', 'marked at the last close, not closed', undefined],
    ['short selling', limits.shortSelling, undefined],
    ['adjustment', kernelAdjustments(run), undefined],
    ['slices', kernel.slices, undefined],
  ];
  if (run.ticks.length > 0) stated.push(['ticks that fill', describeTicks(run.ticks), 'none']);
  if (run.actions.length > 0) {
    const done = `${actionsDone} of ${run.actions.length} have happened by the end`;
    stated.push(['corporate actions', done, 'none']);
  }
  if (run.lending !== undefined)
    stated.push(...lendingAssumptions(run.lending, finished.marginCalls));
  return stated.map(([name, value, standard]) => {
    const shown = text(value);
    const differs = standard !== undefined && text(standard) !== shown;
    return { name, value: shown, ...(differs ? { default: text(standard) } : {}) };
  });
}

function volumeText(share: number | 'none'): string {
  if (share === 'none') return 'unlimited: every fill is complete';
  return `orders of a symbol take at most ${share} of what was traded`;
}

function slippageText(slippage: SlippageSettings): string {
  if (slippage.kind !== 'none') return JSON.stringify(slippage);
  return 'none beyond rounding to the tick against the trader';
}

function kernelAdjustments(run: ResolvedBacktest): string {
  return [...new Set(run.series.map((one) => one.adjustment))].join(', ');
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
