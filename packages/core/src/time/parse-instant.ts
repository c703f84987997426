import { invalidValue } from '../errors/invalid-value.js';
import { dayMs, findDayNumber } from './session-date.js';
import type { UnixMs } from './unix-ms.js';

const date = String.raw`(\d{4})-(\d{2})-(\d{2})`;
const time = String.raw`(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?`;
const offset = String.raw`(?:Z|([+-])(\d{2}):?(\d{2})?)`;
const localPattern = new RegExp(`^${date}[T ]${time}$`);
const instantPattern = new RegExp(`^${date}[T ]${time}${offset}$`);
const lengthMax = 40;

/**
 * Parses an instant in ISO 8601 with its offset: `2024-03-08T14:30:00Z`, `2024-03-08 09:30-05:00`.
 *
 * Digits beyond the millisecond are cut off. Refused, because they would have to be guessed: times
 * without an offset, dates without a time, dates that do not exist, hour 24, second 60, and offsets
 * of 24 hours and more.
 *
 * @param field Names the value in the error.
 * @throws SdkError `TIME_INVALID`
 *
 * @example
 * parseInstant('2024-03-08T09:30:00-05:00') // => 1709908200000
 */
export function parseInstant(text: unknown, field = 'instant'): UnixMs {
  const at = findInstant(text);
  if (at !== undefined) return at;
  const naive = findLocalMs(text) !== undefined;
  throw invalidValue('TIME_INVALID', {
    field,
    value: text,
    must: 'an instant such as "2024-03-08T14:30:00Z" or "2024-03-08T09:30:00-05:00"',
    fix: naive ? 'add "Z" or the offset, because the time of a place is not an instant' : undefined,
  });
}

/** As `parseInstant`, but `undefined` for text that is no instant. */
export function findInstant(text: unknown): UnixMs | undefined {
  const match = matchText(instantPattern, text);
  if (match === null) return undefined;
  const local = localMsOf(match);
  const [hours, minutes] = [Number(match[9] ?? 0), Number(match[10] ?? 0)];
  if (local === undefined || hours > 23 || minutes > 59) return undefined;
  const offsetMs = (hours * 60 + minutes) * 60_000;
  return match[8] === '-' ? local + offsetMs : local - offsetMs;
}

/**
 * Reads a date and time without offset as if it were UTC, in milliseconds; `undefined` for other
 * text. The result is the reading of a clock on a wall, not an instant.
 */
export function findLocalMs(text: unknown): number | undefined {
  const match = matchText(localPattern, text);
  return match === null ? undefined : localMsOf(match);
}

function matchText(pattern: RegExp, text: unknown): RegExpExecArray | null {
  return typeof text === 'string' && text.length <= lengthMax ? pattern.exec(text) : null;
}

function localMsOf(match: RegExpExecArray): number | undefined {
  const [year, month, day, hour, minute] = match.slice(1, 6).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const second = Number(match[6] ?? 0);
  const days = findDayNumber(year, month, day);
  if (days === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  const millisecond = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  return days * dayMs + ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
}
