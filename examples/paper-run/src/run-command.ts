import { createPaint } from './console/paint.js';
import { describeSettings, settingsDocument } from './console/describe-settings.js';
import { dryRun } from './dry-run.js';
import { exitCode } from './exit-code.js';
import { loadMarket } from './market/load-market.js';
import { paperRun } from './paper-run.js';
import type { ProgramHost } from './program-host.js';
import type { RunFlags } from './read-command-line.js';
import { checkOutputs } from './settings/check-outputs.js';
import { loadSettings } from './settings/load-settings.js';
import { planRun } from './trading/plan-run.js';

/** Obeys the command to run: checks everything first, then shows, tries or runs. */
export async function runCommand(flags: RunFlags, host: ProgramHost): Promise<number> {
  const resolved = loadSettings(flags, host);
  if (flags.showSettings) {
    const document = (): string => JSON.stringify(settingsDocument(resolved), null, 2);
    host.print(`${flags.json ? document() : describeSettings(resolved).join('\n')}\n`);
    return exitCode.success;
  }
  const { settings } = resolved;
  checkOutputs(settings, host.folder);
  const plan = planRun(settings, loadMarket(settings, host.folder));
  const frame = { plan, resolved, flags, host, paint: createPaint(host.color && !flags.json) };
  return flags.dryRun ? dryRun(frame) : paperRun(frame);
}
