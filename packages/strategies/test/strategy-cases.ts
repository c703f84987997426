import type { Strategy } from '@tradewright/core';
import {
  bollingerReversion,
  type BollingerReversionParameters,
  buyAndHold,
  type BuyAndHoldParameters,
  crossSectionalMomentum,
  type CrossSectionalMomentumParameters,
  donchianBreakout,
  type DonchianBreakoutParameters,
  movingAverageCrossover,
  type MovingAverageCrossoverParameters,
  pairsTrading,
  type PairsTradingParameters,
  rsiReversion,
  type RsiReversionParameters,
  timeSeriesMomentum,
  type TimeSeriesMomentumParameters,
  zScoreReversion,
  type ZScoreReversionParameters,
} from '../src/index.js';

/** For each parameter a change that must change what is decided; every name must be there. */
type Changes<P> = { readonly [Name in keyof P]-?: Partial<P> };

export interface StrategyCase {
  readonly strategy: Strategy<unknown>;
  /** Small enough to act often within a few hundred bars. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly changes: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Values that are refused, each with what the message must name. */
  readonly refused: readonly (readonly [Readonly<Record<string, unknown>>, RegExp])[];
}

interface Parts<P> {
  readonly parameters: P;
  readonly changes: Changes<P>;
  readonly refused: readonly (readonly [Readonly<Record<string, unknown>>, RegExp])[];
}

function strategyCase<P extends object>(
  strategy: Strategy<P> | Strategy<P | undefined>,
  { parameters, changes, refused }: Parts<P>,
): StrategyCase {
  return { strategy, parameters, changes, refused } as unknown as StrategyCase;
}

const sizing = { weight: { weight: 0.1 }, allowShort: { allowShort: false } };
const sized = { allowShort: true };

export const strategyCases: readonly StrategyCase[] = [
  strategyCase<TimeSeriesMomentumParameters>(timeSeriesMomentum, {
    parameters: { ...sized, lookback: 30, volatilityTarget: 0.2, volatilityBars: 20 },
    changes: {
      ...sizing,
      lookback: { lookback: 40 },
      skip: { skip: 5 },
      rebalanceBars: { rebalanceBars: 10 },
      volatilityTarget: { volatilityTarget: 'none' },
      volatilityBars: { volatilityBars: 10 },
      periodsPerYear: { periodsPerYear: 365 },
      stopLoss: { stopLoss: 0.03 },
    },
    refused: [
      [{ lookback: 0 }, /lookback must be a whole number from 1 .*, was 0; leave it out for 252/],
      [{ skip: 30 }, /skip must be below lookback \(30\), was 30; lower skip or raise lookback/],
      [{ rebalanceBars: 2.5 }, /rebalanceBars .* 2\.5/],
      [{ volatilityTarget: 0 }, /volatilityTarget must be "none" or a number above 0/],
      [{ volatilityBars: 1 }, /volatilityBars/],
      [{ periodsPerYear: Number.NaN }, /periodsPerYear .* NaN/],
      [{ stopLoss: -0.1 }, /stopLoss/],
      [{ weight: 1.5 }, /weight must be "equal" or a number/],
      [{ allowShort: 'yes' }, /allowShort must be true or false, was "yes"/],
      [{ lookbck: 5 }, /lookbck must be one of the parameters .*lookback/],
    ],
  }),
  strategyCase<CrossSectionalMomentumParameters>(crossSectionalMomentum, {
    parameters: { lookback: 30, skip: 5, top: 1, bottom: 1, rebalanceBars: 10 },
    changes: {
      lookback: { lookback: 40 },
      skip: { skip: 0 },
      top: { top: 2 },
      bottom: { bottom: 0 },
      rebalanceBars: { rebalanceBars: 7 },
      exposure: { exposure: 0.5 },
      stopLoss: { stopLoss: 0.03 },
    },
    refused: [
      [{ top: 0 }, /top must be a whole number from 1/],
      [{ bottom: -1 }, /bottom/],
      [{ skip: 31 }, /skip must be below lookback/],
      [{ exposure: 1.01 }, /exposure/],
      [{ stopLoss: 0 }, /stopLoss/],
    ],
  }),
  strategyCase<RsiReversionParameters>(rsiReversion, {
    parameters: { ...sized, trendBars: 30 },
    changes: {
      ...sizing,
      rsiBars: { rsiBars: 3 },
      entryLevel: { entryLevel: 20 },
      exitLevel: { exitLevel: 80 },
      trendBars: { trendBars: 'none' },
      stopLoss: { stopLoss: 0.01 },
    },
    refused: [
      [{ rsiBars: 0 }, /rsiBars/],
      [{ entryLevel: 80 }, /entryLevel must be below exitLevel \(70\), was 80/],
      [{ exitLevel: 101 }, /exitLevel/],
      [{ trendBars: 0 }, /trendBars must be "none" or/],
      [{ stopLoss: 'no' }, /stopLoss/],
    ],
  }),
  strategyCase<BollingerReversionParameters>(bollingerReversion, {
    parameters: { ...sized, deviations: 1.5 },
    changes: {
      ...sizing,
      bandBars: { bandBars: 15 },
      deviations: { deviations: 1 },
      stopLoss: { stopLoss: 0.01 },
    },
    refused: [
      [{ bandBars: 2 }, /bandBars/],
      [{ deviations: 4.4 }, /deviations must be below √\(bandBars − 1\)/],
      [{ stopLoss: Infinity }, /stopLoss/],
    ],
  }),
  strategyCase<ZScoreReversionParameters>(zScoreReversion, {
    parameters: { ...sized, entryZ: 1.5 },
    changes: {
      ...sizing,
      windowBars: { windowBars: 15 },
      entryZ: { entryZ: 1 },
      exitZ: { exitZ: 0.5 },
      stopZ: { stopZ: 2 },
      holdingBarsMax: { holdingBarsMax: 3 },
    },
    refused: [
      [{ windowBars: 1 }, /windowBars/],
      [{ entryZ: 4 }, /entryZ must be below stopZ/],
      [{ exitZ: 1.5 }, /exitZ must be below entryZ/],
      [{ stopZ: 4.36 }, /stopZ must be below √/],
      [{ holdingBarsMax: 0 }, /holdingBarsMax/],
    ],
  }),
  strategyCase<MovingAverageCrossoverParameters>(movingAverageCrossover, {
    parameters: { ...sized, fastBars: 5, slowBars: 20, atrBars: 5 },
    changes: {
      ...sizing,
      fastBars: { fastBars: 3 },
      slowBars: { slowBars: 25 },
      atrBars: { atrBars: 3 },
      stopAtr: { stopAtr: 'none' },
    },
    refused: [
      [{ fastBars: 20 }, /fastBars must be below slowBars \(20\)/],
      [{ slowBars: 1 }, /slowBars/],
      [{ atrBars: 0 }, /atrBars/],
      [{ stopAtr: 0 }, /stopAtr/],
    ],
  }),
  strategyCase<DonchianBreakoutParameters>(donchianBreakout, {
    parameters: { ...sized, stopAtr: 1, atrBars: 5 },
    changes: {
      ...sizing,
      entryBars: { entryBars: 10 },
      exitBars: { exitBars: 5 },
      atrBars: { atrBars: 15 },
      stopAtr: { stopAtr: 'none' },
    },
    refused: [
      [{ entryBars: 0 }, /entryBars/],
      [{ exitBars: 1.5 }, /exitBars/],
      [{ atrBars: 0 }, /atrBars/],
      [{ stopAtr: -1 }, /stopAtr/],
    ],
  }),
  strategyCase<PairsTradingParameters>(pairsTrading, {
    parameters: { first: 'AAA', second: 'BBB', windowBars: 30, entryZ: 1.5 },
    changes: {
      first: { first: 'CCC' },
      second: { second: 'CCC' },
      windowBars: { windowBars: 40 },
      entryZ: { entryZ: 1 },
      exitZ: { exitZ: -0.5 },
      stopZ: { stopZ: 2 },
      holdingBarsMax: { holdingBarsMax: 3 },
      exposure: { exposure: 0.5 },
    },
    refused: [
      [{ first: '' }, /first must be a symbol/],
      [{ second: undefined }, /second must be a symbol/],
      [{ second: 'AAA' }, /second must be another symbol/],
      [{ windowBars: 2 }, /windowBars/],
      [{ entryZ: 4 }, /entryZ must be below stopZ/],
      [{ exitZ: 2 }, /exitZ must be below entryZ/],
      [{ stopZ: 5.4 }, /stopZ must be below √/],
      [{ holdingBarsMax: 'x' }, /holdingBarsMax/],
      [{ exposure: 0 }, /exposure/],
    ],
  }),
  strategyCase<BuyAndHoldParameters>(buyAndHold, {
    parameters: {},
    changes: {
      shares: { shares: { AAA: 0.5, BBB: 0.5 } },
      exposure: { exposure: 0.5 },
      rebalanceBars: { rebalanceBars: 21 },
    },
    refused: [
      [{ shares: { AAA: 0.6, BBB: 0.5 } }, /shares must be at most 1 together, was 1\.1/],
      [{ shares: { AAA: -0.1 } }, /shares must be "equal" or an object of shares/],
      [{ exposure: 2 }, /exposure/],
      [{ rebalanceBars: 0 }, /rebalanceBars must be "never" or/],
    ],
  }),
];
