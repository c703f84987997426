import {
  type BarSeries,
  barsFromColumns,
  type OrderRequest,
  type OrderView,
  type Strategy,
  type StrategyContext,
} from '@tradewright/core';
import fc from 'fast-check';

/** Bars last one minute and start every second one, so that an end is never the next start. */
export const everyMs = 120_000;
const minuteMs = 60_000;

/** Prices in cents, the volume in shares. */
export type CentBar = readonly [
  open: number,
  high: number,
  low: number,
  close: number,
  volume: number,
];

const bar = fc
  .tuple(
    fc.integer({ min: 9700, max: 10_300 }),
    fc.integer({ min: 9700, max: 10_300 }),
    fc.tuple(fc.nat(250), fc.nat(250), fc.integer({ min: 0, max: 120 })),
  )
  .map(([open, close, [up, down, volume]]): CentBar => {
    return [open, Math.max(open, close) + up, Math.min(open, close) - down, close, volume];
  });

/** A market of 6 to 30 bars around 100. */
export const centBars: fc.Arbitrary<readonly CentBar[]> = fc.array(bar, {
  minLength: 6,
  maxLength: 30,
});

/** What somebody wants at the end of a slice; prices in cents from 100, toward a better price. */
export interface Wish {
  readonly slice: number;
  readonly buys: boolean;
  readonly type: 'market' | 'limit' | 'stop' | 'stopLimit' | 'trailingStop';
  readonly life: 'day' | 'gtc' | 'ioc' | 'fok';
  readonly quantity: number;
  readonly distance: number;
  readonly group: 'simple' | 'bracket' | 'takeProfit' | 'stopLoss' | 'stopLimitLoss';
  readonly profit: number;
  readonly loss: number;
  /** Slices later it is canceled, or its price changes by so much. */
  readonly later: {
    readonly slices: number;
    readonly change: number | 'cancel';
    readonly leg: number;
  };
}

export const wish: fc.Arbitrary<Wish> = fc.record({
  slice: fc.nat(20),
  buys: fc.boolean(),
  type: fc.constantFrom('market', 'limit', 'stop', 'stopLimit', 'trailingStop'),
  life: fc.constantFrom('day', 'day', 'gtc', 'gtc', 'ioc', 'fok'),
  quantity: fc.integer({ min: 1, max: 10 }).map((half) => 2 * half),
  distance: fc.integer({ min: 1, max: 300 }),
  group: fc.constantFrom('simple', 'simple', 'bracket', 'takeProfit', 'stopLoss', 'stopLimitLoss'),
  profit: fc.integer({ min: 1, max: 250 }),
  loss: fc.integer({ min: 1, max: 250 }),
  later: fc.record({
    slices: fc.integer({ min: 1, max: 12 }),
    change: fc.oneof(fc.constant('cancel' as const), fc.integer({ min: -150, max: 150 })),
    leg: fc.integer({ min: -1, max: 1 }),
  }),
});

/** How prices in cents and quantities become those of a run. */
export interface Reading {
  /** 1, or −1 for the mirror image around 100. */
  readonly side: 1 | -1;
  /** All prices and the tick are multiplied by it. */
  readonly priceFactor: number;
  readonly quantityFactor: number;
  /** Orders of a share of the quantity each, instead of one. */
  readonly parts: number;
}

export const asWritten: Reading = { side: 1, priceFactor: 1, quantityFactor: 1, parts: 1 };

const center = 10_000;

const priceOf = (cents: number, { side, priceFactor }: Reading): number =>
  ((side > 0 ? cents : 2 * center - cents) * priceFactor) / 100;

export function wishedBars(
  rows: readonly CentBar[],
  reading = asWritten,
  timeOf: (index: number) => number = (index) => index * everyMs,
): BarSeries {
  const column = (index: number): Float64Array =>
    Float64Array.from(rows, (row) => priceOf(row[index] as number, reading));
  const [high, low] = reading.side > 0 ? [column(1), column(2)] : [column(2), column(1)];
  return barsFromColumns(
    {
      symbol: 'A',
      time: Float64Array.from(rows, (_, i) => timeOf(i)),
      open: column(0),
      high,
      low,
      close: column(3),
      volume: Float64Array.from(rows, (row) => row[4] * reading.quantityFactor),
    },
    { periodMs: minuteMs },
  );
}

/** The request of a wish. A group lives longer than one price, and an exit is behind its entry. */
export function requestOf(one: Wish, reading = asWritten): OrderRequest {
  const { type, group, distance } = one;
  const way = one.buys ? 1 : -1;
  const stopCents = center + way * distance;
  const limitCents = type === 'limit' ? center - way * distance : stopCents + way * 50;
  const isStop = type === 'stop' || type === 'stopLimit';
  const isLimit = type === 'limit' || type === 'stopLimit';
  // What an exit is compared with: limit before stop, as the check of a group does.
  const base = isLimit ? limitCents : isStop ? stopCents : center;
  const lossCents = (isStop ? Math.min(base * way, stopCents * way) * way : base) - way * one.loss;
  const price = (cents: number): number => priceOf(cents, reading);
  const waits = group !== 'simple' || isStop || type === 'trailingStop';
  const limit = group === 'stopLimitLoss' ? { limitPrice: price(lossCents - way * 20) } : {};
  return {
    symbol: 'A',
    side: one.buys === reading.side > 0 ? 'buy' : 'sell',
    quantity: (one.quantity * reading.quantityFactor) / reading.parts,
    type,
    timeInForce: waits && (one.life === 'ioc' || one.life === 'fok') ? 'gtc' : one.life,
    ...(isStop ? { stopPrice: price(stopCents) } : {}),
    ...(isLimit ? { limitPrice: price(limitCents) } : {}),
    ...(type === 'trailingStop' ? { trailAmount: (distance * reading.priceFactor) / 100 } : {}),
    ...(group === 'bracket' || group === 'takeProfit'
      ? { takeProfit: { limitPrice: price(base + way * one.profit) } }
      : {}),
    ...(group === 'simple' || group === 'takeProfit'
      ? {}
      : { stopLoss: { stopPrice: price(lossCents), ...limit } }),
  };
}

/** A strategy that does what was wished, as far as the slices go. */
export function wishing(wishes: readonly Wish[], reading = asWritten): Strategy {
  return {
    name: 'wishing',
    version: '1',
    warmUpBars: () => 0,
    create: () => {
      const made = new Map<Wish, OrderView[]>();
      let slice = 0;
      return {
        onBars: (context) => {
          for (const one of wishes) {
            if (one.slice === slice) {
              const request = requestOf(one, reading);
              made.set(
                one,
                Array.from({ length: reading.parts }, () => context.submit(request)),
              );
            } else if (one.slice + one.later.slices === slice) {
              for (const order of made.get(one) ?? []) change(context, { one, order, reading });
            }
          }
          slice++;
        },
      };
    },
  };
}

function change(
  context: StrategyContext,
  { one, order, reading }: { one: Wish; order: OrderView; reading: Reading },
): void {
  const { leg } = one.later;
  const target = leg < 0 ? order : order.legs[leg];
  if (target === undefined || target.finished) return;
  if (one.later.change === 'cancel') {
    context.cancel(target);
    return;
  }
  const cents = center + one.later.change;
  const price = priceOf(cents, reading);
  if (target.type === 'trailingStop') {
    const trailAmount = (Math.abs(one.later.change) + 1) * (reading.priceFactor / 100);
    context.replace(target, { trailAmount: Math.round(trailAmount * 100) / 100 });
  } else if (target.type === 'limit') context.replace(target, { limitPrice: price });
  else if (target.type === 'stop') context.replace(target, { stopPrice: price });
}
