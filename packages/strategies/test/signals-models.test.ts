import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLinearModel } from '../src/signals/create-linear-model.js';
import {
  createRecordedModel,
  type RecordedPredictions,
} from '../src/signals/create-recorded-model.js';

const linear = { version: '1', featureHash: 'abc' };

describe('createLinearModel', () => {
  it('adds weight times feature to the intercept, one prediction per symbol', () => {
    const model = createLinearModel({ ...linear, weights: [2, -0.5], intercept: 0.25 });
    const rows = [Float64Array.of(1, 4), Float64Array.of(-1, 0)];
    expect(model.predict({ at: 0, symbols: ['A', 'B'], rows })).toEqual(
      new Map([
        ['A', 0.25],
        ['B', -1.75],
      ]),
    );
    expect([model.name, model.version, model.featureHash]).toEqual(['linear', '1', 'abc']);
    expect(createLinearModel({ ...linear, name: 'ridge', weights: [1] }).name).toBe('ridge');
  });

  it('keeps its weights when the caller changes his', () => {
    const weights = [2];
    const model = createLinearModel({ ...linear, weights });
    weights[0] = 5;
    const request = { at: 0, symbols: ['A'], rows: [Float64Array.of(1)] };
    expect(model.predict(request).get('A')).toBe(2);
  });

  it('refuses a row of another length, and a row that is not there', () => {
    const model = createLinearModel({ ...linear, weights: [2, 1] });
    const ask = (rows: readonly Float64Array[]): unknown =>
      model.predict({ at: 0, symbols: ['A'], rows });
    expect(() => ask([Float64Array.of(1)])).toThrow('number of features of A must be 2, was 1');
    expect(() => ask([Float64Array.of(1, 2, 3)])).toThrow('must be 2, was 3');
    expect(() => ask([])).toThrow('must be 2, was undefined');
  });

  it('refuses a prediction that is not finite, and names model and symbol', () => {
    const model = createLinearModel({ ...linear, weights: [1e308] });
    const message = 'prediction of model "linear" 1 for A must be a finite number, was ';
    const ask = (value: number): unknown =>
      model.predict({ at: 0, symbols: ['A'], rows: [Float64Array.of(value)] });
    expect(() => ask(10)).toThrow(`${message}Infinity`);
    expect(() => ask(Number.NaN)).toThrow(`${message}NaN`);
  });

  it('refuses weights and an intercept that are no numbers', () => {
    expect(() => createLinearModel({ ...linear, weights: [] })).toThrow('weights must be a list');
    expect(() => createLinearModel({ ...linear, weights: [1, Number.NaN] })).toThrow('weights');
    expect(() => createLinearModel({ ...linear, weights: [1], intercept: Infinity })).toThrow(
      'intercept must be a finite number, was Infinity',
    );
  });
});

const recorded: RecordedPredictions = {
  name: 'boosted',
  version: '7',
  symbols: ['A', 'B'],
  knownAt: [100, 200, 300],
  predictions: [1, 2, 3, Number.NaN, 5, 6],
  ageMaxMs: 150,
};

const ask = (table: RecordedPredictions, at: number, symbols: readonly string[]): unknown =>
  Object.fromEntries(createRecordedModel(table).predict({ at, symbols, rows: [] }));

describe('createRecordedModel', () => {
  it.each([
    [99, {}],
    [100, { A: 1, B: 2 }],
    [199, { A: 1, B: 2 }],
    [200, { A: 3 }],
    [299, { A: 3 }],
    [300, { A: 5, B: 6 }],
    [450, { A: 5, B: 6 }],
    [451, {}],
  ])('at %s answers %o', (at, expected) => {
    expect(ask(recorded, at, ['A', 'B'])).toEqual(expected);
  });

  it('answers for the symbols that were asked and that it knows', () => {
    expect(ask(recorded, 300, ['B', 'C'])).toEqual({ B: 6 });
  });

  it('takes age zero for this instant only', () => {
    expect(ask({ ...recorded, ageMaxMs: 0 }, 100, ['A'])).toEqual({ A: 1 });
    expect(ask({ ...recorded, ageMaxMs: 0 }, 101, ['A'])).toEqual({});
  });

  it('never answers with what was known later, whatever is in the table', () => {
    const instants = fc.uniqueArray(fc.integer({ min: 0, max: 500 }), { maxLength: 20 });
    fc.assert(
      fc.property(instants, fc.integer({ min: -5, max: 505 }), (unsorted, at) => {
        const knownAt = [...unsorted].sort((a, b) => a - b);
        const table = { ...recorded, symbols: ['A'], knownAt, ageMaxMs: 50 };
        // The prediction is the instant, so that the answer says where it is from.
        const answer = ask({ ...table, predictions: knownAt }, at, ['A']) as { A?: number };
        const latest = knownAt.filter((each) => each <= at && at - each <= 50).at(-1);
        expect(answer.A).toBe(latest);
      }),
    );
  });

  it.each<[string, Partial<RecordedPredictions>]>([
    ['knownAt[1] must be a finite instant after', { knownAt: [100, 100, 300] }],
    ['knownAt[0] must be a finite instant after', { knownAt: [Number.NaN, 200, 300] }],
    ['knownAt[2] must be a finite instant after', { knownAt: [1, 2, Infinity] }],
    ['symbols must be named once', { symbols: ['A', 'A'] }],
    ['number of predictions must be 6, the instants', { predictions: [1, 2, 3, 4, 5] }],
    ['predictions[1] must be finite, or NaN', { predictions: [1, Infinity, 3, 4, 5, 6] }],
    ['ageMaxMs must be', { ageMaxMs: -1 }],
    ['ageMaxMs must be', { ageMaxMs: Infinity }],
    ['ageMaxMs must be', { ageMaxMs: Number.NaN }],
  ])('refuses: %s', (message, change) => {
    expect(() => createRecordedModel({ ...recorded, ...change })).toThrow(message);
  });
});
