import {
  Decimal,
  invalidValue,
  isDecimalText,
  isSdkError,
  type SdkError,
  sessionDate,
} from '@tradewright/core';
import type { CommissionSettings, CommissionTier, DatedRate } from './commission-settings.js';

const kinds = ['none', 'bps', 'perShare', 'perOrder', 'tiered', 'regulatory', 'sum'] as const;
const partsMax = 16;
const depthMax = 4;
const rowsMax = 200;
const rateMax = 10_000;
const amountMax = 1_000_000_000;
const volumeMax = 1_000_000_000_000_000;

/**
 * Checks commission settings and returns a copy of them.
 *
 * @param field Names the settings in errors.
 * @throws SdkError `SETTINGS_INVALID` names field, value and fix: for a kind or field that is not
 *   known, text that is no plain decimal within its bounds, dates or tiers out of order.
 *
 * @example
 * parseCommission({ kind: 'bps', bps: '5' }) // => { kind: 'bps', bps: '5' }
 */
export function parseCommission(settings: unknown, field = 'commission'): CommissionSettings {
  return parseKind(settings, { field, depth: 1 });
}

/** Where in the settings a value is. */
interface Place {
  readonly field: string;
  readonly depth: number;
}

type Fields = Readonly<Record<string, unknown>>;

function parseKind(given: unknown, place: Place): CommissionSettings {
  const { field } = place;
  if (!isFields(given)) throw unknownKind(field, given);
  const kind = kinds.find((one) => one === given['kind']);
  switch (kind) {
    case 'none':
      refuseUnknown(given, field, ['kind']);
      return { kind };
    case 'bps': {
      refuseUnknown(given, field, ['kind', 'bps', 'minimum', 'maximum']);
      const bps = parseNumber(given['bps'], `${field}.bps`, rateMax);
      return { kind, bps, ...parseBounds(given, field) };
    }
    case 'perShare': {
      refuseUnknown(given, field, ['kind', 'perShare', 'minimum', 'maximum', 'maximumBps']);
      const perShare = parseNumber(given['perShare'], `${field}.perShare`, rateMax);
      const maximumBps = parseOptional(given, `${field}.maximumBps`, rateMax);
      return { kind, perShare, ...parseBounds(given, field), ...present({ maximumBps }) };
    }
    case 'perOrder':
      refuseUnknown(given, field, ['kind', 'perOrder']);
      return { kind, perOrder: parseNumber(given['perOrder'], `${field}.perOrder`, amountMax) };
    case 'tiered':
      refuseUnknown(given, field, ['kind', 'tiers']);
      return { kind, tiers: parseTiers(given['tiers'], `${field}.tiers`) };
    case 'regulatory':
      return parseRegulatory(given, field);
    case 'sum':
      refuseUnknown(given, field, ['kind', 'parts']);
      return { kind, parts: parseParts(given['parts'], place) };
    default:
      throw unknownKind(field, given['kind']);
  }
}

function unknownKind(field: string, value: unknown): SdkError {
  return invalid(`${field}.kind`, value, `one of ${kinds.map((one) => `"${one}"`).join(', ')}`);
}

/** Amounts an order; a minimum above the maximum is refused. */
function parseBounds(
  given: Fields,
  field: string,
): Readonly<Partial<Record<'minimum' | 'maximum', string>>> {
  const minimum = parseOptional(given, `${field}.minimum`, amountMax);
  const maximum = parseOptional(given, `${field}.maximum`, amountMax);
  if (minimum !== undefined && maximum !== undefined && new Decimal(minimum).gt(maximum)) {
    throw invalid(`${field}.maximum`, maximum, `at least the minimum of ${minimum}`);
  }
  return { ...present({ minimum }), ...present({ maximum }) };
}

function parseTiers(list: unknown, field: string): readonly CommissionTier[] {
  const tiers = parseRows(list, field).map((row, i) => {
    const at = `${field}[${i}]`;
    const given = asFields(row, at);
    refuseUnknown(given, at, ['from', 'makerBps', 'takerBps']);
    return {
      from: parseNumber(given['from'], `${at}.from`, volumeMax),
      makerBps: parseNumber(given['makerBps'], `${at}.makerBps`, rateMax),
      takerBps: parseNumber(given['takerBps'], `${at}.takerBps`, rateMax),
    };
  });
  tiers.forEach(({ from }, i) => {
    const before = tiers[i - 1];
    if (before === undefined) {
      if (!new Decimal(from).isZero()) throw invalid(`${field}[0].from`, from, '"0"');
    } else if (!new Decimal(from).gt(before.from)) {
      throw invalid(`${field}[${i}].from`, from, `above ${before.from}, that of the tier before`);
    }
  });
  return tiers;
}

function parseRegulatory(given: Fields, field: string): CommissionSettings {
  refuseUnknown(given, field, ['kind', 'sides', 'rates', 'roundUpTo', 'roundPer']);
  const sides = parseChoice(given['sides'], `${field}.sides`, ['sells', 'both'] as const);
  const rates = parseDatedRates(given['rates'], `${field}.rates`);
  const roundUpTo = parseOptional(given, `${field}.roundUpTo`, amountMax);
  if (roundUpTo !== undefined && new Decimal(roundUpTo).isZero()) {
    throw invalid(`${field}.roundUpTo`, roundUpTo, 'above zero, or left out not to round');
  }
  const choices = ['order', 'day'] as const;
  const per = given['roundPer'];
  const roundPer = per === undefined ? undefined : parseChoice(per, `${field}.roundPer`, choices);
  if (roundPer !== undefined && roundUpTo === undefined) {
    throw invalid(`${field}.roundPer`, roundPer, 'left out without roundUpTo');
  }
  const rounding = { ...present({ roundUpTo }), ...(roundPer === undefined ? {} : { roundPer }) };
  return { kind: 'regulatory', sides, rates, ...rounding };
}

function parseDatedRates(list: unknown, field: string): readonly DatedRate[] {
  const rates = parseRows(list, field).map((row, i) => {
    const at = `${field}[${i}]`;
    const given = asFields(row, at);
    refuseUnknown(given, at, ['from', 'bps', 'perShare', 'maximum']);
    const from = parseDate(given['from'], `${at}.from`);
    const bps = parseOptional(given, `${at}.bps`, rateMax);
    const perShare = parseOptional(given, `${at}.perShare`, rateMax);
    const maximum = parseOptional(given, `${at}.maximum`, amountMax);
    if (bps === undefined && perShare === undefined) {
      throw invalid(`${at}.bps`, undefined, 'given, or perShare; "0" is no charge');
    }
    return { from, ...present({ bps }), ...present({ perShare }), ...present({ maximum }) };
  });
  rates.forEach(({ from }, i) => {
    const before = rates[i - 1];
    if (before !== undefined && from <= before.from) {
      throw invalid(`${field}[${i}].from`, from, `after ${before.from}, that of the rate before`);
    }
  });
  return rates;
}

function parseParts(list: unknown, { field, depth }: Place): readonly CommissionSettings[] {
  if (depth >= depthMax) {
    throw invalid(field, 'sum', `sums in sums at most ${depthMax - 1} deep`);
  }
  const at = `${field}.parts`;
  const rows = parseRows(list, at);
  if (rows.length > partsMax) throw invalid(at, rows.length, `at most ${partsMax} commissions`);
  return rows.map((row, i) => parseKind(row, { field: `${at}[${i}]`, depth: depth + 1 }));
}

function parseRows(list: unknown, field: string): readonly unknown[] {
  if (Array.isArray(list) && list.length > 0 && list.length <= rowsMax) return list;
  throw invalid(field, list, `a list of 1 to ${rowsMax} entries`);
}

function parseDate(value: unknown, field: string): string {
  try {
    return sessionDate(value, field);
  } catch (error) {
    if (!isSdkError(error, 'TIME_INVALID')) throw error;
    throw invalid(field, value, 'a date that exists, written YYYY-MM-DD');
  }
}

function parseChoice<T extends string>(value: unknown, field: string, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found !== undefined) return found;
  throw invalid(field, value, known.map((one) => `"${one}"`).join(' or '));
}

function parseOptional(given: Fields, field: string, most: number): string | undefined {
  const value = given[field.slice(field.lastIndexOf('.') + 1)];
  return value === undefined ? undefined : parseNumber(value, field, most);
}

function parseNumber(text: unknown, field: string, most: number): string {
  if (isDecimalText(text) && !text.startsWith('-')) {
    const value = new Decimal(text);
    if (value.lte(most) && value.decimalPlaces() <= 9) return text;
  }
  const must = `decimal text from "0" to "${most}" with at most 9 digits after the point`;
  throw invalid(field, text, must);
}

/** A misspelled field would silently leave a bound out. */
function refuseUnknown(given: Fields, field: string, known: readonly string[]): void {
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    throw invalid(`${field}.${name}`, given[name], `left out; known are ${known.join(', ')}`);
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asFields(value: unknown, field: string): Fields {
  if (isFields(value)) return value;
  throw invalid(field, value, 'an object');
}

/** The field when it is given: an absent field and one that is undefined mean the same. */
function present<K extends string>(
  field: Readonly<Record<K, string | undefined>>,
): Readonly<Partial<Record<K, string>>> {
  const given = Object.entries<string | undefined>(field).filter(([, text]) => text !== undefined);
  return Object.fromEntries(given) as Partial<Record<K, string>>;
}

function invalid(field: string, value: unknown, must: string): SdkError {
  return invalidValue('SETTINGS_INVALID', { field, value, must });
}
