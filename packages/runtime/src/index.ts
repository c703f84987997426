export { createMemoryJournal } from './create-memory-journal.js';
export { createTrader } from './create-trader.js';
export { type BarSlice, SliceAssembler } from './slice-assembler.js';
export type {
  Trader,
  TraderFrame,
  TraderPorts,
  TraderResults,
  TraderSettings,
  TraderState,
  TraderStatus,
  TraderTroubles,
  WithParameters,
} from './trader.js';
