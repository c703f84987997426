import { Command, CommanderError } from 'commander';
import { invalidValue, sdkVersion } from '@tradewright/core';
import { variableOf } from './settings/resolve-settings.js';
import { settingDefinitions } from './settings/setting-definitions.js';

/** What the command line asks for. */
export type CommandLine =
  | ({ readonly kind: 'run' } & RunFlags)
  | ({ readonly kind: 'status' } & CommonFlags)
  | { readonly kind: 'text'; readonly text: string };

/** Flags of every command. */
export interface CommonFlags {
  /** Settings by name, as they were written. */
  readonly settings: ReadonlyMap<string, string>;
  readonly config: string | undefined;
  readonly json: boolean;
}

/** Flags of a run. */
export interface RunFlags extends CommonFlags {
  readonly dryRun: boolean;
  readonly fresh: boolean;
  readonly showSettings: boolean;
}

const configText = 'file of settings (default: tradewright.paper.json, if it is there)';

/**
 * Reads the arguments behind the program's name.
 *
 * @throws SdkError `SETTINGS_INVALID` for a flag or a word that is not known.
 */
export function readCommandLine(words: readonly string[]): CommandLine {
  let found: CommandLine | undefined;
  let text = '';
  const write = (part: string): void => {
    text += part;
  };
  const program = createProgram((command) => {
    found = command;
  });
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ writeOut: write, writeErr: () => undefined });
  }
  try {
    program.parse(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: 'text', text };
    throw refuse(words, error.message);
  }
  return found ?? { kind: 'text', text: program.helpInformation() };
}

function createProgram(onCommand: (command: CommandLine) => void): Command {
  const program = new Command('npm run paper --')
    .description('Trades a small momentum strategy on paper: real prices, no keys, no real money.')
    .usage('[flags] | npm run status -- [flags]')
    .version(sdkVersion)
    .enablePositionalOptions()
    .option('--json', 'print one JSON document and nothing else')
    .option('--dry-run', 'check everything, show the first orders, send and write nothing')
    .option('--fresh', 'run again although this run is already finished')
    .option('--show-settings', 'print every setting and where it comes from')
    .option('--config <file>', configText);
  for (const { name, value, about, fallback, unset } of settingDefinitions) {
    program.option(`--${name} <${value}>`, `${about} (default: ${fallback ?? unset ?? 'unset'})`);
  }
  program.addHelpText('after', helpAfter());
  program.action(() => {
    const flags = program.opts<Record<string, unknown>>();
    const { dryRun, fresh, showSettings } = flags;
    onCommand({
      kind: 'run',
      ...commonFlags(program),
      dryRun: dryRun === true,
      fresh: fresh === true,
      showSettings: showSettings === true,
    });
  });
  addStatus(program, onCommand);
  return program;
}

function addStatus(program: Command, onCommand: (command: CommandLine) => void): void {
  const status: Command = program
    .command('status')
    .description('tell how the last run ended')
    .option('--state <folder>', 'folder that remembers runs')
    .option('--config <file>', configText)
    .option('--json', 'print one JSON document and nothing else')
    .action(() => {
      onCommand({ kind: 'status', ...commonFlags(status) });
    });
}

function commonFlags(command: Command): CommonFlags {
  const settings = new Map<string, string>();
  // Flags before the word `status` belong to it as well.
  const flags = command.optsWithGlobals<Record<string, unknown>>();
  for (const { key, name } of settingDefinitions) {
    const value = flags[key];
    if (typeof value === 'string') settings.set(name, value);
  }
  const { config, json } = flags;
  return { settings, config: typeof config === 'string' ? config : undefined, json: json === true };
}

function helpAfter(): string {
  return `
Each setting can also stand in the environment (${variableOf('top')}=3) or in a file of
settings ({"top": 3}). A flag wins over the environment, that over the file, that over the default.

Exit codes: 0 success, 1 failure, 2 bad configuration, 3 partial (an order ended without a fill),
130 interrupted. Of status: 0 ok, 1 degraded, 2 halted, 3 unreachable.
`;
}

function refuse(words: readonly string[], message: string): Error {
  return invalidValue('SETTINGS_INVALID', {
    field: 'command line',
    value: words.join(' '),
    must: 'one that the help describes',
    fix: message.replace(/^error: /, ''),
  });
}
