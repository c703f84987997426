export { Atr, atrColumn } from './atr.js';
export type {
  BarColumns,
  CloseVolume,
  HighLow,
  HighLowClose,
  HighLowCloseVolume,
} from './bar-input.js';
export { Ema, emaColumn, type EmaSettings } from './ema.js';
export type { Indicator } from './indicator.js';
export { Rma, rmaColumn } from './rma.js';
export { Sma, smaColumn } from './sma.js';
export { TrueRange, trueRangeColumn, type TrueRangeSettings } from './true-range.js';
