export { createTearSheet } from './create-tear-sheet.js';
export { createTextSummary } from './create-text-summary.js';
export { equityToCsv } from './export/equity-to-csv.js';
export { fillsToCsv } from './export/fills-to-csv.js';
export { reportToJson } from './export/report-to-json.js';
export type { TearSheetOptions } from './tear-sheet-options.js';
