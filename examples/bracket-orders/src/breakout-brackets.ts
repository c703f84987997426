import type { OrderView, Strategy } from '@tradewright/core';

export interface BreakoutParameters {
  /** Closes of which a new one must be the highest. */
  readonly closes: number;
  /** 0.01 is 1 % above the price of the signal. */
  readonly profitFraction: number;
  readonly lossFraction: number;
}

/** Cents, as the venue wants them. */
const cents = (price: number): number => Math.round(price * 100) / 100;

/**
 * Buys a new high with a bracket around it. The exits are sent together with the entry, wait until
 * it is filled, and exclude each other; the strategy has nothing to watch.
 *
 * Once the price is half way to its profit, the stop moves to the price of the signal.
 */
export const breakoutBrackets: Strategy<BreakoutParameters> = {
  name: 'breakout-brackets',
  version: '1',
  warmUpBars: ({ closes }) => closes,
  create: ({ closes, profitFraction, lossFraction }) => {
    let seen: readonly number[] = [];
    let entry: OrderView | undefined;
    let stop: OrderView | undefined;
    let secureAt = Number.POSITIVE_INFINITY;
    let paid = 0;
    return {
      onBars: (context) => {
        const [bar] = context.bars;
        if (bar === undefined) return;
        const { symbol, close } = bar;
        const isHigh = close > Math.max(...seen);
        seen = [...seen, close].slice(-closes);
        if (stop?.finished === false && close >= secureAt) {
          // The new stop takes the place of the old one in its group.
          stop = context.replace(stop, { stopPrice: cents(paid) });
          secureAt = Number.POSITIVE_INFINITY;
        }
        const busy = context.position(symbol) !== 0 || entry?.finished === false;
        if (busy || !isHigh || context.warmingUp) return;
        entry = context.submit({
          symbol,
          side: 'buy',
          quantity: 10,
          timeInForce: 'gtc',
          takeProfit: { limitPrice: cents(close * (1 + profitFraction)) },
          stopLoss: { stopPrice: cents(close * (1 - lossFraction)) },
        });
        paid = close;
        secureAt = close * (1 + profitFraction / 2);
        // Take-profit first, then stop-loss.
        [, stop] = entry.legs;
      },
    };
  },
};
