import type { UndefinedReason } from '../statistic/measured.js';
import type { Measure } from '../summary/sample.js';
import type { StatisticId } from '../summary/statistic-catalog.js';

/** One definition that a library has and we have not. */
export interface Override {
  readonly formula: string;
  readonly measure: Measure;
  /** Reasons beside those of the default definition. Default none. */
  readonly alsoUndefinedWhen?: readonly UndefinedReason[] | undefined;
}

/** The definitions of a library where they differ from ours. */
export interface Preset {
  readonly overrides: Readonly<Partial<Record<StatisticId, Override>>>;
}
