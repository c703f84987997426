import { invalidValue, type UnixMs } from '@tradewright/core';
import type { CommissionSettings } from './commission/commission.js';
import { parseCommission } from './commission/parse-commission.js';
import { parseSlippage, type SlippageSettings } from './slippage.js';

/** A time in which a symbol does not trade: orders rest, and nothing matches. */
export interface Halt {
  readonly symbol: string;
  readonly from: UnixMs;
  /** The halt ends before it. */
  readonly to: UnixMs;
}

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
  /**
   * From which bar on the exits of a group may fill: the `entry-bar` (default), where the stop
   * comes first, or the `next-bar`, for parity with engines that wait.
   */
  readonly contingentFrom?: 'entry-bar' | 'next-bar' | undefined;
  /** Default none. */
  readonly commission?: CommissionSettings | undefined;
  /** Default none. */
  readonly slippage?: SlippageSettings | undefined;
  /**
   * Largest share of a bar's volume that all orders of a symbol may take together, above 0 to 1;
   * the rest of an order waits for the next bar. Default `'none'`: volume does not matter.
   */
  readonly volumeShareMax?: number | 'none' | undefined;
  /** Bars that an order takes to reach the venue. Default 0. */
  readonly latencyBars?: number | undefined;
  /** Milliseconds that an order takes to reach the venue. Default 0. */
  readonly latencyMs?: number | undefined;
  /** Default none. */
  readonly halts?: readonly Halt[] | undefined;
  /** Default false: a buy that cash cannot pay is rejected with `INSUFFICIENT_CASH`. */
  readonly negativeCash?: boolean | undefined;
}

/** Venue settings with every field present. */
export type ResolvedVenueSettings = {
  readonly [F in keyof VenueSettings]-?: NonNullable<VenueSettings[F]>;
};

/** What holds when nothing is said. */
export const venueDefaults: ResolvedVenueSettings = {
  fillAt: 'next-open',
  limitFill: 'touch',
  contingentFrom: 'entry-bar',
  commission: { kind: 'none' },
  slippage: { kind: 'none' },
  volumeShareMax: 'none',
  latencyBars: 0,
  latencyMs: 0,
  halts: [],
  negativeCash: false,
};

/** Names of all settings of a venue. */
export const venueFields = Object.keys(venueDefaults) as readonly (keyof VenueSettings)[];

const choices = {
  fillAt: ['next-open', 'this-close'],
  limitFill: ['touch', 'through'],
  contingentFrom: ['entry-bar', 'next-bar'],
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
    contingentFrom: settings.contingentFrom ?? venueDefaults.contingentFrom,
    commission: parseCommission(settings.commission ?? venueDefaults.commission),
    slippage: parseSlippage(settings.slippage ?? venueDefaults.slippage),
    volumeShareMax: settings.volumeShareMax ?? venueDefaults.volumeShareMax,
    latencyBars: settings.latencyBars ?? venueDefaults.latencyBars,
    latencyMs: settings.latencyMs ?? venueDefaults.latencyMs,
    halts: parseHalts(settings.halts ?? venueDefaults.halts),
    negativeCash: settings.negativeCash ?? venueDefaults.negativeCash,
  };
  for (const field of Object.keys(choices) as (keyof typeof choices)[]) {
    const known: readonly unknown[] = choices[field];
    if (!known.includes(resolved[field])) {
      const must = known.map((choice) => JSON.stringify(choice)).join(' or ');
      throw invalidValue('SETTINGS_INVALID', { field, value: resolved[field], must });
    }
  }
  for (const field of ['latencyBars', 'latencyMs'] as const) {
    const value = resolved[field];
    if (Number.isSafeInteger(value) && value >= 0) continue;
    throw invalidValue('SETTINGS_INVALID', { field, value, must: 'a whole number, zero or more' });
  }
  const share: unknown = resolved.volumeShareMax;
  if (share !== 'none' && !(typeof share === 'number' && share > 0 && share <= 1)) {
    const must = '"none" or a number above 0, at most 1';
    throw invalidValue('SETTINGS_INVALID', { field: 'volumeShareMax', value: share, must });
  }
  return resolved;
}

function parseHalts(halts: readonly Halt[]): readonly Halt[] {
  const list: unknown = halts;
  if (!Array.isArray(list)) {
    throw invalidValue('SETTINGS_INVALID', { field: 'halts', value: list, must: 'a list' });
  }
  return list.map((halt: unknown, i) => {
    const { symbol, from, to } = (halt ?? {}) as Readonly<Record<string, unknown>>;
    const isHalt = typeof symbol === 'string' && isInstant(from) && isInstant(to) && from < to;
    if (isHalt) return { symbol, from, to };
    const must = 'a symbol with instants from and to, from before to';
    throw invalidValue('SETTINGS_INVALID', { field: `halts[${i}]`, value: halt, must });
  });
}

function isInstant(value: unknown): value is UnixMs {
  return Number.isSafeInteger(value);
}
