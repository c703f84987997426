import { invalidValue } from '@tradewright/core';
import type { CommissionSettings } from './commission.js';

/** How the simulated venue fills orders. */
export interface VenueSettings {
  /**
   * When a market order made at the end of a bar fills: at the `next-open` (default), or at
   * `this-close`, the very price that the decision saw.
   */
  readonly fillAt?: 'next-open' | 'this-close' | undefined;
  /**
   * When a resting limit order fills: when the bar's range reaches it (`touch`, default) or only
   * when the range goes beyond it (`through`).
   */
  readonly limitFill?: 'touch' | 'through' | undefined;
  /** Default none. */
  readonly commission?: CommissionSettings | undefined;
  /** Default false: a buy that cash cannot pay is rejected with `INSUFFICIENT_CASH`. */
  readonly negativeCash?: boolean | undefined;
}

/** Venue settings with every field present. */
export interface ResolvedVenueSettings {
  readonly fillAt: 'next-open' | 'this-close';
  readonly limitFill: 'touch' | 'through';
  readonly commission: CommissionSettings;
  readonly negativeCash: boolean;
}

/** What holds when nothing is said. */
export const venueDefaults: ResolvedVenueSettings = {
  fillAt: 'next-open',
  limitFill: 'touch',
  commission: { kind: 'none' },
  negativeCash: false,
};

const choices = {
  fillAt: ['next-open', 'this-close'],
  limitFill: ['touch', 'through'],
  negativeCash: [true, false],
} as const;

/**
 * Checks venue settings and fills in the defaults.
 *
 * @throws SdkError `SETTINGS_INVALID`
 */
export function parseVenueSettings(settings: VenueSettings): ResolvedVenueSettings {
  const resolved: ResolvedVenueSettings = {
    fillAt: settings.fillAt ?? venueDefaults.fillAt,
    limitFill: settings.limitFill ?? venueDefaults.limitFill,
    commission: { ...(settings.commission ?? venueDefaults.commission) },
    negativeCash: settings.negativeCash ?? venueDefaults.negativeCash,
  };
  for (const field of ['fillAt', 'limitFill', 'negativeCash'] as const) {
    const known: readonly unknown[] = choices[field];
    if (!known.includes(resolved[field])) {
      const must = known.map((choice) => JSON.stringify(choice)).join(' or ');
      throw invalidValue('SETTINGS_INVALID', { field, value: resolved[field], must });
    }
  }
  return resolved;
}
