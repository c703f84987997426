import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AdaptiveShares, type AdaptiveSettings } from '../src/ensemble/adaptive-shares.js';
import { createEnsemble } from '../src/ensemble/create-ensemble.js';
import { says, states, targetsOf } from './ensemble-parts.js';

const settings: AdaptiveSettings = {
  shares: [0.5, 0.5],
  lookbackBars: 2,
  learningRate: 10,
  shareMin: 0,
  updateEveryBars: 1,
};

/** Shares after each bar. */
function sharesOf(change: Partial<AdaptiveSettings>, rows: readonly (readonly number[])[]) {
  const adaptive = new AdaptiveShares({ ...settings, ...change });
  return rows.map((row) => {
    adaptive.next(row);
    return adaptive.shares.map((share) => Number(share.toFixed(12)));
  });
}

const rows = [
  [0.02, -0.01],
  [0.01, 0.03],
  [-0.04, 0],
  [0, 0.02],
];

describe('AdaptiveShares', () => {
  it('multiplies by what was earned in the window, and forgets the rest', () => {
    // Only the difference of the two sums counts: a logistic function of it.
    const logistic = (x: number): number => Number((1 / (1 + Math.exp(-10 * x))).toFixed(12));
    const [first, second, third, fourth] = sharesOf({}, rows);
    expect(first?.[0]).toBe(logistic(0.02 + 0.01));
    expect(second?.[0]).toBe(logistic(0.03 - 0.02));
    expect(third?.[0]).toBe(logistic(-0.03 - 0.03));
    expect(fourth?.[0]).toBe(logistic(-0.04 - 0.02));
    expect(fourth?.[1]).toBeCloseTo(1 - logistic(-0.06), 11);
  });

  it('looks back as far as it is told', () => {
    const whole = sharesOf({ lookbackBars: 4 }, rows).at(-1)?.[0];
    expect(whole).toBeCloseTo(1 / (1 + Math.exp(10 * (0.04 + 0.01))), 11);
    const one = sharesOf({ lookbackBars: 1 }, rows).at(-1)?.[0];
    expect(one).toBeCloseTo(1 / (1 + Math.exp(10 * 0.02)), 11);
  });

  it('starts from the shares that are given', () => {
    const [first] = sharesOf({ shares: [0.75, 0.25] }, [[0.05, 0.05]]);
    expect(first).toEqual([0.75, 0.25]);
  });

  it('does not move at a rate of zero, and more at a higher one', () => {
    expect(sharesOf({ learningRate: 0 }, rows).at(-1)).toEqual([0.5, 0.5]);
    const [slow] = sharesOf({ learningRate: 1 }, rows);
    const [fast] = sharesOf({ learningRate: 20 }, rows);
    expect(fast?.[0]).toBeGreaterThan(slow?.[0] ?? 1);
  });

  it('keeps a floor, the rest in proportion', () => {
    const [first] = sharesOf({ learningRate: 1000, shareMin: 0.1 }, rows);
    expect(first).toEqual([0.9, 0.1]);
    const [mild] = sharesOf({ shareMin: 0.1 }, rows);
    expect(mild?.[0]).toBeCloseTo(0.1 + 0.8 / (1 + Math.exp(-0.3)), 11);
  });

  it('moves only so often', () => {
    const shares = sharesOf({ updateEveryBars: 3 }, rows).map(([first]) => first);
    expect(shares.slice(0, 2)).toEqual([0.5, 0.5]);
    expect(shares[2]).toBe(sharesOf({}, rows)[2]?.[0]);
    expect(shares[3]).toBe(shares[2]);
  });

  it('refuses a floor that not all can have', () => {
    expect(() => sharesOf({ shareMin: 0.5 }, rows)).not.toThrow();
    expect(() => sharesOf({ shareMin: 0.51 }, rows)).toThrow('shareMin must be at most 1 / 2');
  });

  it('sums to 1, keeps the floor and the order of performance, whatever is earned', () => {
    const returns = fc.array(
      fc.tuple(
        fc.double({ min: -1, max: 50, noNaN: true }),
        fc.double({ min: -1, max: 50, noNaN: true }),
        fc.double({ min: -1, max: 50, noNaN: true }),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(returns, fc.integer({ min: 0, max: 10_000 }), (earned, learningRate) => {
        const third = 1 / 3;
        const shares = [third, third, third];
        const change = { shares, learningRate, lookbackBars: 100, shareMin: 0.05 };
        const adaptive = new AdaptiveShares({ ...settings, ...change });
        for (const row of earned) adaptive.next(row);
        const total = adaptive.shares.reduce((sum, share) => sum + share, 0);
        expect(total).toBeCloseTo(1, 9);
        for (const share of adaptive.shares) expect(share).toBeGreaterThanOrEqual(0.05);
        const sums = [0, 1, 2].map((i) => earned.reduce((sum, row) => sum + row[i]!, 0));
        const best = sums.indexOf(Math.max(...sums));
        expect(adaptive.shares[best]).toBeCloseTo(Math.max(...adaptive.shares), 9);
      }),
    );
  });
});

describe('an ensemble that learns', () => {
  const members = [{ source: says('bull', { SPY: 0.5 }) }, { source: says('bear', { SPY: -0.5 }) }];
  const marks = [{ SPY: 100 }, { SPY: 110 }, { SPY: 110 }, { SPY: 99 }];
  const targets = (parameters: object): unknown[] =>
    targetsOf(createEnsemble({ members }).create(parameters), { marks }).map(({ SPY }) => SPY);

  it('weighs members by what their opinions would have earned up to now', () => {
    // +10 % is +5 % for the bull and −5 % for the bear; the last bar is −10 %. tanh(x ÷ 2) is the
    // difference of the two shares, and each of them has half of the equity in it.
    const share = (x: number): number => Number((0.5 * Math.tanh(x / 2)).toFixed(12)) + 0;
    const learned = targets({ learningRate: 4 });
    expect(learned).toEqual([0, share(4 * 0.1), undefined, 0]);
  });

  it('earns the same for an opinion that stands and one that is stated again', () => {
    const again = Array.from({ length: 4 }, () => ({ SPY: 0.5 }));
    const restating = [{ source: says('bull', ...again) }, { source: says('bear', { SPY: -0.5 }) }];
    const strategy = createEnsemble({ members: restating });
    const played = targetsOf(strategy.create({ learningRate: 4 }), { marks });
    expect(played.map(({ SPY }) => SPY).slice(0, 2)).toEqual(
      targets({ learningRate: 4 }).slice(0, 2),
    );
  });

  it('forgets what is older than the window', () => {
    const share = (x: number): number => Number((0.5 * Math.tanh(x / 2)).toFixed(12)) + 0;
    const learned = targets({ learningRate: 4, lookbackBars: 1 });
    expect(learned).toEqual([0, share(4 * 0.1), 0, share(-4 * 0.1)]);
  });

  it('keeps a floor and moves only so often', () => {
    const floored = targets({ learningRate: 10_000, shareMin: 0.25 });
    expect(floored[1]).toBe(0.25);
    const rare = targets({ learningRate: 4, updateEveryBars: 3 });
    expect(rare.slice(0, 2)).toEqual([0, undefined]);
    expect(rare[2]).toBeGreaterThan(0);
  });

  it('keeps its shares at a rate of zero, which is the default', () => {
    expect(targets({})).toEqual([0, undefined, undefined, undefined]);
  });

  it('does not credit an opinion for the bar in which it is stated', () => {
    const late = [
      { source: states('late', {}, { SPY: [0.5, 1] }) },
      { source: states('flat', { SPY: [0, 1] }) },
    ];
    // The opinion of slice 1 has no part in the rise of slice 1: the shares are still equal.
    const instance = createEnsemble({ members: late }).create({ learningRate: 10 });
    const played = targetsOf(instance, { marks: [{ SPY: 100 }, { SPY: 200 }, { SPY: 200 }] });
    expect(played).toEqual([{ SPY: 0 }, { SPY: 0.25 }, {}]);
  });

  it('earns nothing where there is no mark, and counts across the hole', () => {
    const holes = [{ SPY: 100 }, {}, { SPY: 110 }];
    const instance = createEnsemble({ members }).create({ learningRate: 4 });
    const played = targetsOf(instance, { marks: holes });
    expect(played[1]).toEqual({});
    expect(played[2]?.['SPY']).toBeCloseTo(0.5 * Math.tanh(0.2), 11);
  });
});
