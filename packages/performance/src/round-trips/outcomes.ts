import { checkFinite, type Returns } from '../statistic/check-input.js';

/** How results fell on either side of zero. */
export interface Outcomes {
  readonly count: number;
  readonly winners: number;
  readonly losers: number;
  readonly breakEven: number;
  /** Sum of what is above zero. */
  readonly won: number;
  /** Sum of what is below zero, as a positive number. */
  readonly lost: number;
}

/** @throws SdkError `VALUE_INVALID` for values that are not finite. */
export function countOutcomes(values: Returns): Outcomes {
  checkFinite(values, 'values');
  let [winners, losers, won, lost] = [0, 0, 0, 0];
  // By index: `for…of` takes several times as long over a column.
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value > 0) {
      winners++;
      won += value;
    } else if (value < 0) {
      losers++;
      lost -= value;
    }
  }
  const count = values.length;
  return { count, winners, losers, breakEven: count - winners - losers, won, lost };
}
