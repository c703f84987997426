import {
  type BarSeries,
  type Instrument,
  invalidValue,
  type SdkError,
  sessionDate,
  type TradingCalendar,
  type UnixMs,
  valueToUnits,
} from '@tradewright/core';
import type { CorporateAction, ResolvedAction } from './corporate-action.js';

/** What actions are checked against. Slots are the places in `instruments` and `series`. */
export interface ActionContext {
  readonly instruments: readonly Instrument[];
  readonly series: readonly BarSeries[];
  readonly calendar: TradingCalendar;
}

/** What happens first at one instant. */
const phases = { split: 0, cashDividend: 1, symbolChange: 2, delisting: 3 } as const;

const ratioMax = 1e9;
const perShareDigits = 9;

/**
 * Checks corporate actions and puts them in the order in which they happen: by instant; at one
 * instant splits and stock dividends, then cash dividends, changes of symbols, delistings; then by
 * symbol.
 *
 * @throws SdkError `SETTINGS_INVALID`; `SYMBOL_UNKNOWN` for a symbol that has no series;
 *   `TIME_INVALID` for a date that does not exist; `CALENDAR_OUT_OF_RANGE`.
 */
export function parseActions(
  actions: readonly CorporateAction[] | undefined,
  context: ActionContext,
): readonly ResolvedAction[] {
  if (actions === undefined) return [];
  if (!Array.isArray(actions)) throw invalid('actions', actions, 'a list');
  const resolved = (actions as readonly CorporateAction[]).map((action, i) => {
    const field = `actions[${i}]`;
    if (typeof action !== 'object' || (action as unknown) === null) {
      throw invalid(field, action, 'a corporate action');
    }
    refuseUnknown(action, field);
    return parseAction(action, field, context);
  });
  const sorted = resolved.sort(
    (a, b) => a.exAt - b.exAt || phases[a.kind] - phases[b.kind] || a.slot - b.slot,
  );
  refuseDuplicates(actions as readonly CorporateAction[], context);
  return sorted;
}

const fields: Readonly<Record<CorporateAction['kind'], readonly string[]>> = {
  split: ['from', 'to'],
  stockDividend: ['perShare'],
  cashDividend: ['perShare'],
  symbolChange: ['newSymbol'],
  delisting: ['price'],
};

function refuseUnknown(action: CorporateAction, field: string): void {
  const own = Object.hasOwn(fields, action.kind) ? fields[action.kind] : undefined;
  if (own === undefined) {
    throw invalid(`${field}.kind`, action.kind, `one of ${Object.keys(fields).join(', ')}`);
  }
  const known = ['kind', 'symbol', 'exAt', 'exOn', ...own];
  for (const name of Object.keys(action)) {
    if (known.includes(name)) continue;
    const must = `left out; known are ${known.join(', ')}`;
    throw invalid(`${field}.${name}`, Reflect.get(action, name), must);
  }
}

function parseAction(
  action: CorporateAction,
  field: string,
  context: ActionContext,
): ResolvedAction {
  const slot = slotOf(action.symbol, `${field}.symbol`, context);
  const { symbol } = context.instruments[slot] as Instrument;
  const frame = { exAt: parseEx(action, field, context.calendar), symbol, slot };
  refuseContained(action, field, context.series[slot] as BarSeries);
  switch (action.kind) {
    case 'split': {
      const from = parseRatio(action.from, `${field}.from`);
      return split(frame, from, parseRatio(action.to, `${field}.to`));
    }
    case 'stockDividend': {
      const perShare = parsePerShare(action.perShare, field);
      return split(frame, ratioMax, ratioMax + perShare);
    }
    case 'cashDividend':
      return {
        kind: 'cashDividend',
        ...frame,
        perShareUnits: parsePerShare(action.perShare, field),
      };
    case 'symbolChange': {
      const newSlot = slotOf(action.newSymbol, `${field}.newSymbol`, context);
      refuseOtherSteps(context.instruments, { slot, newSlot, field });
      return { kind: 'symbolChange', ...frame, newSlot };
    }
    case 'delisting': {
      const { priceDigits } = context.instruments[slot] as Instrument;
      if (action.price === undefined)
        return { kind: 'delisting', ...frame, priceUnits: 'last close' };
      const priceUnits = valueToUnits(action.price, priceDigits);
      if (priceUnits >= 0) return { kind: 'delisting', ...frame, priceUnits };
      const must = `zero or more, with at most ${priceDigits} digits after the point`;
      throw invalid(`${field}.price`, action.price, must);
    }
  }
}

function split(
  frame: { readonly exAt: UnixMs; readonly symbol: string; readonly slot: number },
  from: number,
  to: number,
): ResolvedAction {
  const common = greatestDivisor(from, to);
  return { kind: 'split', ...frame, from: from / common, to: to / common };
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

function slotOf(symbol: unknown, field: string, { instruments }: ActionContext): number {
  const slot = instruments.findIndex((one) => one.symbol === symbol);
  if (slot >= 0) return slot;
  const must = `a symbol of the run: ${instruments.map((one) => one.symbol).join(', ')}`;
  throw invalidValue('SYMBOL_UNKNOWN', { field, value: symbol, must });
}

function parseEx(
  { exAt, exOn }: CorporateAction,
  field: string,
  calendar: TradingCalendar,
): UnixMs {
  if ((exAt === undefined) === (exOn === undefined)) {
    throw invalid(`${field}.exOn`, exOn, 'given, or exAt, and not both');
  }
  if (exOn !== undefined) {
    const on = sessionDate(exOn, `${field}.exOn`);
    const session = calendar.sessionOn(on) ?? calendar.nextSession(Date.parse(on));
    return session.extendedOpensAt;
  }
  if (Number.isInteger(exAt)) return exAt as UnixMs;
  throw invalid(`${field}.exAt`, exAt, 'UTC milliseconds');
}

function parseRatio(value: number, field: string): number {
  if (Number.isInteger(value) && value > 0 && value <= ratioMax) return value;
  throw invalid(field, value, 'a whole number above zero, at most 1e9');
}

function parsePerShare(value: unknown, field: string): number {
  const units = valueToUnits(value, perShareDigits);
  if (units > 0) return units;
  const must = `above zero, with at most ${perShareDigits} digits after the point`;
  throw invalid(`${field}.perShare`, value, must);
}

/** An action that the prices contain already would count twice. */
function refuseContained({ kind }: CorporateAction, field: string, series: BarSeries): void {
  const { adjustment, symbol } = series;
  const contained =
    (adjustment !== 'raw' && (kind === 'split' || kind === 'stockDividend')) ||
    (adjustment === 'total' && kind === 'cashDividend');
  if (!contained) return;
  const must = `left out: the series of ${symbol} is adjusted ("${adjustment}") and contains it`;
  throw invalidValue('SETTINGS_INVALID', { field, value: kind, must, fix: 'give raw bars' });
}

/** Quantities are whole steps: those of one symbol must be steps of the other. */
function refuseOtherSteps(
  instruments: readonly Instrument[],
  { slot, newSlot, field }: { slot: number; newSlot: number; field: string },
): void {
  const one = instruments[slot] as Instrument;
  const next = instruments[newSlot] as Instrument;
  if (slot === newSlot) throw invalid(`${field}.newSymbol`, next.symbol, 'another symbol');
  if (one.quantityDigits === next.quantityDigits && one.stepUnits === next.stepUnits) return;
  const must = `${one.quantityStep}, as of ${one.symbol}`;
  throw invalid(`quantityStep of ${next.symbol}`, next.quantityStep, must);
}

/** The same action of the same day twice is a mistake of the data, and would count twice. */
function refuseDuplicates(actions: readonly CorporateAction[], context: ActionContext): void {
  const seen = new Set<string>();
  actions.forEach((action, i) => {
    const exAt = parseEx(action, `actions[${i}]`, context.calendar);
    const key = JSON.stringify([action.kind, action.symbol, exAt]);
    if (seen.has(key)) {
      const value = `${action.kind} of ${action.symbol}`;
      throw invalid(`actions[${i}]`, value, 'given once for one symbol and day');
    }
    seen.add(key);
  });
}

function invalid(field: string, value: unknown, must: string): SdkError {
  return invalidValue('SETTINGS_INVALID', { field, value, must });
}
