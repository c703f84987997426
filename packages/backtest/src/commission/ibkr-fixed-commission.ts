import type { CommissionSettings } from './commission-settings.js';

/**
 * Interactive Brokers, fixed pricing of US shares, without the regulatory fees that come on top:
 *
 *     min(max(0.005 × shares, 1.00), 1 % of value)  USD an order
 *
 * The maximum beats the minimum: ten shares at 0.20 cost 0.02. Orders of less than one share have
 * a minimum of 0.01 there, which is not modeled. Fees are not rounded to the cent.
 *
 * Source: interactivebrokers.co.uk, commissions on stocks, fixed, as published in 2025 (rates,
 * minimum and maximum). That the maximum beats the minimum is what the broker's footnote says as
 * far as we remember; unverified. LEAN's `InteractiveBrokersFeeModel` has the same rates but lets
 * the minimum stand where 0.005 × shares is below it, and once capped at 0.5 %; where the maximum
 * is above 1.00 and not reached, all three agree.
 *
 * Agrees with: LEAN regression algorithms MACDTrendAlgorithm (84 fills) and
 * BasicTemplateDailyAlgorithm (1), exactly (`commission-golden.test.ts`).
 *
 * @example
 * ibkrFixedCommission
 * // => { kind: 'perShare', perShare: '0.005', minimum: '1', maximumBps: '100' }
 */
export const ibkrFixedCommission: CommissionSettings = Object.freeze({
  kind: 'perShare',
  perShare: '0.005',
  minimum: '1',
  maximumBps: '100',
} as const);
