import { sdkVersion } from '@tradewright/core';
import { describeChecks, describePlan } from './console/describe-plan.js';
import type { Paint } from './console/paint.js';
import { section } from './console/section.js';
import type { ProgramHost } from './program-host.js';
import type { RunFlags } from './read-command-line.js';
import type { ResolvedSettings } from './settings/resolve-settings.js';
import type { RunPlan } from './trading/plan-run.js';

/** What a run and a dry run have in common. */
export interface RunFrame {
  readonly plan: RunPlan;
  readonly resolved: ResolvedSettings;
  readonly flags: RunFlags;
  readonly host: ProgramHost;
  readonly paint: Paint;
}

/** Prints lines for a reader; with `--json` there is none. */
export function tell({ flags, host }: RunFrame, lines: readonly string[]): void {
  if (!flags.json && lines.length > 0) host.print(`${lines.join('\n')}\n`);
}

/** Prints what comes before a run: what was checked, and what will be done. */
export function tellPlan(frame: RunFrame, stateLine: string): void {
  const { plan, resolved, paint } = frame;
  const checks = describeChecks(plan, resolved, stateLine);
  const money = plan.market.source === 'synthetic' ? 'SYNTHETIC prices, ' : '';
  tell(frame, [
    paint.heading(`Tradewright ${sdkVersion} paper run`) +
      paint.faint(`  ${money}simulated broker, no real money`),
    ...section(
      paint,
      'Checks',
      checks.map(([name, finding]) => `${paint.good('✓')} ${name.padEnd(9)} ${finding}`),
    ),
    ...describePlan(plan, paint),
  ]);
}
