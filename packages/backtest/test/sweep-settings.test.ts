import { describe, expect, it } from 'vitest';
import { sweep } from '../src/sweep/sweep.js';
import type { SweepSettings } from '../src/sweep/sweep-settings.js';
import { failure } from './scripted-run.js';
import { crossover, crossoverSweep, type Lengths } from './sweep-subjects.js';

/** What a sweep says to settings that the compiler would not let pass. */
const refusal = (more: object): Promise<{ readonly code: string; readonly message: string }> =>
  failure(() => sweep(crossoverSweep(more as Partial<SweepSettings<Lengths>>)));

type Lists = SweepSettings<Lengths>['grid'];

const grid = (fast: unknown): object => ({ grid: { fast, slow: [8] } });

describe('settings of a sweep', () => {
  it.each([
    ['no grid', { grid: undefined }, 'grid must be an object such as'],
    ['a list as grid', { grid: [{ fast: 1 }] }, 'grid must be an object such as'],
    ['an empty grid', { grid: {} }, 'grid must be such that it names a parameter'],
    ['an empty list', grid([]), 'grid.fast must be a list of at least one value'],
    ['a value instead of a list', grid(5), 'grid.fast must be a list of at least one value'],
    ['NaN', grid([2, Number.NaN]), 'grid.fast[1] must be plain data: a finite number'],
    ['an infinity', grid([Infinity]), 'grid.fast[0] must be plain data'],
    ['undefined', grid([undefined]), 'grid.fast[0] must be plain data'],
    ['a hole', grid([2, , 3]), 'grid.fast[1] must be plain data'],
    ['a function', grid([() => 1]), 'grid.fast[0] must be plain data'],
    ['a value twice', grid([2, 3, 2]), 'grid.fast[2] must be a value that the list does not have'],
    ['both zeros', grid([0, -0]), 'grid.fast[1] must be a value that the list does not have'],
    [
      'equal objects',
      grid([
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ]),
      'grid.fast[1] must be a value that the list does not have',
    ],
    [
      'the name of a number of the table',
      { grid: { fees: [1], slow: [8] } },
      'grid.fees must be named otherwise: the table has columns finalEquity',
    ],
    ['the name of a column', { grid: { error: [1] } }, 'grid.error must be named otherwise'],
    ['parameters', { parameters: { fast: 1 } }, 'parameters must be left out; give lists in grid'],
    ['a misspelled field', { were: () => true }, 'were must be left out; known are'],
    ['where that is none', { where: true }, 'where must be a function, or left out'],
    ['measure that is none', { measure: 'sharpe' }, 'measure must be a function, or left out'],
    ['hashes that is none', { hashes: 'yes' }, 'hashes must be true or false'],
    ['nothing left', { where: () => false }, 'where must be such that a combination is left'],
    ['a frame that is wrong', { cash: 0 }, 'cash must be above zero'],
    ['no strategy', { strategy: undefined }, 'strategy must be an object with name'],
    ['a wrong name', { strategy: { ...crossover, name: 'a b' } }, 'strategy.name must be'],
    ['a limit of zero', { combinationsMax: 0 }, 'combinationsMax must be a whole number from 1'],
    ['no limit', { combinationsMax: Infinity }, 'combinationsMax must be a whole number from 1'],
  ])('are refused with %s, before anything runs', async (_, more, message) => {
    let created = 0;
    const counted = {
      ...crossover,
      create: (parameters: Lengths) => {
        created += 1;
        return crossover.create(parameters);
      },
    };
    const answer = await refusal({ strategy: counted, ...more });
    expect(answer.code).toBe('SETTINGS_INVALID');
    expect(answer.message).toContain(message);
    expect(created).toBe(0);
  });

  it('are refused when they are none', async () => {
    const attempt = (): Promise<unknown> => sweep(null as unknown as SweepSettings<Lengths>);
    expect((await failure(attempt)).message).toContain('settings must be an object with strategy');
  });

  it('may leave out a list, as the parameter may be left out', async () => {
    const lists: object = { fast: [2], weight: undefined, slow: [8] };
    const { rows, parameterNames } = await sweep(crossoverSweep({ grid: lists as Lists }));
    expect(parameterNames).toEqual(['fast', 'slow']);
    expect(rows.map(({ parameters }) => parameters)).toEqual([{ fast: 2, slow: 8 }]);
  });

  it('refuse a chunk that is none', async () => {
    const attempt = (): Promise<unknown> => sweep(crossoverSweep(), { chunkBars: 0 });
    const message = 'chunkBars must be a whole number above zero, was 0';
    expect(await failure(attempt)).toEqual({ code: 'SETTINGS_INVALID', message });
  });
});

describe('the limit of combinations', () => {
  const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

  it('is 10,000 and names how many they are', async () => {
    expect(await refusal({ grid: { fast: numbers(100), slow: numbers(101) } })).toEqual({
      code: 'SETTINGS_INVALID',
      message:
        'combinations of grid must be at most 10000, was 10100; ' +
        'take shorter lists, or raise combinationsMax',
    });
  });

  it('is known before any combination is made', async () => {
    const names = Array.from({ length: 40 }, (_, i) => [`p${i}`, numbers(1000)] as const);
    const answer = await refusal({ grid: Object.fromEntries(names) });
    expect(answer.message).toContain('combinations of grid must be at most 10000, was 1e+120');
  });

  it('counts the grid, whatever `where` leaves', async () => {
    const lists = { fast: [2, 3], slow: [8, 13] };
    const where = ({ fast }: Lengths): boolean => fast === 2;
    const refused = await refusal({ grid: lists, where, combinationsMax: 3 });
    expect(refused.message).toContain('at most 3, was 4');
    const { rows } = await sweep(crossoverSweep({ grid: lists, where, combinationsMax: 4 }));
    expect(rows).toHaveLength(2);
  });
});

describe('a measure that is wrong in every run', () => {
  it.each([
    ['no object', () => 5, 'measure() must be an object of numbers'],
    ['a promise', async () => ({ a: 1 }), 'measure() must be an object of numbers'],
    ['text', () => ({ sharpe: '1.5' }), 'measure().sharpe must be a number, or undefined'],
    ['the name of a parameter', () => ({ slow: 1 }), 'measure().slow must be named otherwise'],
    ['the name of a number', () => ({ fills: 1 }), 'measure().fills must be named otherwise'],
    ['the name of a column', () => ({ hash: 1 }), 'measure().hash must be named otherwise'],
  ])('ends the sweep: it returns %s', async (_, measure, message) => {
    const answer = await refusal({ measure });
    expect(answer.code).toBe('SETTINGS_INVALID');
    expect(answer.message).toContain(message);
  });
});
