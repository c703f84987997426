import {
  alwaysOpenCalendar,
  instrument,
  type InstrumentSettings,
  moneyOne,
  type OrderRequest,
  OrderState,
  type StrategyContext,
  type StrategyInstance,
} from '@tradewright/core';
import { BarCursor, Kernel } from '@tradewright/kernel';
import { parseRiskLimits, researchLimits, type RiskLimits } from '@tradewright/risk';

const minuteMs = 60_000;

/** What a kernel is asked to be in a test. */
export interface KernelSettings {
  readonly instruments?: readonly InstrumentSettings[];
  readonly limits?: RiskLimits;
  readonly cash?: number;
  readonly archive?: boolean;
  readonly onReport?: NonNullable<StrategyInstance['onReport']>;
}

/**
 * A kernel that is led by hand: one call per slice, with the closes of its symbols. By default two
 * symbols of whole shares, A and B, 100,000 in cash, sanity checks only, and finished orders kept
 * as objects, as live.
 */
export class KernelUnderTest {
  readonly kernel: Kernel;
  #now: ((context: StrategyContext) => void) | undefined = undefined;
  #slice = 0;

  constructor(settings: KernelSettings = {}) {
    const { instruments = [{ symbol: 'A' }, { symbol: 'B' }], limits = researchLimits() } =
      settings;
    const { cash = 100_000, archive = false, onReport } = settings;
    this.kernel = new Kernel({
      account: 'test',
      strategy: 'test',
      instance: {
        onBars: (context) => this.#now?.(context),
        ...(onReport === undefined ? {} : { onReport }),
      },
      instruments: instruments.map(instrument),
      calendar: alwaysOpenCalendar,
      limits: parseRiskLimits(limits),
      deposit: BigInt(cash) * moneyOne,
      warmUpSlices: 0,
      archive,
    });
  }

  /** Plays one slice in which every symbol closes at its price; `act` is the strategy's turn. */
  turn(closes: readonly number[], act?: (context: StrategyContext) => void): void {
    const { kernel } = this;
    const startAt = this.#slice++ * minuteMs;
    kernel.bars = closes.map((close, slot) => {
      const price = Float64Array.of(close);
      const prices = { open: price, high: price, low: price, close: price };
      const columns = { ...prices, time: Float64Array.of(startAt), volume: Float64Array.of(0) };
      return new BarCursor(slot, kernel.symbols[slot] as string, columns);
    });
    kernel.turnAt = startAt;
    kernel.at = startAt + minuteMs;
    this.#now = act;
    kernel.turn();
    this.#now = undefined;
  }

  /** Submits one request in a slice of its own, and lets it leave. */
  submit(request: OrderRequest, closes: readonly number[] = [100, 50]): OrderState {
    let order: unknown;
    this.turn(closes, (context) => {
      order = context.submit(request);
    });
    this.kernel.effects.count = 0;
    if (order instanceof OrderState) return order;
    throw new Error('the request was malformed');
  }
}
