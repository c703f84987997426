import { runProgram } from '../src/run-program.js';
import type { PaperReport } from '../src/report/paper-report.js';
import { temporaryFolder } from './temporary-folder.js';

/** What a program said and how it ended. */
export interface ProgramEnd {
  readonly code: number;
  readonly output: string;
  readonly complaints: string;
}

/** The world around the program, as far as a test cares. */
export interface World {
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly interrupt?: AbortSignal;
  readonly alive?: boolean;
}

/** Runs the program in this process, in a folder of its own unless one is given. */
export async function runInProcess(
  words: readonly string[],
  world: World = {},
): Promise<ProgramEnd> {
  let output = '';
  let complaints = '';
  const code = await runProgram(words, {
    folder: world.folder ?? temporaryFolder(),
    environment: world.environment ?? {},
    color: false,
    print: (text) => {
      output += text;
    },
    complain: (text) => {
      complaints += text;
    },
    interrupt: world.interrupt ?? new AbortController().signal,
    monotonicMs: () => 0,
    isAlive: () => world.alive ?? false,
  });
  return { code, output, complaints };
}

/** Runs with `--json` and reads the report. */
export async function reportOf(words: readonly string[], world: World = {}): Promise<PaperReport> {
  const { output } = await runInProcess([...words, '--json'], world);
  return JSON.parse(output) as PaperReport;
}
