import { SdkError } from '../errors/sdk-error.js';

/** A queue between one producer and one consumer, with an end. */
export interface BoundedQueue<T> extends AsyncIterable<T> {
  /** Items that wait. */
  readonly size: number;
  /** Adds an item; false when the queue is full or ended, and then the item is not in it. */
  push(item: T): boolean;
  /** As `push`; what does not fit is lost, and the first loss in a row leaves `notice` instead. */
  pushOrNotice(item: T, notice: () => T): void;
  /** No more items; those that wait are still delivered. */
  end(): void;
  /** The consumer gets this error after the items that wait. */
  fail(error: unknown): void;
}

/** What the functions below share. */
interface Context<T> {
  readonly items: T[];
  head: number;
  ended: boolean;
  error: { readonly reason: unknown } | undefined;
  wake: (() => void) | undefined;
  taken: boolean;
  /** The last item did not fit, and the consumer will be told. */
  losing: boolean;
}

/**
 * Creates a queue that holds at most `sizeMax` items. Streams of the SDK are such queues: a slow
 * consumer is told that it lost something, instead of memory growing without end.
 *
 * @throws SdkError `CONFLICT` when a second consumer iterates over it.
 */
export function createBoundedQueue<T>(sizeMax: number): BoundedQueue<T> {
  const context: Context<T> = {
    items: [],
    head: 0,
    ended: false,
    error: undefined,
    wake: undefined,
    taken: false,
    losing: false,
  };
  const wake = (): void => {
    context.wake?.();
    context.wake = undefined;
  };
  return {
    get size() {
      return context.items.length - context.head;
    },
    push(item) {
      if (context.ended || context.items.length - context.head >= sizeMax) return false;
      context.items.push(item);
      wake();
      return true;
    },
    pushOrNotice(item, notice) {
      if (context.ended) return;
      const full = context.items.length - context.head >= sizeMax;
      // The notice goes in although the queue is full: one beyond the bound, once for each loss.
      if (!full) context.items.push(item);
      else if (!context.losing) context.items.push(notice());
      context.losing = full;
      wake();
    },
    end() {
      context.ended = true;
      wake();
    },
    fail(error) {
      if (context.ended) return;
      context.error ??= { reason: error };
      context.ended = true;
      wake();
    },
    [Symbol.asyncIterator]() {
      if (context.taken) throw new SdkError('CONFLICT', 'a queue has one consumer');
      context.taken = true;
      return consume(context);
    },
  };
}

async function* consume<T>(context: Context<T>): AsyncGenerator<T> {
  for (;;) {
    while (context.head < context.items.length) yield take(context);
    if (context.error !== undefined) throw context.error.reason;
    if (context.ended) return;
    await new Promise<void>((resolve) => {
      context.wake = resolve;
    });
  }
}

/** Takes the oldest item; what was taken is dropped now and then, so that taking stays cheap. */
function take<T>(context: Context<T>): T {
  const item = context.items[context.head] as T;
  context.head++;
  if (context.head > 64 && context.head * 2 > context.items.length) {
    context.items.splice(0, context.head);
    context.head = 0;
  }
  return item;
}
