import { isSdkError } from '../errors/sdk-error.js';
import type { TradingCalendar } from '../ports/trading-calendar.js';
import { findInstant, findLocalMs } from '../time/parse-instant.js';
import { isDateText } from '../time/session-date.js';
import type { SessionDate, UnixMs } from '../time/unix-ms.js';
import type { TimeZone } from '../time/zoned-time.js';
import { csvError } from './csv-error.js';

/**
 * How a file writes its times: `unixMs` 1709908200000, `instant` 2024-03-08T09:30:00-05:00,
 * `local` 2024-03-08 09:30:00, `date` 2024-03-08.
 */
export type CsvTimeKind = 'unixMs' | 'instant' | 'local' | 'date';

/** Where in the file a time was read. */
export interface CsvTimeCell {
  readonly line: number;
  readonly column: string;
  readonly text: string;
}

/**
 * Milliseconds only, by their number of digits: seconds, microseconds, nanoseconds and dates
 * without hyphens are refused, because they would be read as a wrong year.
 */
const unixMsPattern = /^-?\d{12,14}$/;

const must =
  'an instant with offset (2024-03-08T14:30:00Z), a local time with the zone option ' +
  '(2024-03-08 09:30:00), a date with the calendar option (2024-03-08), or Unix milliseconds';

/** Says how the first time of a file is written; the others have to follow. */
export function csvTimeKindOf(cell: CsvTimeCell): CsvTimeKind {
  const { line, column, text } = cell;
  if (unixMsPattern.test(text)) return 'unixMs';
  if (isDateText(text)) return 'date';
  if (findInstant(text) !== undefined) return 'instant';
  if (findLocalMs(text) !== undefined) return 'local';
  throw csvError({ line, column, value: text, must });
}

/** Reads a time of a known kind; a local time as if it were UTC. */
export function parseCsvTime(kind: Exclude<CsvTimeKind, 'date'>, cell: CsvTimeCell): number {
  const { line, column, text } = cell;
  const value = findTime(kind, text);
  if (value !== undefined) return value;
  const fix = 'write all times of a file in the same way';
  throw csvError({ line, column, value: text, must: `a time that exists, like the first`, fix });
}

function findTime(kind: Exclude<CsvTimeKind, 'date'>, text: string): number | undefined {
  if (kind === 'local') return findLocalMs(text);
  if (kind === 'instant') return findInstant(text);
  return unixMsPattern.test(text) ? Number(text) : undefined;
}

/** Opening and close of the session of a date. */
export function sessionOfCsvDate(
  calendar: TradingCalendar,
  cell: CsvTimeCell,
): { readonly opensAt: UnixMs; readonly closesAt: UnixMs } {
  const { line, column, text } = cell;
  if (!isDateText(text)) {
    throw csvError({ line, column, value: text, must: 'a date that exists, like the first' });
  }
  const session = findSession(calendar, cell);
  if (session !== undefined) return session;
  const fix = 'give the calendar of the market, or remove the row';
  throw csvError({ line, column, value: text, must: `a session of ${calendar.name}`, fix });
}

function findSession(
  calendar: TradingCalendar,
  { line, column, text }: CsvTimeCell,
): ReturnType<TradingCalendar['sessionOn']> {
  try {
    return calendar.sessionOn(text as SessionDate);
  } catch (cause) {
    if (!isSdkError(cause, 'CALENDAR_OUT_OF_RANGE')) throw cause;
    const must = `a date that the calendar ${calendar.name} covers`;
    throw csvError({ line, column, value: text, must, cause });
  }
}

/** A local time that cannot be turned into an instant. */
export interface LocalTimeFault {
  readonly row: number;
  readonly must: string;
  readonly fix: string;
}

/**
 * Turns the local times of one symbol, in the order of the file, into instants in place.
 *
 * A time in the hour that is repeated when clocks go back is decided by the order of rows: among
 * neighbors in that hour the first one that does not move forward starts the second pass. Where
 * none does, nothing tells the passes apart, and the time is refused, as is one that clocks skip.
 */
export function resolveLocalTimes(times: Float64Array, zone: TimeZone): LocalTimeFault | undefined {
  const locals = times.slice();
  const fix = 'write times with their offset, or in UTC';
  for (let row = 0; row < locals.length; row += 1) {
    const instants = zone.instantsOf(locals[row]!);
    if (instants.length === 0) {
      return { row, must: `a time that clocks of ${zone.name} show (they skip this one)`, fix };
    }
    if (instants.length === 1) {
      times[row] = instants[0]!;
      continue;
    }
    const end = resolveRepeatedHour(times, { locals, row, zone });
    if (end === undefined) {
      const shown = `a time that clocks of ${zone.name} show once`;
      return { row, must: `${shown} (they show this one twice)`, fix };
    }
    row = end - 1;
  }
  return undefined;
}

/** Resolves a run of rows in a repeated hour; returns the row behind it. */
function resolveRepeatedHour(
  times: Float64Array,
  run: { readonly locals: Float64Array; readonly row: number; readonly zone: TimeZone },
): number | undefined {
  const { locals, row: start, zone } = run;
  let end = start;
  let secondPass: number | undefined;
  for (; end < locals.length; end += 1) {
    const instants = zone.instantsOf(locals[end]!);
    if (instants.length !== 2) break;
    if (end > start && locals[end]! <= locals[end - 1]!) secondPass ??= end;
    times[end] = instants[secondPass === undefined ? 0 : 1]!;
  }
  return secondPass === undefined ? undefined : end;
}
