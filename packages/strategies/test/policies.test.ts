import { describe, expect, it } from 'vitest';
import { capWeights } from '../src/policies/cap-weights.js';
import { centerScores } from '../src/policies/center-scores.js';
import { composePolicies } from '../src/policies/compose-policies.js';
import { equalWeights } from '../src/policies/equal-weights.js';
import { inverseVolatilityWeights } from '../src/policies/inverse-volatility-weights.js';
import { longShort } from '../src/policies/long-short.js';
import { normalizeExposure } from '../src/policies/normalize-exposure.js';
import type { PortfolioPolicy } from '../src/policies/portfolio-policy.js';
import { requireScores } from '../src/policies/require-scores.js';
import { selectAbove } from '../src/policies/select-above.js';
import { selectBottom, selectTop } from '../src/policies/select-top.js';

const map = (numbers: Readonly<Record<string, number>>): Map<string, number> =>
  new Map(Object.entries(numbers));

/** The outcome as an object, rounded to twelve digits; a refusal as it is. */
function outcomeOf(
  policy: PortfolioPolicy,
  scores: Readonly<Record<string, number>>,
  volatility?: Readonly<Record<string, number>>,
): unknown {
  const facts = volatility === undefined ? undefined : { volatility: map(volatility) };
  const outcome = policy(map(scores), facts);
  if (typeof outcome === 'string') return outcome;
  return Object.fromEntries([...outcome].map(([symbol, w]) => [symbol, Number(w.toFixed(12)) + 0]));
}

const scores = { E: -0.02, D: 0.01, C: 0.03, B: 0.01, A: -0.01 };

describe('selectTop and selectBottom', () => {
  it('keep as many as asked for, ties by symbol, in the order of the alphabet', () => {
    const top = selectTop(2)(map(scores));
    expect([...(top as Map<string, number>)]).toEqual([
      ['B', 0.01],
      ['C', 0.03],
    ]);
    expect(outcomeOf(selectBottom(3), scores)).toEqual({ A: -0.01, B: 0.01, E: -0.02 });
  });

  it('keep all where there are fewer', () => {
    expect(outcomeOf(selectTop(9), { B: 1, A: 2 })).toEqual({ A: 2, B: 1 });
  });

  it('leave out what is not finite', () => {
    const holes = { A: Number.NaN, B: Number.POSITIVE_INFINITY, C: 1, D: Number.NEGATIVE_INFINITY };
    expect(outcomeOf(selectTop(4), holes)).toEqual({ C: 1 });
    expect(outcomeOf(selectBottom(4), holes)).toEqual({ C: 1 });
  });

  it('take zero and negative zero for equal', () => {
    expect(outcomeOf(selectTop(1), { B: 0, A: -0 })).toEqual({ A: 0 });
    expect(outcomeOf(selectBottom(1), { B: -0, A: 0 })).toEqual({ A: 0 });
  });

  it.each([0, -1, 1.5, Number.NaN, 100_001])('refuse a count of %s', (count) => {
    expect(() => selectTop(count)).toThrow('count must be a whole number from 1 to 100000');
    expect(() => selectBottom(count)).toThrow('count must be');
  });
});

describe('requireScores', () => {
  it('refuses fewer finite scores than asked for, and passes the rest', () => {
    expect(outcomeOf(requireScores(3), { A: 1, B: 2, C: Number.NaN })).toBe('tooFewScores');
    expect(outcomeOf(requireScores(2), { A: 1, B: 2, C: Number.NaN })).toEqual({ A: 1, B: 2 });
    expect(() => requireScores(0)).toThrow('min must be');
  });
});

describe('selectAbove', () => {
  it('keeps what is above, and holds nothing where nothing is', () => {
    expect(outcomeOf(selectAbove(0.01), scores)).toEqual({ C: 0.03 });
    expect(outcomeOf(selectAbove(1), scores)).toEqual({});
    expect(() => selectAbove(Number.NaN)).toThrow('threshold must be a finite number');
  });
});

describe('centerScores', () => {
  it('subtracts the mean', () => {
    expect(outcomeOf(centerScores(), { A: 0.06, B: 0.02, C: 0.01 })).toEqual({
      A: 0.03,
      B: -0.01,
      C: -0.02,
    });
  });

  it('sees no view in what is rounding', () => {
    const neutral = composePolicies(centerScores(), normalizeExposure({ gross: 1, net: 0 }));
    expect(outcomeOf(neutral, { A: 0.1, B: 0.1, C: 0.1 })).toEqual({ A: 0, B: 0, C: 0 });
    // 0.1 + 0.2 is not 0.3, and a mean of 0.1, 0.2 and 0.3 is not quite 0.2.
    expect(outcomeOf(neutral, { A: 0.1 + 0.2, B: 0.3 })).toEqual({ A: 0, B: 0 });
    const centered = centerScores()(map({ A: 0.1, B: 0.2, C: 0.3 })) as Map<string, number>;
    expect(centered.get('B')).toBe(0);
    expect(outcomeOf(neutral, { A: 1.000001, B: 1 })).toEqual({ A: 0.5, B: -0.5 });
  });
});

describe('equalWeights', () => {
  it('share 1 alike, whatever the scores', () => {
    expect(outcomeOf(equalWeights(), { A: -5, B: 3 })).toEqual({ A: 0.5, B: 0.5 });
    expect(outcomeOf(equalWeights(), { A: -5 })).toEqual({ A: 1 });
  });
});

describe('inverseVolatilityWeights', () => {
  const volatility = { A: 0.01, B: 0.02, C: 0.04, D: 0, E: Number.NaN };

  it('weigh by 1 ÷ σ: 1, 1/2 and 1/4 of 1.75', () => {
    expect(outcomeOf(inverseVolatilityWeights(), { A: 1, B: 9, C: -4 }, volatility)).toEqual({
      A: Number((1 / 1.75).toFixed(12)),
      B: Number((0.5 / 1.75).toFixed(12)),
      C: Number((0.25 / 1.75).toFixed(12)),
    });
  });

  it('skip a volatility that is zero, missing or no number', () => {
    const all = { A: 1, D: 1, E: 1, F: 1 };
    expect(outcomeOf(inverseVolatilityWeights(), all, volatility)).toEqual({ A: 1 });
  });

  it('refuse where none is left, and where no volatility was given', () => {
    expect(outcomeOf(inverseVolatilityWeights(), { D: 1, E: 1 }, volatility)).toBe('noVolatility');
    expect(outcomeOf(inverseVolatilityWeights(), { A: 1 })).toBe('noVolatility');
  });
});

describe('longShort', () => {
  const long = composePolicies(selectTop(2), equalWeights());
  const short = composePolicies(selectBottom(2), equalWeights());

  it('gives half to each side: 100 % gross, not 200 %', () => {
    expect(outcomeOf(longShort({ long, short }), { A: 4, B: 3, C: 2, D: 1 })).toEqual({
      A: 0.25,
      B: 0.25,
      C: -0.25,
      D: -0.25,
    });
  });

  it('gives all to a single side', () => {
    expect(outcomeOf(longShort({ short }), { A: 4, B: 3, C: 2 })).toEqual({ B: -0.5, C: -0.5 });
    expect(outcomeOf(longShort({ long }), { A: 4, B: 3, C: 2 })).toEqual({ A: 0.5, B: 0.5 });
  });

  it('refuses a symbol on both sides', () => {
    expect(outcomeOf(longShort({ long, short }), { A: 4, B: 3, C: 2 })).toBe('bucketsOverlap');
  });

  it('passes on the refusal of a side', () => {
    const strict = composePolicies(requireScores(9), equalWeights());
    expect(outcomeOf(longShort({ long: strict, short }), scores)).toBe('tooFewScores');
    expect(outcomeOf(longShort({ long, short: strict }), scores)).toBe('tooFewScores');
  });

  it('takes the weights of a side for sizes', () => {
    const negative = composePolicies(selectBottom(2), normalizeExposure({ gross: 1 }));
    expect(outcomeOf(longShort({ short: negative }), { A: 1, B: -3, C: -1 })).toEqual({
      B: -0.75,
      C: -0.25,
    });
  });

  it('needs a side', () => {
    expect(() => longShort({})).toThrow('long must be given, or short');
  });
});

describe('capWeights', () => {
  it('gives the excess to the others in proportion, until all is within', () => {
    // 0.6 → 0.4; 0.2 is left to spread over 0.3 and 0.1, 3 to 1: 0.45 and 0.15. Again: 0.4, 0.2.
    expect(outcomeOf(capWeights(0.4), { A: 0.6, B: 0.3, C: 0.1 })).toEqual({
      A: 0.4,
      B: 0.4,
      C: 0.2,
    });
  });

  it('treats the sides apart', () => {
    expect(outcomeOf(capWeights(0.3), { A: 0.4, B: 0.1, C: -0.5, D: -0.1 })).toEqual({
      A: 0.3,
      B: 0.2,
      C: -0.3,
      D: -0.3,
    });
  });

  it('leaves in cash what does not fit, or refuses', () => {
    const two = { A: 0.7, B: 0.3, C: 0 };
    expect(outcomeOf(capWeights(0.2), two)).toEqual({ A: 0.2, B: 0.2, C: 0 });
    expect(outcomeOf(capWeights(0.2, { whenFull: 'refuse' }), two)).toBe('capTooLow');
  });

  it('does not refuse what fits exactly', () => {
    const third = { A: 1 / 3, B: 1 / 3, C: 1 / 3 };
    expect(outcomeOf(capWeights(0.33333333333333, { whenFull: 'refuse' }), third)).not.toBe(
      'capTooLow',
    );
  });

  it('leaves weights within the cap as they are, to the last bit', () => {
    const within = map({ A: 0.1, B: 0.2, C: -0.3 });
    expect(capWeights(0.3)(within)).toEqual(within);
  });

  it.each([0, -1, 11, Number.NaN])('refuses a cap of %s', (cap) => {
    expect(() => capWeights(cap)).toThrow('cap must be a number above 0 and at most 10');
  });

  it('refuses a word that it does not know', () => {
    expect(() => capWeights(1, { whenFull: 'sell' as 'cash' })).toThrow('whenFull must be "cash"');
  });
});

describe('normalizeExposure', () => {
  it('scales both sides alike without a net', () => {
    expect(outcomeOf(normalizeExposure({ gross: 2 }), { A: 3, B: -1 })).toEqual({
      A: 1.5,
      B: -0.5,
    });
  });

  it('makes 130/30', () => {
    const policy = normalizeExposure({ gross: 1.6, net: 1 });
    expect(outcomeOf(policy, { A: 3, B: 1, C: -2 })).toEqual({ A: 0.975, B: 0.325, C: -0.3 });
  });

  it('puts the short side to zero where the net is the gross', () => {
    const policy = normalizeExposure({ gross: 1, net: 1 });
    expect(outcomeOf(policy, { A: 3, B: 1, C: -2 })).toEqual({ A: 0.75, B: 0.25, C: 0 });
  });

  it('refuses a side without weights', () => {
    const neutral = normalizeExposure({ gross: 1, net: 0 });
    expect(outcomeOf(neutral, { A: 3, B: 1 })).toBe('oneSided');
    expect(outcomeOf(neutral, { A: -3, B: -1 })).toBe('oneSided');
    expect(outcomeOf(composePolicies(centerScores(), neutral), { A: 3, B: 1 })).toEqual({
      A: 0.5,
      B: -0.5,
    });
  });

  it('makes no position of no view', () => {
    expect(outcomeOf(normalizeExposure({ gross: 1, net: 0 }), { A: 0, B: 0 })).toEqual({
      A: 0,
      B: 0,
    });
  });

  it('refuses exposures out of bounds', () => {
    expect(() => normalizeExposure({ gross: 0 })).toThrow('gross must be');
    expect(() => normalizeExposure({ gross: 11 })).toThrow('gross must be');
    expect(() => normalizeExposure({ gross: 1, net: -1.1 })).toThrow('net must be');
    expect(() => normalizeExposure({ gross: 1, net: Number.NaN })).toThrow('net must be');
  });
});

describe('composePolicies', () => {
  it('stops at the first refusal and hands the facts to every step', () => {
    const never: PortfolioPolicy = () => {
      throw new Error('was asked');
    };
    expect(outcomeOf(composePolicies(requireScores(6), never), scores)).toBe('tooFewScores');
    const policy = composePolicies(selectTop(2), inverseVolatilityWeights());
    expect(outcomeOf(policy, { A: 1, B: 2, C: 0 }, { A: 0.03, B: 0.01 })).toEqual({
      A: 0.25,
      B: 0.75,
    });
  });

  it('without steps is what goes in', () => {
    expect(outcomeOf(composePolicies(), { A: 1 })).toEqual({ A: 1 });
  });
});
