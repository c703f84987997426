import { describeState, stateDocument } from './console/describe-state.js';
import { createPaint } from './console/paint.js';
import type { ProgramHost } from './program-host.js';
import type { CommonFlags } from './read-command-line.js';
import { loadSettings } from './settings/load-settings.js';
import { judgeState } from './state/judge-state.js';
import { openStateFolder } from './state/state-folder.js';

/** Tells how the last run ended. Returns the exit code that says the same. */
export function statusCommand(flags: CommonFlags, host: ProgramHost): number {
  const { settings } = loadSettings(flags, host);
  const folder = openStateFolder(settings.state, host.folder);
  const judgement = judgeState(folder, host.isAlive);
  if (flags.json) host.print(`${JSON.stringify(stateDocument(judgement, folder), null, 2)}\n`);
  else host.print(`${describeState(judgement, folder, createPaint(host.color)).join('\n')}\n`);
  return judgement.exitCode;
}
