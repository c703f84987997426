import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capWeights } from '../src/policies/cap-weights.js';
import { centerScores } from '../src/policies/center-scores.js';
import { composePolicies } from '../src/policies/compose-policies.js';
import { equalWeights } from '../src/policies/equal-weights.js';
import { inverseVolatilityWeights } from '../src/policies/inverse-volatility-weights.js';
import { longShort } from '../src/policies/long-short.js';
import { normalizeExposure } from '../src/policies/normalize-exposure.js';
import type { PortfolioPolicy, SymbolNumbers } from '../src/policies/portfolio-policy.js';
import { requireScores } from '../src/policies/require-scores.js';
import { selectAbove } from '../src/policies/select-above.js';
import { selectBottom, selectTop } from '../src/policies/select-top.js';

const neutral = composePolicies(centerScores(), normalizeExposure({ gross: 1, net: 0 }));
const policies: readonly (readonly [string, PortfolioPolicy])[] = [
  ['top', composePolicies(selectTop(3), equalWeights())],
  ['bottom', longShort({ short: composePolicies(selectBottom(2), equalWeights()) })],
  [
    'long/short',
    longShort({
      long: composePolicies(selectTop(2), equalWeights()),
      short: composePolicies(selectBottom(3), normalizeExposure({ gross: 1 })),
    }),
  ],
  ['proportional', normalizeExposure({ gross: 1 })],
  ['long only', composePolicies(selectAbove(0), normalizeExposure({ gross: 1 }))],
  ['neutral', neutral],
  ['capped neutral', composePolicies(neutral, capWeights(0.2, { whenFull: 'refuse' }))],
  ['capped', composePolicies(normalizeExposure({ gross: 1.5, net: 0.3 }), capWeights(0.25))],
  ['inverse volatility', composePolicies(selectTop(4), inverseVolatilityWeights())],
  ['strict', composePolicies(requireScores(4), equalWeights(), capWeights(0.3))],
];

const symbol = fc.constantFrom<string[]>('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'a', 'É', 'BRK.B');
/** Anything a model or a user can hand over, edges of doubles included. */
const anyNumber = fc.oneof(
  fc.double(),
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.constantFrom(0, -0, 5e-324, Number.MAX_VALUE, -Number.MAX_VALUE, Number.NaN, 0.1, 0.1),
);
const anyMap = fc.array(fc.tuple(symbol, anyNumber)).map((entries) => new Map(entries));
/** Scores of one size: doubles at random are nearly all tiny, and then only one of them counts. */
const sane = fc.integer({ min: -1000, max: 1000 }).map((thousandths) => thousandths / 1000);
const saneMap = fc.array(fc.tuple(symbol, sane)).map((entries) => new Map(entries));

const sizes = (weights: SymbolNumbers): number[] => [...weights.values()].map(Math.abs);
const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);
const largest = (values: readonly number[]): number => Math.max(0, ...values);

describe.each(policies)('%s', (_, policy) => {
  it('is finite for anything, within the universe, sorted, and never more than its gross', () => {
    fc.assert(
      fc.property(anyMap, anyMap, (scores, volatility) => {
        const outcome = policy(scores, { volatility });
        if (typeof outcome === 'string') return;
        const symbols = [...outcome.keys()];
        expect(symbols).toEqual([...symbols].sort());
        for (const one of symbols) expect(Number.isFinite(scores.get(one))).toBe(true);
        for (const weight of outcome.values()) expect(Number.isFinite(weight)).toBe(true);
        expect(sum(sizes(outcome))).toBeLessThanOrEqual(1.5 + 1e-9);
      }),
    );
  });

  it('does not depend on the order of the scores, and changes nothing', () => {
    fc.assert(
      fc.property(anyMap, anyMap, (scores, volatility) => {
        const before = [...scores];
        const reversed = new Map([...scores].reverse());
        const backwards = policy(reversed, { volatility: new Map([...volatility].reverse()) });
        expect(backwards).toEqual(policy(scores, { volatility }));
        expect([...scores]).toEqual(before);
      }),
    );
  });

  it('does not depend on the unit of the scores', () => {
    fc.assert(
      fc.property(saneMap, saneMap, fc.integer({ min: -60, max: 60 }), (scores, risk, power) => {
        const volatility = new Map([...risk].map(([one, value]) => [one, Math.abs(value)]));
        const scaled = new Map([...scores].map(([one, score]) => [one, score * 2 ** power]));
        expect(policy(scaled, { volatility })).toEqual(policy(scores, { volatility }));
      }),
    );
  });

  it('makes nothing of nothing', () => {
    const outcome = policy(new Map(), {});
    expect(typeof outcome === 'string' ? outcome : outcome.size).toBeOneOf([0, 'tooFewScores']);
  });
});

describe('normalizeExposure', () => {
  it('reaches gross and net', () => {
    const exposure = fc
      .tuple(fc.double({ min: 0.01, max: 10, noNaN: true }), sane)
      .map(([gross, part]) => ({ gross, net: gross * part }));
    fc.assert(
      fc.property(saneMap, exposure, (weights, { gross, net }) => {
        const outcome = normalizeExposure({ gross, net })(weights);
        if (typeof outcome === 'string' || sum(sizes(weights)) === 0) return;
        expect(sum(sizes(outcome))).toBeCloseTo(gross, 9);
        expect(sum(outcome.values())).toBeCloseTo(net, 9);
      }),
    );
  });

  it('keeps ratios where no net is asked for', () => {
    fc.assert(
      fc.property(saneMap, (weights) => {
        const outcome = normalizeExposure({ gross: 1 })(weights) as SymbolNumbers;
        const factor = 1 / sum(sizes(weights));
        for (const [one, weight] of outcome) {
          if (weight !== 0) expect(weight / ((weights.get(one) ?? 0) * factor)).toBeCloseTo(1, 9);
        }
      }),
    );
  });
});

describe('neutral policies', () => {
  it('buy as much as they sell', () => {
    fc.assert(
      fc.property(anyMap, (scores) => {
        const outcome = neutral(scores);
        if (typeof outcome !== 'string') expect(sum(outcome.values())).toBeCloseTo(0, 9);
      }),
    );
  });

  it('stay neutral under a cap that refuses', () => {
    const policy = composePolicies(neutral, capWeights(0.15, { whenFull: 'refuse' }));
    let given = 0;
    fc.assert(
      fc.property(fc.array(sane, { minLength: 10, maxLength: 13 }), (values) => {
        const outcome = policy(new Map(values.map((score, i) => [`S${i}`, score])));
        if (typeof outcome === 'string') return;
        given++;
        expect(sum(outcome.values())).toBeCloseTo(0, 9);
        expect(largest(sizes(outcome))).toBeLessThanOrEqual(0.15);
      }),
    );
    expect(given).toBeGreaterThan(10);
  });
});

/** Cut, spread what was cut over those below the cap, cut again, a thousand times. */
function capByRepetition(side: readonly number[], cap: number): number[] {
  let weights = [...side];
  for (let round = 0; round < 1000; round++) {
    const excess = sum(weights.map((weight) => Math.max(0, weight - cap)));
    const cut = weights.map((weight) => Math.min(weight, cap));
    const open = sum(cut.filter((weight) => weight < cap));
    if (open === 0) return cut;
    weights = cut.map((weight) => (weight < cap ? weight + (excess * weight) / open : weight));
  }
  return weights;
}

describe('capWeights', () => {
  const cap = fc.double({ min: 0.01, max: 1, noNaN: true });

  it('holds exactly, keeps signs and order, and repeated changes nothing', () => {
    fc.assert(
      fc.property(anyMap, cap, (weights, bound) => {
        const capped = capWeights(bound)(weights) as SymbolNumbers;
        expect(largest(sizes(capped))).toBeLessThanOrEqual(bound);
        expect(capWeights(bound)(capped)).toEqual(capped);
        for (const [one, weight] of capped) {
          expect(Math.sign(weight) === Math.sign(weights.get(one) ?? Number.NaN)).toBe(true);
        }
      }),
    );
  });

  it('keeps the sum of each side, or fills it to the cap', () => {
    fc.assert(
      fc.property(saneMap, cap, (weights, bound) => {
        const capped = capWeights(bound)(weights) as SymbolNumbers;
        for (const sign of [1, -1]) {
          const before = [...weights.values()].map((weight) => Math.max(0, weight * sign));
          const after = [...capped.values()].map((weight) => Math.max(0, weight * sign));
          const room = before.filter((weight) => weight > 0).length * bound;
          expect(sum(after)).toBeCloseTo(Math.min(sum(before), room), 9);
        }
      }),
    );
  });

  it('is where cutting and spreading ends', () => {
    const thousandths = fc.array(fc.integer({ min: 50, max: 1000 }), { maxLength: 6 });
    fc.assert(
      fc.property(thousandths, fc.double({ min: 0.1, max: 1, noNaN: true }), (values, bound) => {
        const side = values.map((each) => each / 1000);
        const weights = new Map(side.map((weight, i) => [`S${i}`, weight]));
        const capped = [...(capWeights(bound)(weights) as SymbolNumbers).values()];
        const repeated = capByRepetition(side, bound);
        capped.forEach((weight, i) => {
          expect(weight).toBeCloseTo(repeated[i] ?? Number.NaN, 6);
        });
      }),
    );
  });
});

describe('selectTop and selectBottom', () => {
  it('take the ends: nothing that was left out is better', () => {
    const count = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(saneMap, count, (scores, n) => {
        for (const [policy, sign] of [[selectTop(n), 1] as const, [selectBottom(n), -1] as const]) {
          const kept = policy(scores) as SymbolNumbers;
          expect(kept.size).toBe(Math.min(n, scores.size));
          const out = [...scores]
            .filter(([one]) => !kept.has(one))
            .map(([, score]) => score * sign);
          for (const score of kept.values()) {
            expect(score * sign).toBeGreaterThanOrEqual(Math.max(-Infinity, ...out));
          }
        }
      }),
    );
  });
});
