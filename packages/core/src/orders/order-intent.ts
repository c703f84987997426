import type { Instrument } from '../instruments/instrument.js';
import type { Brand } from '../numbers/brand.js';
import type { Decimal } from '../numbers/decimal.js';
import { unitsToDecimal, unitsToText } from '../numbers/units.js';
import { formatUtc, type UnixMs } from '../time/unix-ms.js';
import { type ClientOrderId, deriveClientOrderId } from './client-order-id.js';
import type { OrderClass, OrderSide, OrderType, TimeInForce } from './order-request.js';

/** What an order of a group is for. */
export type OrderLeg = 'takeProfit' | 'stopLoss';

/**
 * What an order has beyond side, quantity, limit and time in force. Most orders have none of it and
 * share {@link simpleDetails}. Prices are whole units of the instrument; zero stands for none.
 */
export interface OrderDetails {
  readonly stopUnits: number;
  /** Distance of a trailing stop in price units. */
  readonly trailUnits: number;
  /** Distance of a trailing stop in millionths of the best price: 10,000 is 1 %. */
  readonly trailPpm: number;
  readonly extendedHours: boolean;
  readonly orderClass: OrderClass;
  /** What this order is for in its group; `undefined` for an entry or a simple order. */
  readonly leg: OrderLeg | undefined;
  /** Sequence number of the group's first order, −1 outside groups. */
  readonly group: number;
  /** Orders that are sent together with this one. */
  readonly legs: readonly OrderIntent[];
  /** The order that this one takes the place of. */
  readonly replaces: OrderIntent | undefined;
  /**
   * Filled on the whole chain of replaced orders when this one was decided. What fills on them
   * afterwards shrinks this order by as much.
   */
  readonly chainFilledUnits: number;
}

/** The details of an order that has none. */
export const simpleDetails: OrderDetails = Object.freeze({
  stopUnits: 0,
  trailUnits: 0,
  trailPpm: 0,
  extendedHours: false,
  orderClass: 'simple',
  leg: undefined,
  group: -1,
  legs: Object.freeze([]),
  replaces: undefined,
  chainFilledUnits: 0,
});

/** Who decides: the part of a decision key that is the same for all orders of a run. */
export interface DecisionMaker {
  readonly account: string;
  readonly strategy: string;
}

/** The whole units and plain facts of which an intent is made; the kernel is their maker. */
export interface OrderTerms {
  readonly maker: DecisionMaker;
  readonly instrument: Instrument;
  /** Index of the instrument in this run. */
  readonly slot: number;
  /** Running number in this run, from zero; differs between drivers and is in no id or hash. */
  readonly sequence: number;
  /** +1 buys, −1 sells. */
  readonly sign: 1 | -1;
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  /** Unsigned, in units of `10^-quantityDigits`. */
  readonly quantityUnits: number;
  /** In units of `10^-priceDigits`; zero for orders without a limit. */
  readonly limitUnits: number;
  /** Instant of the slice (its start) or run key. */
  readonly turn: UnixMs | string;
  readonly decidedAt: UnixMs;
  readonly ordinal: number;
  /** Default {@link simpleDetails}. */
  readonly details?: OrderDetails | undefined;
}

/** An order as plain data: decimal strings, UTC stamps with offset. What it has not is left out. */
export interface OrderIntentJson {
  readonly clientOrderId: ClientOrderId;
  readonly symbol: string;
  readonly side: OrderSide;
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  readonly quantity: string;
  readonly limitPrice?: string;
  readonly stopPrice?: string;
  readonly trailAmount?: string;
  readonly trailPercent?: string;
  readonly extendedHours?: true;
  readonly orderClass?: Exclude<OrderClass, 'simple'>;
  readonly leg?: OrderLeg;
  /** Orders that are sent together with this one. */
  readonly legs?: readonly OrderIntentJson[];
  /** Id of the order that this one takes the place of. */
  readonly replaces?: ClientOrderId;
  readonly decidedAt: string;
}

/**
 * An order that somebody wants. Immutable. Inside it holds whole units in doubles; readers get
 * `Decimal`s, made when asked for. It may not leave before `reviewOrder` made it an
 * {@link ApprovedOrder}. (Fields are
 * `declare`d: made by the constructor alone, not first set to undefined.)
 */
export class OrderIntent implements OrderTerms {
  declare readonly maker: DecisionMaker;
  declare readonly instrument: Instrument;
  declare readonly slot: number;
  declare readonly sequence: number;
  declare readonly sign: 1 | -1;
  declare readonly type: OrderType;
  declare readonly timeInForce: TimeInForce;
  declare readonly quantityUnits: number;
  declare readonly limitUnits: number;
  declare readonly turn: UnixMs | string;
  declare readonly decidedAt: UnixMs;
  declare readonly ordinal: number;
  declare readonly details: OrderDetails;
  #clientOrderId: ClientOrderId | undefined = undefined;

  constructor(terms: OrderTerms) {
    this.maker = terms.maker;
    this.instrument = terms.instrument;
    this.slot = terms.slot;
    this.sequence = terms.sequence;
    this.sign = terms.sign;
    this.type = terms.type;
    this.timeInForce = terms.timeInForce;
    this.quantityUnits = terms.quantityUnits;
    this.limitUnits = terms.limitUnits;
    this.turn = terms.turn;
    this.decidedAt = terms.decidedAt;
    this.ordinal = terms.ordinal;
    this.details = terms.details ?? simpleDetails;
  }

  /** Derived when first read: most orders of a backtest are never asked for it. */
  get clientOrderId(): ClientOrderId {
    this.#clientOrderId ??= deriveClientOrderId({
      ...this.maker,
      turn: this.turn,
      symbol: this.symbol,
      ordinal: this.ordinal,
      leg: this.details.leg,
    });
    return this.#clientOrderId;
  }

  get symbol(): string {
    return this.instrument.symbol;
  }

  get side(): OrderSide {
    return this.sign > 0 ? 'buy' : 'sell';
  }

  get quantity(): Decimal {
    return unitsToDecimal(this.quantityUnits, this.instrument.quantityDigits);
  }

  get limitPrice(): Decimal | undefined {
    return this.#price(this.limitUnits);
  }

  get stopPrice(): Decimal | undefined {
    return this.#price(this.details.stopUnits);
  }

  /** Distance of a trailing stop in price. */
  get trailAmount(): Decimal | undefined {
    return this.#price(this.details.trailUnits);
  }

  /** Distance of a trailing stop in per cent. */
  get trailPercent(): Decimal | undefined {
    const { trailPpm } = this.details;
    return trailPpm === 0 ? undefined : unitsToDecimal(trailPpm, 4);
  }

  #price(units: number): Decimal | undefined {
    return units === 0 ? undefined : unitsToDecimal(units, this.instrument.priceDigits);
  }

  toJSON(): OrderIntentJson {
    const { priceDigits, quantityDigits } = this.instrument;
    return {
      clientOrderId: this.clientOrderId,
      symbol: this.symbol,
      side: this.side,
      type: this.type,
      timeInForce: this.timeInForce,
      quantity: unitsToText(this.quantityUnits, quantityDigits),
      ...(this.limitUnits === 0 ? {} : { limitPrice: unitsToText(this.limitUnits, priceDigits) }),
      ...(this.details === simpleDetails ? {} : detailsToJson(this.details, priceDigits)),
      decidedAt: formatUtc(this.decidedAt),
    };
  }
}

function detailsToJson(details: OrderDetails, priceDigits: number): Partial<OrderIntentJson> {
  const { stopUnits, trailUnits, trailPpm, orderClass, leg, legs, replaces } = details;
  return {
    ...(stopUnits === 0 ? {} : { stopPrice: unitsToText(stopUnits, priceDigits) }),
    ...(trailUnits === 0 ? {} : { trailAmount: unitsToText(trailUnits, priceDigits) }),
    ...(trailPpm === 0 ? {} : { trailPercent: unitsToText(trailPpm, 4) }),
    ...(details.extendedHours ? { extendedHours: true as const } : {}),
    ...(orderClass === 'simple' ? {} : { orderClass }),
    ...(leg === undefined ? {} : { leg }),
    ...(legs.length === 0 ? {} : { legs: legs.map((each) => each.toJSON()) }),
    ...(replaces === undefined ? {} : { replaces: replaces.clientOrderId }),
  };
}

/** An intent that passed risk. Only `reviewOrder` makes one, and a broker accepts nothing else. */
export type ApprovedOrder = Brand<OrderIntent, 'ApprovedOrder'>;
