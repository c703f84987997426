import {
  type AccountSnapshot,
  alwaysOpenCalendar,
  type ApprovedOrder,
  type Bar,
  type BarHistory,
  type BarSeries,
  type Broker,
  createVirtualClock,
  type Journal,
  type LogFacts,
  type MarketDataFeed,
  type OrderUpdates,
  type OrderView,
  SdkError,
  type Strategy,
  type StrategyContext,
  type VirtualClock,
} from '@tradewright/core';
import { createSimulatedMarket } from '@tradewright/backtest';
import { researchLimits } from '@tradewright/risk';
import {
  type BrokerScript,
  createScriptedBroker,
  createScriptedFeed,
  type ScriptedBroker,
  type ScriptedFeed,
} from '@tradewright/testing';
import { createMemoryJournal, createTrader, type Trader, type TraderFrame } from '../src/index.js';

export const minute = 60_000;
export const startAt = Date.UTC(2024, 0, 2, 15);

/** What a trader is surrounded by; everything that is left out is harmless. */
export interface BenchSettings {
  readonly strategy: Strategy;
  readonly symbols?: readonly string[];
  readonly script?: BrokerScript;
  readonly frame?: Partial<TraderFrame>;
  readonly snapshot?: Partial<AccountSnapshot>;
  readonly account?: (snapshot: AccountSnapshot) => Promise<AccountSnapshot>;
  /** What the history holds; none by default. */
  readonly past?: readonly BarSeries[];
  readonly history?: BarHistory;
  readonly journal?: (clock: VirtualClock) => Journal;
  readonly broker?: (broker: ScriptedBroker) => Broker;
  readonly orderUpdates?: (broker: ScriptedBroker) => OrderUpdates;
  readonly feed?: (feed: ScriptedFeed) => MarketDataFeed;
}

export interface TraderBench {
  readonly clock: VirtualClock;
  readonly broker: ScriptedBroker;
  readonly feed: ScriptedFeed;
  readonly journal: Journal;
  readonly trader: Trader;
  /** Orders in the order in which the trader handed them to the broker. */
  readonly sent: readonly ApprovedOrder[];
  /** How many sleeps of the trader itself, not of its ports, are under way. */
  readonly ownSleepers: () => number;
  /** Messages of the trader at level warn or error. */
  readonly complaints: readonly string[];
  /**
   * Moves to the end of the next minute and sends its bars: a close for each symbol, or one for
   * all. A symbol that is left out has no bar.
   */
  readonly slice: (closes: number | Readonly<Record<string, number>>) => Promise<void>;
  /** Lets everything run that needs no time. */
  readonly settle: () => Promise<void>;
  /** Lets time pass until nobody sleeps, and awaits the call. */
  readonly finish: <T>(call: Promise<T>) => Promise<T>;
  /** Kinds of the journal's records, in order. */
  readonly kinds: () => Promise<readonly string[]>;
}

export function createBench(settings: BenchSettings): TraderBench {
  const { strategy, symbols = ['AAA'], script, past = [] } = settings;
  const clock = createVirtualClock({ startAt });
  const broker = createScriptedBroker({ clock, script });
  const feed = createScriptedFeed();
  const journal = settings.journal?.(clock) ?? createMemoryJournal();
  const sent: ApprovedOrder[] = [];
  const asked = settings.broker?.(broker) ?? broker;
  let own = 0;
  const complaints: string[] = [];
  const complain = (message: string, _?: LogFacts): number => complaints.push(message);
  const trader = createTrader(
    {
      ...{ account: 'bench', symbols, calendar: alwaysOpenCalendar, limits: researchLimits() },
      ...settings.frame,
      strategy,
    },
    {
      broker: {
        ...asked,
        submitOrder: (order, signal) => {
          sent.push(order);
          return asked.submitOrder(order, signal);
        },
      },
      orderUpdates: settings.orderUpdates?.(broker) ?? broker,
      account: {
        snapshot: () => {
          const plain = { currency: 'USD', cash: '100000', positions: [], asOf: clock.now() };
          const { account = async (snapshot) => snapshot } = settings;
          return account({ ...plain, ...settings.snapshot });
        },
      },
      feed: settings.feed?.(feed) ?? feed,
      history: settings.history ?? historyOf(past),
      journal,
      clock: {
        ...clock,
        sleep: async (durationMs, signal) => {
          own++;
          await clock.sleep(durationMs, signal).finally(() => own--);
        },
      },
      logger: { debug: () => 0, info: () => 0, warn: complain, error: complain },
    },
  );
  let slices = 0;
  const settle = (): Promise<void> => clock.advanceBy(0);
  return {
    ...{ clock, broker, feed, journal, trader, sent, complaints, settle },
    ownSleepers: () => own,
    async slice(closes) {
      const time = startAt + slices * minute;
      slices++;
      await clock.advanceTo(time + minute);
      const each = typeof closes === 'number' ? symbols.map((one) => [one, closes]) : undefined;
      for (const [symbol, close] of each ?? Object.entries(closes)) {
        feed.bar(barOf(symbol as string, time, close as number), time + minute);
      }
      await settle();
    },
    async finish(call) {
      call.catch(() => undefined);
      await clock.runUntilIdle({ wakeUpsMax: 10_000 });
      return call;
    },
    async kinds() {
      const kinds: string[] = [];
      for await (const entry of journal.read(0)) kinds.push(entry.kind);
      return kinds;
    },
  };
}

/** A bar that stands at one price. */
export function barOf(symbol: string, time: number, close: number): Bar {
  return { symbol, time, open: close, high: close, low: close, close, volume: 100 };
}

/** The history of a simulated market that holds these bars. */
export function historyOf(past: readonly BarSeries[]): BarHistory {
  if (past.length === 0) return { lastBars: async () => [] };
  const clock = createVirtualClock({ startAt: 0 });
  const settings = { series: past, cash: 1, calendar: alwaysOpenCalendar };
  return createSimulatedMarket(settings, { clock }).history;
}

/** What a strategy of the tests does in a slice. */
export type Move = (context: StrategyContext, slice: number) => void;

/** A strategy that does as it is told in each slice, counted from zero, warm-up included. */
export function strategyOf(
  move: Move,
  more: {
    readonly warmUp?: number;
    readonly name?: string;
    readonly onReport?: (order: OrderView, context: StrategyContext) => void;
  } = {},
): Strategy {
  const { warmUp = 0, name = 'told', onReport } = more;
  return {
    name,
    version: '1',
    warmUpBars: () => warmUp,
    create: () => {
      let slice = 0;
      return {
        onBars: (context) => {
          move(context, slice++);
        },
        ...(onReport === undefined ? {} : { onReport }),
      };
    },
  };
}

/** Buys this much in the first slice, and nothing ever after. */
export function buysOnce(quantity = 10, symbol = 'AAA'): Strategy {
  return strategyOf((context, slice) => {
    if (slice === 0) context.submit({ symbol, side: 'buy', quantity });
  });
}

/** A journal that cannot be written from the given number of appends on. */
export function failsFrom(appends: number): (clock: VirtualClock) => Journal {
  return () => {
    const journal = createMemoryJournal();
    let done = 0;
    return {
      ...journal,
      append: async (records) => {
        if (done++ >= appends) throw new SdkError('JOURNAL_UNREACHABLE', 'the disk is full');
        await journal.append(records);
      },
    };
  };
}

/** A journal that takes its time over everything but the record of the start. */
export function slowJournal(durationMs: number): (clock: VirtualClock) => Journal {
  return (clock) => {
    const journal = createMemoryJournal();
    return {
      ...journal,
      append: async (records) => {
        if (records[0]?.kind !== 'started') await clock.sleep(durationMs);
        await journal.append(records);
      },
    };
  };
}

/** Names of the warnings that the process prints while `run` goes on. */
export async function warningsDuring(run: () => Promise<void>): Promise<readonly string[]> {
  const names: string[] = [];
  const listen = (warning: Error): number => names.push(warning.name);
  process.on('warning', listen);
  try {
    await run();
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.off('warning', listen);
  }
  return names;
}

/** Collects rejections that nobody handles while `run` goes on and shortly after. */
export async function unhandledDuring(run: () => Promise<void>): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  const event = 'unhandledRejection';
  const others = process.listeners(event);
  process.removeAllListeners(event);
  process.on(event, (reason) => found.push(reason));
  try {
    await run();
    for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.removeAllListeners(event);
    for (const other of others) process.on(event, other);
  }
  return found;
}

/** What a run came to, as plain data. */
export interface RunState {
  readonly cash: string;
  readonly positions: readonly (readonly [symbol: string, signedQuantity: string])[];
  readonly working: readonly string[];
  readonly stopped: boolean;
  readonly fills: number;
  readonly orders: readonly (readonly [status: string, filledQuantity: string])[];
  readonly hash: string;
}

/** What follows from reports: all that must not depend on how often and when they came. */
export function stateOf({ trader }: TraderBench): RunState {
  const { cash, positions, workingOrders, stoppedBecause, fills } = trader.status();
  return {
    cash: cash.toFixed(),
    positions: positions.map((one) => [one.symbol, one.signedQuantity.toFixed()] as const),
    working: workingOrders.map((order) => order.clientOrderId).sort(),
    stopped: stoppedBecause !== undefined,
    fills,
    orders: [...trader.results().orders].map(
      (order) => [order.status, order.filledQuantity.toFixed()] as const,
    ),
    hash: trader.results().resultHash(),
  };
}
