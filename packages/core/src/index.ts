export { type BarFindingCode, barFindingCodes, type BarFinding } from './bars/bar-finding.js';
export type { BarFrameSettings } from './bars/bar-frames.js';
export { type Bar, type BarAdjustment, barEndAt, type BarSeries } from './bars/bar-series.js';
export type { BarColumns } from './bars/bar-columns.js';
export { barsFromColumns } from './bars/bars-from-columns.js';
export { barsFromCsv } from './bars/bars-from-csv.js';
export { type BarRow, barsFromRows, type BarRowsOptions } from './bars/bars-from-rows.js';
export type { BarLabel, BarsFromCsvOptions, BarsOptions } from './bars/bars-options.js';
export { isBarSeries } from './bars/is-bar-series.js';
export { type BarGap, missingBars } from './bars/missing-bars.js';
export { resampleBars, type ResampleSettings } from './bars/resample-bars.js';
export { type BarReviewSettings, reviewBars } from './bars/review-bars.js';
export { alwaysOpenCalendar } from './calendar/always-open-calendar.js';
export {
  type BrokerClockCheck,
  type BrokerClockFinding,
  type BrokerClockStatement,
  checkBrokerClock,
} from './calendar/check-broker-clock.js';
export { usEquityCalendar } from './calendar/us-equity-calendar.js';
export { type ErrorCode, errorCodes } from './errors/error-code.js';
export { invalidValue, type InvalidValue } from './errors/invalid-value.js';
export { invariant } from './errors/invariant.js';
export { quoteValue } from './errors/quote-value.js';
export {
  type ErrorDetails,
  isSdkError,
  SdkError,
  type SdkErrorOptions,
} from './errors/sdk-error.js';
export { barSeriesDigest } from './hash/bar-series-digest.js';
export { canonicalJson } from './hash/canonical-json.js';
export { sha256Hex } from './hash/sha256-hex.js';
export { type Instrument, instrument, type InstrumentSettings } from './instruments/instrument.js';
export { isSymbol, parseSymbol } from './instruments/parse-symbol.js';
export {
  createPortfolioValuer,
  type PortfolioValuer,
  type ValuerSettings,
} from './ledger/create-portfolio-valuer.js';
export { type DailyPnl, dailyPnl, type PnlChange } from './ledger/daily-pnl.js';
export { divideHalfEven } from './ledger/divide-half-even.js';
export { type FeeTicks, Ledger } from './ledger/ledger.js';
export {
  createLedgerBook,
  type LedgerBook,
  type LedgerBookSettings,
  type LedgerOutcome,
  replayLedger,
  restoreLedgerBook,
  type StrategyChange,
} from './ledger/ledger-book.js';
export type {
  BookMoney,
  HistoryRecord,
  LedgerBookSnapshot,
  SymbolState,
  StrategyMoney,
  SumsMoney,
} from './ledger/ledger-book-snapshot.js';
export type {
  BorrowChargeEvent,
  BustEvent,
  CashDividendEvent,
  CashFlowEvent,
  CorrectionEvent,
  FeeEvent,
  FillEvent,
  FillTerms,
  InterestEvent,
  LedgerAnomaly,
  LedgerAnomalyCode,
  LedgerEvent,
  LedgerEventFrame,
  SplitEvent,
  StockDividendEvent,
  StrategyOwned,
  SymbolChangeEvent,
} from './ledger/ledger-event.js';
export {
  ledgerSnapshot,
  type LedgerSnapshot,
  type PositionSnapshot,
} from './ledger/ledger-snapshot.js';
export {
  type Lot,
  LotBook,
  type LotClosing,
  type LotFill,
  type LotOrder,
} from './ledger/lot-book.js';
export { type MoneyScale, moneyScale } from './ledger/money-scale.js';
export {
  type AccountMoney,
  type MarkQuality,
  PortfolioValuation,
  type PositionMoney,
  PositionValue,
  type ValuationQuality,
} from './ledger/portfolio-valuation.js';
export {
  type HeldPosition,
  splitAtAverage,
  splitPosition,
  type SplitResult,
  type SplitTerms,
} from './ledger/split-position.js';
export {
  createSessionPnl,
  type SessionEnd,
  type SessionPnl,
  type SessionPnlRecorder,
} from './ledger/session-pnl.js';
export { unallotted } from './ledger/strategy-name.js';
export type { BookPosition, BookReadings, BookTotals } from './ledger/book-readings.js';
export type { Brand } from './numbers/brand.js';
export { Decimal, decimalPrecision } from './numbers/decimal.js';
export { NumberRows } from './numbers/number-rows.js';
export { isDecimalText, parseDecimal } from './numbers/parse-decimal.js';
export {
  moneyDigits,
  moneyOne,
  moneyToDecimal,
  moneyToNumber,
  numberToUnits,
  powerOfTen,
  textToUnits,
  unitsToDecimal,
  unitsToText,
  valueToUnits,
} from './numbers/units.js';
export {
  type ClientOrderId,
  clientOrderIdPrefix,
  type DecisionKey,
  deriveClientOrderId,
} from './orders/client-order-id.js';
export {
  type ApprovedOrder,
  type DecisionMaker,
  type OrderDetails,
  OrderIntent,
  type OrderIntentJson,
  type OrderLeg,
  type OrderTerms,
  simpleDetails,
} from './orders/order-intent.js';
export { MalformedOrder } from './orders/malformed-order.js';
export type { OrderReport, OrderReportKind, ReportedFill } from './orders/order-report.js';
export {
  type Amount,
  type OrderChange,
  type OrderClass,
  orderClasses,
  type OrderRequest,
  type OrderSide,
  type OrderType,
  orderTypes,
  type TimeInForce,
  timesInForce,
} from './orders/order-request.js';
export {
  type OrderFamily,
  OrderState,
  type OrderView,
  type ReportedExecution,
  ReportedFacts,
  type UnitsAt,
} from './orders/order-state.js';
export {
  isFinished,
  orderFact,
  type OrderFact,
  orderStatus,
  type OrderStatus,
  terminalFacts,
} from './orders/order-status.js';
export { type Refusal, type RefusalCode, refusalCodes } from './orders/refusal.js';
export type { Account, AccountSnapshot } from './ports/account.js';
export type { BarHistory, BarQuery } from './ports/bar-history.js';
export type { Broker, Submission } from './ports/broker.js';
export type { Clock } from './ports/clock.js';
export type { Journal, JournalEntry, JournalRecord } from './ports/journal.js';
export { type LogFacts, type Logger, silentLogger } from './ports/logger.js';
export type { FeedEvent, MarketDataFeed } from './ports/market-data-feed.js';
export type { OrderUpdate, OrderUpdates } from './ports/order-updates.js';
export type { Session, TradingCalendar } from './ports/trading-calendar.js';
export type {
  Assumption,
  BacktestReport,
  BacktestSummary,
  EquityCurve,
  Fill,
  FillList,
  OrderEvent,
  OrderExplanation,
  OrderList,
  PositionReport,
  ReviewedLimit,
  RunOrder,
  RunReport,
} from './report/backtest-report.js';
export type { TargetSkip, TargetSkipReason } from './report/target-skip.js';
export { sdkVersion } from './sdk-version.js';
export type { Strategy, StrategyContext, StrategyInstance } from './strategy/strategy.js';
export { type BoundedQueue, createBoundedQueue } from './streams/bounded-queue.js';
export { isTickSeries } from './ticks/is-tick-series.js';
export {
  type QuoteColumns,
  quotesFromColumns,
  type QuotesOptions,
} from './ticks/quotes-from-columns.js';
export type { TickColumn, TicksOptions } from './ticks/tick-columns.js';
export type { QuoteSeries, TickFrame, TickSeries, TradeSeries } from './ticks/tick-series.js';
export { tickSeriesDigest } from './ticks/tick-series-digest.js';
export { type TradeColumns, tradesFromColumns } from './ticks/trades-from-columns.js';
export { nextTurn } from './time/next-turn.js';
export { parseInstant } from './time/parse-instant.js';
export {
  addDays,
  dateOfDayNumber,
  dayNumberOf,
  sessionDate,
  weekdayOf,
} from './time/session-date.js';
export { systemClock } from './time/system-clock.js';
export { formatUtc, type SessionDate, type UnixMs } from './time/unix-ms.js';
export { createVirtualClock, type VirtualClock } from './time/virtual-clock.js';
export { createTimeZone, type TimeZone } from './time/zoned-time.js';
export { alpacaCrypto } from './venues/alpaca-crypto.js';
export { alpacaEquities } from './venues/alpaca-equities.js';
export {
  checkVenueRules,
  type OpenOrder,
  type VenueSituation,
} from './venues/check-venue-rules.js';
export { genericVenue } from './venues/generic-venue.js';
export type {
  ReplaceableField,
  VenueClassRule,
  VenueClosedWindow,
  VenueCombination,
  VenuePriceBand,
  VenueRules,
  VenueStopCollar,
} from './venues/venue-rules.js';
