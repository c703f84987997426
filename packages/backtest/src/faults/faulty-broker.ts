import type {
  Account,
  AccountSnapshot,
  ApprovedOrder,
  Broker,
  ClientOrderId,
  Clock,
  OrderIntent,
  OrderReport,
  OrderUpdate,
  OrderUpdates,
  Refusal,
  Submission,
} from '@tradewright/core';
import type { BrokerLink, Execution, ReportUpdate } from '../broker-link.js';
import type { SimulatedBroker } from '../simulated-broker.js';
import { mayAmend, mayTradeElsewhere } from './broker-mishaps.js';
import { FaultDraws } from './fault-draws.js';
import { FaultTimer } from './fault-timer.js';
import { FaultyStream } from './faulty-stream.js';
import type { ResolvedFaults } from './parse-broker-faults.js';
import { PastAnswers } from './past-answers.js';

/** What a faulty broker is made of. */
export interface FaultyBrokerParts {
  readonly clock: Clock;
  readonly faults: ResolvedFaults;
}

/**
 * The way to and from a simulated broker on which things go wrong. The broker behind it knows
 * nothing of that: what arrives it carries out, and its books stay true.
 */
export class FaultyBroker implements Broker, OrderUpdates, Account, BrokerLink {
  readonly name: string = 'simulated';
  readonly #broker: SimulatedBroker;
  readonly #parts: FaultyBrokerParts;
  readonly #draws: FaultDraws;
  readonly #timer: FaultTimer;
  readonly #stream: FaultyStream;
  readonly #past = new PastAnswers();
  /** Instants of calls within the window of the rate limit. */
  #calls: number[] = [];
  #closed = false;

  constructor(broker: SimulatedBroker, parts: FaultyBrokerParts) {
    const { faults, clock } = parts;
    this.#broker = broker;
    this.#parts = parts;
    this.#draws = new FaultDraws(faults);
    this.#timer = new FaultTimer(clock);
    this.#stream = new FaultyStream({
      draws: this.#draws,
      timer: this.#timer,
      delayMsMax: faults.delayMsMax,
      tell: (update) => {
        broker.tell(update);
      },
    });
    this.#past.snapshot(broker.book());
    broker.link = this;
  }

  // Calls --------------------------------------------------------------------------------------

  submitOrder(order: ApprovedOrder): Promise<Submission> {
    return this.#send(order, () => this.#broker.submitOrder(order));
  }

  replaceOrder(order: ApprovedOrder): Promise<Submission> {
    return this.#send(order, () => this.#broker.replaceOrder(order));
  }

  async #send(order: ApprovedOrder, arrive: () => Promise<Submission>): Promise<Submission> {
    if (this.#closed) return { outcome: 'notSent', message: 'the broker is closed' };
    const number = this.#draws.number(order);
    const notSent = this.#draws.draw('notSent', number);
    const lost = this.#drawLosses(number);
    if (!this.#withinRate()) return { outcome: 'notSent', message: 'too many calls' };
    if (notSent.happens) return { outcome: 'notSent', message: 'the line was down' };
    if (lost.request) {
      await this.#timer.sleep(lost.afterMs);
      return noAnswer;
    }
    const arrived = arrive();
    mayTradeElsewhere(this.#mishaps, order, this.#parts.clock.now());
    const submission = await arrived;
    await this.#timer.sleep(lost.afterMs);
    return lost.reply ? noAnswer : submission;
  }

  async findOrder(id: ClientOrderId): Promise<OrderReport | undefined> {
    const number = this.#draws.find(id);
    const lag = this.#draws.draw('readLag', number);
    const past = this.#parts.clock.now() - this.#parts.faults.lagMs;
    // Read when it is asked for, as the true answer is.
    const before = this.#past.reportAt(id, past);
    const report = await this.#ask(number, () => this.#broker.findOrder(id));
    return lag.happens ? before : report;
  }

  async snapshot(): Promise<AccountSnapshot> {
    const lag = this.#draws.draw('readLag', 0);
    const { clock, faults } = this.#parts;
    const past = this.#past.snapshotAt(clock.now() - (lag.happens ? faults.lagMs : 0));
    const snapshot = await this.#ask(0, () => this.#broker.snapshot());
    const answer = lag.happens ? (past ?? snapshot) : snapshot;
    this.#past.answered(answer.asOf);
    return answer;
  }

  /** A question: when it or its answer is lost, nothing is known, and that is no answer. */
  async #ask<T>(number: number, question: () => Promise<T>): Promise<T> {
    const lost = this.#drawLosses(number);
    if (!this.#withinRate()) throw new Error('too many calls');
    const answer = lost.request ? undefined : await question();
    await this.#timer.sleep(lost.afterMs);
    if (lost.request || lost.reply) throw new Error('no answer came');
    return answer as T;
  }

  async cancelOrder(id: ClientOrderId): Promise<'requested' | 'unknown'> {
    const lost = this.#drawLosses(this.#draws.find(id));
    if (!this.#withinRate()) return 'unknown';
    if (!lost.request) await this.#broker.cancelOrder(id);
    await this.#timer.sleep(lost.afterMs);
    if (lost.request) return 'unknown';
    this.#stream.canceled(id);
    return lost.reply ? 'unknown' : 'requested';
  }

  #drawLosses(number: number): Losses {
    const request = this.#draws.draw('requestLost', number);
    const reply = this.#draws.draw('replyLost', number);
    const delayed = this.#draws.draw('replyDelayed', number);
    return {
      request: request.happens,
      reply: reply.happens,
      afterMs: Math.max(request.delayMs, reply.delayMs, delayed.delayMs),
    };
  }

  #withinRate(): boolean {
    const { rateLimit } = this.#parts.faults;
    if (rateLimit === undefined) return true;
    const now = this.#parts.clock.now();
    this.#calls = this.#calls.filter((at) => at > now - rateLimit.windowMs);
    if (this.#calls.length >= rateLimit.callsMax) return false;
    this.#calls.push(now);
    return true;
  }

  updates(since: string | undefined, signal: AbortSignal): AsyncIterable<OrderUpdate> {
    return this.#broker.updates(since, signal);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#timer.close();
    await this.#broker.close();
  }

  // What the broker says -----------------------------------------------------------------------

  get #mishaps() {
    return { broker: this.#broker, draws: this.#draws, timer: this.#timer };
  }

  refuse(order: OrderIntent): Refusal | undefined {
    const { happens } = this.#draws.draw('rejected', this.#draws.find(order.clientOrderId));
    return happens ? { code: 'FAULT', message: 'the script of faults says so' } : undefined;
  }

  reported(report: OrderReport, execution: Execution | undefined): void {
    this.#past.report(this.#parts.clock.now(), report);
    if (execution === undefined) return;
    this.#past.snapshot(this.#broker.book());
    // What was corrected once is left alone.
    if (report.kind === 'fill') mayAmend(this.#mishaps, execution);
  }

  deliver(update: ReportUpdate): void {
    this.#stream.deliver(update);
  }
}

/** What is lost of a call. */
interface Losses {
  readonly request: boolean;
  readonly reply: boolean;
  /** How long the caller waits. */
  readonly afterMs: number;
}

const noAnswer: Submission = { outcome: 'unknown', message: 'no answer came' };
