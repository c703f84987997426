import { quoteValue } from '../errors/quote-value.js';
import { Decimal } from '../numbers/decimal.js';
import type { UnixMs } from '../time/unix-ms.js';
import type { ClientOrderId } from './client-order-id.js';
import { type OrderRequest, type OrderSide, type OrderType, orderTypes } from './order-request.js';
import type { OrderView } from './order-state.js';
import type { OrderStatus } from './order-status.js';
import type { Refusal } from './refusal.js';

/** A request that could not become an intent: denied at the door, never reviewed, never sent. */
export class MalformedOrder implements OrderView {
  readonly symbol: string;
  readonly side: OrderSide;
  readonly type: OrderType;
  readonly status: OrderStatus = 'denied';
  readonly finished: boolean = true;
  readonly cancelRequested: boolean = false;
  readonly replaceRequested: boolean = false;
  readonly anomalous: boolean = false;
  readonly external: boolean = false;
  readonly legs: readonly OrderView[] = [];
  readonly quantity: undefined = undefined;
  readonly refusals: readonly Refusal[];
  readonly decidedAt: UnixMs;
  readonly #ordinal: number;

  /** @param ordinal Running number of malformed requests in this run. */
  constructor(request: OrderRequest, refusal: Refusal, made: { at: UnixMs; ordinal: number }) {
    const wanted = request as Partial<OrderRequest> | null | undefined;
    this.symbol =
      typeof wanted?.symbol === 'string' ? wanted.symbol.slice(0, 32) : quoteValue(wanted);
    this.side = wanted?.side === 'sell' ? 'sell' : 'buy';
    this.type = orderTypes.find((type) => type === wanted?.type) ?? 'market';
    this.refusals = [refusal];
    this.decidedAt = made.at;
    this.#ordinal = made.ordinal;
  }

  get clientOrderId(): ClientOrderId {
    return `malformed-${this.#ordinal}` as ClientOrderId;
  }

  get filledQuantity(): Decimal {
    return new Decimal(0);
  }
}
