import { parseArgs } from 'node:util';
import { invalidValue } from '@tradewright/core';

/** What the command line asks for. */
export interface Flags {
  /** Folder of daily bars, one `.csv` or `.csv.gz` a symbol; without it the market is invented. */
  readonly csv: string | undefined;
  /** Symbols to read from the folder; all of them without it. */
  readonly symbols: readonly string[] | undefined;
  /** First and last date, such as 2015-06-01. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Seed of the invented market. */
  readonly seed: number;
  /** Folder for one tear sheet a strategy. */
  readonly sheets: string | undefined;
  readonly help: boolean;
}

export const helpText = `Backtests every strategy on the same daily bars and prints a table.

  --csv <folder>      bars of your own: one file SYMBOL.csv or SYMBOL.csv.gz a symbol
  --symbols <A,B>     only these symbols of the folder
  --from <date>       first date, such as 2015-06-01
  --to <date>         last date
  --seed <number>     seed of the invented market that is used without --csv (default 1)
  --sheets <folder>   write a tear sheet of each strategy there
  --help              this text`;

/** @throws SdkError `SETTINGS_INVALID` for a flag that is not known, or without its value. */
export function readCommandLine(words: readonly string[]): Flags {
  const { csv, symbols, from, to, seed = '1', sheets, help = false } = parse(words);
  for (const [field, value] of Object.entries({ from, to })) {
    if (value === undefined || /^\d{4}-\d{2}-\d{2}$/.test(value)) continue;
    throw refuse(`--${field}`, value, 'a date such as 2015-06-01');
  }
  if (!/^\d{1,9}$/.test(seed)) throw refuse('--seed', seed, 'a whole number from 0');
  return { csv, symbols: symbols?.split(','), from, to, seed: Number(seed), sheets, help };
}

function parse(words: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = { csv: text, symbols: text, from: text, to: text, seed: text, sheets: text };
  try {
    const all = { ...options, help: { type: 'boolean' } as const };
    return parseArgs({ args: [...words], options: all }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    throw refuse('flags', words.join(' '), `as --help says (${reason})`);
  }
}

function refuse(field: string, value: unknown, must: string): Error {
  return invalidValue('SETTINGS_INVALID', { field, value, must });
}
