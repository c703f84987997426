import { invalidValue } from '../errors/invalid-value.js';
import { Decimal } from '../numbers/decimal.js';
import { isDecimalText } from '../numbers/parse-decimal.js';
import { digitsOfStep, stepDigitsMax, textToUnits } from '../numbers/units.js';
import { parseSymbol } from './parse-symbol.js';

/** What a caller says about something that can be traded. */
export interface InstrumentSettings {
  readonly symbol: string;
  /** Default `USD`. One account holds one currency. */
  readonly currency?: string | undefined;
  /** Smallest price step. Default "0.01"; adjusted and index series need "0.000000001". */
  readonly priceTick?: string | undefined;
  /** Smallest quantity step. Default "1"; fractional shares and coins use less. */
  readonly quantityStep?: string | undefined;
}

/** A checked instrument with its steps as whole units. */
export interface Instrument {
  readonly symbol: string;
  readonly currency: string;
  readonly priceTick: string;
  readonly quantityStep: string;
  /** Prices of this instrument are whole multiples of `10^-priceDigits`. */
  readonly priceDigits: number;
  /** Quantities of this instrument are whole multiples of `10^-quantityDigits`. */
  readonly quantityDigits: number;
  /** The tick in units of `10^-priceDigits`. */
  readonly tickUnits: number;
  /** The quantity step in units of `10^-quantityDigits`. */
  readonly stepUnits: number;
}

/**
 * Makes an instrument from what a caller says about it.
 *
 * @throws SdkError `SYMBOL_INVALID`, or `SETTINGS_INVALID` for a currency that is not three
 *   capital letters and for a step that is not above zero or finer than 1e-9.
 *
 * @example
 * instrument({ symbol: 'AAPL' }).priceTick // => '0.01'
 */
export function instrument(settings: InstrumentSettings): Instrument {
  refuseUnknown(settings);
  const { currency = 'USD', priceTick = '0.01', quantityStep = '1' } = settings;
  const symbol = parseSymbol(settings.symbol);
  if (typeof currency !== 'string' || !/^[A-Z]{3,5}$/.test(currency)) {
    throw invalidValue('SETTINGS_INVALID', {
      field: `currency of ${symbol}`,
      value: currency,
      must: 'a currency code in capital letters such as "USD"',
    });
  }
  const tick = parseStep(priceTick, `priceTick of ${symbol}`);
  const step = parseStep(quantityStep, `quantityStep of ${symbol}`);
  return Object.freeze({
    symbol,
    currency,
    priceTick,
    quantityStep,
    priceDigits: tick.digits,
    quantityDigits: step.digits,
    tickUnits: tick.units,
    stepUnits: step.units,
  });
}

const known: readonly string[] = ['symbol', 'currency', 'priceTick', 'quantityStep'];

/** A misspelled field would silently take its default. A made instrument may be given again. */
function refuseUnknown(settings: InstrumentSettings): void {
  if (Object.isFrozen(settings)) return;
  for (const field of Object.keys(settings)) {
    if (known.includes(field)) continue;
    const value: unknown = Reflect.get(settings, field);
    const must = `left out; known are ${known.join(', ')}`;
    throw invalidValue('SETTINGS_INVALID', { field: `instrument.${field}`, value, must });
  }
}

function parseStep(text: unknown, field: string): { digits: number; units: number } {
  const must = 'above zero and a multiple of 0.000000001';
  if (!isDecimalText(text)) throw invalidValue('SETTINGS_INVALID', { field, value: text, must });
  const value = new Decimal(text);
  const digits = digitsOfStep(value);
  const units = digits > stepDigitsMax ? Number.NaN : textToUnits(text, digits);
  if (units > 0) return { digits, units };
  throw invalidValue('SETTINGS_INVALID', { field, value: text, must });
}
