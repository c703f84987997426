import type {
  Bar,
  OrderChange,
  OrderRequest,
  OrderView,
  StrategyContext,
  UnixMs,
} from '@tradewright/core';
import type { BarCursor } from './bar-cursor.js';
import type { SymbolSlots } from './symbol-slots.js';

/** What a context shows of the kernel. */
export interface ContextSource {
  readonly at: UnixMs;
  readonly warmingUp: boolean;
  readonly symbols: readonly string[];
  readonly bars: readonly BarCursor[];
  readonly account: {
    readonly equity: number;
    readonly cash: number;
    readonly mark: Float64Array;
    readonly shares: Float64Array;
  };
  readonly targets: { set(slot: number, weight: number): void };
  readonly slots: SymbolSlots;
  workingShares(slot: number): number;
  submit(request: OrderRequest): OrderView;
  replace(order: OrderView, change: OrderChange): OrderView;
  cancel(order: OrderView): void;
}

/** What a strategy sees of the kernel, and nothing more. */
export class KernelContext implements StrategyContext {
  readonly #kernel: ContextSource;
  readonly #slots: SymbolSlots;

  constructor(kernel: ContextSource) {
    this.#kernel = kernel;
    this.#slots = kernel.slots;
  }

  get at(): UnixMs {
    return this.#kernel.at;
  }

  get warmingUp(): boolean {
    return this.#kernel.warmingUp;
  }

  get symbols(): readonly string[] {
    return this.#kernel.symbols;
  }

  get bars(): readonly Bar[] {
    return this.#kernel.bars;
  }

  get equity(): number {
    return this.#kernel.account.equity;
  }

  get cash(): number {
    return this.#kernel.account.cash;
  }

  bar(symbol: string): Bar | undefined {
    const slot = this.#slots.slotOf(symbol);
    const { bars } = this.#kernel;
    // In most slices every symbol has a bar, and then its place is its slot.
    const direct: BarCursor | undefined = bars[slot];
    if (direct?.slot === slot) return direct;
    return bars.find((bar) => bar.slot === slot);
  }

  mark(symbol: string): number | undefined {
    const mark = this.#kernel.account.mark[this.#slots.slotOf(symbol)] as number;
    return Number.isNaN(mark) ? undefined : mark;
  }

  position(symbol: string): number {
    return this.#kernel.account.shares[this.#slots.slotOf(symbol)] as number;
  }

  working(symbol: string): number {
    return this.#kernel.workingShares(this.#slots.slotOf(symbol));
  }

  submit(request: OrderRequest): OrderView {
    return this.#kernel.submit(request);
  }

  target(symbol: string, weight: number): void {
    // A weight that is no number becomes NaN, which is a typed skip; nothing is converted.
    const given: unknown = weight;
    const slot = this.#slots.slotOf(symbol);
    this.#kernel.targets.set(slot, typeof given === 'number' ? given : Number.NaN);
  }

  replace(order: OrderView, change: OrderChange): OrderView {
    return this.#kernel.replace(order, change);
  }

  cancel(order: OrderView): void {
    this.#kernel.cancel(order);
  }
}
