import { invalidValue } from '@tradewright/core';

/** A bound, or `'none'`, which must be written out: there is no unlimited default. */
export type Bound = number | 'none';

/**
 * What orders may do, as plain data. A limit that is left out has the default stated with it,
 * meant for a paper account of 100,000; `{}` is therefore a careful set of limits. Amounts are in
 * the account's currency, quantities in shares or coins, fractions of equity: 0.05 is 5 %.
 */
export interface RiskLimits {
  /** Default 1,000. Stops increasing orders only. */
  readonly orderQuantityMax?: Bound | undefined;
  /** Quantity × the worse of limit price and mark. Default 10,000. Increasing orders only. */
  readonly orderNotionalMax?: Bound | undefined;
  /** Worst case of one symbol, all its working orders filled. Default 1,000. Increasing only. */
  readonly positionQuantityMax?: Bound | undefined;
  /** The same in money, as a fraction of equity. Default 0.2. Increasing only. */
  readonly positionFractionMax?: Bound | undefined;
  /** Σ of all symbols' worst cases, as a fraction of equity. Default 1. Increasing only. */
  readonly grossFractionMax?: Bound | undefined;
  /** Loss of the loss-accounting day, as a fraction of its opening equity. Default 0.05. */
  readonly dailyLossFractionMax?: Bound | undefined;
  /** Share of cash that buys may reserve. Default 0.95; `'none'` allows negative cash. */
  readonly cashFractionMax?: Bound | undefined;
  /** How far above the mark a market buy is assumed to fill. Default 0.05, at most 1. */
  readonly collarFraction?: number | undefined;
  /** Default false: a sale may not take a position below zero. */
  readonly shortSelling?: boolean | undefined;
}

/** Limits with every field present; `'none'` has become infinity. */
export interface ResolvedRiskLimits {
  readonly orderQuantityMax: number;
  readonly orderNotionalMax: number;
  readonly positionQuantityMax: number;
  readonly positionFractionMax: number;
  readonly grossFractionMax: number;
  readonly dailyLossFractionMax: number;
  readonly cashFractionMax: number;
  readonly collarFraction: number;
  readonly shortSelling: boolean;
}

const defaults: ResolvedRiskLimits = {
  orderQuantityMax: 1000,
  orderNotionalMax: 10_000,
  positionQuantityMax: 1000,
  positionFractionMax: 0.2,
  grossFractionMax: 1,
  dailyLossFractionMax: 0.05,
  cashFractionMax: 0.95,
  collarFraction: 0.05,
  shortSelling: false,
};

/** The fields that are bounds: above zero, or `'none'`. */
const bounds = [
  'orderQuantityMax',
  'orderNotionalMax',
  'positionQuantityMax',
  'positionFractionMax',
  'grossFractionMax',
  'dailyLossFractionMax',
  'cashFractionMax',
] as const;

/**
 * Checks limits and fills in the defaults.
 *
 * @throws SdkError `SETTINGS_INVALID` for a field that is not known, a bound that is not above
 *   zero, an infinity, or a collar outside 0 … 1.
 */
export function parseRiskLimits(limits: RiskLimits): ResolvedRiskLimits {
  if (typeof limits !== 'object' || (limits as unknown) === null || Array.isArray(limits)) {
    throw invalid('limits', limits, 'an object; {} takes the defaults');
  }
  for (const field of Object.keys(limits)) {
    if (!Object.hasOwn(defaults, field)) {
      const known = Object.keys(defaults).join(', ');
      throw invalid(`limits.${field}`, limits[field as keyof RiskLimits], `one of ${known}`);
    }
  }
  const resolved: { -readonly [K in keyof ResolvedRiskLimits]: ResolvedRiskLimits[K] } = {
    ...defaults,
  };
  for (const field of bounds) resolved[field] = parseBound(field, limits[field]);
  const { collarFraction = defaults.collarFraction, shortSelling = defaults.shortSelling } = limits;
  if (!(typeof collarFraction === 'number' && collarFraction >= 0 && collarFraction <= 1)) {
    throw invalid('limits.collarFraction', collarFraction, 'a fraction from 0 to 1');
  }
  if (typeof shortSelling !== 'boolean') {
    throw invalid('limits.shortSelling', shortSelling, 'true or false');
  }
  return Object.freeze({ ...resolved, collarFraction, shortSelling });
}

function parseBound(field: (typeof bounds)[number], bound: unknown): number {
  if (bound === undefined) return defaults[field];
  if (bound === 'none') return Number.POSITIVE_INFINITY;
  if (typeof bound === 'number' && bound > 0 && Number.isFinite(bound)) return bound;
  throw invalid(`limits.${field}`, bound, 'a number above zero, or "none"');
}

function invalid(field: string, value: unknown, must: string): Error {
  return invalidValue('SETTINGS_INVALID', { field, value, must });
}

/**
 * Sanity checks only: well-formed orders on known symbols with a price. No bound on size, exposure
 * or loss, and short selling and negative cash are allowed. For research; never for an account.
 */
export function researchLimits(): RiskLimits {
  return {
    orderQuantityMax: 'none',
    orderNotionalMax: 'none',
    positionQuantityMax: 'none',
    positionFractionMax: 'none',
    grossFractionMax: 'none',
    dailyLossFractionMax: 'none',
    cashFractionMax: 'none',
    shortSelling: true,
  };
}
