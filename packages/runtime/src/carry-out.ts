import {
  type ApprovedOrder,
  isSdkError,
  type JournalRecord,
  orderFact,
  type OrderReport,
  type OrderState,
  type Submission,
} from '@tradewright/core';
import { applyReport, type EffectKind } from '@tradewright/kernel';
import { expectExecutions } from './expect-executions.js';
import { track, type TraderContext, untilEnded } from './trader-context.js';

/** One effect on its way out. */
interface Outgoing {
  readonly kind: EffectKind;
  readonly order: OrderState;
  readonly approved: ApprovedOrder | undefined;
}

/**
 * Ends a turn: commits its records together with the intents it made, and only when they are
 * durable lets the effects leave. What cannot be written is not sent.
 *
 * @param inputs Records of what caused the turn.
 */
export function carryOut(context: TraderContext, inputs: readonly JournalRecord[] = []): void {
  const outgoing = takeEffects(context);
  const records = [...inputs, ...outgoing.map((one) => recordOf(context, one))];
  if (records.length === 0) return;
  context.tail = context.tail.then(() => commit(context, records, outgoing));
}

function takeEffects({ kernel }: TraderContext): readonly Outgoing[] {
  const { effects } = kernel;
  const outgoing: Outgoing[] = [];
  for (let i = 0; i < effects.count; i++) {
    const order = effects.states[i] as OrderState;
    const approved = effects.approved[i];
    outgoing.push({ kind: effects.kinds[i] ?? 'cancel', order, approved });
  }
  effects.count = 0;
  return outgoing;
}

function recordOf({ kernel }: TraderContext, { kind, order }: Outgoing): JournalRecord {
  if (kind === 'cancel') return { kind: 'cancel', data: { clientOrderId: order.clientOrderId } };
  const mark = kernel.account.mark[order.intent.slot] as number;
  return { kind: 'intent', data: { order: order.intent, mark: Number.isNaN(mark) ? null : mark } };
}

async function commit(
  context: TraderContext,
  records: readonly JournalRecord[],
  outgoing: readonly Outgoing[],
): Promise<void> {
  try {
    await context.ports.journal.append(records);
  } catch (error) {
    withhold(context, outgoing, error);
    return;
  }
  for (const one of outgoing) {
    if (one.kind === 'cancel') track(context, cancel(context, one.order));
    else send(context, one);
  }
}

/**
 * The journal cannot be written: no order leaves, and nothing that increases risk will. Cancels
 * leave all the same: taking an order back is safe without a record of it.
 */
function withhold(context: TraderContext, outgoing: readonly Outgoing[], error: unknown): void {
  const { kernel, logger } = context;
  logger.error('journal unreachable: orders withheld, trading stopped', {
    error: messageOf(error),
    withheld: outgoing.length,
  });
  kernel.stop('the journal cannot be written');
  for (const one of outgoing) {
    if (one.kind === 'cancel') track(context, cancel(context, one.order));
    else endUnsent(context, one.order);
  }
  // A strategy that hears of it may ask again; what it asks now stays here as well.
  for (let round = 0; kernel.effects.count !== 0; round++) {
    if (round === roundsMax) kernel.disableStrategy();
    for (const one of takeEffects(context)) {
      if (one.kind === 'cancel') track(context, cancel(context, one.order));
      else endUnsent(context, one.order);
    }
  }
}

/** How often a strategy may answer a withheld order with another one. */
const roundsMax = 10;

function endUnsent(context: TraderContext, order: OrderState): void {
  const { kernel, clock } = context;
  guarded(context, () => {
    kernel.unsent(order, clock.now());
  });
}

function send(context: TraderContext, { kind, order, approved }: Outgoing): void {
  if (approved === undefined || order.finished) return;
  // Checked at the moment of sending, not of deciding: trading may have been stopped meanwhile.
  const { kernel } = context;
  const increases = kernel.desk.log.find(order.intent.sequence)?.increases !== false;
  if (kernel.stoppedBecause !== undefined && increases) {
    endUnsent(context, order);
    carryOut(context, [{ kind: 'withheld', data: { clientOrderId: order.clientOrderId } }]);
    return;
  }
  kernel.assertMayLeave(order, approved);
  const sending = submit(context, kind, approved)
    .then((submission) => {
      onSubmission(context, order, submission);
    })
    .finally(() => context.sending.delete(order));
  context.sending.set(order, sending);
}

async function submit(
  context: TraderContext,
  kind: EffectKind,
  approved: ApprovedOrder,
): Promise<Submission> {
  const { broker } = context.ports;
  try {
    return await (kind === 'replace'
      ? broker.replaceOrder(approved)
      : broker.submitOrder(approved));
  } catch (error) {
    // An adapter must not throw; what it did before it threw nobody knows.
    context.troubles.failedCalls++;
    return { outcome: 'unknown', message: messageOf(error) };
  }
}

function onSubmission(context: TraderContext, order: OrderState, submission: Submission): void {
  // What is answered after `close` belongs to the next start: the journal says that it was sent.
  if (context.closing.signal.aborted) return;
  const { kernel, clock, logger } = context;
  const { clientOrderId } = order;
  const records = [{ kind: 'submission', data: { clientOrderId, ...submission } }];
  switch (submission.outcome) {
    case 'accepted':
    case 'rejected':
      onReport(context, submission.report);
      return;
    case 'notSent':
      endUnsent(context, order);
      break;
    case 'conflict':
      logger.error('the broker knows another order under this id', { clientOrderId });
      order.facts |= orderFact.anomalous;
      kernel.stop(`the id ${clientOrderId} belongs to another order`);
      guarded(context, () => {
        kernel.rejected(order, { code: 'CONFLICT', message: submission.message }, clock.now());
      });
      break;
    case 'unknown':
      logger.warn('fate of an order is unknown', { clientOrderId, reason: submission.message });
      order.facts |= orderFact.unknown;
      track(context, resolve(context, order));
      break;
  }
  carryOut(context, records);
}

/** Asks for an order until the broker knows it. It is never sent again. */
async function resolve(context: TraderContext, order: OrderState): Promise<void> {
  const { clock, ports, settings, closing } = context;
  while (order.status === 'unknown') {
    try {
      await untilEnded(context, (signal) => clock.sleep(settings.resolveMs, signal));
      const report = await untilEnded(context, (signal) =>
        ports.broker.findOrder(order.clientOrderId, signal),
      );
      if (report !== undefined) onReport(context, report);
    } catch {
      if (closing.signal.aborted) return;
      context.troubles.failedCalls++;
    }
  }
}

/**
 * Cancels an order, after it has left. Asks again until the broker has the request, and, while the
 * fate of the order is unknown, until it is known: what was not there yet could not be canceled.
 */
async function cancel(context: TraderContext, order: OrderState): Promise<void> {
  const { clock, settings } = context;
  await context.sending.get(order);
  while (!order.finished) {
    const asked = askCancel(context, order);
    const answered = asked.then(() => undefined);
    context.asking.add(answered);
    const known = await asked;
    context.asking.delete(answered);
    if (known && order.status !== 'unknown') return;
    try {
      await untilEnded(context, (signal) => clock.sleep(settings.resolveMs, signal));
    } catch {
      return;
    }
  }
}

/** One question; says whether the broker has it. */
async function askCancel(context: TraderContext, order: OrderState): Promise<boolean> {
  const { broker } = context.ports;
  try {
    const answer = await untilEnded(context, (signal) =>
      broker.cancelOrder(order.clientOrderId, signal),
    );
    return answer === 'requested';
  } catch {
    context.troubles.failedCalls++;
    return false;
  }
}

/** Applies a report, from wherever it came. */
export function onReport(context: TraderContext, report: OrderReport): void {
  const { kernel, logger, troubles } = context;
  const outcome = guarded(context, () => applyReport(kernel, report));
  if (outcome !== 'external') expectExecutions(context, report);
  if (outcome === 'known') return;
  if (outcome === 'external') {
    troubles.externalReports++;
    logger.warn('report of an order that is not ours', { clientOrderId: report.clientOrderId });
  }
  if (outcome === 'anomaly') {
    troubles.anomalies++;
    logger.error('a report cannot be true or cannot be booked', { report });
    kernel.stop(`the report of ${report.clientOrderId} cannot be booked`);
  }
  carryOut(context, [{ kind: 'report', data: report }]);
}

/**
 * Runs a turn of the kernel. A strategy that throws is taken out of service: its entries are
 * canceled, exits keep working. Any other error is a bug of ours: the trader has failed, and takes
 * no more market data.
 */
export function guarded<T>(context: TraderContext, turn: () => T): T | undefined {
  const { kernel, logger } = context;
  try {
    return turn();
  } catch (error) {
    const message = messageOf(error);
    kernel.stop(message);
    kernel.disableStrategy();
    if (isSdkError(error, 'STRATEGY_FAILED')) {
      logger.error('the strategy is disabled and its entries are canceled', { error: message });
    } else {
      logger.error('the trader has failed', { error: message });
      context.state = 'failed';
      context.feeding.abort();
    }
    return undefined;
  }
}

/** One line about an error. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
