import type { ClientOrderId, OrderReportKind, OrderUpdate } from '@tradewright/core';
import type { ReportUpdate } from '../broker-link.js';
import type { FaultDraws } from './fault-draws.js';
import type { FaultTimer } from './fault-timer.js';

/** What a faulty stream is made of. */
export interface FaultyStreamParts {
  readonly draws: FaultDraws;
  readonly timer: FaultTimer;
  readonly delayMsMax: number;
  readonly tell: (update: OrderUpdate) => void;
}

const ends: readonly OrderReportKind[] = ['canceled', 'expired', 'replaced', 'rejected'];

/** The way from the broker to whoever listens: reports come late, twice, in disorder, or not. */
export class FaultyStream {
  readonly #parts: FaultyStreamParts;
  /** What the next report overtakes. */
  #overtaken: (() => void)[] = [];
  /** Fills that wait for the end of their order, or for the answer to its cancellation. */
  readonly #late = new Map<ClientOrderId, (() => void)[]>();

  constructor(parts: FaultyStreamParts) {
    this.#parts = parts;
  }

  /** Takes a report from the broker. */
  deliver(update: ReportUpdate): void {
    const { draws, timer, delayMsMax, tell } = this.#parts;
    const { report } = update;
    const number = draws.find(report.clientOrderId);
    const gap = draws.draw('streamGap', number);
    const repeated = draws.draw('reportRepeated', number);
    const delayed = draws.draw('reportDelayed', number);
    const reordered = draws.draw('reportReordered', number);
    const isFill = report.kind === 'fill';
    const cumulative = isFill ? draws.draw('cumulativeFirst', number) : undefined;
    const late = isFill ? draws.draw('lateFill', number) : undefined;
    if (gap.happens) {
      tell({ kind: 'gap', message: 'updates were lost' });
      return;
    }
    if (cumulative?.happens === true) {
      this.#send({ ...update, report: { ...report, kind: 'accepted', fill: undefined } });
    }
    if (repeated.happens) {
      timer.after(repeated.delayMs, () => {
        this.#send(update);
      });
    }
    const send = once(() => {
      this.#send(update);
    });
    const ms = Math.max(delayed.delayMs, cumulative?.delayMs ?? 0);
    if (late?.happens === true) this.#hold(report.clientOrderId, send);
    else if (reordered.happens) this.#overtaken.push(send);
    // What waits for something else comes in the end even if that never happens.
    const holds = late?.happens === true || reordered.happens;
    timer.after(holds ? delayMsMax : ms, send);
  }

  /** A cancellation of the order was answered: fills from before are told now. */
  canceled(id: ClientOrderId): void {
    const waiting = this.#late.get(id) ?? [];
    this.#late.delete(id);
    for (const send of waiting) send();
  }

  #hold(id: ClientOrderId, send: () => void): void {
    this.#late.set(id, [...(this.#late.get(id) ?? []), send]);
  }

  #send(update: ReportUpdate): void {
    this.#parts.tell(update);
    const overtaken = this.#overtaken;
    this.#overtaken = [];
    for (const send of overtaken) send();
    if (ends.includes(update.report.kind)) this.canceled(update.report.clientOrderId);
  }
}

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    act();
  };
}
