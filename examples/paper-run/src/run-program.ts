import { createPaint } from './console/paint.js';
import { exitCode, statusCode } from './exit-code.js';
import type { ProgramHost } from './program-host.js';
import { type CommandLine, readCommandLine } from './read-command-line.js';
import { reportError } from './report-error.js';
import { runCommand } from './run-command.js';
import { statusCommand } from './status-command.js';

/** The whole program but the process around it. Returns the exit code; never throws. */
export async function runProgram(words: readonly string[], host: ProgramHost): Promise<number> {
  // Known before the command line is: its own mistakes are reported in the form that was asked for.
  const json = words.includes('--json');
  try {
    return await obey(readCommandLine(words), host);
  } catch (error) {
    const code = reportError(error, { host, json, paint: createPaint(host.color && !json) });
    // To whoever watches, 2 would mean "halted".
    return words[0] === 'status' ? statusCode.unreachable : code;
  }
}

async function obey(command: CommandLine, host: ProgramHost): Promise<number> {
  switch (command.kind) {
    case 'run':
      return runCommand(command, host);
    case 'status':
      return statusCommand(command, host);
    case 'text':
      host.print(command.text);
      return exitCode.success;
  }
}
