/** A signal that says how many listeners wait on it. */
export interface CountedSignal {
  readonly signal: AbortSignal;
  readonly abort: (reason?: unknown) => void;
  readonly listeners: () => number;
}

interface Listening {
  addEventListener(type: 'abort', listener: () => void, options?: object): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Creates an abort signal that counts its listeners; one that was called once does not count. */
export function createCountedSignal(): CountedSignal {
  const controller = new AbortController();
  const target = controller.signal as unknown as Listening;
  const add = target.addEventListener.bind(target);
  const remove = target.removeEventListener.bind(target);
  const waiting = new Set<() => void>();
  target.addEventListener = (type, listener, options) => {
    waiting.add(listener);
    add(type, listener, options);
  };
  target.removeEventListener = (type, listener) => {
    waiting.delete(listener);
    remove(type, listener);
  };
  return {
    signal: controller.signal,
    abort(reason) {
      controller.abort(reason);
      waiting.clear();
    },
    listeners: () => waiting.size,
  };
}
