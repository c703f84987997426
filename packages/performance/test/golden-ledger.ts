import { expect, it } from 'vitest';

/** A reference value or list of values; `undefined` where the reference has no number. */
export type Golden = number | undefined | readonly (number | undefined)[];

/** What became of every reference value: compared, or left out for a reason that is printed. */
export interface GoldenLedger {
  compare(name: string, actual: () => Golden, expected: Golden): void;
  /** Leaves a value out by name. */
  exempt(name: string, reason: string): void;
  /** Adds the test that fails when the number of values read is not the one that was expected. */
  close(counts: { readonly compared: number; readonly exempted: number }): void;
}

/** Rounding around zero, where a relative tolerance means nothing. */
const absoluteNoise = 1e-13;

/** @param tolerance Relative to the expected value. */
export function openLedger(title: string, tolerance: number): GoldenLedger {
  let compared = 0;
  const exempted = new Map<string, string[]>();
  return {
    compare: (name, actual, expected) => {
      compared++;
      it(`${title}: ${name}`, () => {
        expectNear(actual(), expected, tolerance);
      });
    },
    exempt: (name, reason) => {
      exempted.set(reason, [...(exempted.get(reason) ?? []), name]);
    },
    close: (counts) => {
      it(`${title}: every value is compared or left out by name`, () => {
        const left = [...exempted].map(([why, names]) => `  ${names.join(', ')}: ${why}`);
        const leftCount = [...exempted.values()].flat().length;
        console.info([`${title}: ${compared} compared, ${leftCount} left out`, ...left].join('\n'));
        expect({ compared, exempted: leftCount }).toEqual(counts);
      });
    },
  };
}

/** Fails unless both are numbers that are near each other, both are missing, or lists of those. */
export function expectNear(actual: Golden, expected: Golden, tolerance: number): void {
  if (typeof actual === 'object' && typeof expected === 'object') {
    expect(actual).toHaveLength(expected.length);
    expected.forEach((each, i) => {
      expectNear(actual[i], each, tolerance);
    });
    return;
  }
  if (typeof actual !== 'number' || typeof expected !== 'number') {
    expect(actual).toEqual(expected);
    return;
  }
  const bound = tolerance * Math.abs(expected) + absoluteNoise;
  const isNear = Math.abs(actual - expected) <= bound;
  // A NaN on either side is not near; the message shows both numbers.
  if (!isNear) expect(actual).toBe(expected);
}
