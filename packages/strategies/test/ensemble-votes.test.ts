import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combineVotes, type EnsembleMethod, type Vote } from '../src/ensemble/combine-votes.js';

const methods: readonly EnsembleMethod[] = [
  'weightedAverage',
  'majority',
  'unanimous',
  'confidenceWeighted',
  'maximumConfidence',
];

const vote = (weight: number, confidence: number, share: number): Vote => ({
  weight,
  confidence,
  share,
});

describe('combineVotes by hand', () => {
  const votes = [vote(0.6, 0.2, 0.5), vote(-0.4, 0.8, 0.3), vote(0.2, 0.5, 0.2)];

  it.each<[EnsembleMethod, number]>([
    // 0.5 × 0.6 − 0.3 × 0.4 + 0.2 × 0.2
    ['weightedAverage', 0.22],
    // Long has 0.7 of the shares: (0.5 × 0.6 + 0.2 × 0.2) ÷ 0.7.
    ['majority', 0.34 / 0.7],
    ['unanimous', 0],
    // (0.1 × 0.6 − 0.24 × 0.4 + 0.1 × 0.2) ÷ 0.44
    ['confidenceWeighted', -0.016 / 0.44],
    // 0.24 against 0.1 and 0.1.
    ['maximumConfidence', -0.4],
  ])('%s is %s', (method, expected) => {
    expect(combineVotes(method, votes)).toBeCloseTo(expected, 12);
  });

  it('needs more than half for a majority', () => {
    const half = [vote(0.5, 1, 0.5), vote(-0.5, 1, 0.25), vote(0, 1, 0.25)];
    expect(combineVotes('majority', half)).toBe(0);
    // A third and a tenth and so on do not sum to what they should.
    const rounded = [vote(0.5, 1, 0.1), vote(0.5, 1, 0.2), vote(-0.5, 1, 0.3)];
    expect(combineVotes('majority', rounded)).toBe(0);
    expect(combineVotes('majority', [...rounded, vote(-0.1, 1, 0.01)])).toBeLessThan(0);
  });

  it('counts flat as a direction of its own', () => {
    expect(combineVotes('majority', [vote(0, 0, 2), vote(0.5, 1, 1)])).toBe(0);
    expect(combineVotes('unanimous', [vote(0, 0, 1), vote(-0, 0, 1)])).toBe(0);
    expect(combineVotes('unanimous', [vote(0.2, 0, 1), vote(0, 0, 1)])).toBe(0);
  });

  it('averages where all agree, by their shares', () => {
    const agreed = [vote(-0.2, 0, 3), vote(-0.6, 0, 1)];
    expect(combineVotes('unanimous', agreed)).toBeCloseTo(-0.3, 12);
    expect(combineVotes('majority', agreed)).toBeCloseTo(-0.3, 12);
  });

  it('holds nothing where nobody is confident', () => {
    const unsure = [vote(0.2, 0, 1), vote(0.4, 0, 1)];
    expect(combineVotes('confidenceWeighted', unsure)).toBe(0);
    expect(combineVotes('maximumConfidence', unsure)).toBe(0);
  });

  it('takes the first of equally confident votes', () => {
    const equal = [vote(0.1, 0.5, 1), vote(0.9, 0.5, 1)];
    expect(combineVotes('maximumConfidence', equal)).toBe(0.1);
  });
});

const thousandths = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min: min * 1000, max: max * 1000 }).map((each) => each / 1000);
const anyVote = fc
  .tuple(thousandths(-2, 2), thousandths(0, 1), thousandths(0, 1))
  .map(([weight, confidence, share]) => vote(weight, confidence, share));

describe.each(methods)('%s', (method) => {
  it('is within the weights of the votes, or flat', () => {
    fc.assert(
      fc.property(fc.array(anyVote), (votes) => {
        const weights = votes.map(({ weight }) => weight);
        const result = combineVotes(method, votes);
        expect(result).toBeGreaterThanOrEqual(Math.min(0, ...weights) - 1e-12);
        expect(result).toBeLessThanOrEqual(Math.max(0, ...weights) + 1e-12);
      }),
    );
  });

  it('is what all say where all say the same', () => {
    const weight = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(weight, fc.integer({ min: 1, max: 6 }), (said, voters) => {
        const votes = Array.from({ length: voters }, (_, i) => vote(said, 0.5, i + 1));
        expect(combineVotes(method, votes)).toBeCloseTo(said, 12);
      }),
    );
  });

  it('turns around with the votes, and does not depend on the unit of the shares', () => {
    fc.assert(
      fc.property(fc.array(anyVote), (votes) => {
        const result = combineVotes(method, votes);
        const turned = votes.map((each) => ({ ...each, weight: -each.weight }));
        expect(combineVotes(method, turned)).toBeCloseTo(-result, 12);
        const doubled = votes.map((each) => ({ ...each, share: each.share * 2 }));
        expect(combineVotes(method, doubled)).toBe(result);
      }),
    );
  });

  it('is flat without votes', () => {
    expect(combineVotes(method, [])).toBe(0);
  });
});
