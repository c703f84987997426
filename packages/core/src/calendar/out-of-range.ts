import { quoteValue } from '../errors/quote-value.js';
import { SdkError } from '../errors/sdk-error.js';
import { formatUtc, type UnixMs, unixMsMax } from '../time/unix-ms.js';

/**
 * Makes the error of a calendar that is asked beyond its first or last session.
 *
 * @internal
 */
export function outOfRange(name: string, asked: UnixMs | string, range: string): SdkError {
  const shown =
    typeof asked === 'number' && Math.abs(asked) <= unixMsMax
      ? formatUtc(asked)
      : quoteValue(asked);
  const message = `calendar ${name} covers ${range}, was asked for ${shown}`;
  return new SdkError('CALENDAR_OUT_OF_RANGE', message, {
    details: { calendar: name, value: shown, range, fix: `ask within ${range}` },
  });
}
