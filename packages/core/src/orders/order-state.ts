import type { Decimal } from '../numbers/decimal.js';
import { unitsToDecimal } from '../numbers/units.js';
import type { ClientOrderId } from './client-order-id.js';
import type { OrderIntent } from './order-intent.js';
import type { OrderSide, OrderType } from './order-request.js';
import { isFinished, orderFact, orderStatus, type OrderStatus } from './order-status.js';
import type { Refusal } from './refusal.js';

/** What a strategy or a reader may see of an order. It follows the order: read it again later. */
export interface OrderView {
  readonly clientOrderId: ClientOrderId;
  readonly symbol: string;
  readonly side: OrderSide;
  readonly type: OrderType;
  readonly status: OrderStatus;
  /** Nothing more is expected of it. */
  readonly finished: boolean;
  readonly cancelRequested: boolean;
  /** `undefined` when what was asked for was malformed. */
  readonly quantity: Decimal | undefined;
  readonly filledQuantity: Decimal;
  /** Why it was denied or rejected; empty otherwise. */
  readonly refusals: readonly Refusal[];
}

const none: readonly Refusal[] = [];

/** What has happened to one intent. Owned by the kernel, which alone changes it. */
export class OrderState implements OrderView {
  declare readonly intent: OrderIntent;
  /** Bits of `orderFact`. */
  facts = 0;
  /** Cumulative filled quantity in the instrument's units. */
  filledUnits = 0;
  /** Part of the quantity that still counts as exposure. */
  reservedUnits = 0;
  /** Worst cash need of one reserved unit; zero for sales. */
  reservedCashPerUnit = 0;
  refusals: readonly Refusal[] = none;
  /** When the broker first said that it has the order; NaN before. */
  acceptedAt = Number.NaN;
  /** When a terminal fact or the last fill was seen; NaN before. */
  finishedAt = Number.NaN;
  /** Executions already booked; made when the first one has a name (live only). */
  executions: Set<string> | undefined = undefined;

  constructor(intent: OrderIntent) {
    this.intent = intent;
  }

  get clientOrderId(): ClientOrderId {
    return this.intent.clientOrderId;
  }

  get symbol(): string {
    return this.intent.instrument.symbol;
  }

  get side(): OrderSide {
    return this.intent.side;
  }

  get type(): OrderType {
    return this.intent.type;
  }

  get status(): OrderStatus {
    return orderStatus(this.facts, this.filledUnits, this.intent.quantityUnits);
  }

  get finished(): boolean {
    return isFinished(this.facts, this.filledUnits, this.intent.quantityUnits);
  }

  get cancelRequested(): boolean {
    return (this.facts & orderFact.cancelRequested) !== 0;
  }

  get quantity(): Decimal {
    return this.intent.quantity;
  }

  get filledQuantity(): Decimal {
    return unitsToDecimal(this.filledUnits, this.intent.instrument.quantityDigits);
  }
}
