import type {
  Bar,
  OrderChange,
  OrderRequest,
  OrderView,
  StrategyContext,
  StrategyInstance,
  UnixMs,
} from '@tradewright/core';
import { type Decision, readTerms } from './decision.js';

/** Hands everything on to the kernel and notes what the strategy asks for. */
export class RecordingContext implements StrategyContext {
  readonly decisions: Decision[] = [];
  /** Slice of the turn; −1 before the first. */
  slice = -1;
  #heard: Decision['heard'] = 'bars';
  #inner: StrategyContext | undefined = undefined;

  /** The instance as the kernel shall see it. */
  wrap(instance: StrategyInstance): StrategyInstance {
    return {
      onBars: (context) => {
        this.slice++;
        this.#enter(context, 'bars');
        instance.onBars(this);
      },
      ...(instance.onReport === undefined
        ? {}
        : {
            onReport: (order, context) => {
              this.#enter(context, 'report');
              instance.onReport?.(order, this);
            },
          }),
    };
  }

  /** End of the slice of the turn; `NaN` before the first. */
  get at(): UnixMs {
    return this.#inner?.at ?? Number.NaN;
  }

  get warmingUp(): boolean {
    return this.#context.warmingUp;
  }

  get symbols(): readonly string[] {
    return this.#context.symbols;
  }

  get bars(): readonly Bar[] {
    return this.#context.bars;
  }

  get equity(): number {
    return this.#context.equity;
  }

  get cash(): number {
    return this.#context.cash;
  }

  bar(symbol: string): Bar | undefined {
    return this.#context.bar(symbol);
  }

  mark(symbol: string): number | undefined {
    return this.#context.mark(symbol);
  }

  position(symbol: string): number {
    return this.#context.position(symbol);
  }

  working(symbol: string): number {
    return this.#context.working(symbol);
  }

  submit(request: OrderRequest): OrderView {
    const order = this.#context.submit(request);
    this.#note(order.symbol, 'submit', readTerms(request));
    return order;
  }

  target(symbol: string, weight: number): void {
    this.#context.target(symbol, weight);
    this.#note(symbol, 'target', { weight });
  }

  replace(order: OrderView, change: OrderChange): OrderView {
    const { symbol, clientOrderId } = order;
    const changed = this.#context.replace(order, change);
    this.#note(symbol, 'replace', { order: clientOrderId, ...readTerms(change) });
    return changed;
  }

  cancel(order: OrderView): void {
    this.#context.cancel(order);
    this.#note(order.symbol, 'cancel', { order: order.clientOrderId });
  }

  #enter(context: StrategyContext, heard: Decision['heard']): void {
    this.#inner = context;
    this.#heard = heard;
  }

  #note(symbol: string, action: Decision['action'], terms: Decision['terms']): void {
    const { slice, at } = this;
    this.decisions.push({ slice, at, symbol, heard: this.#heard, action, terms });
  }

  get #context(): StrategyContext {
    return this.#inner as StrategyContext;
  }
}
