import { describe, expect, it } from 'vitest';
import { factIndex, namedFacts, reviewFactNames } from './review-facts.js';
import { ReviewLog } from './review-log.js';

describe('ReviewLog', () => {
  it('reads back every row, across its chunks', () => {
    const log = new ReviewLog();
    const facts = new Float64Array(reviewFactNames.length);
    for (let row = 0; row < 2500; row++) {
      facts.fill(row);
      log.push(facts, row % 3 === 0);
    }
    expect(log.length).toBe(2500);
    for (const row of [0, 1, 1023, 1024, 2047, 2048, 2499]) {
      const found = log.find(row);
      expect([...(found?.facts ?? [])]).toEqual(new Array(reviewFactNames.length).fill(row));
      expect(found?.increases).toBe(row % 3 === 0);
    }
  });

  it('knows nothing of rows that were not written', () => {
    const log = new ReviewLog();
    log.push(new Float64Array(reviewFactNames.length), true);
    for (const row of [-1, 1, 1024, Number.NaN]) expect(log.find(row)).toBeUndefined();
  });
});

describe('namedFacts', () => {
  it('names each number by its place', () => {
    const row = Float64Array.from(reviewFactNames, (_, index) => index);
    const facts = namedFacts(row);
    for (const name of reviewFactNames) expect(facts[name]).toBe(factIndex[name]);
  });

  it('takes what is missing for unknown', () => {
    expect(namedFacts(new Float64Array(0)).mark).toBeNaN();
  });
});
