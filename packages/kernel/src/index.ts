export { BarCursor, type BarColumns } from './bar-cursor.js';
export { type EffectKind, Effects } from './effects.js';
export { FillFacts, FillLog, type FillRow } from './fill-log.js';
export { Kernel, type KernelParts } from './kernel.js';
export { OrderBook, type OrderBookParts } from './order-book.js';
