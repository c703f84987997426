import { describe, expect, it } from 'vitest';
import { FillFacts, FillLog } from './fill-log.js';

describe('FillLog', () => {
  it('reads back every fill, across its chunks', () => {
    const log = new FillLog();
    const facts = new FillFacts();
    for (let i = 0; i < 9000; i++) {
      facts.filledAt = i * 1000;
      facts.priceUnits = i + 1;
      facts.feeTicks = i % 5 === 0 ? Number.NaN : i;
      facts.feeExact = i % 5 === 0 ? BigInt(i) : undefined;
      log.push(i * 2, i % 2 === 0 ? i : -i, facts);
    }
    expect(log.length).toBe(9000);
    for (const i of [0, 1, 4095, 4096, 8191, 8192, 8999]) {
      expect(log.find(i)).toEqual({
        filledAt: i * 1000,
        sequence: i * 2,
        signedUnits: i % 2 === 0 ? i : -i,
        priceUnits: i + 1,
        feeTicks: i % 5 === 0 ? Number.NaN : i,
        feeExact: i % 5 === 0 ? BigInt(i) : undefined,
      });
    }
  });

  it('has nothing outside its rows', () => {
    const log = new FillLog();
    log.push(0, 1, new FillFacts());
    for (const index of [-1, 1, 4096, Number.NaN]) expect(log.find(index)).toBeUndefined();
  });
});
