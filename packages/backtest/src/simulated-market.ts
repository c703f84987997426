import {
  type Account,
  type Amount,
  type BarHistory,
  type BarQuery,
  type BarSeries,
  barEndAt,
  barsFromColumns,
  type Broker,
  type Clock,
  createBoundedQueue,
  type FeedEvent,
  type Instrument,
  type InstrumentSettings,
  Ledger,
  type MarketDataFeed,
  type OrderUpdates,
  type TradingCalendar,
  type UnixMs,
  type VenueRules,
} from '@tradewright/core';
import { createTimeline, parseCash, parseInstruments, type Timeline } from '@tradewright/kernel';
import type { BrokerFaults } from './faults/broker-faults.js';
import { FaultyBroker } from './faults/faulty-broker.js';
import { parseBrokerFaults } from './faults/parse-broker-faults.js';
import { createSeededRandom } from './seeded-random.js';
import { SimulatedBroker } from './simulated-broker.js';
import { createSimulatedTruth, type SimulatedTruth } from './simulated-truth.js';
import { SimulatedVenue } from './simulated-venue.js';
import { parseVenueSettings, type VenueSettings } from './venue-settings.js';

const barsMax = 100_000;

/** A market that replays bars. */
export interface SimulatedMarketSettings extends VenueSettings {
  /** Bars that are played, and, before the clock's time at the start of `play`, history. */
  readonly series: readonly BarSeries[];
  readonly instruments?: readonly InstrumentSettings[] | undefined;
  /** Opening cash of the account at this broker. */
  readonly cash: Amount;
  readonly calendar: TradingCalendar;
  /** What the venue takes. Default `genericVenue`. */
  readonly venueRules?: VenueRules | undefined;
  /**
   * Seeded delays of replies and order updates, from zero to these maxima. Default none. With
   * maxima below half a bar a run has the fills of a backtest.
   */
  readonly delays?:
    | { readonly seed: number; readonly replyMsMax: number; readonly streamMsMax: number }
    | undefined;
  /** What goes wrong between the broker and its client, by script. Default nothing. */
  readonly faults?: BrokerFaults | undefined;
}

/** Everything that a live run needs from outside, made from recorded bars. */
export interface SimulatedMarket {
  readonly broker: Broker;
  readonly orderUpdates: OrderUpdates;
  readonly account: Account;
  readonly feed: MarketDataFeed;
  readonly history: BarHistory;
  readonly truth: SimulatedTruth;
  /**
   * Plays the bars that are not yet over at the clock's time: matches what rests at each open, in
   * the middle of the bar what its range reaches, and publishes the bar at its end. Resolves when
   * the last bar was published and its closing orders are filled.
   */
  play(signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** What the functions below share. */
interface Context {
  readonly series: readonly BarSeries[];
  readonly clock: Clock;
  readonly venue: SimulatedVenue;
  readonly listeners: Set<(event: FeedEvent) => void>;
  readonly atThisClose: boolean;
  readonly closed: AbortController;
}

/**
 * Makes a simulated market around recorded bars: the synchronous venue of the backtest behind the
 * asynchronous ports of a live run. With a virtual clock years pass in seconds.
 *
 * @throws SdkError `SETTINGS_INVALID`
 */
export function createSimulatedMarket(
  settings: SimulatedMarketSettings,
  ports: { readonly clock: Clock },
): SimulatedMarket {
  const { clock } = ports;
  const series = [...settings.series].sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
  const symbols = series.map((one) => one.symbol);
  const instruments = parseInstruments(symbols, settings.instruments ?? []);
  const venueSettings = parseVenueSettings(settings);
  const ledger = new Ledger(instruments);
  ledger.deposit(parseCash(settings.cash));
  const { seed = 0, replyMsMax = 0, streamMsMax = 0 } = settings.delays ?? {};
  const delays = { random: createSeededRandom(seed), replyMsMax, streamMsMax };
  const { currency } = instruments[0] as Instrument;
  const simulated = new SimulatedBroker({ clock, instruments, ledger, currency, delays });
  const venue = new SimulatedVenue({
    instruments,
    series,
    calendar: settings.calendar,
    settings: venueSettings,
    rules: settings.venueRules,
    scale: ledger.scale,
    account: ledger,
    sink: simulated,
  });
  simulated.venue = venue;
  const broker =
    settings.faults === undefined
      ? simulated
      : new FaultyBroker(simulated, { clock, faults: parseBrokerFaults(settings.faults) });
  const context: Context = {
    series,
    clock,
    venue,
    listeners: new Set(),
    atThisClose: venueSettings.fillAt === 'this-close',
    closed: new AbortController(),
  };
  return {
    broker,
    orderUpdates: broker,
    account: broker,
    feed: { bars: (wanted, signal) => feedBars(context, wanted, signal) },
    history: { lastBars: (query) => Promise.resolve(lastBars(series, query)) },
    truth: createSimulatedTruth(simulated, venue, instruments.length),
    play: (signal) => play(context, signal),
    close: async () => {
      context.closed.abort();
      await broker.close();
    },
  };
}

async function play(context: Context, signal?: AbortSignal): Promise<void> {
  const either = new AbortController();
  const abort = (): void => {
    either.abort(signal?.reason);
  };
  signal?.addEventListener('abort', abort, { once: true });
  context.closed.signal.addEventListener('abort', abort, { once: true });
  if (signal?.aborted === true || context.closed.signal.aborted) abort();
  try {
    await playBars(context, either.signal);
  } catch (error) {
    // A market that is closed while it plays simply stops; an abort of the caller's is an error.
    if (!context.closed.signal.aborted) throw error;
  } finally {
    signal?.removeEventListener('abort', abort);
    context.closed.signal.removeEventListener('abort', abort);
  }
}

async function playBars(context: Context, signal: AbortSignal): Promise<void> {
  const { series, clock, venue } = context;
  const now = clock.now();
  const firstRows = series.map((one) => firstOpenRow(one, now));
  const endRows = series.map((one) => one.length);
  const timeline = createTimeline(series, { firstRows, endRows });
  while (timeline.advance()) {
    signal.throwIfAborted();
    const { startAt, endAt } = timeline;
    // A moment after the open: orders decided at the last bar's end, the same instant, rest then.
    await until(clock, endAt > startAt ? startAt + 1 : startAt, signal);
    venue.expire(startAt);
    for (let i = 0; i < timeline.count; i++) {
      venue.matchOpen(timeline.slotAt(i), timeline.rowAt(i));
    }
    await until(clock, startAt + Math.floor((endAt - startAt) / 2), signal);
    for (let i = 0; i < timeline.count; i++) {
      venue.matchRange(timeline.slotAt(i), timeline.rowAt(i));
    }
    await until(clock, endAt, signal);
    timeline.show();
    publish(context, timeline);
    // Whoever decides on this bar does so at this instant; only then is the close over.
    await clock.sleep(1, signal);
    if (!context.atThisClose) continue;
    for (const { slot, index } of timeline.bars) venue.matchClose(slot, index);
  }
  for (const listener of context.listeners) listener({ kind: 'end' });
}

async function until(clock: Clock, at: UnixMs, signal: AbortSignal): Promise<void> {
  const ms = at - clock.now();
  if (ms > 0) await clock.sleep(ms, signal);
}

function publish(context: Context, timeline: Timeline): void {
  for (const { slot, index } of timeline.bars) {
    const one = context.series[slot] as BarSeries;
    const bar = {
      symbol: one.symbol,
      time: one.time[index] as number,
      open: one.open[index] as number,
      high: one.high[index] as number,
      low: one.low[index] as number,
      close: one.close[index] as number,
      volume: one.volume[index] as number,
      vwap: one.vwap?.[index],
    };
    for (const listener of context.listeners) {
      listener({ kind: 'bar', bar, endAt: barEndAt(one, index) });
    }
  }
}

async function* feedBars(
  context: Context,
  symbols: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<FeedEvent> {
  const queue = createBoundedQueue<FeedEvent>(barsMax);
  const listener = (event: FeedEvent): void => {
    if (event.kind === 'bar' && !symbols.includes(event.bar.symbol)) return;
    const from = event.kind === 'bar' ? event.bar.time : context.clock.now();
    queue.pushOrNotice(event, () => ({ kind: 'gap', from, message: 'the reader was too slow' }));
    if (event.kind === 'end') queue.end();
  };
  const end = (): void => {
    queue.end();
  };
  context.listeners.add(listener);
  signal.addEventListener('abort', end, { once: true });
  context.closed.signal.addEventListener('abort', end, { once: true });
  if (signal.aborted || context.closed.signal.aborted) end();
  try {
    yield* queue;
  } finally {
    context.listeners.delete(listener);
    signal.removeEventListener('abort', end);
    context.closed.signal.removeEventListener('abort', end);
  }
}

/** First row that is not over at the instant. */
function firstOpenRow(series: BarSeries, at: UnixMs): number {
  let low = 0;
  let high = series.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (barEndAt(series, middle) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lastBars(series: readonly BarSeries[], query: BarQuery): readonly BarSeries[] {
  const found: BarSeries[] = [];
  for (const one of series) {
    if (!query.symbols.includes(one.symbol)) continue;
    const end = firstOpenRow(one, query.completeBy);
    const first = Math.max(0, end - query.countMax);
    if (end > first) found.push(rows(one, first, end));
  }
  return found;
}

function rows(one: BarSeries, first: number, end: number): BarSeries {
  const { symbol, periodMs, adjustment, endTime } = one;
  const columns = {
    symbol,
    time: one.time.subarray(first, end),
    open: one.open.subarray(first, end),
    high: one.high.subarray(first, end),
    low: one.low.subarray(first, end),
    close: one.close.subarray(first, end),
    volume: one.volume.subarray(first, end),
    vwap: one.vwap?.subarray(first, end),
    endTime: endTime?.subarray(first, end),
  };
  return barsFromColumns(columns, { periodMs, adjustment });
}
