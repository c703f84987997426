import type { LedgerSnapshot } from '../ledger/ledger-snapshot.js';
import type { Decimal } from '../numbers/decimal.js';
import type { ClientOrderId } from '../orders/client-order-id.js';
import type { OrderSide } from '../orders/order-request.js';
import type { OrderView } from '../orders/order-state.js';
import type { Refusal } from '../orders/refusal.js';
import type { UnixMs } from '../time/unix-ms.js';
import type { TargetSkip } from './target-skip.js';

/** One execution of ours. */
export interface Fill {
  readonly clientOrderId: ClientOrderId;
  readonly symbol: string;
  readonly side: OrderSide;
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly fee: Decimal;
  readonly filledAt: UnixMs;
}

/** Fills as a list that makes each one when it is read. */
export interface FillList extends Iterable<Fill> {
  readonly length: number;
  /** @throws SdkError `VALUE_INVALID` outside 0 … length − 1. */
  at(index: number): Fill;
}

/** Orders as a list that makes each one when it is read. */
export interface OrderList extends Iterable<OrderView> {
  readonly length: number;
  /** @throws SdkError `VALUE_INVALID` outside 0 … length − 1. */
  at(index: number): OrderView;
}

/** What is held, with its worth at the last mark. Unknown is `undefined`, never zero. */
export interface PositionReport {
  readonly symbol: string;
  /** Negative is short. */
  readonly signedQuantity: Decimal;
  readonly openCost: Decimal;
  /** Gross of fees. */
  readonly realized: Decimal;
  readonly mark: Decimal | undefined;
  readonly marketValue: Decimal | undefined;
  /** Gross of fees. */
  readonly unrealized: Decimal | undefined;
}

/** Account value after each slice, in doubles (an estimate; `finalEquity` is exact). */
export interface EquityCurve {
  readonly length: number;
  /** End of the slice. */
  readonly time: Float64Array;
  readonly value: Float64Array;
}

/** The five numbers for a first look. Statistics proper are the business of `performance`. */
export interface BacktestSummary {
  /** Final equity ÷ deposits − 1. */
  readonly returnFraction: number;
  /** Deepest fall below an earlier peak of the equity curve, 0.1 is 10 %. */
  readonly maxDrawdownFraction: number;
  /** Number of fills. */
  readonly fills: number;
  /** Share of slices at whose end anything was held. */
  readonly exposureFraction: number;
  readonly fees: Decimal;
}

/** One step in the life of an order. */
export interface OrderEvent {
  readonly at: UnixMs;
  /**
   * `decided`, `approved`, `denied`, `held`, `accepted`, `filled`, `canceled`, `expired`,
   * `replaced`, `rejected`.
   */
  readonly event: string;
  /** One sentence with the numbers. */
  readonly text: string;
}

/** One comparison of the risk review of an order. */
export interface ReviewedLimit {
  readonly code: string;
  /** What was compared, such as `order quantity`. */
  readonly label: string;
  /** `undefined` when a price was missing. */
  readonly actual: number | undefined;
  readonly limit: number | undefined;
  readonly passed: boolean;
  /** The limit did not apply: it stops increasing orders only, and this one reduced. */
  readonly exempt: boolean;
}

/** All that is known of one order: what was asked, what was compared, what happened. */
export interface OrderExplanation {
  readonly order: OrderView;
  readonly limits: readonly ReviewedLimit[];
  readonly refusals: readonly Refusal[];
  readonly timeline: readonly OrderEvent[];
}

/** One assumption under which the result holds. */
export interface Assumption {
  readonly name: string;
  readonly value: string;
  /** Set when it differs from the default. */
  readonly default?: string | undefined;
}

/** An order as far as a report shows it. */
export interface RunOrder {
  readonly clientOrderId: ClientOrderId;
  readonly symbol: string;
  readonly side: string;
  /** `undefined` when what was asked for was malformed. */
  readonly quantity: Decimal | undefined;
  readonly status: string;
  /** Why it was denied or rejected; empty otherwise. */
  readonly refusals: readonly Refusal[];
}

/**
 * What a reader of results needs of a run, whoever made it: a backtest, a trader at work, a record
 * that was kept. A `BacktestReport` is one.
 */
export interface RunReport {
  /** When the account began, with the deposits in it. */
  readonly startedAt: UnixMs;
  readonly endedAt: UnixMs;
  /** Slices seen, warm-up included. */
  readonly slices: number;
  readonly currency: string;
  readonly deposits: Decimal;
  readonly cash: Decimal;
  /** Cash plus positions at last marks. `undefined` when a held symbol has no mark. */
  readonly finalEquity: Decimal | undefined;
  readonly realized: Decimal;
  readonly unrealized: Decimal | undefined;
  readonly summary: Pick<BacktestSummary, 'fees' | 'fills'>;
  readonly fills: Iterable<Fill>;
  readonly orders: Iterable<RunOrder>;
  readonly positions: readonly PositionReport[];
  readonly equity: EquityCurve;
  readonly targetSkips: readonly TargetSkip[];
  readonly assumptions: readonly Assumption[];
  /** The life of an order; its first step says when it was decided. */
  explain(order: ClientOrderId): Pick<OrderExplanation, 'timeline'>;
  /** SHA-256 over all that determines the result, and the result. */
  hash(): string;
  /** SHA-256 over fills and final ledger alone. */
  resultHash(): string;
}

/** The result of a backtest. Reading parts of it makes them; nothing is computed in advance. */
export interface BacktestReport extends RunReport {
  readonly summary: BacktestSummary;
  readonly fills: FillList;
  /** In order of decision; requests that were malformed come last. */
  readonly orders: OrderList;
  readonly ledger: LedgerSnapshot;
  /** @throws SdkError `VALUE_INVALID` for an id that this run did not make. */
  explain(order: ClientOrderId): OrderExplanation;
  /** SHA-256 over all that determines the result: equal runs have equal hashes everywhere. */
  hash(): string;
}
