import { ledgerSnapshot, moneyToDecimal } from '@tradewright/core';
import {
  explainOrder,
  LazyFillList,
  LazyOrderList,
  optionalMoney,
  resultHash,
  valueAccount,
} from '@tradewright/kernel';
import type { TraderResults, TraderState, TraderStatus } from './trader.js';
import type { TraderContext } from './trader-context.js';

/** How a trader stands, read from memory. */
export function statusOf(context: TraderContext): TraderStatus {
  const { kernel, state, troubles, lastSliceAt } = context;
  const valuation = valueAccount(kernel);
  const workingOrders = kernel.symbols.flatMap((_, slot) => kernel.workingOrders(slot));
  return {
    state: state satisfies TraderState,
    stoppedBecause: kernel.stoppedBecause,
    slices: kernel.slices,
    lastSliceAt,
    cash: moneyToDecimal(kernel.ledger.cash),
    equity: optionalMoney(valuation.equity),
    positions: valuation.positions,
    workingOrders,
    unknownOrders: workingOrders.filter((order) => order.status === 'unknown').length,
    orders: kernel.orders.length,
    fills: kernel.fills.length,
    troubles: { ...troubles },
  };
}

/** What a trader did so far. */
export function resultsOf({ kernel }: TraderContext): TraderResults {
  const valuation = valueAccount(kernel);
  return {
    fills: new LazyFillList(kernel),
    orders: new LazyOrderList(kernel),
    positions: valuation.positions,
    realized: moneyToDecimal(valuation.realized),
    unrealized: optionalMoney(valuation.unrealized),
    fees: moneyToDecimal(kernel.ledger.fees),
    ledger: ledgerSnapshot(kernel.ledger),
    targetSkips: kernel.targetSkips,
    explain: (id) => explainOrder(kernel, id),
    resultHash: () => resultHash(kernel),
  };
}
