import { invalidValue } from '../errors/invalid-value.js';
import { SdkError } from '../errors/sdk-error.js';
import { dayMs } from '../time/session-date.js';
import { formatUtc, type UnixMs } from '../time/unix-ms.js';
import { type BarFrame, type BarFrameSettings, createFrameFinder } from './bar-frames.js';
import { barEndAt, type BarSeries } from './bar-series.js';
import { createBarSeries } from './create-bar-series.js';

/** Into what bars are put together, and how far. */
export interface ResampleSettings extends BarFrameSettings {
  /** Frames that end after this instant are left out, such as the session that still runs. */
  readonly completeBy?: UnixMs | undefined;
}

/** Bars `first` to `last` of the source make up one bar. */
interface Group {
  readonly frame: BarFrame;
  readonly first: number;
  last: number;
}

/**
 * Puts the bars of a series together to longer ones: minutes to sessions, minutes to hours.
 *
 * A new bar has the first open, the highest high, the lowest low, the last close and the sum of
 * volume and trades; its `vwap` is weighted by volume (the last one where there was no volume). It
 * starts with its frame and ends with it, whether or not the source has a bar for every period, so
 * that bars of all symbols are complete together and none is seen before its last price could be.
 * Frames without any bar are absent. Bars outside of session hours are left out.
 *
 * @throws SdkError `BARS_INVALID` when a bar reaches beyond its frame (three-minute bars do not
 *   fit into five minutes), when nothing is left, and as `barsFromColumns`;
 *   `CALENDAR_OUT_OF_RANGE` as the calendar.
 *
 * @example
 * const minutes = barsFromColumns(
 *   { symbol: 'SPY', time: [0, 60_000], open: [1, 2], high: [4, 5], low: [1, 1], close: [2, 3] },
 *   { periodMs: 60_000 },
 * );
 * const [high] = resampleBars(minutes, { periodMs: 300_000 }).high;
 * high // => 5
 */
export function resampleBars(series: BarSeries, settings: ResampleSettings): BarSeries {
  const { calendar, periodMs = dayMs, completeBy = Number.POSITIVE_INFINITY } = settings;
  const groups = groupBars(series, settings).filter(({ frame }) => frame.endsAt <= completeBy);
  if (groups.length === 0) {
    const where = calendar === undefined ? 'the time asked for' : `sessions of ${calendar.name}`;
    throw new SdkError('BARS_INVALID', `no bar of ${series.symbol} lies within ${where}`);
  }
  const { symbol, adjustment, open, high, low, close, volume, vwap, tradeCount } = series;
  const columns = {
    time: columnOf(groups, ({ frame }) => frame.startsAt),
    open: columnOf(groups, ({ first }) => open[first]!),
    high: columnOf(groups, ({ first, last }) => maximum(high, first, last)),
    low: columnOf(groups, ({ first, last }) => minimum(low, first, last)),
    close: columnOf(groups, ({ last }) => close[last]!),
    volume: columnOf(groups, ({ first, last }) => sum(volume, first, last)),
    ...(vwap && { vwap: columnOf(groups, (group) => weighted(vwap, volume, group)) }),
    ...(tradeCount && {
      tradeCount: columnOf(groups, ({ first, last }) => sum(tradeCount, first, last)),
    }),
    ...(calendar && { endTime: columnOf(groups, ({ frame }) => frame.endsAt) }),
  };
  return createBarSeries(columns, { symbol, periodMs, adjustment, label: 'start' });
}

function groupBars(series: BarSeries, settings: ResampleSettings): Group[] {
  const findFrame = createFrameFinder(settings);
  const groups: Group[] = [];
  let group: Group | undefined;
  for (let row = 0; row < series.length; row += 1) {
    const at = series.time[row]!;
    const endsAt = barEndAt(series, row);
    const frame = group !== undefined && at < group.frame.endsAt ? group.frame : findFrame(at);
    if (frame === undefined) {
      refuseStraddling({ row, at, endsAt, frame: findFrame(Math.max(at, endsAt - 1)) });
      continue;
    }
    refuseStraddling({ row, at, endsAt, frame });
    if (group?.frame === frame) {
      group.last = row;
    } else {
      group = { frame, first: row, last: row };
      groups.push(group);
    }
  }
  return groups;
}

interface Placed {
  readonly row: number;
  readonly at: UnixMs;
  readonly endsAt: UnixMs;
  readonly frame: BarFrame | undefined;
}

/** A bar that begins before a frame or ends after it would carry prices across its border. */
function refuseStraddling({ row, at, endsAt, frame }: Placed): void {
  if (frame === undefined || (at >= frame.startsAt && endsAt <= frame.endsAt)) return;
  throw invalidValue('BARS_INVALID', {
    field: `bars[${row}]`,
    value: formatUtc(at),
    must: `within one frame (${formatUtc(frame.startsAt)} to ${formatUtc(frame.endsAt)})`,
    fix: 'take a period that is a multiple of that of the bars',
  });
}

function columnOf(groups: readonly Group[], value: (group: Group) => number): Float64Array {
  return Float64Array.from(groups, value);
}

function maximum(values: Float64Array, first: number, last: number): number {
  let result = values[first]!;
  for (let row = first + 1; row <= last; row += 1) result = Math.max(result, values[row]!);
  return result;
}

function minimum(values: Float64Array, first: number, last: number): number {
  let result = values[first]!;
  for (let row = first + 1; row <= last; row += 1) result = Math.min(result, values[row]!);
  return result;
}

function sum(values: Float64Array, first: number, last: number): number {
  let result = 0;
  for (let row = first; row <= last; row += 1) result += values[row]!;
  return result;
}

function weighted(vwap: Float64Array, volume: Float64Array, { first, last }: Group): number {
  let worth = 0;
  let total = 0;
  for (let row = first; row <= last; row += 1) {
    worth += vwap[row]! * volume[row]!;
    total += volume[row]!;
  }
  return total > 0 ? worth / total : vwap[last]!;
}
