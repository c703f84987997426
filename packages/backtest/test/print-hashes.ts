import { printedRun } from './printed-run.js';

// Run by determinism.test.ts in processes of other time zones and languages.
const report = await printedRun();
process.stdout.write(`${report.hash()} ${report.resultHash()} ${String(report.fills.length)}`);
