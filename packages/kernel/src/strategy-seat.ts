import {
  type OrderView,
  quoteValue,
  SdkError,
  type StrategyContext,
  type StrategyInstance,
  type UnixMs,
} from '@tradewright/core';

/** What is left of a strategy that was taken out of service. */
const inert: StrategyInstance = { onBars: () => undefined };

/** What a seat is made of. */
export interface SeatParts {
  readonly name: string;
  readonly instance: StrategyInstance;
  readonly context: StrategyContext;
  /** Says in which slice something failed. */
  readonly turn: { readonly turnAt: UnixMs };
}

/** Asks one strategy instance, and says which one failed, and where, when it throws. */
export class StrategySeat {
  /** The instance wants to hear of its orders. */
  hears: boolean;
  readonly #name: string;
  readonly #context: StrategyContext;
  readonly #turn: { readonly turnAt: UnixMs };
  #instance: StrategyInstance;

  constructor({ name, instance, context, turn }: SeatParts) {
    this.#name = name;
    this.#instance = instance;
    this.#context = context;
    this.#turn = turn;
    this.hears = instance.onReport !== undefined;
  }

  /** @throws SdkError `STRATEGY_FAILED` */
  onBars(): void {
    try {
      this.#instance.onBars(this.#context);
    } catch (error) {
      throw this.#failed('onBars', error);
    }
  }

  /** @throws SdkError `STRATEGY_FAILED` */
  onReport(order: OrderView): void {
    try {
      this.#instance.onReport?.(order, this.#context);
    } catch (error) {
      throw this.#failed('onReport', error);
    }
  }

  /** From now on nobody is asked. */
  vacate(): void {
    this.#instance = inert;
    this.hears = false;
  }

  #failed(handler: string, cause: unknown): SdkError {
    const { turnAt } = this.#turn;
    const reason = reasonOf(cause);
    const slice = Number.isFinite(turnAt) ? new Date(turnAt).toISOString() : 'the start';
    return new SdkError(
      'STRATEGY_FAILED',
      `strategy "${this.#name}" threw in ${handler} at the slice of ${slice}: ${reason}`,
      { cause, details: { strategy: this.#name, handler, turnAt } },
    );
  }
}

/** What was thrown, in words; it may be anything, even an object that cannot be written. */
function reasonOf(cause: unknown): string {
  if (cause instanceof Error) return cause.message;
  return typeof cause === 'string' ? cause : quoteValue(cause);
}
