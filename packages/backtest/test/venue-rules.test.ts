import {
  alpacaCrypto,
  alpacaEquities,
  type ApprovedOrder,
  instrument,
  Ledger,
  moneyOne,
  type OrderView,
  parseInstant,
  type Refusal,
  usEquityCalendar,
  type VenueRules,
} from '@tradewright/core';
import { approvedOrder } from '@tradewright/testing';
import { describe, expect, it } from 'vitest';
import { parseVenueSettings } from '../src/index.js';
import { SimulatedVenue } from '../src/simulated-venue.js';
import type { VenueSink } from '../src/venue-parts.js';
import { barsOf, ends, type OrderOfA, shortFills, story, trade } from './venue-under-test.js';

const morning = parseInstant('2024-07-05T10:00:00-04:00');
const fine = { symbol: 'A', priceTick: '0.0001', quantityStep: '0.001' } as const;

interface Forbidden {
  readonly what: string;
  readonly order: OrderOfA;
  /** Shares held when it is sent. Default none. */
  readonly held?: number;
  /** An order that rests meanwhile. */
  readonly resting?: OrderOfA;
  /** Start of the first bar; the order is sent two minutes later. */
  readonly startAt?: number;
  readonly rules?: VenueRules;
  readonly code: string;
}

const forbidden: readonly Forbidden[] = [
  {
    what: 'a stop order that lives for one price',
    order: { side: 'buy', type: 'stop', stopPrice: 105, timeInForce: 'ioc' },
    code: 'TIME_IN_FORCE_NOT_ALLOWED',
  },
  {
    what: 'a stop order for coins',
    order: { side: 'buy', type: 'stop', stopPrice: 105, timeInForce: 'gtc' },
    rules: alpacaCrypto,
    code: 'TYPE_NOT_ALLOWED',
  },
  {
    what: 'a bracket with a stop entry',
    order: { side: 'buy', type: 'stop', stopPrice: 105, stopLoss: { stopPrice: 90 } },
    code: 'CLASS_NOT_ALLOWED',
  },
  {
    what: 'a bracket that reduces',
    order: {
      side: 'sell',
      takeProfit: { limitPrice: 90 },
      stopLoss: { stopPrice: 110 },
    },
    held: 10,
    code: 'CLASS_NOT_ALLOWED',
  },
  {
    what: 'an oco without a position',
    order: {
      side: 'sell',
      orderClass: 'oco',
      takeProfit: { limitPrice: 110 },
      stopLoss: { stopPrice: 90 },
    },
    code: 'CLASS_NOT_ALLOWED',
  },
  {
    what: 'a market order in extended hours',
    order: { side: 'buy', extendedHours: true },
    code: 'EXTENDED_HOURS_NOT_ALLOWED',
  },
  {
    what: 'a fraction that is good till canceled',
    order: { side: 'buy', quantity: 1.5, timeInForce: 'gtc' },
    code: 'FRACTION_NOT_ALLOWED',
  },
  {
    what: 'a fraction sold short',
    order: { side: 'sell', quantity: 1.5 },
    code: 'FRACTION_NOT_ALLOWED',
  },
  {
    what: 'a limit finer than a cent',
    order: { side: 'buy', type: 'limit', limitPrice: 99.995 },
    code: 'PRICE_INCREMENT',
  },
  {
    what: 'a stop below the last price, to buy',
    order: { side: 'buy', type: 'stop', stopPrice: 95 },
    code: 'PRICE_SIDE',
  },
  {
    what: 'a take-profit below the entry',
    order: { side: 'buy', type: 'limit', limitPrice: 95, takeProfit: { limitPrice: 94 } },
    code: 'PRICE_SIDE',
  },
  {
    what: 'a fraction worth less than a dollar',
    order: { side: 'buy', quantity: 0.009 },
    code: 'NOTIONAL_OUT_OF_RANGE',
  },
  {
    what: 'a sale of coins that are not there',
    order: { side: 'sell', timeInForce: 'gtc' },
    rules: alpacaCrypto,
    code: 'SHORT_NOT_ALLOWED',
  },
  {
    what: 'a sale of more than is held',
    order: { side: 'sell', quantity: 11 },
    held: 10,
    code: 'CROSSES_ZERO',
  },
  {
    what: 'a sale of what a working order sells already',
    order: { side: 'sell', quantity: 5 },
    held: 10,
    resting: { side: 'sell', quantity: 6, type: 'limit', limitPrice: 110 },
    code: 'CROSSES_ZERO',
  },
  {
    what: 'an order for the opening auction after the open',
    order: { side: 'buy', timeInForce: 'opg' },
    code: 'ORDER_WINDOW_CLOSED',
  },
  {
    what: 'an order for the closing auction of a half day after its deadline',
    order: { side: 'buy', timeInForce: 'cls' },
    startAt: parseInstant('2024-07-03T12:49:00-04:00'),
    code: 'ORDER_WINDOW_CLOSED',
  },
  {
    what: 'a purchase that could meet a working sale',
    order: { side: 'buy' },
    held: 10,
    resting: { side: 'sell', type: 'limit', limitPrice: 110 },
    code: 'WASH_TRADE',
  },
];

/** A venue of one symbol that stands at 100, with an account of its own. */
function createVenue(
  rules: VenueRules,
  { startAt, held }: { readonly startAt: number; readonly held: number },
  sink: VenueSink,
): SimulatedVenue {
  const traded = instrument(fine);
  const ledger = new Ledger([traded]);
  ledger.deposit(100_000n * moneyOne);
  if (held > 0) ledger.applyFill(0, held * 1000, 1_000_000, 0);
  return new SimulatedVenue({
    instruments: [traded],
    series: [barsOf([100, 100, 100], startAt)],
    calendar: usEquityCalendar,
    settings: parseVenueSettings({}),
    rules,
    scale: ledger.scale,
    account: ledger,
    sink,
  });
}

/** What the venue answers when it alone knows the rules. */
function answerOf(one: Forbidden): readonly string[] {
  const { startAt = morning, held = 0, rules = alpacaEquities } = one;
  const answers: string[] = [];
  const sink: VenueSink = {
    accepted: () => void answers.push('accepted'),
    held: () => void answers.push('held'),
    filled: () => void answers.push('filled'),
    ended: (_, { kind, reason }) => void answers.push(`${kind} ${reason?.code ?? ''}`),
  };
  const venue = createVenue(rules, { startAt, held }, sink);
  const send = (order: OrderOfA, ordinal: number): void => {
    venue.accept(approved(order, ordinal), startAt + 120_000);
  };
  if (one.resting !== undefined) send(one.resting, 1);
  answers.length = 0;
  send(one.order, 10);
  return answers;
}

const terms = {
  symbol: 'A',
  quantity: 10,
  instrument: { priceTick: fine.priceTick, quantityStep: fine.quantityStep },
};

function approved(order: OrderOfA, ordinal: number): ApprovedOrder {
  return approvedOrder({ ...terms, ...order, ordinal });
}

describe('what a venue forbids', () => {
  it.each(forbidden)('$what: the venue rejects with $code', (one) => {
    const answers = answerOf(one);
    const legs = (one.order.takeProfit ? 1 : 0) + (one.order.stopLoss ? 1 : 0);
    const oco = one.order.orderClass === 'oco' ? 1 : 0;
    expect(answers).toEqual(Array(1 + legs - oco).fill(`rejected ${one.code}`));
  });

  it.each(forbidden)('$what: the check before a trade denies with $code', async (one) => {
    const { startAt = morning, held = 0, rules: venueRules = alpacaEquities, resting } = one;
    const entry: OrderOfA = { side: 'buy', quantity: held, timeInForce: 'day' };
    const { orders } = await trade(
      barsOf([100, 100, 100, 100], startAt),
      {
        ...(held > 0 ? { 0: entry } : {}),
        1: [...(resting === undefined ? [] : [resting]), one.order],
      },
      { calendar: usEquityCalendar, venueRules, instruments: [fine] },
    );
    const last = orders.at(-1);
    expect(last?.status).toBe('denied');
    expect(refusalCodes(last)).toEqual([one.code]);
    expect((last?.legs ?? []).every(({ status }) => status === 'denied')).toBe(true);
  });

  it('covers most codes', () => {
    expect(new Set(forbidden.map(({ code }) => code)).size).toBe(12);
  });

  it('is accepted by the generic venue, which says nothing of positions or auctions', async () => {
    const fine12 = forbidden.filter(({ rules, code }) => {
      const own = ['TIME_IN_FORCE_NOT_ALLOWED', 'PRICE_SIDE'].includes(code);
      return rules === undefined && !own;
    });
    for (const { order, startAt = morning } of fine12) {
      const { orders } = await trade(
        barsOf([100, 100, 100], startAt),
        { 0: order },
        {
          calendar: usEquityCalendar,
          instruments: [fine],
        },
      );
      expect(orders[0]?.status).not.toBe('denied');
      expect(orders[0]?.status).not.toBe('rejected');
    }
  });
});

const refusalCodes = (order: OrderView | undefined): readonly string[] =>
  (order?.refusals ?? []).map(({ code }: Refusal) => code);

describe('what a venue makes of an order', () => {
  const settings = { calendar: usEquityCalendar, venueRules: alpacaEquities, startAt: morning };
  const stop = { side: 'buy', type: 'stop', stopPrice: 104.01 } as const;

  it('a stop to buy gets a limit: 2.5 % above from 50 on, down to the tick', async () => {
    // 104.01 × 1.025 = 106.61025
    const within = await trade([100, 106.61, 120], { 0: stop }, settings);
    expect(shortFills(within.report, morning)).toEqual(['buy 10 at 106.61 @1']);
    const beyond = await trade([100, [106.62, 108, 106.62, 107], 107], { 0: stop }, settings);
    expect(ends(beyond.orders)).toEqual(['stop accepted 0']);
    const back = await trade([100, [107, 108, 106.5, 107], 107], { 0: stop }, settings);
    expect(shortFills(back.report, morning)).toEqual(['buy 10 at 106.61 @2']);
  });

  it('4 % below 50, and nothing for a sale', async () => {
    const low = { side: 'buy', type: 'stop', stopPrice: 20 } as const;
    const { report } = await trade([19, 20.8, 30], { 0: low }, settings);
    expect(shortFills(report, morning)).toEqual(['buy 10 at 20.8 @1']);
    const gap = await trade([19, 20.81, 30], { 0: low }, settings);
    expect(shortFills(gap.report, morning)).toEqual([]);
    const sale = { side: 'sell', type: 'stop', stopPrice: 18 } as const;
    const sold = await trade([19, 9, 9], { 0: sale }, settings);
    expect(shortFills(sold.report, morning)).toEqual(['sell 10 at 9 @1']);
  });

  it('exits wait for all of the entry', async () => {
    const bracket: OrderOfA = {
      side: 'buy',
      takeProfit: { limitPrice: 110 },
      stopLoss: { stopPrice: 90 },
    };
    const rows = [40, 1000, 1000].map((v) => [100, 100, 100, 100, v] as const);
    const { report, orders } = await trade(
      [100, ...rows],
      { 0: bracket },
      {
        ...settings,
        volumeShareMax: 0.1,
      },
    );
    const told = story(report, orders[0]?.legs[0], morning);
    expect(told).toBe('decided@1 approved@1 held@1 accepted@2');
  });
});

describe('an order at the venue', () => {
  it('is known by its id: an equal one, made anew, cancels and replaces it', () => {
    const answers: string[] = [];
    const say = (what: string): number => answers.push(what);
    const venue = createVenue(
      alpacaEquities,
      { startAt: morning, held: 0 },
      {
        accepted: ({ clientOrderId }) => void say(`accepted ${clientOrderId}`),
        held: () => void say('held'),
        filled: () => void say('filled'),
        ended: ({ clientOrderId }, { kind }) => void say(`${kind} ${clientOrderId}`),
      },
    );
    const order = { side: 'buy', type: 'limit', limitPrice: 90 } as const;
    const [first, again] = [approved(order, 1), approved(order, 1)];
    const at = morning + 120_000;
    venue.accept(first, at);
    venue.replace(
      approvedOrder({ ...order, ...terms, limitPrice: 91, ordinal: 2, replaces: again }),
      at,
    );
    const [, replaced] = answers;
    expect(replaced).toBe(`replaced ${first.clientOrderId}`);
    venue.accept(approved(order, 3), at);
    venue.cancel(approved(order, 3), at);
    expect(answers.at(-1)).toBe(`canceled ${approved(order, 3).clientOrderId}`);
    expect(venue.resting).toBe(1);
  });
});
