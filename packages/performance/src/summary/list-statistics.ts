import { backtestingPyPreset } from '../presets/backtesting-py-preset.js';
import { empyricalPreset } from '../presets/empyrical-preset.js';
import { leanPreset } from '../presets/lean-preset.js';
import type { Preset } from '../presets/preset.js';
import { quantstatsPreset } from '../presets/quantstats-preset.js';
import type { UndefinedReason } from '../statistic/measured.js';
import { invalidValue } from '@tradewright/core';
import type { StatisticDefinition, StatisticUnit } from './sample.js';
import { statisticCatalog, type StatisticId, statisticIds } from './statistic-catalog.js';

/** Whose definitions a summary uses. */
export type PresetName = 'backtesting.py' | 'default' | 'empyrical' | 'lean' | 'quantstats';

const presets: Readonly<Record<PresetName, Preset>> = {
  'backtesting.py': backtestingPyPreset,
  default: { overrides: {} },
  empyrical: empyricalPreset,
  lean: leanPreset,
  quantstats: quantstatsPreset,
};

/** What a statistic is under a preset. */
export interface StatisticDescription {
  readonly id: StatisticId;
  readonly name: string;
  /** r returns, b benchmark, f risk-free rate, N periods per year, n count of returns. */
  readonly formula: string;
  readonly unit: StatisticUnit;
  /** What goes into the default definition, and how little is enough. */
  readonly sample: string;
  /** Every reason that can stand in its place, beside `too-large`. */
  readonly undefinedWhen: readonly UndefinedReason[];
  /** Whether the preset defines it otherwise than the default. */
  readonly differs: boolean;
}

/**
 * Lists every statistic of a summary with the definition that a preset gives it, in the order in
 * which they are shown.
 *
 * @throws SdkError `VALUE_INVALID` for an unknown preset.
 *
 * @example
 * const ulcer = listStatistics('quantstats').find(({ id }) => id === 'ulcerIndex');
 * ulcer?.formula // => '√(Σ dd² ÷ (n − 1))'
 */
export function listStatistics(preset: PresetName = 'default'): readonly StatisticDescription[] {
  const { overrides } = findPreset(preset);
  return statisticIds.map((id) => {
    const { name, unit, sample, ...definition } = definitionOf(id, preset);
    const { formula, undefinedWhen } = definition;
    return { id, name, formula, unit, sample, undefinedWhen, differs: id in overrides };
  });
}

/** The definition of one statistic under a preset. */
export function definitionOf(id: StatisticId, preset: PresetName): StatisticDefinition {
  const own = statisticCatalog[id];
  const override = findPreset(preset).overrides[id];
  if (override === undefined) return own;
  const { formula, measure, alsoUndefinedWhen = [] } = override;
  const undefinedWhen = [...own.undefinedWhen, ...alsoUndefinedWhen];
  return { ...own, formula, measure, undefinedWhen };
}

function findPreset(name: PresetName): Preset {
  if (Object.hasOwn(presets, name)) return presets[name];
  throw invalidValue('VALUE_INVALID', {
    field: 'preset',
    value: name,
    must: `one of ${Object.keys(presets).join(', ')}`,
  });
}
