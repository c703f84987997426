import type { Amount, UnixMs } from '@tradewright/core';

/**
 * When an action happens: at the first slice that starts at or after the instant `exAt`, or after
 * the first trading (extended hours included) of the ex-date `exOn`, `YYYY-MM-DD`. A date without a
 * session means the next one. Exactly one of the two is given.
 */
export interface ActionFrame {
  /** Of an instrument of the run, as it is called before the action. */
  readonly symbol: string;
  readonly exAt?: UnixMs | undefined;
  readonly exOn?: string | undefined;
}

/** Every `from` shares become `to`: 2-for-1 is from 1 to 2. */
export interface SplitAction extends ActionFrame {
  readonly kind: 'split';
  /** Whole, above zero, at most 1e9. */
  readonly from: number;
  /** Whole, above zero, at most 1e9. */
  readonly to: number;
}

/** `perShare` new shares for each that is held: "0.05" is a stock dividend of 5 %. */
export interface StockDividendAction extends ActionFrame {
  readonly kind: 'stockDividend';
  /** Above zero, at most 9 digits after the point. */
  readonly perShare: Amount;
}

/** Cash for each share that was held at the last close; a short position pays. */
export interface CashDividendAction extends ActionFrame {
  readonly kind: 'cashDividend';
  /** Per share after a split of the same day. Above zero, at most 9 digits after the point. */
  readonly perShare: Amount;
}

/** The instrument goes on as another one of the run: the position moves there at its cost. */
export interface SymbolChangeAction extends ActionFrame {
  readonly kind: 'symbolChange';
  /** Another symbol of the run, with the same quantity step. */
  readonly newSymbol: string;
}

/** The symbol does not trade any more: a position becomes cash. */
export interface DelistingAction extends ActionFrame {
  readonly kind: 'delisting';
  /** What one share is paid with. Default the last close before. Zero: it is worth nothing. */
  readonly price?: Amount | undefined;
}

/** Something that a company does to its shares, at the instant at which a market knows it. */
export type CorporateAction =
  | SplitAction
  | StockDividendAction
  | CashDividendAction
  | SymbolChangeAction
  | DelistingAction;

/** What every checked action has. */
interface ResolvedFrame {
  /** It takes effect at the first slice that starts at or after it. */
  readonly exAt: UnixMs;
  readonly symbol: string;
  readonly slot: number;
}

/** A checked split or stock dividend in lowest terms. */
export interface ResolvedSplit extends ResolvedFrame {
  readonly kind: 'split';
  readonly from: number;
  readonly to: number;
}

/** A checked cash dividend. */
export interface ResolvedDividend extends ResolvedFrame {
  readonly kind: 'cashDividend';
  /** In units of 1e-9. */
  readonly perShareUnits: number;
}

/** A checked change of a symbol. */
export interface ResolvedSymbolChange extends ResolvedFrame {
  readonly kind: 'symbolChange';
  readonly newSlot: number;
}

/** A checked delisting. */
export interface ResolvedDelisting extends ResolvedFrame {
  readonly kind: 'delisting';
  /** In price units of the instrument. */
  readonly priceUnits: number | 'last close';
}

/** A checked action, in whole units; plain data. */
export type ResolvedAction =
  | ResolvedSplit
  | ResolvedDividend
  | ResolvedSymbolChange
  | ResolvedDelisting;
