import {
  type BacktestSettings,
  createSeededRandom,
  detectLookahead,
  detectWarmUpDependence,
} from '@tradewright/backtest';
import {
  alwaysOpenCalendar,
  type BarSeries,
  barsFromColumns,
  type Strategy,
} from '@tradewright/core';
import { researchLimits } from '@tradewright/risk';
import { describe, expect, it } from 'vitest';
import {
  alpha158,
  composePolicies,
  createEnsemble,
  createLinearModel,
  createModelSignals,
  equalWeights,
  selectTop,
  strategyOpinions,
} from '../src/index.js';
import { randomMarket } from './sample-markets.js';
import { strategyCases } from './strategy-cases.js';

interface Subject {
  readonly name: string;
  readonly strategy: Strategy<unknown>;
  readonly parameters: unknown;
  /** Difference of weights by rounding, where an indicator keeps sums that slide. Default 0. */
  readonly tolerance?: number;
}

const symbols = ['AAA', 'BBB', 'CCC'];
const features = alpha158({ vwap: 'typicalPrice' });
/** Indicators whose sums slide along a window round by how long they have slid. */
const sliding = { 'time-series-momentum': { tolerance: 1e-9 } } as const;

function caseOf(name: string): (typeof strategyCases)[number] {
  return strategyCases.find(({ strategy }) => strategy.name === name)!;
}

function ensembleOf(name: string, members: readonly string[]): Strategy<unknown> {
  const sources = members.map((member) => ({ source: strategyOpinions(caseOf(member)) }));
  return createEnsemble({ name, members: sources });
}

function nested(): Strategy<unknown> {
  const strategy = ensembleOf('inner', ['rsi-reversion', 'donchian-breakout']);
  const inner = strategyOpinions({ strategy, parameters: { abstention: 'flat' } });
  const pairs = strategyOpinions(caseOf('pairs-trading'));
  const members = [{ source: inner, share: 2 }, { source: pairs }];
  return createEnsemble({ name: 'nested', members });
}

function signals(): Strategy<unknown> {
  const weights = features.names.map((name) => (name === 'ROC20' ? 1 : name === 'STD60' ? 0.3 : 0));
  const model = createLinearModel({ version: '1', featureHash: features.hash, weights });
  const policy = composePolicies(selectTop(1), equalWeights());
  return createModelSignals({ model, features, policy });
}

const subjects: readonly Subject[] = [
  ...strategyCases.map(({ strategy, parameters }) => {
    const tolerances: Readonly<Record<string, object>> = sliding;
    return { name: strategy.name, strategy, parameters, ...tolerances[strategy.name] };
  }),
  ...[
    { strategy: nested(), parameters: {} },
    {
      strategy: ensembleOf('learning', ['rsi-reversion', 'bollinger-reversion']),
      parameters: { learningRate: 5, lookbackBars: 20 },
    },
    { strategy: signals(), parameters: {} },
  ].map((one) => ({ ...one, name: one.strategy.name })),
];

/** Bars with a volume: without one no row of Alpha158 is complete. */
function marketOf(seed: number, missing = 0): readonly BarSeries[] {
  const random = createSeededRandom(seed);
  return randomMarket({ seed, symbols, bars: 260, missing }).map((series) => {
    const volume = series.time.map(() => Math.round(500 + 1000 * random()));
    const { symbol, time, open, high, low, close, periodMs } = series;
    return barsFromColumns({ symbol, time, open, high, low, close, volume }, { periodMs });
  });
}

function makerOf({ strategy, parameters }: Pick<Subject, 'strategy' | 'parameters'>) {
  return (series: readonly BarSeries[]): BacktestSettings<unknown> => ({
    strategy,
    parameters,
    series,
    cash: 100_000,
    calendar: alwaysOpenCalendar,
    limits: researchLimits(),
  });
}

describe.each(subjects)('$name', (subject) => {
  it('does not look ahead, in whole bars and in bars with holes', async () => {
    for (const missing of [0, 0.1]) {
      const found = await detectLookahead(makerOf(subject), marketOf(1, missing), { cuts: 20 });
      expect(found).toMatchObject({
        kind: 'clean',
        dependsOnBars: subject.name !== 'buy-and-hold',
      });
      expect(found.kind === 'clean' && found.decisions).toBeGreaterThan(2);
    }
  });

  it('declares enough warm-up', async () => {
    const { tolerance = 0 } = subject;
    for (const seed of [1, 2]) {
      const settings = { starts: 12, tolerance };
      const found = await detectWarmUpDependence(makerOf(subject), marketOf(seed), settings);
      expect(found).toMatchObject({ kind: 'clean', starts: 12 });
      expect(found.kind === 'clean' && found.compared).toBeGreaterThan(30);
    }
  });
});

describe('a planted fault', () => {
  it('is found: a warm-up that is one bar too short', async () => {
    for (const name of ['bollinger-reversion', 'pairs-trading', 'cross-sectional-momentum']) {
      const { strategy, parameters } = caseOf(name);
      const warmUpBars = (given: unknown): number => strategy.warmUpBars(given) - 1;
      const make = makerOf({ strategy: { ...strategy, warmUpBars }, parameters });
      const settings = { starts: 100 };
      const found = await detectWarmUpDependence(make, marketOf(1), settings);
      expect({ name, kind: found.kind }).toEqual({ name, kind: 'dependent' });
    }
  });
});
