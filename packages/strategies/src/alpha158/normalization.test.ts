import fc from 'fast-check';
import { isSdkError } from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import type { FeatureColumns } from './feature-set.js';
import { fillMissing } from './fill-missing.js';
import { fitRobustNormalization } from './fit-robust-normalization.js';
import { medianOf } from './median-of.js';
import {
  crossSectionalRank,
  crossSectionalZScore,
  normalizeCrossSection,
} from './normalize-cross-section.js';
import { robustNormalizer } from './robust-normalizer.js';

const none = Number.NaN;

function featuresOf(...columns: number[][]): FeatureColumns {
  return {
    hash: 'h',
    names: columns.map((_, c) => `F${c}`),
    length: columns[0]?.length ?? 0,
    columns: columns.map((column) => Float64Array.from(column)),
  };
}

function codeOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return isSdkError(error) ? [error.code, error.details['field']] : error;
  }
  return 'nothing thrown';
}

describe('fitRobustNormalization', () => {
  it('is median and 1.4826 median absolute deviations', () => {
    const fitted = fitRobustNormalization([{ features: featuresOf([1, 2, 4, 8, none]) }]);
    expect(fitted.medians).toEqual([3]);
    // Deviations 2, 1, 1, 5.
    expect(fitted.scales).toEqual([(1.5 + 1e-12) * 1.4826]);
    expect(fitted).toMatchObject({ hash: 'h', names: ['F0'], clip: 3, kind: 'robustZScore' });
  });

  it('looks at the rows of the window and at no other', () => {
    const rows = fc.array(fc.double({ noNaN: true }), { minLength: 6, maxLength: 6 });
    const expected = fitRobustNormalization([{ features: featuresOf([5, 6, 9]) }]);
    fc.assert(
      fc.property(rows, ([a, b, c, d, e, f]) => {
        const features = featuresOf([a!, b!, 5, 6, 9, c!, d!, e!, f!]);
        expect(fitRobustNormalization([{ features, from: 2, to: 5 }])).toEqual(expected);
      }),
    );
  });

  it('takes all symbols together, each with its own window', () => {
    const train = [
      { features: featuresOf([1, 2, 100]), to: 2 },
      { features: featuresOf([100, 4, 8]), from: 1 },
    ];
    expect(fitRobustNormalization(train).medians).toEqual([3]);
  });

  it('says null for a feature without a value, and comes back from JSON the same', () => {
    const features = featuresOf([none, none], [1, 3]);
    const fitted = fitRobustNormalization([{ features }]);
    expect(fitted.medians).toEqual([null, 2]);
    const read = JSON.parse(JSON.stringify(fitted)) as typeof fitted;
    expect(read).toEqual(fitted);
    const { columns, hash } = robustNormalizer(read, 'h').columns(features);
    expect(columns[0]).toEqual(Float64Array.of(none, none));
    expect(columns[1]?.[1]).toBeCloseTo(1 / 1.4826, 9);
    expect(hash).toBe(robustNormalizer(fitted, 'h').hash);
  });

  it('refuses windows that are empty, out of bounds or of other features', () => {
    const features = featuresOf([1, 2]);
    const fit = fitRobustNormalization;
    expect(codeOf(() => fit([]))).toEqual(['VALUE_INVALID', 'train']);
    expect(codeOf(() => fit([{ features, from: 1, to: 1 }]))).toEqual(['VALUE_INVALID', 'train']);
    expect(codeOf(() => fit([{ features, to: 3 }]))).toEqual(['VALUE_INVALID', 'train[0].to']);
    expect(codeOf(() => fit([{ features, from: -1 }]))).toEqual(['VALUE_INVALID', 'train[0].from']);
    const other = { ...features, hash: 'other' };
    expect(codeOf(() => fit([{ features }, { features: other }]))).toEqual([
      'VALUE_INVALID',
      'train[1].features.hash',
    ]);
  });
});

describe('robustNormalizer', () => {
  const features = featuresOf([0, 1, 2, 3, 4, 1000, none], [7, 7, 7, 7, 7, 7, 7]);
  const fitted = fitRobustNormalization([{ features, to: 5 }]);
  const step = robustNormalizer(fitted, 'h');

  it('applies the training window to every row, cut off at three', () => {
    const unit = (1 + 1e-12) * 1.4826;
    expect([...step.columns(features).columns[0]!]).toEqual([
      -2 / unit,
      -1 / unit,
      0,
      1 / unit,
      2 / unit,
      3,
      none,
    ]);
    expect(step.row(Float64Array.of(-1000, 7))).toEqual(Float64Array.of(-3, 0));
    expect(step.row(Float64Array.of(2, 7.1))).toEqual(Float64Array.of(0, 3));
  });

  it('gives a row what it gives a column, and leaves both as they were', () => {
    const before = structuredClone(features);
    const { columns } = step.columns(features);
    for (let t = 0; t < features.length; t++) {
      const row = Float64Array.from(features.columns, (column) => column[t]!);
      const given = row.slice();
      expect(step.row(row)).toEqual(Float64Array.from(columns, (column) => column[t]!));
      expect(row).toEqual(given);
    }
    expect(features).toEqual(before);
  });

  it('refuses features of another hash, its own results among them', () => {
    expect(codeOf(() => robustNormalizer(fitted, 'other'))).toEqual([
      'VALUE_INVALID',
      'normalization.hash',
    ]);
    const twice = () => step.columns(step.columns(features));
    expect(codeOf(twice)).toEqual(['VALUE_INVALID', 'features.hash']);
    expect(codeOf(() => step.row(Float64Array.of(1)))).toEqual(['VALUE_INVALID', 'row.length']);
  });

  it('has another hash for other statistics', () => {
    const other = fitRobustNormalization([{ features, to: 4 }]);
    expect(robustNormalizer(other, 'h').hash).not.toBe(step.hash);
    expect(step.hash).not.toBe('h');
    expect(step.columns(features).hash).toBe(step.hash);
  });

  it.each([
    ['kind', { kind: 'zScore' }],
    ['names', { names: 'F0' }],
    ['medians', { medians: [1] }],
    ['medians', { medians: [1, none] }],
    ['scales', { scales: [1, 0] }],
    ['scales', { scales: [1, '1'] }],
    ['clip', { clip: 0 }],
    ['clip', { clip: Infinity }],
  ])('refuses damaged %s', (field, damage) => {
    const damaged = { ...fitted, ...damage } as never;
    const found = codeOf(() => robustNormalizer(damaged, 'h'));
    expect(found).toEqual(['VALUE_INVALID', `normalization.${field}`]);
  });

  it('refuses nothing at all', () => {
    const found = codeOf(() => robustNormalizer(undefined as never, 'h'));
    expect(found).toEqual(['VALUE_INVALID', 'normalization.kind']);
  });
});

describe('fillMissing', () => {
  it('puts a zero where there is no value, and says so in the hash', () => {
    const step = fillMissing('h');
    const { columns, hash } = step.columns(featuresOf([1, none], [none, 2]));
    expect(columns).toEqual([Float64Array.of(1, 0), Float64Array.of(0, 2)]);
    expect(hash).toBe(step.hash);
    expect(hash).not.toBe('h');
    expect(step.row(Float64Array.of(none, 5))).toEqual(Float64Array.of(0, 5));
  });
});

describe('medianOf', () => {
  it('is the middle of the sorted values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1 }), (values) => {
        const sorted = values.toSorted((a, b) => a - b);
        const upper = sorted[sorted.length >> 1]!;
        const lower = sorted[(sorted.length - 1) >> 1]!;
        expect(medianOf(Float64Array.from(values), values.length)).toBe((lower + upper) / 2);
      }),
    );
    expect(medianOf(Float64Array.of(3), 0)).toBeNaN();
  });
});

describe('crossSectionalRank', () => {
  it('ranks from the lowest, equals alike, and leaves out what is missing', () => {
    const ranks = crossSectionalRank(Float64Array.of(5, none, 1, 5, 9));
    const rank = (place: number) => (place / 4 - 0.5) * 3.46;
    expect(ranks).toEqual(Float64Array.of(rank(2.5), none, rank(1), rank(2.5), rank(4)));
  });
});

describe('crossSectionalZScore', () => {
  it('is the deviation from the mean in sample deviations', () => {
    const scores = crossSectionalZScore(Float64Array.of(2, none, 4, 9));
    const deviation = Math.sqrt((9 + 1 + 16) / 2);
    for (const [i, score] of [-3, none, -1, 4].entries()) {
      if (Number.isNaN(score)) expect(scores[i]).toBeNaN();
      else expect(scores[i]).toBeCloseTo(score / deviation, 12);
    }
  });

  it.each([[[]], [[1]], [[0.1, 0.1, 0.1]], [[none, 3]]])('has no value for %j', (values) => {
    const scores = crossSectionalZScore(Float64Array.from(values));
    expect(scores.every((value) => Number.isNaN(value))).toBe(true);
  });
});

describe('normalizeCrossSection', () => {
  const panel = [
    featuresOf([1, 5], [2, 2]),
    featuresOf([3, none], [2, 4]),
    featuresOf([8, 6], [2, 6]),
  ];

  it.each([
    ['rank' as const, crossSectionalRank],
    ['zScore' as const, crossSectionalZScore],
  ])('applies %s to each feature and instant', (by, normalize) => {
    const results = normalizeCrossSection(panel, by);
    for (const c of [0, 1]) {
      for (const t of [0, 1]) {
        const expected = normalize(Float64Array.from(panel, (each) => each.columns[c]![t]!));
        expect(Float64Array.from(results, (each) => each.columns[c]![t]!)).toEqual(expected);
      }
    }
    expect(new Set(results.map(({ hash }) => hash)).size).toBe(1);
    expect(results[0]?.hash).not.toBe('h');
  });

  it('refuses an empty panel, other features, other lengths and other methods', () => {
    const [first] = panel;
    const refusal = (...others: FeatureColumns[]) =>
      codeOf(() => normalizeCrossSection([first!, ...others], 'rank'));
    expect(codeOf(() => normalizeCrossSection([], 'rank'))).toEqual(['VALUE_INVALID', 'panel']);
    expect(refusal({ ...first!, hash: 'x' })).toEqual(['VALUE_INVALID', 'panel[1].hash']);
    expect(refusal(featuresOf([1], [2]))).toEqual(['VALUE_INVALID', 'panel[1].length']);
    const unknown = () => normalizeCrossSection(panel, 'toString' as never);
    expect(codeOf(unknown)).toEqual(['VALUE_INVALID', 'by']);
  });
});
