import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instrument } from '../instruments/instrument.js';
import { ExactBalance } from './exact-balance.js';
import { moneyScale } from './money-scale.js';

const scale = moneyScale([instrument({ symbol: 'AAPL', quantityStep: '0.001' })]);
const perTick = scale.unitsPerTick;
const step = fc.oneof(
  fc.integer({ min: -(2 ** 50), max: 2 ** 50 }),
  fc.integer({ min: -1000, max: 1000 }),
  fc.bigInt({ min: -(10n ** 36n), max: 10n ** 36n }),
  fc.bigInt({ min: -3n, max: 3n }),
);

describe('ExactBalance', () => {
  it('is the sum of whatever was added, in ticks or below', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const balance = new ExactBalance(scale);
        let sum = 0n;
        for (const each of steps) {
          if (typeof each === 'bigint') balance.add(each);
          else balance.addTicks(each);
          sum += typeof each === 'bigint' ? each : BigInt(each) * perTick;
          expect(balance.amount).toBe(sum);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('shows a number that depends on the amount alone: a restart changes nothing (LG15)', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const [balance, restored] = [new ExactBalance(scale), new ExactBalance(scale)];
        for (const each of steps) {
          if (typeof each === 'bigint') balance.add(each);
          else balance.addTicks(each);
        }
        restored.add(balance.amount);
        expect(restored.number).toBe(balance.number);
        const exact = Number(balance.amount) / 1e18;
        expect(Math.abs(balance.number - exact)).toBeLessThanOrEqual(Math.abs(exact) * 1e-15);
      }),
      { numRuns: 300 },
    );
  });
});
