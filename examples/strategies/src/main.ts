import { isSdkError } from '@tradewright/core';
import { compareStrategies } from './compare-strategies.js';
import { formatComparison } from './format-comparison.js';
import { loadMarket } from './load-market.js';
import { helpText, readCommandLine } from './read-command-line.js';
import { writeSheets } from './write-sheets.js';

/** Runs the program: 0 is success, 2 a bad flag, file or folder. */
async function run(words: readonly string[]): Promise<number> {
  try {
    const flags = readCommandLine(words);
    if (flags.help) {
      console.info(helpText);
      return 0;
    }
    const market = loadMarket(flags);
    const results = await compareStrategies(market.series);
    console.info(formatComparison(market, results).join('\n'));
    if (flags.sheets !== undefined) writeSheets(flags.sheets, market, results);
    return 0;
  } catch (error) {
    if (!isSdkError(error)) throw error;
    console.error(`${error.code}: ${error.message}`);
    return 2;
  }
}

process.exitCode = await run(process.argv.slice(2));
