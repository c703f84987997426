import {
  type Account,
  type AccountSnapshot,
  type ApprovedOrder,
  type Broker,
  canonicalJson,
  type ClientOrderId,
  type Clock,
  createBoundedQueue,
  type Instrument,
  type Ledger,
  moneyToDecimal,
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
import type { SeededRandom } from './seeded-random.js';
import type { SimulatedVenue, VenueEnd, VenueSink } from './simulated-venue.js';

const updatesMax = 100_000;

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

/** The broker's record of one order. */
interface OrderRecord {
  readonly order: ApprovedOrder;
  readonly payload: string;
  readonly brokerOrderId: string;
  latest: OrderReport | undefined;
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
  readonly #parts: SimulatedBrokerParts;
  readonly #records = new Map<ClientOrderId, OrderRecord>();
  readonly #log: OrderReport[] = [];
  #executions = 0;
  readonly #listeners = new Set<(cursor: number, report: OrderReport) => void>();
  readonly #abort = new AbortController();

  constructor(parts: SimulatedBrokerParts) {
    this.#parts = parts;
  }

  async submitOrder(order: ApprovedOrder): Promise<Submission> {
    if (this.#abort.signal.aborted) return { outcome: 'notSent', message: 'the broker is closed' };
    const submission = this.#take(order);
    await this.#delay(this.#parts.delays.replyMsMax);
    return submission;
  }

  async replaceOrder(order: ApprovedOrder): Promise<Submission> {
    return this.submitOrder(order);
  }

  #take(order: ApprovedOrder): Submission {
    const id = order.clientOrderId;
    const payload = canonicalJson(order);
    const known = this.#records.get(id);
    if (known !== undefined) {
      if (known.payload === payload) return replyOf(known);
      return { outcome: 'conflict', message: `the id ${id} belongs to another order` };
    }
    const record = this.#open(order, payload);
    const refusal = this.#refuse(order);
    const now = this.#parts.clock.now();
    if (refusal !== undefined) {
      for (const one of [order, ...order.details.legs]) {
        this.#report(one as ApprovedOrder, 'rejected', { reportedAt: now, reason: refusal });
      }
    } else if (order.details.replaces === undefined) this.venue?.accept(order, now);
    else this.venue?.replace(order, now);
    return replyOf(record);
  }

  /** Opens the broker's records of an order and its legs. */
  #open(order: ApprovedOrder, payload: string): OrderRecord {
    const record: OrderRecord = {
      order,
      payload,
      brokerOrderId: `sim-${this.#records.size + 1}`,
      latest: undefined,
      filledUnits: 0,
    };
    this.#records.set(order.clientOrderId, record);
    for (const leg of order.details.legs) this.#open(leg as ApprovedOrder, canonicalJson(leg));
    return record;
  }

  /** An order whose units this venue would read differently must not rest. */
  #refuse({ symbol, instrument }: ApprovedOrder): Refusal | undefined {
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
    const latest = this.#records.get(id)?.latest;
    await this.#delay(this.#parts.delays.replyMsMax);
    return latest;
  }

  async cancelOrder(id: ClientOrderId): Promise<'requested' | 'unknown'> {
    const record = this.#records.get(id);
    const rests = record !== undefined && record.latest?.kind !== 'rejected';
    if (rests) this.venue?.cancel(record.order, this.#parts.clock.now());
    await this.#delay(this.#parts.delays.replyMsMax);
    return 'requested';
  }

  async *updates(since: string | undefined, signal: AbortSignal): AsyncGenerator<OrderUpdate> {
    const queue = createBoundedQueue<OrderUpdate>(updatesMax);
    const push = (cursor: number, report: OrderReport): void => {
      const update: OrderUpdate = { kind: 'report', cursor: String(cursor), report };
      queue.pushOrNotice(update, () => ({ kind: 'gap', message: 'the reader was too slow' }));
    };
    const from = since === undefined ? this.#log.length : Number(since) + 1;
    this.#log.slice(from).forEach((report, i) => {
      push(from + i, report);
    });
    this.#listeners.add(push);
    const end = (): void => {
      queue.end();
    };
    signal.addEventListener('abort', end, { once: true });
    this.#abort.signal.addEventListener('abort', end, { once: true });
    if (signal.aborted || this.#abort.signal.aborted) end();
    try {
      yield* queue;
    } finally {
      this.#listeners.delete(push);
      signal.removeEventListener('abort', end);
      this.#abort.signal.removeEventListener('abort', end);
    }
  }

  snapshot(): Promise<AccountSnapshot> {
    const { ledger, clock, currency } = this.#parts;
    const positions = ledger.instruments
      .map(({ symbol, quantityDigits }, slot) => ({
        symbol,
        signedQuantity: unitsToText(ledger.quantity[slot] ?? 0, quantityDigits),
      }))
      .filter((one) => one.signedQuantity !== '0');
    const cash = moneyToDecimal(ledger.cash).toFixed();
    return Promise.resolve({ currency, cash, positions, asOf: clock.now() });
  }

  close(): Promise<void> {
    this.#abort.abort();
    return Promise.resolve();
  }

  // What the venue says ------------------------------------------------------------------------

  accepted(order: ApprovedOrder, at: UnixMs): void {
    this.#report(order, 'accepted', { reportedAt: at });
  }

  held(order: ApprovedOrder, at: UnixMs): void {
    this.#report(order, 'held', { reportedAt: at });
  }

  /** Names of executions are in order of time, over all orders. */
  #nextExecution(): string {
    this.#executions += 1;
    return `sim-execution-${String(this.#executions).padStart(12, '0')}`;
  }

  filled(order: ApprovedOrder, fill: FillFacts): void {
    const { ledger } = this.#parts;
    const { quantityDigits, priceDigits } = order.instrument;
    const slot = ledger.instruments.findIndex((one) => one.symbol === order.symbol);
    const exact = fill.feeExact ?? BigInt(fill.feeTicks) * ledger.scale.unitsPerTick;
    ledger.applyFill(slot, order.sign * fill.quantityUnits, fill.priceUnits, 0);
    ledger.chargeFee(exact);
    const record = this.#records.get(order.clientOrderId) as OrderRecord;
    record.filledUnits += fill.quantityUnits;
    this.#report(order, 'fill', {
      reportedAt: fill.filledAt,
      fill: {
        executionId: this.#nextExecution(),
        quantity: unitsToText(fill.quantityUnits, quantityDigits),
        price: unitsToText(fill.priceUnits, priceDigits),
        fee: moneyToDecimal(exact).toFixed(),
        filledAt: fill.filledAt,
      },
    });
  }

  ended(order: ApprovedOrder, { kind, at, reason }: VenueEnd): void {
    this.#report(order, kind, { reportedAt: at, reason });
  }

  #report(
    order: ApprovedOrder,
    kind: OrderReportKind,
    facts: Pick<OrderReport, 'reportedAt' | 'fill' | 'reason'>,
  ): void {
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
    };
    record.latest = report;
    const cursor = this.#log.push(report) - 1;
    void this.#deliver(cursor, report);
  }

  async #deliver(cursor: number, report: OrderReport): Promise<void> {
    await this.#delay(this.#parts.delays.streamMsMax);
    for (const listener of this.#listeners) listener(cursor, report);
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
