import type { ClauseTools } from './run-contract.js';

/** Reads a stream item by item. */
export interface StreamReader<T> {
  /** The next item; `undefined` at the end. Fails when it does not come in time. */
  take(): Promise<T | undefined>;
  /** Takes items until one is as wanted, and returns all that were taken. */
  takeUntil(wanted: (item: T) => boolean): Promise<T[]>;
  /** Leaves the stream as a `break` does. */
  leave(): Promise<void>;
}

/**
 * Starts to read a stream: it is asked for its first item at once, because many streams listen to
 * their source only from then on.
 */
export function openReader<T>(stream: AsyncIterable<T>, tools: ClauseTools): StreamReader<T> {
  const iterator = stream[Symbol.asyncIterator]();
  let asked: Promise<IteratorResult<T, unknown>> | undefined = iterator.next();
  // Whoever reads on hears of a failure; who leaves does not care.
  asked.catch(() => undefined);
  const take = async (): Promise<T | undefined> => {
    const call = asked ?? iterator.next();
    asked = undefined;
    const result = await tools.within(call);
    return result.done === true ? undefined : result.value;
  };
  return {
    take,
    async takeUntil(wanted) {
      const taken: T[] = [];
      for (;;) {
        const item = await take();
        if (item === undefined) return taken;
        taken.push(item);
        if (wanted(item)) return taken;
      }
    },
    async leave() {
      await tools.within(Promise.resolve(iterator.return?.()));
    },
  };
}
