import { createBoundedQueue, type BoundedQueue } from '@tradewright/core';

/** One source and many readers, each with a buffer of its own. */
export interface Broadcast<T> {
  /** Hands an item to every reader. */
  publish(item: T): void;
  /** Reads what is published from now on, after these items of the past. */
  listen(signal: AbortSignal, past?: readonly T[]): AsyncGenerator<T>;
  /** Ends every reader. */
  end(): void;
}

/** How a broadcast buffers. */
export interface BroadcastSettings<T> {
  /** Items that a reader who does not read may be behind. */
  readonly sizeMax: number;
  /** Makes the item that stands for the lost ones. */
  readonly gap: () => T;
}

/** Reads of one listener: a full buffer loses items and says so once. */
class Reader<T> {
  readonly queue: BoundedQueue<T>;
  readonly #settings: BroadcastSettings<T>;
  #losing = false;

  constructor(settings: BroadcastSettings<T>) {
    this.#settings = settings;
    // One place more, for the gap.
    this.queue = createBoundedQueue(settings.sizeMax + 1);
  }

  readonly take = (item: T): void => {
    const { sizeMax, gap } = this.#settings;
    if (this.queue.size < sizeMax) {
      this.#losing = false;
      this.queue.push(item);
    } else if (!this.#losing) {
      this.#losing = true;
      this.queue.push(gap());
    }
  };
}

/** Creates the stream behind a fake: bounded for each reader, and what is lost is announced. */
export function createBroadcast<T>(settings: BroadcastSettings<T>): Broadcast<T> {
  const readers = new Set<Reader<T>>();
  let ended = false;
  return {
    publish(item) {
      for (const reader of readers) reader.take(item);
    },
    async *listen(signal, past = []) {
      const reader = new Reader(settings);
      const end = (): void => {
        readers.delete(reader);
        reader.queue.end();
      };
      past.forEach(reader.take);
      readers.add(reader);
      signal.addEventListener('abort', end);
      if (signal.aborted || ended) end();
      try {
        yield* reader.queue;
      } finally {
        end();
        signal.removeEventListener('abort', end);
      }
    },
    end() {
      ended = true;
      for (const reader of readers) reader.queue.end();
      readers.clear();
    },
  };
}
