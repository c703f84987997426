import {
  type AccountSnapshot,
  type Instrument,
  moneyDigits,
  orderFact,
  parseDecimal,
  SdkError,
  silentLogger,
  systemClock,
} from '@tradewright/core';
import { Kernel, parseRunSettings } from '@tradewright/kernel';
import { carryOut, messageOf, onReport } from './carry-out.js';
import { compareAccount } from './compare-account.js';
import { followFeed, warmUp } from './follow-feed.js';
import { LiveBars } from './live-bars.js';
import { parseTraderSettings } from './parse-trader-settings.js';
import { resultsOf, statusOf } from './read-trader.js';
import { SliceAssembler } from './slice-assembler.js';
import type { Trader, TraderPorts, TraderSettings, TraderState } from './trader.js';
import {
  endEverything,
  settled,
  track,
  type TraderContext,
  untilClosed,
  untilEnded,
} from './trader-context.js';

/**
 * Creates a trader: the live driver of the kernel. The strategy, risk limits and ledger are those
 * of a backtest; only what feeds them is real.
 *
 * Every turn is committed to the journal before any order leaves. A submission has three outcomes;
 * an unknown one keeps its reservation and is resolved by client order id, never sent again.
 *
 * @throws SdkError `SETTINGS_INVALID` and the like, before anything is started.
 */
export function createTrader<P>(settings: TraderSettings<P>, ports: TraderPorts): Trader {
  const context = createContext(settings, ports);
  return {
    start() {
      if (context.state !== 'new') {
        return Promise.reject(new SdkError('RUN_CLOSED', 'a trader starts once; create a new one'));
      }
      return start(context);
    },
    stop: (options) => stop(context, options?.keepWorkingOrders ?? false),
    status: () => statusOf(context),
    results: () => resultsOf(context),
    finished: () => finished(context),
    close: () => close(context),
  };
}

function createContext<P>(frame: TraderSettings<P>, ports: TraderPorts): TraderContext {
  const settings = parseTraderSettings(frame, ports);
  // Cash is what the account says when the trader starts; any amount does for the checks here.
  const run = parseRunSettings({ ...frame, cash: '1' });
  const symbols = run.instruments.map((one) => one.symbol);
  return {
    ports,
    clock: ports.clock ?? systemClock,
    logger: ports.logger ?? silentLogger,
    settings,
    frame,
    run,
    kernel: new Kernel({ ...run, strategy: run.strategyName, deposit: 0n, archive: false }),
    bars: new LiveBars(symbols),
    assembler: new SliceAssembler(symbols),
    troubles: {
      lateBars: 0,
      badBars: 0,
      gaps: 0,
      caughtUpSlices: 0,
      externalReports: 0,
      anomalies: 0,
      failedCalls: 0,
    },
    closing: new AbortController(),
    feeding: new AbortController(),
    state: 'new',
    feedLoop: Promise.resolve(),
    updatesLoop: Promise.resolve(),
    slices: Promise.resolve(),
    tail: Promise.resolve(),
    inFlight: new Set(),
    sending: new Map(),
    waits: new Set(),
    asking: new Set(),
    awaiting: new Map(),
    catchUpAfter: Number.NEGATIVE_INFINITY,
    shownAt: Number.NEGATIVE_INFINITY,
    graceFor: undefined,
    lastSliceAt: undefined,
  };
}

function moneyUnits(cash: string): bigint {
  return BigInt(parseDecimal(cash, 'cash of the account').times(`1e${moneyDigits}`).toFixed(0));
}

async function start(context: TraderContext): Promise<void> {
  context.state = 'starting';
  try {
    await untilClosed(context, checkJournal(context));
    const { account } = context.ports;
    const snapshot = await untilClosed(context, account.snapshot(context.closing.signal));
    checkAccount(context, snapshot);
    await begin(context, snapshot);
  } catch (error) {
    endEverything(context);
    if ((context.state as TraderState) === 'starting') context.state = 'failed';
    throw error;
  }
}

async function checkJournal({ ports, closing }: TraderContext): Promise<void> {
  for await (const entry of ports.journal.read(0, closing.signal)) {
    const message = `the journal holds an earlier run (${entry.kind}); give this one a new journal`;
    throw new SdkError('CONFLICT', message);
  }
}

function checkAccount({ run }: TraderContext, snapshot: AccountSnapshot): void {
  const { currency } = run.instruments[0] as Instrument;
  if (snapshot.currency !== currency) {
    const message = `currency of the account must be ${currency}, was ${snapshot.currency}`;
    throw new SdkError('CURRENCY_MISMATCH', message);
  }
  const [held] = snapshot.positions;
  if (held === undefined) return;
  const message =
    `the account must hold no positions, held ${held.signedQuantity} ${held.symbol}; ` +
    'close them or use another account';
  throw new SdkError('CONFLICT', message);
}

async function begin(context: TraderContext, snapshot: AccountSnapshot): Promise<void> {
  const { ports, run, frame, clock } = context;
  const first = ports.journal.append([
    {
      kind: 'started',
      data: {
        at: clock.now(),
        account: frame.account,
        cash: snapshot.cash,
        strategy: run.strategyName,
        version: run.strategyVersion,
        parameters: run.parameters ?? null,
        limits: run.writtenLimits,
      },
    },
  ]);
  await untilClosed(context, first);
  context.kernel.deposit(moneyUnits(snapshot.cash));
  const gate = openGate();
  // Both streams before the history, so that nothing falls between them.
  context.updatesLoop = followUpdates(context);
  context.feedLoop = followBars(context, gate.opened);
  try {
    await warmUp(context);
    // Stopped or closed meanwhile: that stands.
    if (context.state !== 'starting') throw new SdkError('RUN_CLOSED', 'stopped while starting');
    context.state = 'running';
  } finally {
    gate.open();
  }
}

function openGate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

async function followBars(context: TraderContext, ready: Promise<void>): Promise<void> {
  try {
    await followFeed(context, ready);
    await context.slices;
    if (context.state === 'running') context.state = 'ended';
    context.feeding.abort();
  } catch (error) {
    if (context.closing.signal.aborted) return;
    context.logger.error('the feed failed: no more decisions are made', {
      error: messageOf(error),
    });
    context.kernel.stop('the feed failed');
    context.state = 'failed';
  }
}

async function followUpdates(context: TraderContext): Promise<void> {
  const { ports, closing, logger, kernel, troubles } = context;
  try {
    for await (const update of ports.orderUpdates.updates(undefined, closing.signal)) {
      if (update.kind === 'report') onReport(context, update.report);
      else {
        troubles.gaps++;
        logger.warn('the order updates have a gap', { reason: update.message });
        askForWorkingOrders(context);
        track(context, compareAccount(context));
      }
    }
    if (!closing.signal.aborted) throw new Error('the stream ended by itself');
  } catch (error) {
    if (closing.signal.aborted) return;
    logger.error('the order updates failed: trading stopped', { error: messageOf(error) });
    kernel.stop('the order updates failed');
    context.state = 'failed';
  }
}

/** After a gap in the updates every order that still works is asked for. */
function askForWorkingOrders(context: TraderContext): void {
  const { kernel, ports, troubles } = context;
  kernel.symbols.forEach((_, slot) => {
    for (const { clientOrderId } of kernel.workingOrders(slot)) {
      const ask = async (): Promise<void> => {
        try {
          const report = await untilEnded(context, (signal) =>
            ports.broker.findOrder(clientOrderId, signal),
          );
          if (report !== undefined) onReport(context, report);
        } catch {
          troubles.failedCalls++;
        }
      };
      track(context, ask());
    }
  });
}

async function stop(context: TraderContext, keepWorkingOrders: boolean): Promise<void> {
  const { kernel } = context;
  kernel.stop('stopped by the host');
  context.feeding.abort();
  if (!keepWorkingOrders) {
    kernel.symbols.forEach((_, slot) => {
      for (const order of kernel.workingOrders(slot)) kernel.cancel(order);
    });
    carryOut(context);
  }
  await context.tail;
  await Promise.all([...context.sending.values()]);
  await Promise.all([...context.asking]);
  if (context.state !== 'closed') context.state = 'stopped';
}

async function finished(context: TraderContext): Promise<void> {
  await context.feedLoop;
  await settled(context);
}

async function close(context: TraderContext): Promise<void> {
  context.state = 'closed';
  context.kernel.stop('closed by the host');
  endEverything(context);
  for (const order of context.sending.keys()) order.facts |= orderFact.unknown;
  await Promise.all([context.feedLoop, context.updatesLoop]);
  await settled(context);
}
