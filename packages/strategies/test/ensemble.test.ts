import { isSdkError, type Strategy, type StrategyContext } from '@tradewright/core';
import { barsOf, decide } from '@tradewright/testing';
import { describe, expect, it } from 'vitest';
import { createEnsemble } from '../src/ensemble/create-ensemble.js';
import type { EnsembleParameters } from '../src/ensemble/ensemble-parameters.js';
import type { OpinionSource } from '../src/ensemble/opinion-source.js';
import { strategyOpinions } from '../src/ensemble/strategy-opinions.js';
import { says, scripted, states, targetsOf } from './ensemble-parts.js';

const flatMarks = (slices: number): readonly Readonly<Record<string, number>>[] =>
  Array.from({ length: slices }, () => ({ A: 10, B: 20 }));

/** Targets, slice by slice, of an ensemble of sources that count alike. */
const play = (
  sources: readonly OpinionSource[],
  parameters: EnsembleParameters = {},
  slices = 1,
): unknown => {
  const members = sources.map((source) => ({ source }));
  return targetsOf(createEnsemble({ members }).create(parameters), { marks: flatMarks(slices) });
};

describe('opinions', () => {
  it('are averaged by shares', () => {
    const members = [
      { source: says('a', { A: 0.6 }), share: 3 },
      { source: says('b', { A: -0.2 }), share: 1 },
    ];
    const played = targetsOf(createEnsemble({ members }).create({}), { marks: flatMarks(1) });
    expect(played).toEqual([{ A: 0.4 }]);
  });

  it('that nobody has lead to no target', () => {
    expect(play([says('a'), says('b', { A: 0.5 })])).toEqual([{ A: 0.5 }]);
    expect(play([says('a'), says('b')])).toEqual([{}]);
  });

  it('of zero are opinions', () => {
    expect(play([says('a', { A: 0 }), says('b', { A: 0.5 })])).toEqual([{ A: 0.25 }]);
    expect(play([says('a', { A: 0 }), says('b')])).toEqual([{ A: 0 }]);
  });

  it('stand until another is stated', () => {
    const sources = [says('a', { A: 0.4 }, {}, { A: 0 }), says('b', { A: 0.2 })];
    expect(play(sources, {}, 4)).toEqual([{ A: 0.3 }, {}, { A: 0.1 }, {}]);
  });

  it('that are stated again are targeted again, though nothing changed', () => {
    const sources = [says('a', { A: 0.4 }, { A: 0.4 }), says('b', { A: 0.2, B: 0.1 })];
    expect(play(sources, {}, 3)).toEqual([{ A: 0.3, B: 0.1 }, { A: 0.3 }, {}]);
  });

  it('may name a symbol twice in a turn: the last one counts', () => {
    const twice = strategyOpinions({
      strategy: {
        ...scripted('twice', []),
        create: () => ({
          onBars: (context) => {
            context.target('A', 0.5);
            context.target('A', 0.2);
          },
        }),
      },
      parameters: undefined,
    });
    expect(play([twice, says('b', { A: 0.2 })])).toEqual([{ A: 0.2 }]);
  });
});

describe('parameters of an ensemble', () => {
  const long = states('long', { A: [0.6, 0.2] });
  const short = states('short', { A: [-0.4, 0.8] });
  const third = states('third', { A: [0.2, 0.3] });

  it.each<[EnsembleParameters['method'], number]>([
    [undefined, 0.4 / 3],
    ['weightedAverage', 0.4 / 3],
    ['majority', 0.4],
    ['unanimous', 0],
    ['confidenceWeighted', (0.12 - 0.32 + 0.06) / 1.3],
    ['maximumConfidence', -0.4],
  ])('method %s', (method, expected) => {
    expect(play([long, short, third], { method })).toEqual([{ A: Number(expected.toFixed(12)) }]);
  });

  it('abstention: flat lets members of other symbols share the equity', () => {
    const sources = [says('a', { A: 0.8 }), says('b', { B: 0.6 })];
    expect(play(sources, { grossMax: 2 })).toEqual([{ A: 0.8, B: 0.6 }]);
    expect(play(sources, { abstention: 'flat' })).toEqual([{ A: 0.4, B: 0.3 }]);
    expect(play([says('a', { A: 0.8 }), says('b')], { abstention: 'flat' })).toEqual([{ A: 0.4 }]);
  });

  it('opinionsMin: fewer hold nothing', () => {
    const sources = [says('a', { A: 0.8, B: 0.4 }), says('b', { B: 0.4 }), says('c')];
    expect(play(sources, { opinionsMin: 2 })).toEqual([{ A: 0, B: 0.4 }]);
    expect(play(sources, { opinionsMin: 3 })).toEqual([{ A: 0, B: 0 }]);
  });

  it('confidenceMin: less is a wish to hold nothing', () => {
    expect(play([long, third], { confidenceMin: 0.2 })).toEqual([{ A: 0.4 }]);
    expect(play([long, third], { confidenceMin: 0.25 })).toEqual([{ A: 0.1 }]);
    expect(play([long, third], { confidenceMin: 0.9 })).toEqual([{ A: 0 }]);
  });

  it('confidenceMin: lets a member out, whose wish to be flat is as small as can be', () => {
    const sources = [says('a', { A: 0.5 }, { A: 0 }), says('b')];
    expect(play(sources, { confidenceMin: 0.3 }, 2)).toEqual([{ A: 0.5 }, { A: 0 }]);
  });

  it('grossMax: more is scaled down in proportion', () => {
    const sources = [says('a', { A: 0.8 }), says('b', { B: -0.8 })];
    expect(play(sources)).toEqual([{ A: 0.5, B: -0.5 }]);
    expect(play(sources, { grossMax: 0.4 })).toEqual([{ A: 0.2, B: -0.2 }]);
    expect(play(sources, { grossMax: 3 })).toEqual([{ A: 0.8, B: -0.8 }]);
  });

  it('grossMax: a symbol of which nobody speaks is targeted when it must make room', () => {
    const sources = [says('a', { A: 0.8 }), says('b', {}, { B: 0.8 })];
    expect(play(sources, {}, 2)).toEqual([{ A: 0.8 }, { A: 0.5, B: 0.5 }]);
  });

  it('out of bounds are refused', () => {
    const refused = (parameters: object, message: string): void => {
      expect(() => play([long, short], parameters)).toThrow(message);
    };
    refused({ method: 'mean' }, 'method must be "weightedAverage" or "majority"');
    refused({ abstention: 'maybe' }, 'abstention must be');
    refused({ opinionsMin: 0 }, 'opinionsMin must be');
    refused({ confidenceMin: 1.1 }, 'confidenceMin must be');
    refused({ grossMax: 0 }, 'grossMax must be');
    refused({ learningRate: -1 }, 'learningRate must be');
    refused({ lookbackBars: 0 }, 'lookbackBars must be');
    refused({ shareMin: 0.6 }, 'shareMin must be');
    refused({ updateEveryBars: 0 }, 'updateEveryBars must be');
    refused({ threshold: 0.3 }, 'threshold must be one of the parameters');
  });
});

describe('members', () => {
  const build = (...members: Parameters<typeof createEnsemble>[0]['members'][number][]) =>
    createEnsemble({ members });

  it('are two or more, with different names and shares above zero', () => {
    expect(() => build({ source: says('a') })).toThrow('number of members must be 2 or more');
    expect(() => build({ source: says('a') }, { source: says('a') })).toThrow(
      'member must be named once, was "a"',
    );
    for (const share of [0, -1, Number.NaN, Infinity]) {
      expect(() => build({ source: says('a'), share }, { source: says('b') })).toThrow(
        'share of member "a" must be',
      );
    }
  });

  it('count alike in whatever order they are listed', () => {
    const a = states('a', { A: [0.1, 0.5] });
    const b = states('b', { A: [0.9, 0.5] });
    for (const method of ['maximumConfidence', 'weightedAverage'] as const) {
      expect(play([b, a], { method })).toEqual(play([a, b], { method }));
    }
    expect(play([b, a], { method: 'maximumConfidence' })).toEqual([{ A: 0.1 }]);
    expect(build({ source: a }, { source: b }).version).toBe(
      build({ source: b }, { source: a }).version,
    );
  });

  it('make another version with their names, versions, parameters and shares', () => {
    const b = { source: says('b') };
    const sized: Strategy<{ size: number }> = {
      name: 'a',
      version: '1',
      warmUpBars: () => 0,
      create: ({ size }) => ({ onBars: (context) => context.target('A', size) }),
    };
    const with1 = { source: strategyOpinions({ strategy: sized, parameters: { size: 1 } }) };
    const with2 = { source: strategyOpinions({ strategy: sized, parameters: { size: 2 } }) };
    const newer = strategyOpinions({
      strategy: { ...sized, version: '2' },
      parameters: { size: 1 },
    });
    const versions = [
      build(with1, b),
      build(with2, b),
      build({ source: newer }, b),
      build({ ...with1, share: 2 }, b),
      build({ source: says('c') }, b),
    ].map(({ version }) => version);
    expect(new Set(versions).size).toBe(5);
  });

  it('warm up as long as the slowest needs, and what they wish until then is no opinion', () => {
    const script = [{ A: 0.4 }, { B: 0.4 }, { B: 0.2 }];
    const slow = strategyOpinions({ strategy: scripted('slow', script, 2), parameters: undefined });
    const strategy = build({ source: slow }, { source: says('b') });
    expect(strategy.warmUpBars(undefined)).toBe(2);
    const played = targetsOf(strategy.create({}), { marks: flatMarks(4), warmUp: 2 });
    expect(played).toEqual([{}, {}, { B: 0.2 }, {}]);
  });

  it('get a copy of their parameters and may have another name', () => {
    const seen: unknown[] = [];
    const strategy: Strategy<{ size: number }> = {
      name: 'a',
      version: '1',
      warmUpBars: () => 0,
      create: (parameters) => {
        seen.push(parameters);
        return { onBars: () => undefined };
      },
    };
    const parameters = { size: 1 };
    const source = strategyOpinions({ strategy, parameters }, { name: 'mine' });
    parameters.size = 2;
    source.create();
    expect(seen).toEqual([{ size: 1 }]);
    expect(source.name).toBe('mine');
  });

  it('are as sure as their weight is large, or as they say', () => {
    const strategy = scripted('a', [{ A: -1.5, B: 0.4 }]);
    const market = { warmingUp: false, mark: () => 10, equity: 100 } as unknown as StrategyContext;
    const opinions = (source: OpinionSource): unknown =>
      [...source.create().opinions(market)].map(([symbol, { confidence }]) => [symbol, confidence]);
    expect(opinions(strategyOpinions({ strategy, parameters: undefined }))).toEqual([
      ['A', 1],
      ['B', 0.4],
    ]);
    const confidenceOf = (symbol: string, weight: number): number =>
      symbol === 'A' ? 0.5 : weight / 2;
    expect(
      opinions(strategyOpinions({ strategy, parameters: undefined }, { confidenceOf })),
    ).toEqual([
      ['A', 0.5],
      ['B', 0.2],
    ]);
  });

  it('that state what is no opinion stop the run', () => {
    for (const confidence of [-0.1, 1.1, Number.NaN]) {
      expect(() => play([states('a', { A: [0.1, confidence] }), says('b')])).toThrow(
        'confidence of member "a" for A must be from 0 to 1',
      );
    }
    expect(() => play([states('a', { A: [Infinity, 1] }), says('b')])).toThrow(
      'weight of member "a" for A must be a finite number',
    );
    expect(() => play([says('a', { C: 0.1 }), says('b')])).toThrow('no symbol C');
  });
});

describe('an ensemble in a backtest', () => {
  const bars = barsOf('SPY', [100, 100, 125, 125]);
  const run = (strategy: Strategy<EnsembleParameters | undefined>) =>
    decide(strategy, { bars, parameters: {} });

  it('orders for the combined weights', async () => {
    // (0.5 + 0.25) ÷ 2 of 100,000 at 100, then 0.125 of 109,375 at 125: 109 of the 375.
    const members = [
      { source: says('a', { SPY: 0.5 }, {}, { SPY: 0 }) },
      { source: says('b', { SPY: 0.25 }) },
    ];
    const { orders } = await run(createEnsemble({ members, name: 'pair' }));
    expect(orders.map(({ slice, side, quantity }) => [slice, side, quantity])).toEqual([
      [0, 'buy', '375'],
      [2, 'sell', '266'],
    ]);
    expect(createEnsemble({ members, name: 'pair' }).name).toBe('pair');
    expect(createEnsemble({ members }).name).toBe('ensemble');
  });

  it.each([
    [
      'submit',
      (context: StrategyContext) => context.submit({ symbol: 'SPY', side: 'buy', quantity: 1 }),
    ],
    [
      'cancel',
      (context: StrategyContext) => context.cancel({} as Parameters<StrategyContext['cancel']>[0]),
    ],
    [
      'replace',
      (context: StrategyContext) => (context as unknown as { replace(): void }).replace(),
    ],
  ])('stops where a member calls %s', async (method, call) => {
    const strategy: Strategy = {
      ...scripted('orderer', []),
      create: () => ({
        onBars: (context) => {
          call(context);
        },
      }),
    };
    const source = strategyOpinions({ strategy, parameters: undefined });
    const members = [{ source }, { source: says('b') }];
    const error: unknown = await run(createEnsemble({ members })).catch((one: unknown) => one);
    expect(isSdkError(error, 'STRATEGY_FAILED')).toBe(true);
    const { cause } = error as Error;
    expect(isSdkError(cause, 'VALUE_INVALID')).toBe(true);
    expect(String(cause)).toContain(
      `member "orderer" must set target weights in an ensemble, was ${method}()`,
    );
  });

  it('may be a member of an ensemble', async () => {
    const inner = createEnsemble({
      members: [{ source: says('a', { SPY: 0.5 }) }, { source: says('b', { SPY: 0.3 }) }],
    });
    const source = strategyOpinions({ strategy: inner, parameters: {} });
    const members = [{ source }, { source: says('c', { SPY: 0 }) }];
    const { orders } = await run(createEnsemble({ members, name: 'outer' }));
    expect(orders.map(({ quantity }) => quantity)).toEqual(['200']);
  });

  it('decides alike whatever comes later', async () => {
    const closes = [100, 104, 99, 103, 108, 102, 101, 107];
    const script = closes.map((close, i) => ({ SPY: ((close * (i + 1)) % 7) / 10 }));
    const members = [{ source: says('a', ...script) }, { source: says('b', { SPY: 0.2 }) }];
    const decided = async (length: number): Promise<readonly unknown[]> => {
      const strategy = createEnsemble({ members });
      const parameters = { learningRate: 20, lookbackBars: 3 };
      const given = { bars: barsOf('SPY', closes.slice(0, length)), parameters };
      const { orders } = await decide(strategy, given);
      return orders.map(({ slice, side, quantity }) => [slice, side, quantity]);
    };
    const all = await decided(8);
    expect(all.length).toBeGreaterThan(5);
    for (let length = 2; length < 8; length++) {
      const some = await decided(length);
      expect(some).toEqual(all.slice(0, some.length));
    }
  });
});
