import { invalidValue } from '../errors/invalid-value.js';
import { dayMs } from './session-date.js';
import type { UnixMs } from './unix-ms.js';

/** The clocks of one place, from the host's time zone data. */
export interface TimeZone {
  /** IANA name, such as `America/New_York`. */
  readonly name: string;
  /** What local clocks are ahead of UTC at an instant, in milliseconds: −5 h is −18 000 000. */
  offsetMsAt(at: UnixMs): number;
  /** What a clock on a wall shows at an instant, read as if it were UTC. */
  localMsAt(at: UnixMs): number;
  /**
   * The instants at which local clocks show a time, oldest first: usually one, two in the hour
   * that is repeated when clocks go back, none in the hour that is skipped when they go forward.
   */
  instantsOf(localMs: number): readonly UnixMs[];
}

const coveredFrom = Date.UTC(1800, 0, 1);
const coveredUntil = Date.UTC(3000, 0, 1);

/** Offsets of one UTC day: `before` until the change, if there is one, `after` from then on. */
interface DayOffsets {
  readonly changesAt: UnixMs;
  readonly before: number;
  readonly after: number;
}

/**
 * Opens a time zone by its IANA name.
 *
 * The host's zone data is asked twice for every day that is met, then the answer is remembered, so
 * that a conversion costs well below a microsecond. Covers the years 1800 to 2999.
 *
 * @throws SdkError `TIME_INVALID` for a name that the host does not know, and, from its methods,
 *   for an instant that is not covered.
 *
 * @example
 * createTimeZone('America/New_York').offsetMsAt(0) // => -18000000
 */
export function createTimeZone(name: string): TimeZone {
  const askHost = createOffsetReader(name);
  const days = new Map<number, DayOffsets>();
  const offsetMsAt = (at: UnixMs): number => {
    const day = Math.floor(at / dayMs);
    let known = days.get(day);
    if (known === undefined) {
      if (!(at >= coveredFrom && at < coveredUntil)) throw notCovered(at);
      known = findDayOffsets(askHost, day * dayMs);
      days.set(day, known);
    }
    return at < known.changesAt ? known.before : known.after;
  };
  return {
    name,
    offsetMsAt,
    localMsAt: (at) => at + offsetMsAt(at),
    instantsOf: (localMs) => {
      // Clocks are at most a day from UTC, and no place changes them twice in two days.
      const earlier = localMs - offsetMsAt(localMs - dayMs);
      const later = localMs - offsetMsAt(localMs + dayMs);
      const candidates = earlier === later ? [earlier] : [earlier, later];
      return candidates
        .filter((at) => at + offsetMsAt(at) === localMs)
        .sort((left, right) => left - right);
    },
  };
}

function findDayOffsets(askHost: (at: UnixMs) => number, dayAt: UnixMs): DayOffsets {
  let start = dayAt;
  let end = dayAt + dayMs;
  const before = askHost(start);
  const after = askHost(end);
  if (before === after) return { changesAt: start, before, after };
  while (end - start > 1) {
    const middle = Math.floor((start + end) / 2);
    if (askHost(middle) === before) start = middle;
    else end = middle;
  }
  return { changesAt: end, before, after };
}

function createOffsetReader(name: string): (at: UnixMs) => number {
  const format = createFormat(name);
  return (at) => {
    const parts: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(at)) parts[type] = Number(value);
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
    const local = Date.UTC(year, month - 1, day, hour, minute, second);
    return local - Math.floor(at / 1000) * 1000;
  };
}

function createFormat(name: string): Intl.DateTimeFormat {
  try {
    // Without a name the host would answer with its own zone.
    if (typeof name !== 'string') throw new TypeError('no name');
    return new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    const must = 'the IANA name of a time zone, such as "America/New_York"';
    throw invalidValue('TIME_INVALID', { field: 'zone', value: name, must });
  }
}

function notCovered(at: UnixMs): Error {
  const must = 'an instant from the years 1800 to 2999';
  return invalidValue('TIME_INVALID', { field: 'instant', value: at, must });
}
