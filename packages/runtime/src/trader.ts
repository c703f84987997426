import type {
  Account,
  BarHistory,
  Broker,
  ClientOrderId,
  Clock,
  Decimal,
  FillList,
  InstrumentSettings,
  Journal,
  LedgerSnapshot,
  Logger,
  MarketDataFeed,
  OrderExplanation,
  OrderList,
  OrderUpdates,
  OrderView,
  PositionReport,
  Strategy,
  TargetSkip,
  TradingCalendar,
  UnixMs,
} from '@tradewright/core';
import type { RiskLimits, RiskRule } from '@tradewright/risk';

/** Parameters are left out exactly when the strategy takes none. */
export type WithParameters<P> = undefined extends P
  ? { readonly parameters?: P }
  : { readonly parameters: P };

/** What is the same for every strategy. Plain data but for strategy, calendar and rules. */
export interface TraderFrame {
  /** Names the account in every client order id: keep it for the life of the account. */
  readonly account: string;
  readonly symbols: readonly string[];
  /** Steps of the instruments; a symbol that is left out has ticks of 0.01 and whole shares. */
  readonly instruments?: readonly InstrumentSettings[] | undefined;
  readonly calendar: TradingCalendar;
  /** Required: `{}` takes careful defaults. */
  readonly limits: RiskLimits;
  readonly rules?: readonly RiskRule[] | undefined;
  /**
   * How long a slice waits for the bars of the other symbols after its first one came. Default
   * 5,000. A bar that comes later is counted, not shown. Zero waits for one turn of the event loop,
   * which suits feeds that deliver a slice at once, such as replays.
   */
  readonly graceMs?: number | undefined;
  /** How long executions that the broker counts may be on their way. Default 5,000. */
  readonly settleMs?: number | undefined;
  /** Pause between two questions about an order whose fate is unknown. Default 1,000. */
  readonly resolveMs?: number | undefined;
  /** Most bars of a gap that are shown to the strategy afterwards. Default 1,000. */
  readonly catchUpBarsMax?: number | undefined;
}

/** What a trader is told. */
export type TraderSettings<P> = TraderFrame &
  WithParameters<P> & { readonly strategy: Strategy<P> };

/** What a trader needs from outside. It closes none of them: they belong to the host. */
export interface TraderPorts {
  readonly broker: Broker;
  readonly orderUpdates: OrderUpdates;
  readonly account: Account;
  readonly feed: MarketDataFeed;
  readonly history: BarHistory;
  readonly journal: Journal;
  /** Default: the host's clock. */
  readonly clock?: Clock | undefined;
  /** Default: silent. */
  readonly logger?: Logger | undefined;
}

/** Where a trader is in its life. */
export type TraderState =
  | 'new'
  | 'starting'
  | 'running'
  | 'ended'
  | 'stopped'
  | 'failed'
  | 'closed';

/** How a trader stands. Read from memory: cheap, and never waits. */
export interface TraderStatus {
  readonly state: TraderState;
  /** Why nothing that increases risk leaves any more; `undefined` while trading. */
  readonly stoppedBecause: string | undefined;
  /** Slices seen, warm-up included. */
  readonly slices: number;
  /** End of the last slice; `undefined` before the first. */
  readonly lastSliceAt: UnixMs | undefined;
  readonly cash: Decimal;
  /** `undefined` while a held symbol has no mark. */
  readonly equity: Decimal | undefined;
  readonly positions: readonly PositionReport[];
  readonly workingOrders: readonly OrderView[];
  /** Orders whose fate is not known; each keeps its reservation. */
  readonly unknownOrders: number;
  readonly orders: number;
  readonly fills: number;
  /** What did not go as it should, counted. */
  readonly troubles: TraderTroubles;
}

/** Counts of what went wrong and was handled. */
export interface TraderTroubles {
  /** Bars that came after their slice was closed. */
  lateBars: number;
  /** Bars with impossible numbers, refused. */
  badBars: number;
  /** Gaps that the feed or the updates announced. */
  gaps: number;
  /** Slices of gaps that were shown to the strategy afterwards. */
  caughtUpSlices: number;
  /** Reports of orders that are not ours. */
  externalReports: number;
  /** Reports that could not be true or could not be booked. */
  anomalies: number;
  /** Calls of the broker that failed without an answer. */
  failedCalls: number;
}

/** What a trader did. */
export interface TraderResults {
  readonly fills: FillList;
  readonly orders: OrderList;
  readonly positions: readonly PositionReport[];
  readonly realized: Decimal;
  readonly unrealized: Decimal | undefined;
  readonly fees: Decimal;
  readonly ledger: LedgerSnapshot;
  readonly targetSkips: readonly TargetSkip[];
  explain(order: ClientOrderId): OrderExplanation;
  /** SHA-256 over fills and final ledger: equals that of a backtest which decided the same. */
  resultHash(): string;
}

/** A strategy at work on one account. */
export interface Trader {
  /**
   * Checks account and journal, shows the strategy its warm-up from history, and begins to trade
   * with the first live slice. Resolves when live.
   *
   * @throws SdkError `CONFLICT` when the account holds positions or the journal records, which this
   *   version cannot take over; `CURRENCY_MISMATCH`; `RUN_CLOSED` when started before.
   */
  start(): Promise<void>;
  /**
   * Stops trading: nothing that increases risk leaves any more, working orders are canceled (or
   * kept, if asked), and calls under way are awaited. Safe to call twice.
   */
  stop(options?: { readonly keepWorkingOrders?: boolean | undefined }): Promise<void>;
  status(): TraderStatus;
  results(): TraderResults;
  /** Resolves when the feed has ended and every call under way is answered, or on `close`. */
  finished(): Promise<void>;
  /** Ends every loop and timer it started. Safe to call twice, and at any time. */
  close(): Promise<void>;
}
