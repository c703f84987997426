import {
  type Account,
  type AccountSnapshot,
  alwaysOpenCalendar,
  type BarSeries,
  barsFromColumns,
  type Broker,
  createVirtualClock,
  type OrderReport,
  type OrderRequest,
  OrderState,
  type OrderView,
  type Strategy,
  type StrategyContext,
} from '@tradewright/core';
import { researchLimits } from '@tradewright/risk';
import {
  createMemoryJournal,
  createTrader,
  type Trader,
  type TraderStatus,
} from '@tradewright/runtime';
import { type BrokerFaults, type FaultKind, faultKinds } from '../src/faults/broker-faults.js';
import { createSimulatedMarket, type SimulatedMarketSettings } from '../src/simulated-market.js';
import type { SimulatedTruth } from '../src/simulated-truth.js';
import { createSeededRandom, type SeededRandom } from '../src/seeded-random.js';

const minute = 60_000;
const startAt = Date.UTC(2024, 0, 2, 15);
const symbols = ['AAA', 'BBB'];

/** What a live run against faults came to. */
export interface FaultyRun {
  readonly status: TraderStatus;
  readonly truth: AccountSnapshot;
  readonly reports: readonly OrderReport[];
  /** How often each client order id was handed to the broker. */
  readonly sent: ReadonlyMap<string, number>;
  /** Orders that the broker could still fill and the trader had given up. */
  readonly unreserved: readonly string[];
  readonly orders: readonly OrderView[];
  readonly hash: string;
}

/** A random walk in cents. */
export function walk(symbol: string, random: SeededRandom, bars: number): BarSeries {
  const rows: number[][] = [];
  let price = 10_000;
  for (let i = 0; i < bars; i++) {
    const open = price + Math.floor(random() * 41) - 20;
    const close = open + Math.floor(random() * 61) - 30;
    const high = Math.max(open, close) + Math.floor(random() * 25);
    const low = Math.min(open, close) - Math.floor(random() * 25);
    rows.push([startAt + i * minute, open / 100, high / 100, low / 100, close / 100]);
    price = close;
  }
  const column = (index: number): Float64Array => Float64Array.from(rows, (row) => row[index] ?? 0);
  const prices = { open: column(1), high: column(2), low: column(3), close: column(4) };
  const volume = new Float64Array(bars).fill(40);
  return barsFromColumns({ symbol, time: column(0), ...prices, volume }, { periodMs: minute });
}

/**
 * Each kind of fault is on in about two of five mixes, weak or strong; `without` are off. Which are
 * left out moves no other.
 */
export function randomFaults(seed: number, without: readonly FaultKind[] = []): BrokerFaults {
  const random = createSeededRandom(seed ^ 0x5eed);
  const entries = faultKinds.map((kind) => {
    const [on, strength] = [random(), random()];
    const probability = on < 0.4 ? 0.02 + strength * strength * 0.4 : 0;
    return [kind, without.includes(kind) ? 0 : probability] as const;
  });
  const [slow, limited] = [random(), random()];
  return {
    seed,
    ...Object.fromEntries(entries),
    delayMsMax: 1000 + Math.floor(slow * 40_000),
    ...(limited < 0.2 ? { rateLimit: { callsMax: 4, windowMs: minute } } : {}),
  };
}

const cents = (price: number): number => Math.round(price * 100) / 100;

/** Market, limit and, if asked for, bracket orders by chance; cancels and replaces some. */
export function busy(seed: number, { groups }: { readonly groups: boolean }): Strategy {
  return {
    name: 'busy',
    version: '1',
    warmUpBars: () => 0,
    create: () => {
      const random = createSeededRandom(seed + 77);
      const working: OrderView[] = [];
      return {
        onBars: (context) => {
          for (const { symbol, close } of context.bars) {
            const draws = [random(), random(), random()] as const;
            const order = submitOne(context, { symbol, close, groups }, draws);
            if (order !== undefined) working.push(order);
          }
          const [pick, act] = [random(), random()];
          const open = working.filter((one) => !one.finished && one.status !== 'pending');
          const chosen = open[Math.floor(pick * open.length)];
          if (chosen === undefined) return;
          if (act < 0.25) context.cancel(chosen);
          else if (act < 0.4 && chosen.type === 'limit') context.replace(chosen, { quantity: 25 });
        },
      };
    },
  };
}

function submitOne(
  context: StrategyContext,
  market: { readonly symbol: string; readonly close: number; readonly groups: boolean },
  [what, side, size]: readonly [number, number, number],
): OrderView | undefined {
  const { symbol, close, groups } = market;
  const quantity = 1 + Math.floor(size * 20);
  const isBuy = side < 0.55;
  const order = { symbol, side: isBuy ? 'buy' : 'sell', quantity } as const;
  const limitPrice = cents(close + (isBuy ? -0.12 : 0.12));
  if (what < 0.2) return context.submit(order);
  if (what < 0.4)
    return context.submit({ ...order, type: 'limit', limitPrice, timeInForce: 'gtc' });
  if (groups && what < 0.5) {
    const sign = isBuy ? 1 : -1;
    return context.submit({
      ...order,
      takeProfit: { limitPrice: cents(close + sign * 0.3) },
      stopLoss: { stopPrice: cents(close - sign * 0.3) },
    });
  }
  return undefined;
}

/** Submits this in the first slice, and nothing ever after. */
export function once(request: OrderRequest): Strategy {
  return {
    name: 'once',
    version: '1',
    warmUpBars: () => 0,
    create: () => {
      let slices = 0;
      return {
        onBars: (context) => {
          if (slices++ === 0) context.submit(request);
        },
      };
    },
  };
}

/** How a live run is put together. */
export interface FaultyRunSettings {
  readonly seed: number;
  readonly faults?: BrokerFaults | undefined;
  readonly bars?: number;
  readonly strategy: Strategy;
  readonly market?: Partial<SimulatedMarketSettings>;
}

/** Runs a strategy with the live driver on a market with faults, until long after the last bar. */
export async function runLive(settings: FaultyRunSettings): Promise<FaultyRun> {
  const { seed, faults, bars = 40 } = settings;
  const random = createSeededRandom(seed);
  const series = symbols.map((symbol) => walk(symbol, random, bars));
  const clock = createVirtualClock({ startAt });
  const commission = { kind: 'bps', bps: '5' } as const;
  const market = createSimulatedMarket(
    {
      ...{ series, cash: 1e6, calendar: alwaysOpenCalendar, commission, faults },
      ...(seed % 2 === 0 ? { volumeShareMax: 0.2 } : {}),
      ...settings.market,
    },
    { clock },
  );
  const sent = new Map<string, number>();
  const broker = counting(market.broker, sent);
  const trader = createTrader(
    {
      ...{ account: 'faults', symbols, calendar: alwaysOpenCalendar, limits: researchLimits() },
      strategy: settings.strategy,
      settleMs: 50_000,
    },
    { ...market, broker, clock, account: patient(market.account), journal: createMemoryJournal() },
  );
  const starting = trader.start();
  // Questions at the start may take their time; no bar is over yet.
  await clock.advanceBy(0);
  while (trader.status().state === 'starting') await clock.advanceBy(1000);
  await starting;
  void market.play();
  const unreserved = new Set<string>();
  // A step between bars, when nothing of the same instant is under way, and long after the end.
  for (let i = 0; i < bars * 2 + 40; i++) {
    await clock.advanceBy(minute / 2 - 7);
    for (const one of givenUp(market.truth, trader)) unreserved.add(one);
    await clock.advanceBy(7);
  }
  const results = trader.results();
  const run = {
    status: trader.status(),
    truth: market.truth.account(),
    reports: [...market.truth.reports],
    sent,
    unreserved: [...unreserved],
    orders: [...results.orders],
    hash: results.resultHash(),
  };
  const closed = trader.close();
  await clock.advanceBy(minute);
  await closed;
  await market.close();
  return run;
}

/** Asks again when no answer comes, as a host does before it gives up. */
function patient(account: Account): Account {
  return {
    async snapshot(signal) {
      for (let tries = 0; tries < 100 && signal?.aborted !== true; tries++) {
        const answer = await account.snapshot(signal).catch(() => undefined);
        if (answer !== undefined) return answer;
      }
      throw new Error('the account does not answer');
    },
  };
}

function counting(broker: Broker, sent: Map<string, number>): Broker {
  const note = (id: string): void => {
    sent.set(id, (sent.get(id) ?? 0) + 1);
  };
  return {
    name: broker.name,
    submitOrder: (order) => {
      note(order.clientOrderId);
      return broker.submitOrder(order);
    },
    replaceOrder: (order) => {
      note(order.clientOrderId);
      return broker.replaceOrder(order);
    },
    findOrder: (id) => broker.findOrder(id),
    cancelOrder: (id) => broker.cancelOrder(id),
    close: () => broker.close(),
  };
}

/** Orders of which the broker could fill more than the trader still expects. */
function givenUp(truth: SimulatedTruth, trader: Trader): readonly string[] {
  const orders = new Map([...trader.results().orders].map((one) => [one.clientOrderId, one]));
  return truth.resting().flatMap(({ clientOrderId, leavesQuantity }) => {
    const order = orders.get(clientOrderId);
    // Of an order of somebody else that nothing was heard of nobody can reserve anything.
    if (!(order instanceof OrderState) || order.exposedUnits >= Number(leavesQuantity)) return [];
    const reserved = `${order.exposedUnits} are expected, the broker may fill ${leavesQuantity}`;
    return [`${clientOrderId} is ${order.status}: ${reserved}`];
  });
}
