import { SdkError } from '../errors/sdk-error.js';
import type { Instrument } from '../instruments/instrument.js';

/** The error for a position that no safe integer can count. */
export function positionOverflow(one: Instrument, units: number): SdkError {
  return new SdkError(
    'LEDGER_OVERFLOW',
    `position of ${one.symbol} must stay within 9007199254740991 steps of ` +
      `${one.quantityStep}, was ${units}; use a coarser quantityStep`,
    { details: { field: `position of ${one.symbol}`, value: String(units) } },
  );
}
