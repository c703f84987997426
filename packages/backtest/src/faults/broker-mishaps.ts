import {
  type ApprovedOrder,
  Ledger,
  moneyOne,
  OrderIntent,
  type OrderReport,
  OrderState,
} from '@tradewright/core';
import {
  AccountState,
  parseRiskLimits,
  researchLimits,
  reviewOrder,
  RiskDesk,
} from '@tradewright/risk';
import type { Execution } from '../broker-link.js';
import type { SimulatedBroker } from '../simulated-broker.js';
import type { FaultDraws } from './fault-draws.js';
import type { FaultTimer } from './fault-timer.js';

/** What mishaps happen with. */
export interface MishapParts {
  readonly broker: SimulatedBroker;
  readonly draws: FaultDraws;
  readonly timer: FaultTimer;
}

/** Numbers of orders of somebody else begin here. */
const apart = 1_000_000_000;

/** The execution may be taken back, or corrected, some time later. */
export function mayAmend({ broker, draws, timer }: MishapParts, execution: Execution): void {
  const { order, priceUnits } = execution;
  const number = draws.find(order.clientOrderId);
  const busted = draws.draw('busted', number);
  const corrected = draws.draw('corrected', number);
  if (busted.happens) {
    timer.after(busted.delayMs, () => {
      broker.amend(execution);
      endRest(broker, order);
    });
  } else if (corrected.happens) {
    const worse = priceUnits + order.sign * order.instrument.tickUnits;
    // A sale at a single tick has no worse price.
    if (worse <= 0) return;
    timer.after(corrected.delayMs, () => {
      broker.amend(execution, worse);
    });
  }
}

/** The venue does not fill again what was taken back: the order is over, and the broker says so. */
function endRest(broker: SimulatedBroker, order: OrderIntent): void {
  const report = broker.latest(order.clientOrderId);
  if (report === undefined || rests(broker, order)) return;
  const ended = broker.reports.some(
    (one) => one.clientOrderId === order.clientOrderId && isEnd(one),
  );
  if (ended) return;
  const message = 'the venue does not fill again what was taken back';
  const reason = { code: 'BUSTED', message };
  broker.ended(order, { kind: 'canceled', at: report.reportedAt, reason });
}

/** Says whether an order is at the venue, where it may fill. */
function rests({ venue }: SimulatedBroker, order: OrderIntent): boolean {
  const resting = venue?.restingAt(venue.slotOf(order)) ?? [];
  return resting.some((one) => one.order === order && !one.done);
}

function isEnd({ kind }: OrderReport): boolean {
  return kind === 'canceled' || kind === 'expired' || kind === 'replaced' || kind === 'rejected';
}

/** Somebody else may trade the same symbol on the account, once for each order of ours. */
export function mayTradeElsewhere(
  { broker, draws, timer }: MishapParts,
  order: ApprovedOrder,
  decidedAt: number,
): void {
  const number = draws.find(order.clientOrderId);
  const { happens, delayMs } = draws.draw('external', number);
  if (!happens) return;
  const { instrument } = order;
  const other = reviewElsewhere({
    maker: { account: 'somebody', strategy: 'else' },
    instrument,
    slot: 0,
    sequence: 0,
    sign: delayMs % 2 === 0 ? 1 : -1,
    type: 'market',
    timeInForce: 'gtc',
    quantityUnits: instrument.stepUnits * (1 + (delayMs % 5)),
    limitUnits: 0,
    turn: `beside-${number}`,
    decidedAt,
    ordinal: 0,
  });
  if (other === undefined) return;
  draws.numberApart(other.clientOrderId, apart + number);
  timer.after(delayMs, () => {
    broker.take(other);
  });
}

/** Somebody else has a risk review of their own, which knows nothing of our account. */
function reviewElsewhere(
  terms: ConstructorParameters<typeof OrderIntent>[0],
): ApprovedOrder | undefined {
  const ledger = new Ledger([terms.instrument]);
  ledger.deposit(1_000_000_000n * moneyOne);
  const account = new AccountState(ledger);
  account.mark[0] = 1;
  const limits = parseRiskLimits(researchLimits());
  const desk = new RiskDesk({ limits, account, ledger });
  return reviewOrder(desk, new OrderState(new OrderIntent(terms)));
}
