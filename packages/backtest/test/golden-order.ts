import type { OrderRequest, StrategyContext } from '@tradewright/core';

/** What every case trades. */
export const symbol = 'X';

/**
 * Asks for an order for a signed quantity, at the market, until it is filled. The days of the cases
 * are sessions of different exchanges, and the calendar is one that never closes: an order of a
 * day would end on a holiday.
 */
export function submitSigned(
  context: StrategyContext,
  signed: number,
  exits: Pick<OrderRequest, 'stopLoss' | 'takeProfit'> = {},
): void {
  const side = signed > 0 ? 'buy' : 'sell';
  context.submit({ symbol, side, quantity: Math.abs(signed), timeInForce: 'gtc', ...exits });
}
