import type { Decimal } from '../numbers/decimal.js';
import { unitsToDecimal } from '../numbers/units.js';
import type { UnixMs } from '../time/unix-ms.js';
import type { ClientOrderId } from './client-order-id.js';
import type { OrderIntent } from './order-intent.js';
import type { OrderSide, OrderType } from './order-request.js';
import {
  isFinished,
  orderFact,
  orderStatus,
  type OrderStatus,
  terminalFacts,
} from './order-status.js';
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
  /** A change of it is on its way; see `StrategyContext.replace`. */
  readonly replaceRequested: boolean;
  /** Reports contradicted each other or the order: somebody must look. */
  readonly anomalous: boolean;
  /** The broker knows it and we did not make it. */
  readonly external: boolean;
  /** `undefined` when what was asked for was malformed. */
  readonly quantity: Decimal | undefined;
  readonly filledQuantity: Decimal;
  /** Orders that were asked for together with this one: take-profit, then stop-loss. */
  readonly legs: readonly OrderView[];
  /** Why it was denied or rejected, or canceled by the venue itself; empty otherwise. */
  readonly refusals: readonly Refusal[];
}

const none: readonly Refusal[] = [];
const noLegs: readonly OrderState[] = [];

/** What the reports of a broker said of an order, beside what is booked. */
export class ReportedFacts {
  /** What is known of each execution, by name. */
  readonly executions = new Map<string, ReportedExecution>();
  /** Cumulative quantities that were reported, without what a later and larger one covers. */
  readonly #claims: UnitsAt[] = [];

  /** Keeps a cumulative quantity with the broker's stamp. */
  claim(claim: UnitsAt): void {
    const covers = (a: UnitsAt, b: UnitsAt): boolean => a.at >= b.at && a.units >= b.units;
    const claims = this.#claims;
    if (claims.some((one) => covers(one, claim))) return;
    for (let i = claims.length - 1; i >= 0; i--) {
      if (covers(claim, claims[i] as UnitsAt)) claims.splice(i, 1);
    }
    claims.push(claim);
  }

  /**
   * Filled according to the broker: the largest claim, less what was taken back since, or within
   * the same millisecond: then nobody can tell, and it counts as after.
   */
  get claimedUnits(): number {
    let most = 0;
    for (const { at, units } of this.#claims) {
      let left = units;
      for (const { takenBackAt, units: busted } of this.executions.values()) {
        if (takenBackAt >= at && takenBackAt !== Number.POSITIVE_INFINITY) left -= busted;
      }
      if (left > most) most = left;
    }
    return most;
  }

  /** Quantity of executions that were taken back. */
  get takenBackUnits(): number {
    let sum = 0;
    for (const { takenBackAt, units } of this.executions.values()) {
      if (takenBackAt !== Number.POSITIVE_INFINITY) sum += units;
    }
    return sum;
  }
}

/** What is known of one execution. */
export interface ReportedExecution {
  /** Its place in the log of fills; −1 when it is not booked, because it was taken back. */
  row: number;
  /** Zero while it is only known to be taken back. */
  units: number;
  /** When the broker took it back; Infinity while it counts. */
  takenBackAt: UnixMs;
}

/** A quantity in whole units, and when the broker spoke of it. */
export interface UnitsAt {
  readonly at: UnixMs;
  readonly units: number;
}

/** Orders that depend on each other's fills: a group, or an order and what replaced it. */
export interface OrderFamily {
  readonly members: readonly OrderState[];
  /** Brings quantities and reservations of all members in line with what is known of each. */
  settle(): void;
  /** Says whether what a member may still fill is reserved, with it or with the others. */
  covers(order: OrderState): boolean;
}

/** What has happened to one intent. Owned by the kernel, which alone changes it. */
export class OrderState implements OrderView {
  declare readonly intent: OrderIntent;
  /** Bits of `orderFact`. */
  facts = 0;
  /** Cumulative filled quantity in the instrument's units. */
  filledUnits = 0;
  /** Quantity that fills of other orders have taken away: of its group, of orders it replaces. */
  shrunkUnits = 0;
  /** Part of the quantity that still counts as exposure. */
  reservedUnits = 0;
  /** Worst cash need of one reserved unit; zero for sales. */
  reservedCashPerUnit = 0;
  refusals: readonly Refusal[] = none;
  /** When the broker first said that it has the order; NaN before. */
  acceptedAt = Number.NaN;
  /** When a terminal fact or the last fill was seen; NaN before. */
  finishedAt = Number.NaN;
  /** What reports said beside plain fills; made with the first one (live only). */
  reported: ReportedFacts | undefined = undefined;
  /** Its end has been taken note of by the book of orders. */
  closed = false;
  /** Orders that were sent together with this one. */
  legs: readonly OrderState[] = noLegs;
  /** The order that shall take, or took, its place. */
  replacement: OrderState | undefined = undefined;
  /** What ties it to other orders; `undefined` for an order that stands alone. */
  family: OrderFamily | undefined = undefined;

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
    const { facts, cumulativeUnits } = this;
    // What others took of an order decides only while nobody said how it ended.
    const ended = (facts & terminalFacts) !== 0;
    const quantity = ended ? this.intent.quantityUnits : this.wantedUnits;
    return orderStatus(facts, cumulativeUnits, quantity);
  }

  get finished(): boolean {
    return isFinished(this.facts, this.cumulativeUnits, this.wantedUnits);
  }

  /** Quantity that may be filled in all: what was asked for, less what others took of it. */
  get wantedUnits(): number {
    return this.intent.quantityUnits - this.shrunkUnits;
  }

  /** Filled as far as anybody said, with or without the executions. */
  get cumulativeUnits(): number {
    const { reported, filledUnits } = this;
    if (reported === undefined) return filledUnits;
    const { claimedUnits } = reported;
    return claimedUnits > filledUnits ? claimedUnits : filledUnits;
  }

  /** Filled once, whether it still counts or was taken back: what a broker let exits work for. */
  get everFilledUnits(): number {
    return this.filledUnits + (this.reported?.takenBackUnits ?? 0);
  }

  /** What may still fill: zero once the order is finished. */
  get leavesUnits(): number {
    return this.finished ? 0 : this.wantedUnits - this.cumulativeUnits;
  }

  /** What must stay reserved: what may still fill, and executions that are claimed but missing. */
  get exposedUnits(): number {
    return this.leavesUnits + this.missingUnits;
  }

  /** Filled according to the broker, by executions that have not come. */
  get missingUnits(): number {
    return this.cumulativeUnits - this.filledUnits;
  }

  get cancelRequested(): boolean {
    return (this.facts & orderFact.cancelRequested) !== 0;
  }

  get replaceRequested(): boolean {
    return this.replacement !== undefined && !this.replacement.finished && !this.finished;
  }

  /** An overfill is one as long as it lasts: an execution may still be taken back. */
  get anomalous(): boolean {
    return (this.facts & orderFact.anomalous) !== 0 || this.cumulativeUnits > this.wantedUnits;
  }

  get external(): boolean {
    return (this.facts & orderFact.external) !== 0;
  }

  get quantity(): Decimal {
    return this.intent.quantity;
  }

  get filledQuantity(): Decimal {
    return unitsToDecimal(this.filledUnits, this.intent.instrument.quantityDigits);
  }
}
