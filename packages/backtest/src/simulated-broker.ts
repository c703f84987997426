import {
  type Account,
  type AccountSnapshot,
  type ApprovedOrder,
  type Broker,
  canonicalJson,
  type ClientOrderId,
  type Clock,
  type Instrument,
  type Ledger,
  moneyToDecimal,
  type OrderIntent,
  type OrderReport,
  type OrderReportKind,
  type OrderUpdate,
  type OrderUpdates,
  type Refusal,
  type Submission,
  type UnixMs,
  unitsToText,
} from '@tradewright/core';
import type { FillFacts } from '@tradewright/kernel';
import { type BrokerLink, type Execution, reportedFill, type ReportUpdate } from './broker-link.js';
import { ReportStream } from './report-stream.js';
import type { SeededRandom } from './seeded-random.js';
import type { SimulatedVenue } from './simulated-venue.js';
import type { VenueEnd, VenueSink } from './venue-parts.js';

/** What a simulated broker is made of. */
export interface SimulatedBrokerParts {
  readonly clock: Clock;
  readonly instruments: readonly Instrument[];
  /** The broker's own book of the account; the venue checks cash against it. */
  readonly ledger: Ledger;
  readonly currency: string;
  readonly delays: SimulatedDelays;
}

/** How long replies and stream messages take; each draws anew, from zero to the maximum. */
export interface SimulatedDelays {
  readonly random: SeededRandom;
  readonly replyMsMax: number;
  readonly streamMsMax: number;
}

/** What a report says beside the order. */
interface ReportFacts extends Pick<OrderReport, 'reportedAt' | 'reason' | 'executionRef'> {
  readonly execution?: Execution;
}

/** The broker's record of one order. */
interface OrderRecord {
  readonly order: OrderIntent;
  readonly payload: string;
  readonly brokerOrderId: string;
  latest: OrderReport | undefined;
  /** The latest stamp of its reports. */
  newestAt: UnixMs;
  filledUnits: number;
}

/**
 * The asynchronous ports around a simulated venue: an order reaches the venue at once, its reply
 * and the reports come later. The same id never opens a second order.
 */
export class SimulatedBroker implements Broker, OrderUpdates, Account, VenueSink {
  readonly name: string = 'simulated';
  /** Set by the market right after both were made: each needs the other. */
  venue: SimulatedVenue | undefined = undefined;
  /** Set where something may go wrong between the broker and its client. */
  link: BrokerLink | undefined = undefined;
  /** Everything it ever said of orders, oldest first, whether it was heard or not. */
  readonly reports: OrderReport[] = [];
  readonly #parts: SimulatedBrokerParts;
  readonly #records = new Map<ClientOrderId, OrderRecord>();
  #executions = 0;
  readonly #abort = new AbortController();
  readonly #stream = new ReportStream(this.reports, this.#abort.signal);

  constructor(parts: SimulatedBrokerParts) {
    this.#parts = parts;
  }

  async submitOrder(order: ApprovedOrder): Promise<Submission> {
    if (this.#abort.signal.aborted) return { outcome: 'notSent', message: 'the broker is closed' };
    const submission = this.take(order);
    await this.#delay(this.#parts.delays.replyMsMax);
    return submission;
  }

  async replaceOrder(order: ApprovedOrder): Promise<Submission> {
    return this.submitOrder(order);
  }

  /** What the broker does with an order the moment it arrives. */
  take(order: ApprovedOrder): Submission {
    const id = order.clientOrderId;
    const payload = canonicalJson(order);
    const known = this.#records.get(id);
    if (known !== undefined) {
      if (known.payload === payload) return replyOf(known);
      return { outcome: 'conflict', message: `the id ${id} belongs to another order` };
    }
    const record = this.#open(order, payload);
    const refusal = this.#refuse(order) ?? this.link?.refuse(order);
    const now = this.#parts.clock.now();
    if (refusal !== undefined) {
      for (const one of [order, ...order.details.legs]) {
        this.#report(one, 'rejected', { reportedAt: now, reason: refusal });
      }
    } else if (order.details.replaces === undefined) this.venue?.accept(order, now);
    else this.venue?.replace(order, now);
    return replyOf(record);
  }

  /** Opens the broker's records of an order and its legs. */
  #open(order: OrderIntent, payload: string): OrderRecord {
    const record: OrderRecord = {
      order,
      payload,
      brokerOrderId: `sim-${this.#records.size + 1}`,
      latest: undefined,
      newestAt: Number.NEGATIVE_INFINITY,
      filledUnits: 0,
    };
    this.#records.set(order.clientOrderId, record);
    for (const leg of order.details.legs) this.#open(leg, canonicalJson(leg));
    return record;
  }

  /** An order whose units this venue would read differently must not rest. */
  #refuse({ symbol, instrument }: OrderIntent): Refusal | undefined {
    const ours = this.#parts.instruments.find((one) => one.symbol === symbol);
    if (ours === undefined) {
      return { code: 'SYMBOL_UNKNOWN', message: `symbol must be traded here, was "${symbol}"` };
    }
    const { priceTick, quantityStep } = ours;
    if (priceTick === instrument.priceTick && quantityStep === instrument.quantityStep) {
      return undefined;
    }
    const steps = `priceTick ${priceTick} and quantityStep ${quantityStep}`;
    return { code: 'MALFORMED', message: `instrument ${symbol} must have ${steps}, as the venue` };
  }

  async findOrder(id: ClientOrderId): Promise<OrderReport | undefined> {
    const latest = this.latest(id);
    await this.#delay(this.#parts.delays.replyMsMax);
    return latest;
  }

  /** What the broker said of an order last. */
  latest(id: ClientOrderId): OrderReport | undefined {
    return this.#records.get(id)?.latest;
  }

  async cancelOrder(id: ClientOrderId): Promise<'requested' | 'unknown'> {
    const record = this.#records.get(id);
    const rests = record !== undefined && record.latest?.kind !== 'rejected';
    if (rests) this.venue?.cancel(record.order, this.#parts.clock.now());
    await this.#delay(this.#parts.delays.replyMsMax);
    return 'requested';
  }

  updates(since: string | undefined, signal: AbortSignal): AsyncIterable<OrderUpdate> {
    return this.#stream.updates(since, signal);
  }

  snapshot(): Promise<AccountSnapshot> {
    return Promise.resolve(this.book());
  }

  /** The account at this moment. */
  book(): AccountSnapshot {
    const { ledger, clock, currency } = this.#parts;
    const positions = ledger.instruments
      .map(({ symbol, quantityDigits }, slot) => ({
        symbol,
        signedQuantity: unitsToText(ledger.quantity[slot] ?? 0, quantityDigits),
      }))
      .filter((one) => one.signedQuantity !== '0');
    const cash = moneyToDecimal(ledger.cash).toFixed();
    return { currency, cash, positions, asOf: clock.now() };
  }

  close(): Promise<void> {
    this.#abort.abort();
    return Promise.resolve();
  }

  // What the venue says ------------------------------------------------------------------------

  accepted(order: OrderIntent, at: UnixMs): void {
    this.#report(order, 'accepted', { reportedAt: at });
  }

  held(order: OrderIntent, at: UnixMs): void {
    this.#report(order, 'held', { reportedAt: at });
  }

  /** Names of executions are in order of time, over all orders. */
  #nextExecution(): string {
    this.#executions += 1;
    return `sim-execution-${String(this.#executions).padStart(12, '0')}`;
  }

  filled(order: OrderIntent, fill: FillFacts): void {
    const { scale } = this.#parts.ledger;
    const execution: Execution = {
      order,
      executionId: this.#nextExecution(),
      units: fill.quantityUnits,
      priceUnits: fill.priceUnits,
      fee: fill.feeExact ?? BigInt(fill.feeTicks) * scale.unitsPerTick,
      filledAt: fill.filledAt,
    };
    this.#book(execution, 1);
    this.#report(order, 'fill', { reportedAt: fill.filledAt, execution });
  }

  /** An execution never was; with a price it was at that one, and has a new name. */
  amend(execution: Execution, priceUnits?: number): void {
    const { order, executionId } = execution;
    const { newestAt } = this.#records.get(order.clientOrderId) as OrderRecord;
    // After all that it takes back from: a fill within a bar is stamped with the bar's end.
    const reportedAt = Math.max(this.#parts.clock.now(), newestAt);
    const facts = { reportedAt, executionRef: executionId };
    this.#book(execution, -1);
    if (priceUnits === undefined) this.#report(order, 'busted', facts);
    else {
      const corrected = { ...execution, executionId: this.#nextExecution(), priceUnits };
      this.#book(corrected, 1);
      this.#report(order, 'corrected', { ...facts, execution: corrected });
    }
  }

  /** Books an execution, or takes it back. */
  #book({ order, units, priceUnits, fee }: Execution, times: 1 | -1): void {
    const { ledger } = this.#parts;
    const slot = ledger.instruments.findIndex((one) => one.symbol === order.symbol);
    ledger.applyFill(slot, times * order.sign * units, priceUnits, 0);
    ledger.chargeFee(BigInt(times) * fee);
    const record = this.#records.get(order.clientOrderId) as OrderRecord;
    record.filledUnits += times * units;
  }

  ended(order: OrderIntent, { kind, at, reason }: VenueEnd): void {
    this.#report(order, kind, { reportedAt: at, reason });
  }

  #report(order: OrderIntent, kind: OrderReportKind, { execution, ...facts }: ReportFacts): void {
    const record = this.#records.get(order.clientOrderId) as OrderRecord;
    const report: OrderReport = {
      clientOrderId: order.clientOrderId,
      brokerOrderId: record.brokerOrderId,
      kind,
      symbol: order.symbol,
      side: order.side,
      quantity: unitsToText(order.quantityUnits, order.instrument.quantityDigits),
      cumulativeQuantity: unitsToText(record.filledUnits, order.instrument.quantityDigits),
      ...facts,
      ...(execution === undefined ? {} : { fill: reportedFill(execution) }),
    };
    record.latest = report;
    record.newestAt = Math.max(record.newestAt, report.reportedAt);
    const cursor = String(this.reports.push(report) - 1);
    this.link?.reported(report, execution);
    void this.#deliver({ kind: 'report', cursor, report });
  }

  async #deliver(update: ReportUpdate): Promise<void> {
    await this.#delay(this.#parts.delays.streamMsMax);
    if (this.link === undefined) this.tell(update);
    else this.link.deliver(update);
  }

  /** Says something to everybody who listens. */
  tell(update: OrderUpdate): void {
    this.#stream.tell(update);
  }

  /** Takes no turn of the event loop when there is nothing to wait for. */
  async #delay(msMax: number): Promise<void> {
    const ms = Math.floor(this.#parts.delays.random() * (msMax + 1));
    if (ms === 0) return;
    // A broker that is closed meanwhile simply answers at once: nobody listens any more.
    await this.#parts.clock.sleep(ms, this.#abort.signal).catch(() => undefined);
  }
}

function replyOf({ latest, order }: OrderRecord): Submission {
  if (latest === undefined) {
    return { outcome: 'unknown', message: `nothing is known of ${order.clientOrderId} yet` };
  }
  return { outcome: latest.kind === 'rejected' ? 'rejected' : 'accepted', report: latest };
}
