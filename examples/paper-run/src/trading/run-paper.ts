import { createSimulatedMarket, type SimulatedMarket } from '@tradewright/backtest';
import { createVirtualClock, usEquityCalendar, type VirtualClock } from '@tradewright/core';
import {
  createMemoryJournal,
  createTrader,
  type Trader,
  type TraderResults,
  type TraderStatus,
} from '@tradewright/runtime';
import type { MarketSlice } from '../market/paper-market.js';
import { priceTick } from '../market/price-tick.js';
import { momentumRotation } from '../strategy/momentum-rotation.js';
import type { RunPlan } from './plan-run.js';
import { withholdOrders } from './withhold-orders.js';

/** How a run is accompanied. */
export interface RunOptions {
  /** Ends the run after the slice under way. */
  readonly signal: AbortSignal;
  /** No order leaves, and the run ends with the first slice that wanted any. */
  readonly dryRun: boolean;
  /** Called when a slice is over and its orders are done. */
  readonly onSlice: (slice: MarketSlice, status: TraderStatus) => void;
}

/** What is left of a run; numbers are still exact. */
export interface RunRecord {
  /** Every slice was played. */
  readonly complete: boolean;
  readonly status: TraderStatus;
  readonly results: TraderResults;
}

/**
 * Plays a plan: the live trader, as it would trade an account, on a simulated market whose clock
 * jumps from price to price. Closes all it opened, also when it is interrupted.
 */
export async function runPaper(plan: RunPlan, options: RunOptions): Promise<RunRecord> {
  const { slices, settings } = plan;
  // The slices before this instant are history, and warm the strategy up.
  const startAt = slices[settings.lookback - 1]?.endAt ?? 0;
  const clock = createVirtualClock({ startAt });
  const market = createMarket(plan, clock);
  const trader = createPaperTrader(plan, { market, clock, dryRun: options.dryRun });
  const stopping = new AbortController();
  let played = Promise.resolve();
  try {
    await trader.start();
    played = market.play(stopping.signal).catch(ignoreAbort);
    const complete = await playSlices(plan, { clock, trader, options });
    if (complete) {
      await clock.runUntilIdle();
      await played;
      await trader.finished();
    }
    return { complete, status: trader.status(), results: trader.results() };
  } finally {
    stopping.abort();
    await closeAll(trader, market, clock);
    await played;
  }
}

interface Played {
  readonly clock: VirtualClock;
  readonly trader: Trader;
  readonly options: RunOptions;
}

async function playSlices(plan: RunPlan, { clock, trader, options }: Played): Promise<boolean> {
  const { settings, slices } = plan;
  const { signal, dryRun, onSlice } = options;
  // Orders for this close fill a moment after it; those for the next open are not there yet.
  const afterMs = settings.fillAt === 'this-close' ? 1 : 0;
  for (const slice of slices.slice(settings.lookback)) {
    if (signal.aborted) return false;
    await clock.advanceTo(slice.endAt + afterMs);
    const status = trader.status();
    onSlice(slice, status);
    if (status.state === 'failed' || (dryRun && status.orders > 0)) return false;
  }
  return true;
}

function createMarket(plan: RunPlan, clock: VirtualClock): SimulatedMarket {
  const { settings, market } = plan;
  const { cash, fillAt, commissionBps } = settings;
  const commission = { kind: 'bps', bps: commissionBps } as const;
  const frame = { series: market.series, calendar: usEquityCalendar, ...instrumentsOf(plan) };
  return createSimulatedMarket({ ...frame, cash, fillAt, commission }, { clock });
}

function createPaperTrader(
  plan: RunPlan,
  { market, clock, dryRun }: { market: SimulatedMarket; clock: VirtualClock; dryRun: boolean },
): Trader {
  const { settings, limits } = plan;
  const { top, lookback } = settings;
  return createTrader(
    {
      account: 'paper',
      strategy: momentumRotation,
      parameters: { top, lookback },
      symbols: plan.market.series.map(({ symbol }) => symbol),
      calendar: usEquityCalendar,
      limits,
      // Recorded bars of one close all come at once: who is missing then has none.
      graceMs: 0,
      ...instrumentsOf(plan),
    },
    {
      ...market,
      broker: dryRun ? withholdOrders(market.broker) : market.broker,
      clock,
      journal: createMemoryJournal(),
    },
  );
}

/** Whole shares, at the ticks in which the prices are written. */
function instrumentsOf({ market }: RunPlan): {
  readonly instruments: readonly { readonly symbol: string; readonly priceTick: string }[];
} {
  const instruments = market.series.map((one) => ({
    symbol: one.symbol,
    priceTick: priceTick(one),
  }));
  return { instruments };
}

/** What was asked to end may say so by throwing. */
function ignoreAbort(error: unknown): void {
  if (error instanceof Error && error.name === 'AbortError') return;
  throw error;
}

async function closeAll(
  trader: Trader,
  market: SimulatedMarket,
  clock: VirtualClock,
): Promise<void> {
  const closed = trader.close();
  await clock.runUntilIdle();
  await closed;
  await market.close();
}
