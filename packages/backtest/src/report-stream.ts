import { createBoundedQueue, type OrderReport, type OrderUpdate } from '@tradewright/core';

const updatesMax = 100_000;

/** Order updates to whoever listens; a cursor is a place in the list of all reports. */
export class ReportStream {
  readonly #reports: readonly OrderReport[];
  /** Aborted when the source is closed. */
  readonly #closed: AbortSignal;
  readonly #listeners = new Set<(update: OrderUpdate) => void>();

  constructor(reports: readonly OrderReport[], closed: AbortSignal) {
    this.#reports = reports;
    this.#closed = closed;
  }

  /** Says something to everybody who listens. */
  tell(update: OrderUpdate): void {
    for (const listener of this.#listeners) listener(update);
  }

  /** See `OrderUpdates`. */
  async *updates(since: string | undefined, signal: AbortSignal): AsyncGenerator<OrderUpdate> {
    const queue = createBoundedQueue<OrderUpdate>(updatesMax);
    const push = (update: OrderUpdate): void => {
      queue.pushOrNotice(update, () => ({ kind: 'gap', message: 'the reader was too slow' }));
    };
    const from = since === undefined ? this.#reports.length : Number(since) + 1;
    this.#reports.slice(from).forEach((report, i) => {
      push({ kind: 'report', cursor: String(from + i), report });
    });
    this.#listeners.add(push);
    const end = (): void => {
      queue.end();
    };
    signal.addEventListener('abort', end, { once: true });
    this.#closed.addEventListener('abort', end, { once: true });
    if (signal.aborted || this.#closed.aborted) end();
    try {
      yield* queue;
    } finally {
      this.#listeners.delete(push);
      signal.removeEventListener('abort', end);
      this.#closed.removeEventListener('abort', end);
    }
  }
}
