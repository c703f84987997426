import { canonicalJson, invalidValue, type SdkError, type Strategy } from '@tradewright/core';
import type { BacktestFrame } from '../backtest-settings.js';
import { parseBacktestSettings } from '../parse-backtest-settings.js';
import { countCombinations, type GridLists, listCombinations } from './list-combinations.js';
import type { SweepOptions, SweepSettings } from './sweep-settings.js';
import { otherColumns, summaryMetrics } from './sweep-table.js';

const combinationsMaxDefault = 10_000;
const combinationsLimit = 1_000_000;

/** A checked sweep. */
export interface ResolvedSweep<P extends object> {
  readonly strategy: Strategy<P>;
  /** All that is the same for every run. */
  readonly frame: BacktestFrame;
  readonly parameterNames: readonly string[];
  readonly combinations: readonly Readonly<P>[];
  readonly measure: SweepSettings<P>['measure'];
  readonly hashes: boolean;
}

/**
 * Checks everything that is the same for every run, so that what can fail later is the failure of
 * one combination.
 *
 * @throws SdkError `SETTINGS_INVALID` names field, value and fix; and what a backtest throws.
 */
export function parseSweepSettings<P extends object>(
  settings: SweepSettings<P>,
  { chunkBars }: SweepOptions<P>,
): ResolvedSweep<P> {
  if (typeof settings !== 'object' || (settings as unknown) === null) {
    throw invalid('settings', settings, 'an object with strategy, grid, series, cash, limits');
  }
  const { strategy, grid, where, measure, hashes = false, combinationsMax, ...frame } = settings;
  const given: unknown = Reflect.get(frame, 'parameters');
  if (given !== undefined) throw invalid('parameters', given, 'left out; give lists in grid');
  parseBacktestSettings({ ...frame, strategy: standIn(strategy) });
  if (chunkBars !== undefined && !(Number.isSafeInteger(chunkBars) && chunkBars > 0)) {
    throw invalid('chunkBars', chunkBars, 'a whole number above zero');
  }
  parseFunction('where', where);
  parseFunction('measure', measure);
  if (typeof hashes !== 'boolean') throw invalid('hashes', hashes, 'true or false');
  const lists = parseGrid(grid);
  checkCount(lists, combinationsMax);
  const all = listCombinations(lists) as unknown as readonly Readonly<P>[];
  const combinations = where === undefined ? all : all.filter((one) => where(one));
  if (combinations.length === 0) {
    throw invalid('where', `none of ${all.length}`, 'such that a combination is left');
  }
  const parameterNames = lists.map(([name]) => name);
  return { strategy, frame, parameterNames, combinations, measure, hashes };
}

/** A strategy that needs no parameters, in the place of one that shall not be asked yet. */
function standIn(strategy: Strategy<never>): Strategy {
  const one = strategy as Partial<Strategy<never>> | null | undefined;
  const complete = typeof one?.create === 'function' && typeof one.warmUpBars === 'function';
  // What is no strategy is refused in the words of a backtest.
  if (!complete) return strategy;
  const { name, version } = strategy;
  return { name, version, warmUpBars: () => 0, create: () => ({ onBars: () => undefined }) };
}

function parseFunction(field: string, value: unknown): void {
  if (value === undefined || typeof value === 'function') return;
  throw invalid(field, value, 'a function, or left out');
}

function parseGrid(grid: unknown): GridLists {
  if (typeof grid !== 'object' || grid === null || Array.isArray(grid)) {
    throw invalid('grid', grid, 'an object such as { fast: [5, 10], slow: [20, 30] }');
  }
  const lists = Object.entries(grid).filter(([, values]) => values !== undefined);
  if (lists.length === 0) {
    throw invalid('grid', grid, 'such that it names a parameter; for a single run use runBacktest');
  }
  return lists.map(([name, values]) => {
    refuseTaken(`grid.${name}`, name);
    return [name, parseValues(`grid.${name}`, values)] as const;
  });
}

/** Parameters and numbers share one table. */
function refuseTaken(field: string, name: string): void {
  const taken = [...summaryMetrics, ...otherColumns];
  if (!taken.includes(name)) return;
  throw invalid(field, name, `named otherwise: the table has columns ${taken.join(', ')}`);
}

/** Copies that nobody can change: what runs is what the row says. */
function parseValues(field: string, values: unknown): readonly unknown[] {
  if (!Array.isArray(values) || values.length === 0) {
    throw invalid(field, values, 'a list of at least one value');
  }
  const texts = Array.from(values, (value, i) => textOf(`${field}[${i}]`, value));
  const seen = new Set<string>();
  return texts.map((text, i): unknown => {
    if (seen.has(text)) {
      throw invalid(`${field}[${i}]`, values[i], 'a value that the list does not have yet');
    }
    seen.add(text);
    return JSON.parse(text, (_, value: unknown) => Object.freeze(value));
  });
}

function textOf(field: string, value: unknown): string {
  try {
    return canonicalJson(value);
  } catch {
    throw invalid(field, value, 'plain data: a finite number, text, boolean, or lists of them');
  }
}

function checkCount(lists: GridLists, max: number = combinationsMaxDefault): void {
  if (!(Number.isSafeInteger(max) && max > 0 && max <= combinationsLimit)) {
    const must = `a whole number from 1 to ${combinationsLimit}`;
    throw invalid('combinationsMax', max, must);
  }
  const count = countCombinations(lists);
  if (count <= max) return;
  throw invalidValue('SETTINGS_INVALID', {
    field: 'combinations of grid',
    value: count,
    must: `at most ${max}`,
    fix: 'take shorter lists, or raise combinationsMax',
  });
}

function invalid(field: string, value: unknown, must: string): SdkError {
  return invalidValue('SETTINGS_INVALID', { field, value, must });
}
