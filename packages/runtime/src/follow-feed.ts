import type { Bar, BarSeries, FeedEvent } from '@tradewright/core';
import { createTimeline } from '@tradewright/kernel';
import { carryOut, guarded, messageOf } from './carry-out.js';
import type { BarSlice } from './slice-assembler.js';
import { track, type TraderContext, untilClosed } from './trader-context.js';

/** Shows the strategy the last bars before now: it is warm when the first live one comes. */
export async function warmUp(context: TraderContext): Promise<void> {
  const { run, frame, ports, clock, closing } = context;
  if (run.warmUpSlices === 0) return;
  const query = {
    symbols: frame.symbols,
    completeBy: clock.now(),
    countMax: run.warmUpSlices,
  };
  const past = await untilClosed(context, ports.history.lastBars(query, closing.signal));
  showPast(context, past, { countMax: query.countMax, before: Number.POSITIVE_INFINITY });
}

/** Shows slices of the past that are newer than what was seen; returns how many. */
function showPast(
  context: TraderContext,
  series: readonly BarSeries[],
  range: { readonly countMax: number; readonly before: number },
): number {
  if (series.length === 0) return 0;
  const { kernel, assembler } = context;
  const sorted = [...series].sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
  const after = Math.max(context.shownAt, wholeFrom(sorted, range.countMax) - 1);
  const firstRows = sorted.map((one) => firstAfter(one.time, after));
  // The slice that is joined may be in history already: it is decided live, once.
  const endRows = sorted.map((one) => firstAfter(one.time, range.before - 1));
  const timeline = createTimeline(sorted, { firstRows, endRows });
  let shown = 0;
  kernel.replaying = true;
  while (timeline.advance()) {
    timeline.show();
    const { startAt, endAt, bars } = timeline;
    assembler.skipTo(startAt);
    decide(context, { startAt, endAt, bars });
    shown++;
  }
  kernel.replaying = false;
  return shown;
}

/**
 * The earliest slice that is whole: a symbol of which the most bars were asked for and given may
 * have had more before, and a slice without them would show what never was.
 */
function wholeFrom(series: readonly BarSeries[], countMax: number): number {
  let from = Number.NEGATIVE_INFINITY;
  for (const { length, time } of series) {
    if (length >= countMax) from = Math.max(from, time[0] ?? from);
  }
  return from;
}

function firstAfter(time: Float64Array, at: number): number {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((time[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Follows the feed until it ends. It listens from the first moment on, but decides nothing before
 * the trader is `ready`, which is when the warm-up is over.
 */
export async function followFeed(context: TraderContext, ready: Promise<void>): Promise<void> {
  const { ports, frame, feeding } = context;
  for await (const event of ports.feed.bars(frame.symbols, feeding.signal)) {
    await ready;
    if (feeding.signal.aborted) return;
    await onFeedEvent(context, event);
    if (event.kind === 'end') return;
  }
}

async function onFeedEvent(context: TraderContext, event: FeedEvent): Promise<void> {
  const { assembler, troubles, logger } = context;
  if (event.kind === 'gap') {
    troubles.gaps++;
    // A slice that is open now began before the gap; the one after it must be joined.
    context.catchUpAfter = assembler.openSince ?? context.shownAt;
    logger.warn('the feed has a gap', { from: event.from, reason: event.message });
    return;
  }
  if (event.kind === 'end') {
    for (const slice of assembler.flush()) await inTurn(context, slice);
    return;
  }
  if (!isSound(event.bar, event.endAt)) {
    troubles.badBars++;
    logger.warn('a bar with impossible numbers was refused', { bar: event.bar });
    return;
  }
  for (const slice of assembler.add(event.bar, event.endAt)) await inTurn(context, slice);
  troubles.lateBars = assembler.late;
  const { openSince } = assembler;
  if (openSince === undefined || openSince === context.graceFor) return;
  context.graceFor = openSince;
  track(context, closeLater(context, openSince));
}

/** After the grace period the slice is decided with the bars that came. */
async function closeLater(context: TraderContext, openSince: number): Promise<void> {
  const { clock, settings, feeding, assembler } = context;
  try {
    await clock.sleep(settings.graceMs, feeding.signal);
  } catch {
    return;
  }
  if (assembler.openSince !== openSince) return;
  for (const slice of assembler.flush()) await inTurn(context, slice);
}

/** Slices are decided one after the other, even when one has to wait for history. */
function inTurn(context: TraderContext, slice: BarSlice): Promise<void> {
  context.slices = context.slices.then(() => onSlice(context, slice));
  return context.slices;
}

async function onSlice(context: TraderContext, slice: BarSlice): Promise<void> {
  const { catchUpAfter } = context;
  if (catchUpAfter !== undefined && slice.startAt > catchUpAfter) {
    await catchUp(context, slice.startAt);
  }
  if (context.feeding.signal.aborted) return;
  decide(context, slice);
}

/**
 * Joins a live slice to what was seen before: slices that are missing in between are taken from
 * history and shown to the strategy, which may not trade on them.
 */
async function catchUp(context: TraderContext, before: number): Promise<void> {
  const { frame, ports, settings, closing, logger, troubles } = context;
  context.catchUpAfter = undefined;
  if (context.shownAt === Number.NEGATIVE_INFINITY) return;
  const countMax = settings.catchUpBarsMax;
  const query = { symbols: frame.symbols, completeBy: before, countMax };
  try {
    const asked = ports.history.lastBars(query, closing.signal);
    const past = await untilClosed(context, asked);
    if (context.feeding.signal.aborted) return;
    troubles.caughtUpSlices += showPast(context, past, { countMax, before });
  } catch (error) {
    if (closing.signal.aborted) return;
    troubles.failedCalls++;
    logger.warn('history did not answer: a gap stays', { error: messageOf(error) });
  }
}

/** One turn of the kernel for one slice. */
function decide(context: TraderContext, slice: BarSlice): void {
  const { kernel, bars } = context;
  kernel.bars = bars.show(slice.bars);
  kernel.turnAt = slice.startAt;
  kernel.at = slice.endAt;
  context.lastSliceAt = slice.endAt;
  context.shownAt = slice.startAt;
  guarded(context, () => {
    kernel.turn();
  });
  carryOut(context);
}

/** Written so that NaN fails. */
function isSound({ time, open, high, low, close, volume }: Bar, endAt: number): boolean {
  const ends = Number.isInteger(time) && Number.isInteger(endAt) && endAt >= time;
  const ordered = low > 0 && low <= open && low <= close && open <= high && close <= high;
  return ends && ordered && high < Number.POSITIVE_INFINITY && volume >= 0;
}
