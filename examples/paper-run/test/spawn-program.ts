import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ProgramEnd } from './run-in-process.js';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const tsconfig = fileURLToPath(new URL('../../../tsconfig.json', import.meta.url));
const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** Where and how the process runs. */
export interface ProcessWorld {
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Called with the output so far, whenever there is more. */
  readonly onOutput?: (output: string, child: ChildProcess) => void;
}

/** Runs the program as a user does, in a process of its own, and waits for its end. */
export function spawnProgram(words: readonly string[], world: ProcessWorld): Promise<ProgramEnd> {
  const { folder, environment = {}, onOutput } = world;
  const env = { PATH: process.env['PATH'], TSX_TSCONFIG_PATH: tsconfig, ...environment };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', loader, main, ...words], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let complaints = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      onOutput?.(output, child);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaints += text;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code: code ?? -1, output, complaints });
    });
  });
}
