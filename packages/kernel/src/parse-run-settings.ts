import {
  type Amount,
  canonicalJson,
  genericVenue,
  type Instrument,
  instrument,
  type InstrumentSettings,
  invalidValue,
  moneyDigits,
  parseSymbol,
  refusalCodes,
  quoteValue,
  SdkError,
  type Strategy,
  type StrategyInstance,
  type TradingCalendar,
  valueToUnits,
  type VenueRules,
} from '@tradewright/core';
import {
  parseRiskLimits,
  type ResolvedRiskLimits,
  type RiskLimits,
  type RiskRule,
} from '@tradewright/risk';

/** What every driver is told about a run. */
export interface RunSettings {
  readonly strategy: Strategy<never>;
  readonly parameters?: unknown;
  readonly symbols: readonly string[];
  readonly instruments?: readonly InstrumentSettings[] | undefined;
  readonly cash: Amount;
  readonly calendar: TradingCalendar;
  readonly limits: RiskLimits;
  readonly rules?: readonly RiskRule[] | undefined;
  /** What the venue takes. Default `genericVenue`. */
  readonly venueRules?: VenueRules | undefined;
  readonly account?: string | undefined;
}

/** A checked run, everything in order of symbols. */
export interface ResolvedRun {
  /** Read once: what runs is what the record says. */
  readonly strategyName: string;
  readonly strategyVersion: string;
  readonly parameters: unknown;
  readonly instance: StrategyInstance;
  readonly warmUpSlices: number;
  readonly instruments: readonly Instrument[];
  /** In units of 1e-18. */
  readonly deposit: bigint;
  readonly calendar: TradingCalendar;
  readonly limits: ResolvedRiskLimits;
  /** As the caller wrote them, for the record. */
  readonly writtenLimits: RiskLimits;
  readonly rules: readonly RiskRule[];
  readonly venueRules: VenueRules;
  readonly account: string;
}

/**
 * Checks what every driver is given, before anything runs, and creates the strategy's instance.
 *
 * @throws SdkError `SETTINGS_INVALID` names field, value and fix; `SYMBOL_INVALID`;
 *   `CURRENCY_MISMATCH` when the instruments have more than one currency.
 */
export function parseRunSettings(settings: RunSettings): ResolvedRun {
  const strategy = parseStrategy(settings.strategy as unknown as Strategy<unknown>);
  const { parameters } = settings;
  const text = parameters === undefined ? undefined : canonicalJson(parameters);
  // The strategy gets a copy: what runs is what the hash says, whatever the caller does later.
  const own: unknown = text === undefined ? undefined : JSON.parse(text);
  return {
    instruments: parseInstruments(parseSymbols(settings.symbols), settings.instruments ?? []),
    deposit: parseCash(settings.cash),
    calendar: parseCalendar(settings.calendar),
    limits: parseRiskLimits(settings.limits),
    writtenLimits: Object.freeze({ ...settings.limits }),
    rules: parseRules(settings.rules ?? []),
    venueRules: parseVenueRules(settings.venueRules),
    account: parseName('account', settings.account),
    strategyName: strategy.name,
    strategyVersion: strategy.version,
    parameters: own,
    warmUpSlices: parseWarmUp(askStrategy(strategy, 'warmUpBars', own)),
    instance: parseInstance(askStrategy(strategy, 'create', own)),
  };
}

/** Calls the strategy's own code: what it throws is told as its failure. */
function askStrategy<K extends 'warmUpBars' | 'create'>(
  strategy: Strategy<unknown>,
  method: K,
  parameters: unknown,
): ReturnType<Strategy<unknown>[K]> {
  try {
    return strategy[method](parameters) as ReturnType<Strategy<unknown>[K]>;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : quoteValue(cause);
    const message = `strategy "${strategy.name}" threw in ${method}: ${reason}`;
    throw new SdkError('STRATEGY_FAILED', message, {
      cause,
      details: { strategy: strategy.name, handler: method },
    });
  }
}

function parseVenueRules(rules: VenueRules | undefined): VenueRules {
  if (rules === undefined || rules === genericVenue) return genericVenue;
  const { name, timesInForce } = (rules as Partial<VenueRules> | null) ?? {};
  if (typeof name === 'string' && typeof timesInForce === 'object') return rules;
  throw invalid('venueRules', rules, 'the rules of a venue, such as genericVenue');
}

function parseSymbols(symbols: readonly string[]): readonly string[] {
  if (!Array.isArray(symbols) || symbols.length === 0) {
    throw invalid('symbols', symbols, 'a list of at least one symbol');
  }
  const sorted = symbols.map((symbol, i) => parseSymbol(symbol, `symbols[${i}]`)).sort();
  const twice = sorted.find((symbol, i) => symbol === sorted[i + 1]);
  if (twice !== undefined) throw invalid('symbols', twice, 'named once');
  return sorted;
}

/** Instruments of the symbols: as given, or with ticks of 0.01 and whole shares. */
export function parseInstruments(
  symbols: readonly string[],
  list: readonly InstrumentSettings[],
): readonly Instrument[] {
  if (!isList(list)) throw invalid('instruments', list, 'a list');
  list.forEach((one: unknown, i) => {
    if (typeof one === 'object' && one !== null) return;
    throw invalid(`instruments[${i}]`, one, 'an object such as { symbol: "SPY" }');
  });
  const known = new Map(list.map((one) => [one.symbol, instrument(one)]));
  const made = symbols.map((symbol) => known.get(symbol) ?? instrument({ symbol }));
  for (const { symbol } of list) {
    if (list.filter((one) => one.symbol === symbol).length > 1) {
      throw invalid('instruments', symbol, 'each symbol once');
    }
    if (!symbols.includes(symbol)) throw invalid('instruments', symbol, 'a symbol of this run');
  }
  const [{ currency }] = made as [Instrument];
  for (const one of made) {
    if (one.currency === currency) continue;
    const field = `currency of ${one.symbol}`;
    throw invalidValue('CURRENCY_MISMATCH', { field, value: one.currency, must: currency });
  }
  return made;
}

function parseStrategy<P>(strategy: Strategy<P>): Strategy<P> {
  const one = strategy as Partial<Strategy<P>> | null | undefined;
  if (typeof one?.create !== 'function' || typeof one.warmUpBars !== 'function') {
    throw invalid('strategy', strategy, 'an object with name, version, warmUpBars and create');
  }
  parseName('strategy.name', strategy.name);
  parseName('strategy.version', strategy.version);
  return strategy;
}

function parseInstance(instance: StrategyInstance): StrategyInstance {
  const one = instance as Partial<StrategyInstance> | null | undefined;
  if (typeof one?.onBars === 'function') return instance;
  throw invalid('strategy.create()', instance, 'an object with onBars');
}

function parseWarmUp(bars: number): number {
  if (Number.isSafeInteger(bars) && bars >= 0) return bars;
  throw invalid('strategy.warmUpBars()', bars, 'a whole number from 0');
}

function parseName(field: string, name: unknown): string {
  if (typeof name === 'string' && /^[A-Za-z0-9._-]{1,64}$/.test(name)) return name;
  throw invalid(field, name, '1 to 64 characters of A-Z, a-z, 0-9, ".", "_" or "-"');
}

/** A trillion: what is larger is a slip of the pen. */
const cashMax = 1e12;

/** Opening cash in units of 1e-18. */
export function parseCash(cash: unknown): bigint {
  // 6 digits of the account's unit are finer than any broker's cash; whole amounts go further.
  for (const digits of [6, 0]) {
    const units = valueToUnits(cash, digits);
    if (units > 0 && units <= cashMax * 10 ** digits) {
      return BigInt(units) * 10n ** BigInt(moneyDigits - digits);
    }
  }
  const must = `above zero, at most ${cashMax}, with at most 6 digits after the point`;
  throw invalid('cash', cash, must);
}

function parseCalendar(calendar: TradingCalendar): TradingCalendar {
  const one = calendar as Partial<TradingCalendar> | null | undefined;
  if (typeof one?.nextLossDayAt === 'function' && typeof one.sessionAt === 'function') {
    return calendar;
  }
  throw invalid('calendar', calendar, 'a calendar such as alwaysOpenCalendar');
}

function parseRules(rules: readonly RiskRule[]): readonly RiskRule[] {
  if (!isList(rules)) throw invalid('rules', rules, 'a list of rules');
  rules.forEach((rule: Partial<RiskRule> | null | undefined, i) => {
    const fits =
      typeof rule?.code === 'string' &&
      /^[A-Z][A-Z0-9_]{0,63}$/.test(rule.code) &&
      typeof rule.review === 'function' &&
      (rule.scope === 'always' || rule.scope === 'increasing');
    if (!fits) throw invalid(`rules[${i}]`, rule, 'an object with code, scope and review');
    const taken: readonly string[] = refusalCodes;
    if (!taken.includes(rule.code ?? '')) return;
    throw invalid(`rules[${i}].code`, rule.code, 'a code that the SDK does not use itself');
  });
  return [...rules];
}

/** `Array.isArray` would turn a typed list into one of `any`. */
function isList(value: unknown): boolean {
  return Array.isArray(value);
}

function invalid(field: string, value: unknown, must: string): SdkError {
  return invalidValue('SETTINGS_INVALID', { field, value, must });
}
