type Schedule = (run: () => void) => unknown;

interface Channel {
  readonly port1: { onmessage: (() => void) | null };
  readonly port2: { postMessage(message: null): void };
}

interface Host {
  readonly setImmediate?: Schedule;
  readonly MessageChannel?: new () => Channel;
  readonly setTimeout: (run: () => void, delayMs: number) => unknown;
}

// Taken when the module is loaded, so that a test which fakes timers later cannot stop it.
const schedule = createSchedule(globalThis as unknown as Host);

/**
 * Resolves in a later turn of the host's event loop: promise reactions that are pending, and those
 * they cause, run first; timers, sockets and streams get their chance.
 *
 * Costs some microseconds where the host has `setImmediate` (Node, Bun, Deno) or `MessageChannel`
 * (browsers), and falls back to a timeout of zero. Turns resolve in the order of their calls.
 */
export function nextTurn(): Promise<void> {
  return new Promise(schedule);
}

/**
 * Finds the cheapest way to get a turn that the host offers.
 *
 * @internal
 */
export function createSchedule(host: Host): Schedule {
  const { setImmediate, MessageChannel, setTimeout } = host;
  if (setImmediate !== undefined) return (run) => setImmediate(run);
  if (MessageChannel === undefined) return (run) => setTimeout(run, 0);
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return (run) => {
    waiting.push(run);
    port2.postMessage(null);
  };
}
