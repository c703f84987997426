import type { CommissionSettings, CommissionTier } from './commission-settings.js';

/** Traded value in USD, maker and taker in basis points. */
const tiers: readonly CommissionTier[] = [
  ['0', '15', '25'],
  ['100000', '12', '22'],
  ['500000', '10', '20'],
  ['1000000', '8', '18'],
  ['10000000', '5', '15'],
  ['25000000', '2', '13'],
  ['50000000', '2', '12'],
  ['100000000', '0', '10'],
].map(([from, makerBps, takerBps]) =>
  Object.freeze({ from, makerBps, takerBps } as CommissionTier),
);

/**
 * Alpaca's fees on coins: 15 basis points for makers and 25 for takers, less from 100 000 USD of
 * traded value in 30 days on, in eight tiers. In force since 2023-03-13; the same rates are used
 * for earlier bars.
 *
 * Where the venue differs: it charges in the coin or currency that is received (here always in
 * the account's currency), and it sets tiers at 3:00 New York as one source says, not at 0:00 UTC.
 *
 * Source: alpaca.markets/support/crypto-maker-taker-gmt-faq and docs.alpaca.markets, crypto spot
 * trading fees (table, start date, "the next trading day"). The hour is second-hand: unverified.
 *
 * @example
 * alpacaCryptoCommission.kind // => 'tiered'
 */
export const alpacaCryptoCommission: CommissionSettings = Object.freeze({
  kind: 'tiered',
  tiers: Object.freeze(tiers),
} as const);
