import {
  type BarSeries,
  invalidValue,
  isBarSeries,
  type SdkError,
  type TickSeries,
} from '@tradewright/core';
import { parseRunSettings, type ResolvedRun } from '@tradewright/kernel';
import type { ResolvedAction } from './actions/corporate-action.js';
import { parseActions } from './actions/parse-actions.js';
import type { BacktestSettings } from './backtest-settings.js';
import { parseLending, type ResolvedLending } from './margin/parse-lending.js';
import { parseTicks } from './ticks/parse-ticks.js';
import { firstRowFrom } from './first-row-from.js';
import { parseVenueSettings, type ResolvedVenueSettings, venueFields } from './venue-settings.js';

/** Checked settings of a backtest, everything in order of symbols. */
export interface ResolvedBacktest extends ResolvedRun {
  readonly series: readonly BarSeries[];
  readonly venue: ResolvedVenueSettings;
  /** In the order in which they happen. */
  readonly actions: readonly ResolvedAction[];
  /** How the broker lends; `undefined` where nothing differs from the default. */
  readonly lending: ResolvedLending | undefined;
  /** What fills in place of bars, by slot; empty where bars fill everything. */
  readonly ticks: readonly (TickSeries | undefined)[];
  readonly firstRows: readonly number[];
  readonly endRows: readonly number[];
}

/**
 * Checks everything that a backtest is given, before anything runs.
 *
 * @throws SdkError `SETTINGS_INVALID` names field, value and fix.
 */
export function parseBacktestSettings<P>(settings: BacktestSettings<P>): ResolvedBacktest {
  if (typeof settings !== 'object' || (settings as unknown) === null) {
    throw invalid('settings', settings, 'an object with strategy, series, cash, calendar, limits');
  }
  const series = parseSeries(settings.series);
  const symbols = series.map((one) => one.symbol);
  refuseUnknown(settings);
  const venue = parseVenueSettings(settings);
  const ticks = parseTicks(settings.ticks, series, venue);
  const rows = parseRange(series, settings.from, settings.to);
  // The strategy is made last, when everything else is known to be right.
  const run = parseRunSettings({ ...settings, account: settings.account ?? 'backtest', symbols });
  const actions = parseActions(settings.actions, { ...run, series });
  const lending = parseLending(settings, run.instruments);
  if (lending !== undefined && lending.margin !== 'cash' && settings.negativeCash !== undefined) {
    const must = 'left out: a margin account may have negative cash as far as it lends';
    throw invalid('negativeCash', settings.negativeCash, must);
  }
  return { ...run, series, venue, ticks, actions, lending, ...rows };
}

const known: readonly string[] = [
  'strategy',
  'parameters',
  'series',
  'instruments',
  'cash',
  'calendar',
  'limits',
  'rules',
  'venueRules',
  'actions',
  'margin',
  'shorts',
  'interest',
  'ticks',
  'account',
  'from',
  'to',
  ...venueFields,
];

/** A misspelled field would silently take its default. */
function refuseUnknown(settings: object): void {
  for (const field of Object.keys(settings)) {
    if (known.includes(field)) continue;
    throw invalid(field, Reflect.get(settings, field), `left out; known are ${known.join(', ')}`);
  }
}

function parseSeries(list: readonly BarSeries[]): readonly BarSeries[] {
  if (!Array.isArray(list) || list.length === 0) {
    throw invalid('series', list, 'a list of at least one series');
  }
  list.forEach((one: unknown, i) => {
    if (isBarSeries(one)) return;
    const must = 'made by barsFromColumns, barsFromRows or barsFromCsv';
    throw invalid(`series[${i}]`, one, must);
  });
  const sorted = [...(list as readonly BarSeries[])].sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
  const { periodMs } = sorted[0] as BarSeries;
  sorted.forEach((one, i) => {
    if (one.symbol === sorted[i + 1]?.symbol) {
      throw invalid('series', one.symbol, 'one series per symbol');
    }
    if (one.periodMs !== periodMs) {
      const field = `periodMs of ${one.symbol}`;
      throw invalid(field, one.periodMs, `${periodMs}, as in the other series`);
    }
  });
  return sorted;
}

function parseRange(
  series: readonly BarSeries[],
  from: number | undefined,
  to: number | undefined,
): { readonly firstRows: number[]; readonly endRows: number[] } {
  for (const [field, at] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (at !== undefined && !Number.isInteger(at)) throw invalid(field, at, 'UTC milliseconds');
  }
  if (from !== undefined && to !== undefined && !(to > from)) {
    throw invalid('to', to, `after from, which was ${from}`);
  }
  const firstRows = series.map((one) => (from === undefined ? 0 : firstRowFrom(one.time, from)));
  const endRows = series.map((one) => (to === undefined ? one.length : firstRowFrom(one.time, to)));
  if (endRows.every((end, slot) => end <= (firstRows[slot] as number))) {
    throw invalid('from', from ?? to, 'such that bars are left between from and to');
  }
  return { firstRows, endRows };
}

function invalid(field: string, value: unknown, must: string): SdkError {
  return invalidValue('SETTINGS_INVALID', { field, value, must });
}
