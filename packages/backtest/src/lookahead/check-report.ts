import type { DecisionDifference } from './compare-decisions.js';

/** How far a check is. */
export interface CheckProgress {
  readonly runsDone: number;
  /** At most: a check that finds something ends earlier. */
  readonly runsTotal: number;
}

/** What accompanies a check and does not change its result. */
export interface CheckOptions {
  /** Ends the check between and within runs; it then rejects with `RUN_ABORTED`. */
  readonly signal?: AbortSignal | undefined;
  /** Called after every run. */
  readonly onProgress?: ((progress: CheckProgress) => void) | undefined;
}

/** The strategy throws on the very bars that it was made for, so there is nothing to compare. */
export interface FailedCheck {
  readonly kind: 'failed';
  /** Slice in which it threw; −1 before the first. */
  readonly slice: number;
  /** What it threw. */
  readonly message: string;
}

/**
 * Two runs of the same settings on the same bars decided differently. The strategy reads a clock or
 * a random number, or keeps something in a place that its runs share, such as a variable outside of
 * `create`. Nothing else can be said before that is repaired.
 */
export interface NondeterministicCheck {
  readonly kind: 'nondeterministic';
  /** `expected`: what the first run decided; `actual`: the second one. */
  readonly difference: DecisionDifference;
  /** The difference in one sentence. */
  readonly message: string;
}
