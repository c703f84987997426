export type {
  BacktestFrame,
  BacktestProgress,
  BacktestSettings,
  RunOptions,
  WithParameters,
} from './backtest-settings.js';
export type { CommissionSettings } from './commission.js';
export { runBacktest } from './run-backtest.js';
export {
  SimulatedVenue,
  type VenueAccount,
  type VenueEnd,
  type VenueParts,
  type VenueSink,
} from './simulated-venue.js';
export {
  parseVenueSettings,
  type ResolvedVenueSettings,
  type VenueSettings,
} from './venue-settings.js';
export { createSeededRandom, type SeededRandom } from './seeded-random.js';
export {
  createSimulatedMarket,
  type SimulatedMarket,
  type SimulatedMarketSettings,
} from './simulated-market.js';
