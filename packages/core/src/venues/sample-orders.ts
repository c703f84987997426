import { usEquityCalendar } from '../calendar/us-equity-calendar.js';
import { instrument, type Instrument } from '../instruments/instrument.js';
import { textToUnits } from '../numbers/units.js';
import { type OrderDetails, type OrderLeg, simpleDetails } from '../orders/order-intent.js';
import { OrderIntent } from '../orders/order-intent.js';
import type { OrderClass, OrderSide, OrderType, TimeInForce } from '../orders/order-request.js';
import { parseInstant } from '../time/parse-instant.js';
import type { VenueSituation } from './check-venue-rules.js';

/** Shares with four decimals of price and nine of quantity, so that a venue's rules decide. */
export const sampleShare: Instrument = instrument({
  symbol: 'AAPL',
  priceTick: '0.0001',
  quantityStep: '0.000000001',
});

/** What a test says about an order; prices and quantities are decimal text. */
export interface SampleOrder {
  readonly instrument?: Instrument;
  readonly side?: OrderSide;
  readonly type?: OrderType;
  readonly timeInForce?: TimeInForce;
  readonly quantity?: string;
  readonly limitPrice?: string;
  readonly stopPrice?: string;
  readonly trailAmount?: string;
  readonly trailPercent?: string;
  readonly extendedHours?: boolean;
  readonly orderClass?: OrderClass;
  readonly takeProfit?: string;
  readonly stopLoss?: string;
  readonly stopLossLimit?: string;
  readonly leg?: OrderLeg;
  readonly group?: number;
  readonly replaces?: OrderIntent;
  readonly chainFilled?: string;
}

/**
 * Makes the order that a kernel would make of it, with its legs; for tests. An `oco` is its
 * take-profit with the stop-loss as its leg. Default: buy one share at the market for the day.
 */
export function sampleOrder(sample: SampleOrder = {}): OrderIntent {
  const { takeProfit, stopLoss, orderClass } = sample;
  const legs = (takeProfit === undefined ? 0 : 1) + (stopLoss === undefined ? 0 : 1);
  const follows = legs === 2 ? 'bracket' : legs === 1 ? 'oto' : 'simple';
  const given = orderClass ?? follows;
  const group = sample.group ?? (given === 'simple' ? -1 : 7);
  if (given === 'oco') {
    const first = {
      ...sample,
      orderClass: given,
      group,
      leg: 'takeProfit',
      type: 'limit',
    } as const;
    const priced = { ...first, type: sample.type ?? 'limit', limitPrice: takeProfit ?? '110' };
    return makeOrder(priced, stopLoss === undefined ? [] : [makeStop(sample, given, group)]);
  }
  const exits: SampleOrder = { ...sample, side: sample.side === 'sell' ? 'buy' : 'sell' };
  const made = [];
  if (takeProfit !== undefined) {
    const leg = { orderClass: given, group, leg: 'takeProfit', type: 'limit' } as const;
    made.push(makeOrder({ ...bare(exits), ...leg, limitPrice: takeProfit }, []));
  }
  if (stopLoss !== undefined) made.push(makeStop(exits, given, group));
  return makeOrder({ ...sample, orderClass: given, group }, made);
}

/** A morning with a session, before any auction has closed, without position or price. */
export function sampleSituation(changes: Partial<VenueSituation> = {}): VenueSituation {
  const at = parseInstant('2024-07-05T08:00:00-04:00');
  return { at, calendar: usEquityCalendar, heldUnits: 0, mark: Number.NaN, open: [], ...changes };
}

/** Whole shares of {@link sampleShare} in its units. */
export function shares(quantity: number): number {
  return quantity * 1e9;
}

function bare({
  instrument: one,
  side,
  timeInForce,
  quantity,
  extendedHours,
}: SampleOrder): SampleOrder {
  return {
    ...(one && { instrument: one }),
    ...(side && { side }),
    ...(timeInForce && { timeInForce }),
    ...(quantity && { quantity }),
    ...(extendedHours && { extendedHours }),
  };
}

function makeStop(sample: SampleOrder, orderClass: OrderClass, group: number): OrderIntent {
  const { stopLoss = '90', stopLossLimit } = sample;
  const leg = { orderClass, group, leg: 'stopLoss', stopPrice: stopLoss } as const;
  const stop: SampleOrder = { ...bare(sample), ...leg, type: 'stop' };
  if (stopLossLimit === undefined) return makeOrder(stop, []);
  return makeOrder({ ...stop, type: 'stopLimit', limitPrice: stopLossLimit }, []);
}

function makeOrder(sample: SampleOrder, legs: readonly OrderIntent[]): OrderIntent {
  const { instrument: one = sampleShare, type = 'market', quantity = '1' } = sample;
  const price = (text: string | undefined): number =>
    text === undefined ? 0 : textToUnits(text, one.priceDigits);
  const isLimit = type === 'limit' || type === 'stopLimit';
  const isStop = type === 'stop' || type === 'stopLimit';
  const details: OrderDetails = {
    ...simpleDetails,
    stopUnits: price(isStop ? (sample.stopPrice ?? '100') : undefined),
    trailUnits: price(sample.trailAmount),
    trailPpm: textToUnits(sample.trailPercent ?? '0', 4),
    extendedHours: sample.extendedHours ?? false,
    orderClass: sample.orderClass ?? 'simple',
    leg: sample.leg,
    group: sample.group ?? -1,
    legs,
    replaces: sample.replaces,
    chainFilledUnits: textToUnits(sample.chainFilled ?? '0', one.quantityDigits),
  };
  return new OrderIntent({
    maker: { account: 'paper', strategy: 'sample' },
    instrument: one,
    slot: 0,
    sequence: 0,
    sign: sample.side === 'sell' ? -1 : 1,
    type,
    timeInForce: sample.timeInForce ?? 'day',
    quantityUnits: textToUnits(quantity, one.quantityDigits),
    limitUnits: price(isLimit ? (sample.limitPrice ?? '100') : undefined),
    turn: 0,
    decidedAt: 0,
    ordinal: 0,
    details,
  });
}
