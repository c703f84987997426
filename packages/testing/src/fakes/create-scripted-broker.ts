import {
  type ApprovedOrder,
  canonicalJson,
  type ClientOrderId,
  type Clock,
  invalidValue,
  type OrderReport,
  type OrderReportKind,
  type OrderUpdate,
  type ReportedFill,
  type Submission,
  textToUnits,
  unitsToText,
} from '@tradewright/core';
import { type Broadcast, createBroadcast } from './create-broadcast.js';
import type {
  BrokerCall,
  BrokerScript,
  ScriptedBroker,
  ScriptedFill,
  SubmitStep,
} from './scripted-broker.js';

/** The broker's record of one order. */
interface OrderRecord {
  readonly order: ApprovedOrder;
  readonly brokerOrderId: string;
  filledUnits: number;
  executions: number;
  latest: OrderReport;
}

/** What the functions below share. */
interface Context {
  readonly clock: Clock;
  readonly script: BrokerScript;
  readonly symbols: readonly string[] | undefined;
  readonly calls: BrokerCall[];
  readonly opened: ApprovedOrder[];
  readonly reports: OrderReport[];
  readonly records: Map<ClientOrderId, OrderRecord>;
  readonly updates: Broadcast<OrderUpdate>;
  closed: boolean;
}

/** What a scripted broker is made of. */
export interface ScriptedBrokerSettings {
  readonly clock: Clock;
  readonly script?: BrokerScript | undefined;
  /** Orders of other symbols are rejected. Default: takes every symbol. */
  readonly symbols?: readonly string[] | undefined;
}

const takesIt: SubmitStep = { outcome: 'accepted' };

/**
 * Creates a broker whose outcomes can be scripted call by call: refused, lost, late, unknown.
 * Orders rest until the test fills or ends them; the same id never opens a second order.
 *
 * @example
 * const clock = createVirtualClock({ startAt: 0 });
 * const broker = createScriptedBroker({ clock, script: { submit: [{ outcome: 'unknown' }] } });
 * const order = approvedOrder({ symbol: 'SPY', side: 'buy', quantity: 1 });
 * const lost = await broker.submitOrder(order);
 * lost.outcome // => 'unknown'
 * const again = await broker.submitOrder(order);
 * again.outcome // => 'accepted'
 */
export function createScriptedBroker(settings: ScriptedBrokerSettings): ScriptedBroker {
  const context: Context = {
    clock: settings.clock,
    script: settings.script ?? {},
    symbols: settings.symbols,
    calls: [],
    opened: [],
    reports: [],
    records: new Map(),
    updates: createBroadcast<OrderUpdate>({
      sizeMax: 10_000,
      gap: () => ({ kind: 'gap', message: 'the reader was too slow' }),
    }),
    closed: false,
  };
  const { calls, opened, reports, updates } = context;
  return {
    name: 'scripted',
    calls,
    opened,
    reports,
    submitOrder: (order, signal) => submitOrder(context, order, signal),
    replaceOrder: (order) => Promise.resolve(replaceOrder(context, order)),
    findOrder: (id) => findOrder(context, id),
    cancelOrder: (id) => cancelOrder(context, id),
    close: async () => {
      context.closed = true;
      updates.end();
    },
    updates: (since, signal) => {
      const past = since === undefined ? [] : reports.slice(Number(since) + 1);
      const first = reports.length - past.length;
      return updates.listen(
        signal,
        past.map((report, i) => ({ kind: 'report', cursor: String(first + i), report })),
      );
    },
    fill: (order, fill) => fillOrder(context, recordOf(context, order.clientOrderId), fill),
    end: (order, kind) => report(context, recordOf(context, order.clientOrderId), kind),
    say: (said) => {
      publish(context, said);
    },
    gap: (message = 'updates were lost') => {
      updates.publish({ kind: 'gap', message });
    },
  };
}

async function submitOrder(
  context: Context,
  order: ApprovedOrder,
  signal?: AbortSignal,
): Promise<Submission> {
  const { script } = context;
  const number = note(context, 'submit', order.clientOrderId);
  if (context.closed) return { outcome: 'notSent', message: 'the broker is closed' };
  if (signal?.aborted === true) return { outcome: 'notSent', message: 'it was aborted before' };
  const step = script.submit?.[number] ?? takesIt;
  const submission = carryOut(context, order, step);
  if (step.answerMs !== undefined) await context.clock.sleep(step.answerMs);
  if (step.outcome === 'throw') throw new Error('the adapter has a bug');
  return submission;
}

function replaceOrder(context: Context, order: ApprovedOrder): Submission {
  note(context, 'replace', order.clientOrderId);
  if (context.closed) return { outcome: 'notSent', message: 'the broker is closed' };
  const { replaces } = order.details;
  const old = replaces && context.records.get(replaces.clientOrderId);
  const works = old?.latest.kind === 'accepted' || old?.latest.kind === 'fill';
  const known = context.records.has(order.clientOrderId);
  if (known) return take(context, order);
  if (old === undefined || !works || old.filledUnits === old.order.quantityUnits) {
    return reject(context, order);
  }
  report(context, old, 'replaced');
  return take(context, order);
}

function carryOut(context: Context, order: ApprovedOrder, step: SubmitStep): Submission {
  const { clientOrderId } = order;
  switch (step.outcome) {
    case 'accepted':
      return take(context, order);
    case 'rejected':
      return reject(context, order);
    case 'notSent':
      return { outcome: 'notSent', message: 'the line was down' };
    case 'conflict':
      return conflict(clientOrderId);
    case 'unknown':
    case 'throw':
      if (step.arrivesMs !== undefined) void arrive(context, order, step.arrivesMs);
      return { outcome: 'unknown', message: 'no answer came' };
  }
}

async function arrive(context: Context, order: ApprovedOrder, afterMs: number): Promise<void> {
  if (afterMs > 0) await context.clock.sleep(afterMs);
  take(context, order);
}

function take(context: Context, order: ApprovedOrder): Submission {
  const known = context.records.get(order.clientOrderId);
  if (known === undefined) {
    if (context.symbols?.includes(order.symbol) === false) return reject(context, order);
    context.opened.push(order);
    return { outcome: 'accepted', report: report(context, open(context, order), 'accepted') };
  }
  if (canonicalJson(known.order) !== canonicalJson(order)) return conflict(order.clientOrderId);
  const outcome = known.latest.kind === 'rejected' ? 'rejected' : 'accepted';
  return { outcome, report: known.latest };
}

function reject(context: Context, order: ApprovedOrder): Submission {
  const record = context.records.get(order.clientOrderId) ?? open(context, order);
  return { outcome: 'rejected', report: report(context, record, 'rejected') };
}

function conflict(id: ClientOrderId): Submission {
  return { outcome: 'conflict', message: `the id ${id} belongs to another order` };
}

function open(context: Context, order: ApprovedOrder): OrderRecord {
  const brokerOrderId = `scripted-${context.records.size + 1}`;
  const latest = blankReport(order, brokerOrderId);
  const record = { order, brokerOrderId, filledUnits: 0, executions: 0, latest };
  context.records.set(order.clientOrderId, record);
  return record;
}

async function findOrder(context: Context, id: ClientOrderId): Promise<OrderReport | undefined> {
  const number = note(context, 'find', id);
  const step = context.script.find?.[number] ?? 'answer';
  if (step === 'throw') throw new Error('the line was down');
  return step === 'notKnown' ? undefined : context.records.get(id)?.latest;
}

async function cancelOrder(context: Context, id: ClientOrderId): Promise<'requested' | 'unknown'> {
  const number = note(context, 'cancel', id);
  const step = context.script.cancel?.[number] ?? 'requested';
  if (step === 'throw') throw new Error('the line was down');
  if (step === 'unknown') return 'unknown';
  const record = context.records.get(id);
  const works = record?.latest.kind === 'accepted' || record?.latest.kind === 'fill';
  const whole = record?.filledUnits === record?.order.quantityUnits;
  if (record !== undefined && works && !whole && step === 'requested') {
    report(context, record, 'canceled');
  }
  return 'requested';
}

/** Writes a call down; returns its number among those of its kind. */
function note(context: Context, kind: BrokerCall['kind'], clientOrderId: ClientOrderId): number {
  const before = context.calls.filter((call) => call.kind === kind).length;
  context.calls.push({ kind, clientOrderId, at: context.clock.now() });
  return before;
}

function fillOrder(context: Context, record: OrderRecord, fill: ScriptedFill): OrderReport {
  const { order } = record;
  const { quantityDigits } = order.instrument;
  const left = unitsToText(order.quantityUnits - record.filledUnits, quantityDigits);
  const { quantity = left, price, fee = '0' } = fill;
  record.executions++;
  record.filledUnits += textToUnits(quantity, quantityDigits);
  const { executionId = `${record.brokerOrderId}-${record.executions}` } = fill;
  const filledAt = context.clock.now();
  return report(context, record, { executionId, quantity, price, fee, filledAt });
}

function report(
  context: Context,
  record: OrderRecord,
  what: OrderReportKind | ReportedFill,
): OrderReport {
  const { order, brokerOrderId, filledUnits } = record;
  const kind = typeof what === 'string' ? what : 'fill';
  const { quantityDigits } = order.instrument;
  record.latest = {
    ...blankReport(order, brokerOrderId),
    kind,
    reportedAt: context.clock.now(),
    cumulativeQuantity: unitsToText(filledUnits, quantityDigits),
    ...(typeof what === 'string' ? {} : { fill: what }),
    ...(kind === 'rejected'
      ? { reason: { code: 'REFUSED', message: 'it was told to refuse' } }
      : {}),
  };
  publish(context, record.latest);
  return record.latest;
}

function blankReport(order: ApprovedOrder, brokerOrderId: string): OrderReport {
  const { clientOrderId, symbol, side } = order;
  return {
    clientOrderId,
    brokerOrderId,
    kind: 'accepted',
    symbol,
    side,
    reportedAt: 0,
    cumulativeQuantity: '0',
    quantity: unitsToText(order.quantityUnits, order.instrument.quantityDigits),
  };
}

function publish({ reports, updates }: Context, said: OrderReport): void {
  const cursor = String(reports.push(said) - 1);
  updates.publish({ kind: 'report', cursor, report: said });
}

function recordOf({ records }: Context, id: ClientOrderId): OrderRecord {
  const record = records.get(id);
  if (record !== undefined) return record;
  const must = 'the id of an order that reached the broker';
  throw invalidValue('VALUE_INVALID', { field: 'clientOrderId', value: id, must });
}
