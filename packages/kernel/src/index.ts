export { AccountValuer, type ValuerParts } from './account-valuer.js';
export { applyReport, type ReportOutcome } from './apply-report.js';
export { checkOrderRequest } from './check-order-request.js';
export { type CheckedRequest, emptyCheck, type RequestFrame } from './checked-request.js';
export { BarCursor, type CursorColumns } from './bar-cursor.js';
export { type EffectKind, Effects } from './effects.js';
export { FillFacts, FillLog, type FillRow } from './fill-log.js';
export { Kernel } from './kernel.js';
export type { KernelParts } from './kernel-parts.js';
export { makeGroup, makeVersion, type OrderFrame } from './make-linked-intents.js';
export { OrderBook, type OrderBookParts } from './order-book.js';
export { explainOrder } from './results/explain-order.js';
export { feeUnits, type FillSource, LazyFillList } from './results/lazy-fill-list.js';
export { LazyOrderList, type OrderSource } from './results/lazy-order-list.js';
export { resultHash } from './results/result-hash.js';
export { optionalMoney, type Valuation, valueAccount } from './results/value-account.js';
export {
  parseCash,
  parseInstruments,
  parseRunSettings,
  type ResolvedRun,
  type RunSettings,
} from './parse-run-settings.js';
export { type AccountEvent, type BookedRecords, rebookLedger } from './rebook-ledger.js';
export type { Reissue, ReissueCause, ReissuedTerms } from './reissue-orders.js';
export { TargetList } from './resolve-targets.js';
export { SymbolSlots } from './symbol-slots.js';
export { createTimeline, type RowRange, StepTimeline, type Timeline } from './timeline.js';
