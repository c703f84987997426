import {
  type BarSeries,
  canonicalJson,
  type Instrument,
  instrument,
  invalidValue,
  isBarSeries,
  moneyDigits,
  type SdkError,
  type Strategy,
  type StrategyInstance,
  type TradingCalendar,
  valueToUnits,
} from '@tradewright/core';
import {
  parseRiskLimits,
  type ResolvedRiskLimits,
  type RiskLimits,
  type RiskRule,
} from '@tradewright/risk';
import type { BacktestSettings } from './backtest-settings.js';
import { parseVenueSettings, type ResolvedVenueSettings } from './venue-settings.js';

/** Checked settings, everything in order of symbols. */
export interface ResolvedBacktest {
  readonly strategy: Strategy<unknown>;
  readonly parameters: unknown;
  readonly instance: StrategyInstance;
  readonly warmUpSlices: number;
  readonly series: readonly BarSeries[];
  readonly instruments: readonly Instrument[];
  /** In units of 1e-18. */
  readonly deposit: bigint;
  readonly calendar: TradingCalendar;
  readonly limits: ResolvedRiskLimits;
  /** As the caller wrote them, for the record. */
  readonly writtenLimits: RiskLimits;
  readonly rules: readonly RiskRule[];
  readonly account: string;
  readonly venue: ResolvedVenueSettings;
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
  const instruments = parseInstruments(series, settings.instruments ?? []);
  const rows = parseRange(series, settings.from, settings.to);
  const strategy = parseStrategy(settings.strategy) as Strategy<unknown>;
  const { parameters } = settings;
  const text = parameters === undefined ? undefined : canonicalJson(parameters);
  // The strategy gets a copy: what runs is what the hash says, whatever the caller does later.
  const own: unknown = text === undefined ? undefined : JSON.parse(text);
  return {
    strategy,
    parameters: own,
    warmUpSlices: parseWarmUp(strategy.warmUpBars(own)),
    instance: parseInstance(strategy.create(own)),
    series,
    instruments,
    deposit: parseCash(settings.cash),
    calendar: parseCalendar(settings.calendar),
    limits: parseRiskLimits(settings.limits),
    writtenLimits: settings.limits,
    rules: parseRules(settings.rules ?? []),
    account: parseName('account', settings.account ?? 'backtest'),
    venue: parseVenueSettings(settings),
    ...rows,
  };
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

function parseInstruments(
  series: readonly BarSeries[],
  list: NonNullable<BacktestSettings<unknown>['instruments']>,
): readonly Instrument[] {
  if (!Array.isArray(list)) throw invalid('instruments', list, 'a list');
  const known = new Map(list.map((one) => [one.symbol, instrument(one)]));
  const made = series.map(({ symbol }) => known.get(symbol) ?? instrument({ symbol }));
  const symbols = new Set(made.map((one) => one.symbol));
  for (const { symbol } of list) {
    if (!symbols.has(symbol)) throw invalid('instruments', symbol, 'a symbol that has a series');
  }
  const [{ currency }] = made as [Instrument];
  for (const one of made) {
    if (one.currency === currency) continue;
    const field = `currency of ${one.symbol}`;
    throw invalidValue('CURRENCY_MISMATCH', { field, value: one.currency, must: currency });
  }
  return made;
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
  const firstRows = series.map((one) => (from === undefined ? 0 : lowerBound(one.time, from)));
  const endRows = series.map((one) => (to === undefined ? one.length : lowerBound(one.time, to)));
  if (endRows.every((end, slot) => end <= (firstRows[slot] as number))) {
    throw invalid('from', from ?? to, 'such that bars are left between from and to');
  }
  return { firstRows, endRows };
}

/** First row at or after the instant. */
function lowerBound(time: Float64Array, at: number): number {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((time[middle] as number) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function parseStrategy<P>(strategy: Strategy<P>): Strategy<P> {
  const one = strategy as Partial<Strategy<P>> | null | undefined;
  if (typeof one?.create !== 'function' || typeof one.warmUpBars !== 'function') {
    throw invalid('strategy', strategy, 'an object with name, version, warmUpBars and create');
  }
  parseName('strategy.name', strategy.name);
  parseName('strategy.version', strategy.version);
  return strategy;
}

function parseInstance(instance: StrategyInstance): StrategyInstance {
  const one = instance as Partial<StrategyInstance> | null | undefined;
  if (typeof one?.onBars === 'function') return instance;
  throw invalid('strategy.create()', instance, 'an object with onBars');
}

function parseWarmUp(bars: number): number {
  if (Number.isSafeInteger(bars) && bars >= 0) return bars;
  throw invalid('strategy.warmUpBars()', bars, 'a whole number from 0');
}

function parseName(field: string, name: unknown): string {
  if (typeof name === 'string' && /^[A-Za-z0-9._-]{1,64}$/.test(name)) return name;
  throw invalid(field, name, '1 to 64 characters of A-Z, a-z, 0-9, ".", "_" or "-"');
}

function parseCash(cash: unknown): bigint {
  // 6 digits of the account's unit are finer than any broker's cash, and safe in a double.
  const units = valueToUnits(cash, 6);
  if (units > 0) return BigInt(units) * 10n ** BigInt(moneyDigits - 6);
  throw invalid('cash', cash, 'above zero, with at most 6 digits after the point');
}

function parseCalendar(calendar: TradingCalendar): TradingCalendar {
  const one = calendar as Partial<TradingCalendar> | null | undefined;
  if (typeof one?.nextLossDayAt === 'function' && typeof one.sessionAt === 'function') {
    return calendar;
  }
  throw invalid('calendar', calendar, 'a calendar such as alwaysOpenCalendar');
}

function parseRules(rules: readonly RiskRule[]): readonly RiskRule[] {
  if (!Array.isArray(rules)) throw invalid('rules', rules, 'a list of rules');
  rules.forEach((rule: Partial<RiskRule> | null | undefined, i) => {
    const fits =
      typeof rule?.code === 'string' &&
      /^[A-Z][A-Z0-9_]{0,63}$/.test(rule.code) &&
      typeof rule.review === 'function' &&
      (rule.scope === 'always' || rule.scope === 'increasing');
    if (!fits) throw invalid(`rules[${i}]`, rule, 'an object with code, scope and review');
  });
  return rules;
}

function invalid(field: string, value: unknown, must: string): SdkError {
  return invalidValue('SETTINGS_INVALID', { field, value, must });
}
