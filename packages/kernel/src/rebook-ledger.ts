import { Ledger, type OrderState, type UnixMs } from '@tradewright/core';
import type { FillLog, FillRow } from './fill-log.js';
import type { OrderBook } from './order-book.js';

/** Something other than a fill that changed the account. */
export interface AccountEvent {
  readonly at: UnixMs;
  /** Books it, against what is held at that point. */
  book(ledger: Ledger): void;
}

/** What the books of an account were made from. */
export interface BookedRecords {
  readonly ledger: Ledger;
  readonly fills: FillLog;
  readonly orders: OrderBook;
  readonly accountEvents: readonly AccountEvent[];
}

/** One fill with what puts it in its place. */
interface Placed {
  readonly row: FillRow;
  readonly order: OrderState;
  readonly execution: string;
}

/**
 * Books everything again in order of time: after a fill was taken back, or one came late. Average
 * cost depends on the order of fills, so the account must not depend on the order of reports. At
 * one instant what is not a fill comes first, and executions are in order of their names.
 */
export function rebookLedger(records: BookedRecords): void {
  const { ledger, accountEvents } = records;
  const events = [...accountEvents].sort((a, b) => a.at - b.at);
  const fills = placedFills(records);
  const fresh = new Ledger(ledger.instruments, ledger.scale);
  let next = 0;
  for (const { row, order } of fills) {
    for (; next < events.length && (events[next] as AccountEvent).at <= row.filledAt; next++) {
      (events[next] as AccountEvent).book(fresh);
    }
    bookFill(fresh, order.intent.slot, row);
  }
  for (; next < events.length; next++) (events[next] as AccountEvent).book(fresh);
  become(ledger, fresh);
}

/** Brings a ledger to the state of another one: whoever holds it sees the new state. */
function become(ledger: Ledger, fresh: Ledger): void {
  for (let slot = 0; slot < ledger.instruments.length; slot++) {
    const quantity = fresh.quantity[slot] as number;
    const [cost, realized] = [fresh.costOf(slot), fresh.realizedOf(slot)];
    ledger.setPosition(slot, { quantity, cost, realized });
  }
  ledger.chargeFee(fresh.fees - ledger.fees);
  ledger.addIncome(fresh.income - ledger.income);
  ledger.deposit(fresh.deposits - ledger.deposits);
}

/** Books one fill with its fee. */
function bookFill(ledger: Ledger, slot: number, row: FillRow): void {
  const { signedUnits, priceUnits, feeTicks, feeExact } = row;
  ledger.applyFill(slot, signedUnits, priceUnits, feeExact === undefined ? feeTicks : 0);
  if (feeExact !== undefined) ledger.chargeFee(feeExact);
}

function placedFills({ fills, orders }: BookedRecords): readonly Placed[] {
  const executions = executionNames(orders);
  const placed: Placed[] = [];
  for (let row = 0; row < fills.rows; row++) {
    const name = executions.get(row);
    if (name === undefined) continue;
    const fill = fills.read(row);
    placed.push({ row: fill, order: orders.find(fill.sequence) as OrderState, execution: name });
  }
  return placed.sort(inPlace);
}

/** Names of the executions that count, by row. */
function executionNames(orders: OrderBook): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const order of orders) {
    for (const [name, { row }] of order.reported?.executions ?? []) {
      if (row >= 0) names.set(row, name);
    }
  }
  return names;
}

function inPlace(a: Placed, b: Placed): number {
  if (a.row.filledAt !== b.row.filledAt) return a.row.filledAt - b.row.filledAt;
  if (a.execution !== b.execution) return a.execution < b.execution ? -1 : 1;
  // Two orders may have executions of one name; within an order names are unique.
  return a.order.clientOrderId < b.order.clientOrderId ? -1 : 1;
}
