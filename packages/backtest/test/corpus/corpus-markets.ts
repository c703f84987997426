import {
  alwaysOpenCalendar,
  type BarSeries,
  barsFromColumns,
  parseInstant,
  sessionDate,
  type TradingCalendar,
  usEquityCalendar,
} from '@tradewright/core';
import { createSeededRandom } from '../../src/index.js';

/** Series with the calendar that they belong to. */
export interface Market {
  readonly series: readonly BarSeries[];
  readonly calendar: TradingCalendar;
}

interface Walk {
  readonly symbol: string;
  readonly seed: number;
  readonly times: readonly number[];
  readonly ends?: readonly number[];
  readonly periodMs: number;
  /** Largest step from one close to the next open, in cents. */
  readonly gap: number;
  /** Share of bars that are missing. */
  readonly missing?: number;
}

/** A random walk in cents from 100; volumes up to 2,000. The same seed gives the same bars. */
function walk({ symbol, seed, times, ends, periodMs, gap, missing = 0 }: Walk): BarSeries {
  const random = createSeededRandom(seed);
  const step = (size: number): number => Math.floor(random() * (2 * size + 1)) - size;
  const rows: number[][] = [];
  let price = 10_000;
  times.forEach((time, i) => {
    const open = Math.max(500, price + step(gap));
    const close = Math.max(500, open + step(60));
    const high = Math.max(open, close) + Math.floor(random() * 40);
    const low = Math.min(open, close) - Math.floor(random() * 40);
    const volume = Math.floor(random() * 2000);
    price = close;
    if (random() < missing) return;
    rows.push([time, open / 100, high / 100, low / 100, close / 100, volume, ends?.[i] ?? 0]);
  });
  const column = (index: number): Float64Array => Float64Array.from(rows, (row) => row[index] ?? 0);
  const columns = { time: column(0), open: column(1), high: column(2), low: column(3) };
  const more = { close: column(4), volume: column(5) };
  const endTime = ends === undefined ? {} : { endTime: column(6) };
  return barsFromColumns({ symbol, ...columns, ...more, ...endTime }, { periodMs });
}

const minuteMs = 60_000;
const minutesFrom = (startAt: number, count: number, every = 1): readonly number[] =>
  Array.from({ length: count }, (_, i) => startAt + i * every * minuteMs);

/** A night and a morning of a market that never closes; midnight ends its DAY orders. */
export function coinMarket(seed: number, gap = 20): Market {
  const times = minutesFrom(Date.UTC(2024, 0, 1, 22), 300);
  const series = [walk({ symbol: 'COIN', seed, times, periodMs: minuteMs, gap })];
  return { series, calendar: alwaysOpenCalendar };
}

/** Two symbols of which every fifth bar is missing. */
export function gappyMarket(seed: number): Market {
  const times = minutesFrom(Date.UTC(2024, 0, 1, 12), 240);
  const frame = { times, periodMs: minuteMs, gap: 30, missing: 0.2 };
  const series = [
    walk({ symbol: 'AAA', seed, ...frame }),
    walk({ symbol: 'BBB', seed: seed + 1, ...frame }),
  ];
  return { series, calendar: alwaysOpenCalendar };
}

/** Five-minute bars of three days with extended hours, the second of them a half day. */
export function sessionMarket(seed: number): Market {
  const mornings = ['2024-07-02', '2024-07-03', '2024-07-05'].map((day) =>
    parseInstant(`${day}T08:00:00-04:00`),
  );
  const times = mornings.flatMap((startAt) => minutesFrom(startAt, 120, 5));
  const series = [walk({ symbol: 'FUND', seed, times, periodMs: 5 * minuteMs, gap: 15 })];
  return { series, calendar: usEquityCalendar };
}

/** Daily bars of 180 sessions from the start of 2024. */
export function dailyMarket(seed: number): Market {
  const times: number[] = [];
  const ends: number[] = [];
  let session = usEquityCalendar.sessionOn(sessionDate('2024-01-02'));
  while (session !== undefined && times.length < 180) {
    times.push(session.opensAt);
    ends.push(session.closesAt);
    session = usEquityCalendar.nextSession(session.opensAt);
  }
  const frame = { times, ends, periodMs: 86_400_000, gap: 80 };
  const series = [
    walk({ symbol: 'DLY', seed, ...frame }),
    walk({ symbol: 'ETF', seed: seed + 1, ...frame }),
  ];
  return { series, calendar: usEquityCalendar };
}
