import type {
  Bar,
  OrderView,
  Strategy,
  StrategyContext,
  StrategyInstance,
} from '@tradewright/core';

const cents = (price: number): number => Math.max(1, Math.round(price * 100)) / 100;

function strategy(name: string, create: () => StrategyInstance): Strategy {
  return { name, version: '1', warmUpBars: () => 0, create };
}

/** Asks once per bar of each symbol, with the closes seen so far. */
function perBar(
  name: string,
  onBar: (context: StrategyContext, bar: Bar, closes: readonly number[]) => void,
  onReport?: NonNullable<StrategyInstance['onReport']>,
): Strategy {
  return strategy(name, () => {
    const seen = new Map<string, number[]>();
    return {
      onBars: (context) => {
        for (const bar of context.bars) {
          const closes = [...(seen.get(bar.symbol) ?? []), bar.close].slice(-20);
          seen.set(bar.symbol, closes);
          onBar(context, bar, closes);
        }
      },
      ...(onReport === undefined ? {} : { onReport }),
    };
  });
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length;

const isIdle = (context: StrategyContext, symbol: string): boolean =>
  context.position(symbol) === 0 && context.working(symbol) === 0;

/** Long above the mean of twenty closes, flat below. */
export const meanTargets: Strategy = perBar(
  'mean-targets',
  (context, { symbol, close }, closes) => {
    if (closes.length === 20) context.target(symbol, close > mean(closes) ? 0.3 : 0);
  },
);

/** Buys a new high of ten closes with a bracket around it. */
export const brackets: Strategy = perBar('brackets', (context, { symbol, close }, closes) => {
  if (!isIdle(context, symbol) || close < Math.max(...closes.slice(-10))) return;
  context.submit({
    symbol,
    side: 'buy',
    quantity: 40,
    takeProfit: { limitPrice: cents(close * 1.006) },
    stopLoss: { stopPrice: cents(close * 0.995) },
  });
});

/** Sells a new low of ten closes short by a stop, with a stop-limit order behind it. */
export const shortBrackets: Strategy = perBar('short-brackets', (context, bar, closes) => {
  const { symbol, close } = bar;
  if (!isIdle(context, symbol) || close > Math.min(...closes.slice(-10))) return;
  context.submit({
    symbol,
    side: 'sell',
    quantity: 25,
    type: 'stop',
    stopPrice: cents(close * 0.999),
    timeInForce: 'gtc',
    takeProfit: { limitPrice: cents(close * 0.992) },
    stopLoss: { stopPrice: cents(close * 1.004), limitPrice: cents(close * 1.006) },
  });
});

/** Rests below the market; sells above what it paid, as an answer to the fill. */
export const dips: Strategy = perBar(
  'dips',
  (context, { symbol, close }) => {
    if (!isIdle(context, symbol)) return;
    const limitPrice = cents(close * 0.997);
    context.submit({ symbol, side: 'buy', quantity: 30, type: 'limit', limitPrice });
  },
  (order, context) => {
    if (order.side !== 'buy' || order.status !== 'filled') return;
    const { symbol } = order;
    const limitPrice = cents((context.mark(symbol) ?? 100) * 1.002);
    context.submit({
      symbol,
      side: 'sell',
      quantity: 30,
      type: 'limit',
      limitPrice,
      timeInForce: 'gtc',
    });
  },
);

/** Always in the market, behind a trailing stop. */
export const trailing: Strategy = perBar(
  'trailing',
  (context, { symbol }) => {
    if (isIdle(context, symbol)) context.submit({ symbol, side: 'buy', quantity: 20 });
  },
  (order, context) => {
    if (order.type !== 'market' || order.status !== 'filled') return;
    const { symbol } = order;
    const trail = { type: 'trailingStop', trailPercent: 0.5, timeInForce: 'gtc' } as const;
    context.submit({ symbol, side: 'sell', quantity: 20, ...trail });
  },
);

/** Follows the market with a limit order that it changes with every bar; leaves by an oco. */
export const chaser: Strategy = strategy('chaser', () => {
  const working = new Map<string, OrderView>();
  return {
    onBars: (context) => {
      for (const { symbol, close } of context.bars) {
        const order = working.get(symbol);
        if (order !== undefined && !order.finished) {
          const limitPrice = cents(close * 0.9985);
          working.set(symbol, context.replace(order, { limitPrice }));
        } else if (isIdle(context, symbol)) {
          const limitPrice = cents(close * 0.998);
          const limit = { type: 'limit', limitPrice, timeInForce: 'gtc' } as const;
          working.set(symbol, context.submit({ symbol, side: 'buy', quantity: 35, ...limit }));
        }
      }
    },
    onReport: (order, context) => {
      if (order.side !== 'buy' || order.status !== 'filled') return;
      const { symbol } = order;
      const paid = context.mark(symbol) ?? 100;
      context.submit({
        symbol,
        side: 'sell',
        quantity: context.position(symbol),
        orderClass: 'oco',
        timeInForce: 'gtc',
        takeProfit: { limitPrice: cents(paid * 1.004) },
        stopLoss: { stopPrice: cents(paid * 0.996) },
      });
    },
  };
});

/** A stop on both sides; the fill of one cancels the other, and the next bar closes. */
export const straddle: Strategy = strategy('straddle', () => {
  let pair: OrderView[] = [];
  return {
    onBars: (context) => {
      for (const { symbol, close } of context.bars) {
        const held = context.position(symbol);
        if (held !== 0) {
          context.submit({ symbol, side: held > 0 ? 'sell' : 'buy', quantity: Math.abs(held) });
        } else if (context.working(symbol) === 0 && pair.every(({ finished }) => finished)) {
          const stop = { symbol, quantity: 15, type: 'stop' } as const;
          pair = [
            context.submit({ ...stop, side: 'buy', stopPrice: cents(close * 1.002) }),
            context.submit({ ...stop, side: 'sell', stopPrice: cents(close * 0.998) }),
          ];
        }
      }
    },
    onReport: (order, context) => {
      if (order.type !== 'stop' || order.filledQuantity.eq(0)) return;
      for (const other of pair) if (other !== order) context.cancel(other);
    },
  };
});

/** Buys in the opening auction and sells in the closing one. */
export const auctions: Strategy = perBar('auctions', (context, { symbol }) => {
  if (context.working(symbol) !== 0) return;
  const held = context.position(symbol);
  if (held === 0) context.submit({ symbol, side: 'buy', quantity: 50, timeInForce: 'opg' });
  else context.submit({ symbol, side: 'sell', quantity: held, timeInForce: 'cls' });
});

/** One price or nothing, both ways. */
export const impatient: Strategy = perBar('impatient', (context, { symbol, open, close }) => {
  const held = context.position(symbol);
  const up = close > open;
  const limit = { symbol, type: 'limit', limitPrice: close } as const;
  if (up && held < 200) {
    context.submit({ ...limit, side: 'buy', quantity: 60, timeInForce: 'ioc' });
  } else if (!up && held > 0) {
    context.submit({ ...limit, side: 'sell', quantity: held, timeInForce: 'fok' });
  }
});

/** Rests before, during and after the session. */
export const earlyBird: Strategy = perBar('early-bird', (context, { symbol, close }) => {
  if (context.working(symbol) !== 0) return;
  const held = context.position(symbol);
  const limit = { symbol, type: 'limit', extendedHours: true } as const;
  if (held === 0) {
    context.submit({ ...limit, side: 'buy', quantity: 20, limitPrice: cents(close * 0.9975) });
  } else {
    context.submit({ ...limit, side: 'sell', quantity: held, limitPrice: cents(close * 1.002) });
  }
});
