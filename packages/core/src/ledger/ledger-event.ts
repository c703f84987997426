import type { Amount, OrderSide } from '../orders/order-request.js';

/**
 * What every event has. Ids are given by whoever reports the event (a fill id, an activity id) and
 * are unique among all events of an account: an event that comes twice is booked once.
 */
export interface LedgerEventFrame {
  readonly id: string;
  /** If given, it must be the account's currency; others are refused. */
  readonly currency?: string | undefined;
}

/** The numbers of a fill. */
export interface FillTerms {
  readonly symbol: string;
  readonly side: OrderSide;
  /** Above zero, a whole multiple of 10 to the power of −`quantityDigits`. */
  readonly quantity: Amount;
  /** Above zero. */
  readonly price: Amount;
  /** Zero or more, in units of account. Default 0. */
  readonly fee?: Amount | undefined;
}

/**
 * Whose an event is, in books that are kept by strategy (others ignore it): 1 to 64 letters,
 * digits, spaces or `._:/-`. Without one it is that of the account alone, `unallotted`.
 */
export interface StrategyOwned {
  readonly strategy?: string | undefined;
}

/** A fill. Seen again after its bust, it takes its old place in the history. */
export interface FillEvent extends LedgerEventFrame, FillTerms, StrategyOwned {
  readonly kind: 'fill';
}

/** A fill never was: the state becomes the one without it, later dividends and splits included. */
export interface BustEvent extends LedgerEventFrame {
  readonly kind: 'bust';
  readonly fillId: string;
}

/**
 * A fill had other numbers: the state becomes the one in which it always had them. It stays with
 * its strategy.
 */
export interface CorrectionEvent extends LedgerEventFrame, FillTerms {
  readonly kind: 'correction';
  readonly fillId: string;
}

/** Every `from` shares become `to`, before the open of the ex-date. */
export interface SplitEvent extends LedgerEventFrame {
  readonly kind: 'split';
  readonly symbol: string;
  /** Whole, above zero, at most 1e9. */
  readonly from: number;
  /** Whole, above zero, at most 1e9. */
  readonly to: number;
  /** What one share is worth after the split; needed when a fraction is left. */
  readonly cashPrice?: Amount | undefined;
}

/** `perShare` new shares for each that is held: "0.05" is a stock dividend of 5 %. */
export interface StockDividendEvent extends LedgerEventFrame {
  readonly kind: 'stockDividend';
  readonly symbol: string;
  /** Above zero, at most 9 digits after the point. */
  readonly perShare: Amount;
  /** What one share is worth afterwards; needed when a fraction is left. */
  readonly cashPrice?: Amount | undefined;
}

/** Cash for each share that is held; a short position pays. */
export interface CashDividendEvent extends LedgerEventFrame {
  readonly kind: 'cashDividend';
  readonly symbol: string;
  /** Above zero, at most 9 digits after the point. */
  readonly perShare: Amount;
}

/** The instrument goes on under another symbol. */
export interface SymbolChangeEvent extends LedgerEventFrame {
  readonly kind: 'symbolChange';
  readonly symbol: string;
  readonly newSymbol: string;
}

/** Interest on cash: received, or paid when negative. */
export interface InterestEvent extends LedgerEventFrame, StrategyOwned {
  readonly kind: 'interest';
  /** Not zero. */
  readonly amount: Amount;
}

/**
 * What borrowing shares for a short position costs. It lowers income, not fees. With a symbol and
 * without a strategy it is shared by what each strategy is short.
 */
export interface BorrowChargeEvent extends LedgerEventFrame, StrategyOwned {
  readonly kind: 'borrowCharge';
  readonly symbol?: string | undefined;
  /** Above zero: it is paid. */
  readonly amount: Amount;
}

/** A fee that is not part of a fill, or one given back. */
export interface FeeEvent extends LedgerEventFrame, StrategyOwned {
  readonly kind: 'fee' | 'feeRefund';
  readonly symbol?: string | undefined;
  /** Above zero: a `fee` is paid, a `feeRefund` received. */
  readonly amount: Amount;
}

/** Money that comes or goes without being a result. */
export interface CashFlowEvent extends LedgerEventFrame, StrategyOwned {
  readonly kind: 'deposit' | 'withdrawal';
  /** Above zero. */
  readonly amount: Amount;
}

/** Everything that can happen to the books of one account. */
export type LedgerEvent =
  | FillEvent
  | BustEvent
  | CorrectionEvent
  | SplitEvent
  | StockDividendEvent
  | CashDividendEvent
  | SymbolChangeEvent
  | InterestEvent
  | BorrowChargeEvent
  | FeeEvent
  | CashFlowEvent;

/**
 * Why a well-formed event was not booked; the state is unchanged.
 *
 * - `duplicateEvent`: it is booked already (feeds deliver at least once).
 * - `conflictingEvent`: its id is known with other content.
 * - `unknownFill`: bust or correction of a fill that was never seen.
 * - `bustedFill`: bust or correction of a fill that is busted already.
 * - `cashPriceMissing`: a split leaves a fraction, of the account or between strategies, and
 *   nothing says what it is worth.
 * - `symbolTaken`: the new symbol is that of another instrument of these books.
 */
export type LedgerAnomalyCode =
  | 'duplicateEvent'
  | 'conflictingEvent'
  | 'unknownFill'
  | 'bustedFill'
  | 'cashPriceMissing'
  | 'symbolTaken';

/** An event that was set aside, for a person or a reconciliation to look at. */
export interface LedgerAnomaly {
  readonly code: LedgerAnomalyCode;
  readonly event: LedgerEvent;
}
