import { barsFromColumns, type BarSeries, type Strategy } from '@tradewright/core';
import { barsOf, decide } from '@tradewright/testing';
import { describe, expect, it } from 'vitest';
import { alpha158 } from '../src/alpha158/alpha158.js';
import { composePolicies } from '../src/policies/compose-policies.js';
import { equalWeights } from '../src/policies/equal-weights.js';
import { inverseVolatilityWeights } from '../src/policies/inverse-volatility-weights.js';
import { normalizeExposure } from '../src/policies/normalize-exposure.js';
import { requireScores } from '../src/policies/require-scores.js';
import { selectTop } from '../src/policies/select-top.js';
import { createLinearModel } from '../src/signals/create-linear-model.js';
import { createModelSignals, type ModelSignalsParts } from '../src/signals/create-model-signals.js';
import { createRecordedModel } from '../src/signals/create-recorded-model.js';
import type { ModelSignalsParameters } from '../src/signals/model-signals-parameters.js';
import type { SignalSet } from '../src/signals/signal-set.js';
import { barsWithHoles, featuresOf, modelOf, move } from './signal-parts.js';

const best = composePolicies(selectTop(1), equalWeights(), normalizeExposure({ gross: 0.5 }));
const momentum = createLinearModel({ version: '1', featureHash: 'abc', weights: [1] });

/** Orders as "slice side quantity symbol". */
async function ordersOf(
  strategy: Strategy<ModelSignalsParameters | undefined>,
  bars: readonly BarSeries[],
  parameters: ModelSignalsParameters | undefined = {},
): Promise<readonly string[]> {
  const { orders } = await decide(strategy, { bars, parameters });
  return orders.map((one) => `${one.slice} ${one.side} ${one.quantity} ${one.symbol}`);
}

/** Every decision of a run. */
async function signalsOf(
  parts: Partial<ModelSignalsParts>,
  bars: readonly BarSeries[],
  parameters: ModelSignalsParameters = {},
): Promise<readonly SignalSet[]> {
  const seen: SignalSet[] = [];
  const onSignals = (signals: SignalSet): void => void seen.push(signals);
  const features = 'features' in parts ? parts.features : move;
  const strategy = createModelSignals({
    model: momentum,
    policy: best,
    onSignals,
    ...parts,
    features,
  });
  await decide(strategy, { bars, parameters });
  return seen;
}

const scoresOf = (signals: readonly SignalSet[]): unknown[] =>
  signals.map(({ scores }) => Object.fromEntries(scores));

const rising = barsOf('UP', [100, 100, 110, 110, 110]);
const mixed = barsOf('MIX', [50, 50, 50, 60, 54]);

describe('createModelSignals', () => {
  const strategy = createModelSignals({ model: momentum, features: move, policy: best });

  it('buys the best prediction and closes what is no longer the best', async () => {
    // Slice 1 is a tie at 0, which goes to MIX by the alphabet: half of 100,000 at 50. In slice 2
    // UP has 10 %: MIX is closed and 50,000 at 110 is 454 shares. In slice 3 MIX has 20 %, and in
    // slice 4 −10 % against 0: 833 shares lost 6 each, and half of 95,002 at 110 is 431 shares.
    // Each order fills at the next open, which is the close it was decided at.
    expect(await ordersOf(strategy, [rising, mixed])).toEqual([
      '1 buy 1000 MIX',
      '2 sell 1000 MIX',
      '2 buy 454 UP',
      '3 sell 454 UP',
      '3 buy 833 MIX',
      '4 sell 833 MIX',
      '4 buy 431 UP',
    ]);
  });

  it('rebalances every so many slices', async () => {
    const orders = await ordersOf(strategy, [rising, mixed], { rebalanceEveryBars: 2 });
    expect(orders.map((one) => one.slice(0, 1))).toEqual(['1', '3']);
    const never = await ordersOf(strategy, [rising, mixed], { rebalanceEveryBars: 9 });
    expect(never).toEqual(['1 buy 1000 MIX']);
  });

  it('waits for the warm-up of the features and of the volatility', () => {
    expect(strategy.warmUpBars({})).toBe(1);
    expect(strategy.warmUpBars(undefined)).toBe(1);
    expect(strategy.warmUpBars({ volatilityBars: 20 })).toBe(20);
    const slow = { ...move, warmUpBars: 60 };
    const other = createModelSignals({ model: momentum, features: slow, policy: best });
    expect(other.warmUpBars({ volatilityBars: 20 })).toBe(60);
  });

  it('refuses parameters that are out of bounds or not declared', () => {
    const refusals: readonly [ModelSignalsParameters, string][] = [
      [{ rebalanceEveryBars: 0 }, 'rebalanceEveryBars must be'],
      [{ stalenessMaxBars: -1 }, 'stalenessMaxBars must be'],
      [{ volatilityBars: 1 }, 'volatilityBars must be'],
      [{ whenMissing: 'sell' as 'hold' }, 'whenMissing must be'],
      [{ staleness: 3 } as ModelSignalsParameters, 'staleness must be'],
    ];
    for (const [parameters, message] of refusals) {
      expect(() => strategy.create(parameters)).toThrow(message);
    }
  });

  it('is another version with another model or feature set, and has the name it is given', () => {
    const versions = [momentum, { ...momentum, version: '2' }, { ...momentum, name: 'ridge' }].map(
      (model) => createModelSignals({ model, features: move, policy: best }).version,
    );
    const features = { ...move, hash: 'abd' };
    const model = { ...momentum, featureHash: 'abd' };
    versions.push(createModelSignals({ model, features, policy: best }).version);
    expect(new Set(versions).size).toBe(4);
    expect(strategy.name).toBe('model-signals');
    const named = createModelSignals({ model: momentum, features: move, policy: best, name: 'x' });
    expect(named.name).toBe('x');
  });
});

describe('features of model signals', () => {
  it('must be those that the model was trained on', () => {
    const build = (parts: Partial<ModelSignalsParts>): unknown =>
      createModelSignals({ model: momentum, policy: best, ...parts });
    expect(() => build({ features: { ...move, hash: 'other' } })).toThrow(
      'feature set of model "linear" 1 must be the one it was trained on, abc, was "other"',
    );
    expect(() => build({})).toThrow('trained on, abc, was undefined');
    const free = createRecordedModel({ ...noRows, ageMaxMs: 1 });
    expect(() => build({ model: free, features: move })).toThrow('trained on, none, was "abc"');
  });

  it('with a hole leave their symbol out, and are never zero', async () => {
    const holes = featuresOf(({ symbol, close }, i) => [
      symbol === 'UP' && i === 2 ? Number.NaN : close,
    ]);
    const model = modelOf((_, row) => row[0]);
    const signals = await signalsOf({ features: holes, model }, [rising, mixed]);
    expect(scoresOf(signals)).toEqual([
      { UP: 100, MIX: 50 },
      { MIX: 50 },
      { UP: 110, MIX: 60 },
      { UP: 110, MIX: 54 },
    ]);
    expect(model.asked[1]).toEqual(['MIX']);
  });

  it('of a symbol that is listed late must warm up, though others are warm', async () => {
    const late = barsWithHoles('LATE', [undefined, undefined, 10, 10, 10]);
    const early = barsWithHoles('OLD', [10, 10, 10, 10, 10]);
    const signals = await signalsOf({ features: { ...move, warmUpBars: 2 } }, [late, early]);
    expect(scoresOf(signals)).toEqual([{ OLD: 0 }, { OLD: 0 }, { LATE: 0, OLD: 0 }]);
  });

  it('of the wrong number stop the run', async () => {
    const wide = featuresOf(() => [1, 2]);
    const run = signalsOf({ features: wide, model: modelOf(() => 1) }, [rising]);
    await expect(run).rejects.toThrow('number of features of UP must be 1, was 2');
  });

  it('may be Alpha158', async () => {
    const features = alpha158({ vwap: 'typicalPrice' });
    const weights = features.names.map((name) => (name === 'KMID' ? 1 : 0));
    const model = createLinearModel({ version: '1', featureHash: features.hash, weights });
    const closes = Array.from({ length: 70 }, (_, i) => 100 + ((i * 7) % 11) + (i % 3));
    // A volume that never changes would leave the correlations with it undefined.
    const volume = closes.map((close, i) => 1000 + ((close * i) % 137));
    const bars = { ...barsOf('SPY', closes), volume: Float64Array.from(volume) };
    const signals = await signalsOf({ model, features }, [barsFromColumns(bars, bars)]);
    expect(signals).toHaveLength(10);
    expect(signals.map(({ scores }) => scores.get('SPY')?.toFixed(9))).toEqual(
      closes.slice(60).map((close, i) => (close / closes[59 + i]! - 1).toFixed(9)),
    );
  });

  it('may be Alpha158 with the average prices of the bars', async () => {
    const features = alpha158({ vwap: 'column' });
    const weights = features.names.map((name) => (name === 'VWAP0' ? 1 : 0));
    const model = createLinearModel({ version: '1', featureHash: features.hash, weights });
    const closes = Array.from({ length: 62 }, (_, i) => 100 + ((i * 7) % 11) + (i % 3));
    const volume = Float64Array.from(closes, (close, i) => 1000 + ((close * i) % 137));
    const vwap = Float64Array.from(closes, (close, i) => close * (1 + (i % 5) / 1000));
    const bars = { ...barsOf('SPY', closes), volume, vwap };
    const signals = await signalsOf({ model, features }, [barsFromColumns(bars, bars)]);
    expect(signals.map(({ scores }) => scores.get('SPY')?.toFixed(9))).toEqual(
      [60, 61].map((i) => (1 + (i % 5) / 1000).toFixed(9)),
    );
    const without = signalsOf({ model, features }, [barsOf('SPY', closes)]);
    await expect(without).rejects.toThrow('bar.vwap must be a number');
  });
});

const noRows = { name: 'r', version: '1', symbols: [], knownAt: [], predictions: [] };

describe('staleness', () => {
  const gap = barsWithHoles('GAP', [10, 10, undefined, undefined, 10]);
  const full = barsWithHoles('OK', [10, 11, 12, 13, 14]);
  const closes = featuresOf((bar) => [bar.close]);
  const model = modelOf((_, row) => row[0]);

  it.each([
    [0, [['GAP', 'OK'], ['OK'], ['OK'], ['GAP', 'OK']]],
    [1, [['GAP', 'OK'], ['GAP', 'OK'], ['OK'], ['GAP', 'OK']]],
    [
      2,
      [
        ['GAP', 'OK'],
        ['GAP', 'OK'],
        ['GAP', 'OK'],
        ['GAP', 'OK'],
      ],
    ],
  ])('of at most %s slices is asked about', async (stalenessMaxBars, expected) => {
    const signals = await signalsOf({ model, features: closes }, [gap, full], { stalenessMaxBars });
    expect(signals.map(({ scores }) => [...scores.keys()])).toEqual(expected);
  });

  it('keeps the features of their slice, though the stream uses its row again', async () => {
    const features = featuresOf((bar, i) => [i < 2 ? bar.close : Number.NaN]);
    const signals = await signalsOf({ model, features }, [full], { stalenessMaxBars: 2 });
    expect(scoresOf(signals)).toEqual([{ OK: 11 }, { OK: 11 }, { OK: 11 }, {}]);
  });
});

describe('a symbol without a prediction', () => {
  const silent = modelOf((symbol, [value]) => (symbol === 'A' && value! > 100 ? undefined : 1));
  const features = featuresOf((bar) => [bar.close]);
  const both = composePolicies(equalWeights(), normalizeExposure({ gross: 0.5 }));
  const strategy = createModelSignals({ model: silent, features, policy: both });
  const bars = [barsOf('A', [100, 100, 200, 200]), barsOf('B', [100, 100, 100, 100])];

  it('is held, as it is, by default', async () => {
    const orders = await ordersOf(strategy, bars);
    expect(orders.filter((one) => one.endsWith('A'))).toEqual(['1 buy 250 A']);
  });

  it('is closed if asked', async () => {
    const orders = await ordersOf(strategy, bars, { whenMissing: 'close' });
    expect(orders.filter((one) => one.endsWith('A'))).toEqual(['1 buy 250 A', '2 sell 250 A']);
  });
});

describe('a refusal of the policy', () => {
  it('changes nothing and is asked again at the next slice', async () => {
    const policy = composePolicies(requireScores(2), best);
    const bars = [
      barsWithHoles('A', [10, undefined, 10, 10, 10]),
      barsWithHoles('B', [9, 9, 9, 9, 9]),
    ];
    const signals = await signalsOf({ policy }, bars, { rebalanceEveryBars: 2 });
    expect(signals.map(({ at, outcome }) => [at / 60_000 - 1, typeof outcome])).toEqual([
      [1, 'string'],
      [2, 'object'],
      [4, 'object'],
    ]);
    expect(signals[0]?.outcome).toBe('tooFewScores');
  });
});

describe('volatilityBars', () => {
  // Returns of A: +10 %, −10 %: mean 0, sample deviation √(0.02). Of B: +20 %, −20 %: twice that.
  const bars = [barsOf('A', [100, 110, 99]), barsOf('B', [100, 120, 96])];
  const policy = inverseVolatilityWeights();

  it('is the sample deviation of so many returns', async () => {
    const seen: unknown[] = [];
    const spy: typeof policy = (scores, facts) => {
      seen.push(...[...(facts?.volatility ?? [])].map(([symbol, v]) => [symbol, v.toFixed(12)]));
      return policy(scores, facts);
    };
    const [signals] = await signalsOf({ policy: spy, model: modelOf(() => 1) }, bars, {
      volatilityBars: 2,
    });
    expect(seen.slice(0, 2)).toEqual([
      ['A', Math.sqrt(0.02).toFixed(12)],
      ['B', Math.sqrt(0.08).toFixed(12)],
    ]);
    const weights = signals?.outcome as ReadonlyMap<string, number>;
    expect(weights.get('A')).toBeCloseTo(2 / 3, 12);
    expect(weights.get('B')).toBeCloseTo(1 / 3, 12);
  });

  it('is not known by default', async () => {
    const signals = await signalsOf({ policy }, bars);
    expect(signals.map(({ outcome }) => outcome)).toEqual(['noVolatility', 'noVolatility']);
  });
});

describe('what a model answers', () => {
  it.each([Number.NaN, Infinity])('stops the run where it is %s', async (value) => {
    const run = signalsOf({ model: modelOf(() => value) }, [rising]);
    await expect(run).rejects.toThrow('prediction of model "formula" 1 for UP must be a finite');
  });

  it('stops the run where it was not asked', async () => {
    const model = { ...modelOf(() => 1), predict: () => new Map([['SPY', 1]]) };
    const run = signalsOf({ model }, [rising]);
    await expect(run).rejects.toThrow('symbol predicted by model "formula" 1 must be one');
  });

  it('is told with model, version and feature set', async () => {
    const [first] = await signalsOf({}, [rising]);
    expect(first).toMatchObject({ modelName: 'linear', modelVersion: '1', featureHash: 'abc' });
    expect(first?.at).toBe(rising.time[1]! + rising.periodMs);
  });

  it('may have been recorded, and is not read before it was known', async () => {
    const { time, periodMs } = rising;
    const model = createRecordedModel({
      name: 'boosted',
      version: '7',
      symbols: ['MIX', 'UP'],
      // Known at the end of slices 1 and 3.
      knownAt: [time[1]! + periodMs, time[3]! + periodMs],
      predictions: [1, 2, 2, 1],
      ageMaxMs: periodMs,
    });
    const strategy = createModelSignals({ model, policy: best });
    const signals = await signalsOf({ model, features: undefined }, [rising, mixed]);
    expect(scoresOf(signals)).toEqual([
      {},
      { MIX: 1, UP: 2 },
      { MIX: 1, UP: 2 },
      { MIX: 2, UP: 1 },
      { MIX: 2, UP: 1 },
    ]);
    const orders = await ordersOf(strategy, [rising, mixed]);
    expect(orders[0]).toBe('1 buy 500 UP');
    expect(orders.filter((one) => one.startsWith('3'))).toHaveLength(2);
  });
});

describe('model signals', () => {
  it('decide alike whatever comes later', async () => {
    const closes = [100, 104, 99, 103, 108, 102, 101, 107];
    const others = closes.map((close, i) => 60 + ((close * (i + 3)) % 17));
    const cut = (length: number): readonly BarSeries[] => [
      barsOf('A', closes.slice(0, length)),
      barsOf('B', others.slice(0, length)),
    ];
    const all = scoresOf(await signalsOf({}, cut(8)));
    for (let length = 3; length < 8; length++) {
      const some = scoresOf(await signalsOf({}, cut(length)));
      expect(some).toEqual(all.slice(0, some.length));
      expect(some).toHaveLength(length - 1);
    }
  });
});
