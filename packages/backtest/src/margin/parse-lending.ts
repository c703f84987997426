import { type Instrument, invalidValue, type SdkError, valueToUnits } from '@tradewright/core';
import {
  type InterestSettings,
  type LendingSettings,
  type MaintenanceTier,
  type RegTMargin,
  regTMargin,
  type ShortSettings,
  type ShortTerms,
} from './lending-settings.js';

/** A checked tier, in units of account. */
export interface ResolvedTier {
  readonly priceFrom: number;
  readonly fraction: number;
  readonly perShareMin: number;
}

/** Checked terms of a margin account. */
export interface ResolvedMargin {
  readonly initialFraction: number;
  /** By price, ascending; the first begins at zero. */
  readonly maintenanceLong: readonly ResolvedTier[];
  readonly maintenanceShort: readonly ResolvedTier[];
  readonly minimumEquity: number;
}

/** Checked lending, by slot; plain data. Rates are in units of 1e-9 per year. */
export interface ResolvedLending {
  /** `'cash'`: the broker does not lend money. */
  readonly margin: ResolvedMargin | 'cash';
  /** Quantity units that may be short at one time, by slot. */
  readonly shortableUnits: readonly (number | 'unlimited')[];
  readonly borrowRates: readonly number[];
  readonly creditRate: number;
  readonly debitRate: number;
}

const rateDigits = 9;

/**
 * Checks how a broker lends.
 *
 * @returns `undefined` when nothing differs from the default: then nothing has to be watched.
 * @throws SdkError `SETTINGS_INVALID`; `SYMBOL_UNKNOWN` for terms of a symbol without a series.
 */
export function parseLending(
  { margin, shorts = {}, interest = {} }: LendingSettings,
  instruments: readonly Instrument[],
): ResolvedLending | undefined {
  refuseUnknown('shorts', shorts, ['symbols', 'otherwise']);
  refuseUnknown('interest', interest, ['creditRate', 'debitRate']);
  const terms = instruments.map((one) => termsOf(one, shorts));
  refuseStrangers(shorts, instruments);
  const resolved: ResolvedLending = {
    margin: margin === undefined ? 'cash' : parseMargin(margin),
    shortableUnits: terms.map(({ shortable }) => shortable),
    borrowRates: terms.map(({ rate }) => rate),
    ...parseInterest(interest),
  };
  const isDefault =
    resolved.margin === 'cash' &&
    resolved.shortableUnits.every((one) => one === 'unlimited') &&
    !hasCharges(resolved);
  return isDefault ? undefined : resolved;
}

/** Says whether a day costs or earns anything. */
export function hasCharges({ borrowRates, creditRate, debitRate }: ResolvedLending): boolean {
  return creditRate !== 0 || debitRate !== 0 || borrowRates.some((rate) => rate !== 0);
}

function parseInterest({ creditRate = 0, debitRate = 0 }: InterestSettings) {
  return {
    creditRate: parseRate(creditRate, 'interest.creditRate'),
    debitRate: parseRate(debitRate, 'interest.debitRate'),
  };
}

function termsOf(
  { symbol, quantityDigits }: Instrument,
  { symbols = {}, otherwise = {} }: ShortSettings,
): { readonly shortable: number | 'unlimited'; readonly rate: number } {
  const isNamed = Object.hasOwn(symbols, symbol);
  const field = isNamed ? `shorts.symbols.${symbol}` : 'shorts.otherwise';
  const terms: ShortTerms = (isNamed ? symbols[symbol] : otherwise) ?? {};
  refuseUnknown(field, terms, ['shortable', 'borrowRate']);
  const { shortable = 'unlimited', borrowRate = 0 } = terms;
  const rate = parseRate(borrowRate, `${field}.borrowRate`);
  if (shortable === 'unlimited') return { shortable, rate };
  const units = shortable === 'none' ? 0 : valueToUnits(shortable, quantityDigits);
  if (units >= 0) return { shortable: units, rate };
  const must = '"none", "unlimited" or a quantity in whole steps';
  throw invalid(`${field}.shortable`, shortable, must);
}

function refuseStrangers(
  { symbols = {} }: ShortSettings,
  instruments: readonly Instrument[],
): void {
  for (const symbol of Object.keys(symbols)) {
    if (instruments.some((one) => one.symbol === symbol)) continue;
    const must = `a symbol of the run: ${instruments.map((one) => one.symbol).join(', ')}`;
    throw invalidValue('SYMBOL_UNKNOWN', { field: 'shorts.symbols', value: symbol, must });
  }
}

function parseMargin(margin: RegTMargin): ResolvedMargin {
  const known = ['kind', ...Object.keys(regTMargin)];
  refuseUnknown('margin', margin, known);
  if ((margin.kind as unknown) !== 'regT') throw invalid('margin.kind', margin.kind, '"regT"');
  const given = { ...regTMargin, ...onlyGiven(margin) };
  return {
    initialFraction: parseFraction(given.initialFraction, 'margin.initialFraction'),
    maintenanceLong: parseTiers(given.maintenanceLong, 'margin.maintenanceLong'),
    maintenanceShort: parseTiers(given.maintenanceShort, 'margin.maintenanceShort'),
    minimumEquity: parseAmount(given.minimumEquity, 'margin.minimumEquity'),
  };
}

function onlyGiven(margin: RegTMargin): Required<RegTMargin> {
  const entries = Object.entries(margin).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Required<RegTMargin>;
}

function parseTiers(given: unknown, field: string): readonly ResolvedTier[] {
  if (!Array.isArray(given)) {
    return [{ priceFrom: 0, fraction: parseFraction(given, field), perShareMin: 0 }];
  }
  const tiers = (given as readonly (MaintenanceTier | null)[]).map((tier, i) => {
    const name = `${field}[${i}]`;
    if (typeof tier !== 'object' || tier === null) throw invalid(name, tier, 'a tier');
    refuseUnknown(name, tier, ['priceFrom', 'fraction', 'perShareMin']);
    return {
      priceFrom: parseAmount(tier.priceFrom, `${name}.priceFrom`),
      fraction: parseFraction(tier.fraction, `${name}.fraction`),
      perShareMin: parseAmount(tier.perShareMin ?? 0, `${name}.perShareMin`),
    };
  });
  const ascends = tiers.every((tier, i) =>
    i === 0 ? tier.priceFrom === 0 : tier.priceFrom > (tiers[i - 1] as ResolvedTier).priceFrom,
  );
  if (tiers.length > 0 && ascends) return tiers;
  throw invalid(field, given, 'at least one tier, the first from price 0, ascending');
}

function parseFraction(value: unknown, field: string): number {
  const units = valueToUnits(value, rateDigits);
  if (units > 0 && units <= 1e9) return units / 1e9;
  throw invalid(field, value, 'above 0, at most 1, with at most 9 digits after the point');
}

function parseAmount(value: unknown, field: string): number {
  const units = valueToUnits(value, 6);
  if (units >= 0) return units / 1e6;
  throw invalid(field, value, 'zero or more, with at most 6 digits after the point');
}

function parseRate(value: unknown, field: string): number {
  const units = valueToUnits(value, rateDigits);
  if (units >= 0 && units <= 100e9) return units;
  throw invalid(field, value, 'a fraction per year, 0 to 100, at most 9 digits after the point');
}

function refuseUnknown(field: string, given: object, known: readonly string[]): void {
  if (typeof given !== 'object' || (given as unknown) === null) {
    throw invalid(field, given, 'an object');
  }
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    const must = `left out; known are ${known.join(', ')}`;
    throw invalid(`${field}.${name}`, Reflect.get(given, name), must);
  }
}

function invalid(field: string, value: unknown, must: string): SdkError {
  return invalidValue('SETTINGS_INVALID', { field, value, must });
}
