import { alpacaEquities } from '@tradewright/core';
import type { BacktestSettings } from '../../src/index.js';
import {
  coinMarket,
  dailyMarket,
  gappyMarket,
  type Market,
  sessionMarket,
} from './corpus-markets.js';
import {
  auctions,
  brackets,
  chaser,
  dips,
  earlyBird,
  impatient,
  meanTargets,
  shortBrackets,
  straddle,
  trailing,
} from './corpus-strategies.js';

/** A strategy on a market under settings. */
export interface Scenario extends Market {
  readonly strategy: BacktestSettings<undefined>['strategy'];
  readonly settings: Partial<BacktestSettings<undefined>>;
}

const costs = {
  commission: { kind: 'bps', bps: '5' },
  slippage: { kind: 'bps', bps: 4 },
} as const;
const scarce = {
  volumeShareMax: 0.02,
  commission: { kind: 'perShare', perShare: '0.005' },
} as const;
const strict = { limitFill: 'through', contingentFrom: 'next-bar', latencyBars: 1 } as const;
const close = { fillAt: 'this-close' } as const;
const spread = { slippage: { kind: 'spread', bps: 8 } } as const;
const impact = { slippage: { kind: 'volumeShare', impact: 3 }, volumeShareMax: 0.1 } as const;
const ticks = { slippage: { kind: 'ticks', ticks: 2 } } as const;
const halts = {
  halts: [
    { symbol: 'COIN', from: Date.UTC(2024, 0, 1, 22, 40), to: Date.UTC(2024, 0, 1, 23, 10) },
    { symbol: 'COIN', from: Date.UTC(2024, 0, 2, 0, 30), to: Date.UTC(2024, 0, 2, 0, 45) },
  ],
} as const;
const alpaca = { venueRules: alpacaEquities } as const;

/** Twenty runs whose fills nobody has checked by hand: they may not change unnoticed. */
export const scenarios: Readonly<Record<string, () => Scenario>> = {
  'mean targets, two symbols with gaps': () => ({
    ...gappyMarket(1),
    strategy: meanTargets,
    settings: {},
  }),
  'mean targets, daily, costs': () => ({
    ...dailyMarket(2),
    strategy: meanTargets,
    settings: costs,
  }),
  'mean targets, daily, this close': () => ({
    ...dailyMarket(3),
    strategy: meanTargets,
    settings: { ...close, ...spread },
  }),
  'brackets, coin': () => ({ ...coinMarket(4), strategy: brackets, settings: {} }),
  'brackets, coin, costs and halts': () => ({
    ...coinMarket(5, 60),
    strategy: brackets,
    settings: { ...costs, ...halts },
  }),
  'brackets, coin, scarce volume': () => ({
    ...coinMarket(6),
    strategy: brackets,
    settings: scarce,
  }),
  'brackets, coin, strict': () => ({ ...coinMarket(7), strategy: brackets, settings: strict }),
  'brackets, sessions, Alpaca': () => ({
    ...sessionMarket(8),
    strategy: brackets,
    settings: { ...alpaca, ...ticks },
  }),
  'short brackets, coin, impact': () => ({
    ...coinMarket(9, 50),
    strategy: shortBrackets,
    settings: impact,
  }),
  'short brackets, two symbols with gaps': () => ({
    ...gappyMarket(10),
    strategy: shortBrackets,
    settings: costs,
  }),
  'dips, coin, through': () => ({ ...coinMarket(11), strategy: dips, settings: strict }),
  'dips, sessions, late': () => ({
    ...sessionMarket(24),
    strategy: dips,
    settings: { latencyMs: 1000 },
  }),
  'trailing stops, coin, ticks': () => ({
    ...coinMarket(13),
    strategy: trailing,
    settings: ticks,
  }),
  'trailing stops, daily, scarce volume': () => ({
    ...dailyMarket(14),
    strategy: trailing,
    settings: { ...scarce, volumeShareMax: 0.1 },
  }),
  'chaser with oco, coin': () => ({ ...coinMarket(15), strategy: chaser, settings: costs }),
  'chaser with oco, scarce volume': () => ({
    ...coinMarket(16),
    strategy: chaser,
    settings: { volumeShareMax: 0.02 },
  }),
  'straddle, coin, spread': () => ({ ...coinMarket(17), strategy: straddle, settings: spread }),
  'auctions, sessions': () => ({ ...sessionMarket(18), strategy: auctions, settings: costs }),
  'impatient, coin, scarce volume': () => ({
    ...coinMarket(19),
    strategy: impatient,
    settings: scarce,
  }),
  'early bird, sessions': () => ({ ...sessionMarket(20), strategy: earlyBird, settings: {} }),
};
