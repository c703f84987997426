import { type Clock, type Logger, type OrderState, SdkError, type UnixMs } from '@tradewright/core';
import type { Kernel, ResolvedRun } from '@tradewright/kernel';
import type { LiveBars } from './live-bars.js';
import type { SliceAssembler } from './slice-assembler.js';
import type { TraderFrame, TraderPorts, TraderState, TraderTroubles } from './trader.js';

/** Settings of the runtime with every field present. */
export interface RuntimeSettings {
  readonly graceMs: number;
  readonly settleMs: number;
  readonly resolveMs: number;
  readonly catchUpBarsMax: number;
}

/** What the parts of one trader share. Made when it starts. */
export interface TraderContext {
  readonly ports: TraderPorts;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly settings: RuntimeSettings;
  readonly frame: TraderFrame;
  readonly run: ResolvedRun;
  readonly kernel: Kernel;
  readonly bars: LiveBars;
  readonly assembler: SliceAssembler;
  readonly troubles: TraderTroubles;
  /** Aborted by `close`: ends every loop. */
  readonly closing: AbortController;
  /** Aborted by `stop` and `close`: ends the feed. */
  readonly feeding: AbortController;
  state: TraderState;
  /** The two streams; each ends when its signal is aborted. */
  feedLoop: Promise<void>;
  updatesLoop: Promise<void>;
  /** Slices being decided, one after the other. */
  slices: Promise<void>;
  /** Journal commits, one after the other. */
  tail: Promise<void>;
  /** Calls under way. */
  readonly inFlight: Set<Promise<void>>;
  /** Submissions under way, so that a cancel waits for its order to have left. */
  readonly sending: Map<OrderState, Promise<void>>;
  /** Waits and calls that `close` ends, each with a signal of its own; see {@link untilEnded}. */
  readonly waits: Set<AbortController>;
  /** First answers to cancellations, which `stop` waits for. */
  readonly asking: Set<Promise<void>>;
  /** How much the broker says is filled of orders whose executions have not all come yet. */
  readonly awaiting: Map<OrderState, number>;
  /** A live slice that starts after this must be joined to what was seen before. */
  catchUpAfter: UnixMs | undefined;
  /** Start of the last slice that the strategy was shown. */
  shownAt: UnixMs;
  /** Start of the slice whose grace period runs. */
  graceFor: UnixMs | undefined;
  lastSliceAt: UnixMs | undefined;
}

/** Remembers a call until it is answered. The call must handle its own failures. */
export function track(context: TraderContext, call: Promise<void>): void {
  context.inFlight.add(call);
  void call.finally(() => context.inFlight.delete(call));
}

/**
 * Runs a wait or a call that `close` ends. Each has a signal of its own: hundreds of listeners on
 * one signal make the host warn of a leak.
 */
export async function untilEnded<T>(
  context: TraderContext,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const own = new AbortController();
  if (context.closing.signal.aborted) own.abort();
  context.waits.add(own);
  try {
    return await work(own.signal);
  } finally {
    context.waits.delete(own);
  }
}

/** Ends every loop, wait and call. */
export function endEverything(context: TraderContext): void {
  context.feeding.abort();
  context.closing.abort();
  for (const wait of context.waits) wait.abort();
}

/** Waits for work that may outlive the trader: `close` ends the waiting, and leaves the work. */
export function untilClosed<T>(context: TraderContext, work: Promise<T>): Promise<T> {
  const { signal } = context.closing;
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(new SdkError('RUN_CLOSED', 'the trader was closed'));
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}

/** Waits until no commit, no call and, unless the trader is closed, no submission is under way. */
export async function settled(context: TraderContext): Promise<void> {
  const { inFlight, sending, closing } = context;
  for (;;) {
    const { tail } = context;
    await tail;
    // A broker that never answers must not keep a trader from closing.
    const submissions = closing.signal.aborted ? [] : [...sending.values()];
    await Promise.all([...inFlight, ...submissions]);
    const idle = closing.signal.aborted || sending.size === 0;
    if (context.tail === tail && inFlight.size === 0 && idle) return;
  }
}
