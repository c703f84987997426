import type { PaperOutcome } from './report/paper-report.js';

/** What a run tells the shell. */
export const exitCode = {
  success: 0,
  failed: 1,
  badConfiguration: 2,
  partial: 3,
  interrupted: 130,
} as const satisfies Record<PaperOutcome | 'badConfiguration', number>;

/** What `status` tells the shell. */
export const statusCode = { ok: 0, degraded: 1, halted: 2, unreachable: 3 } as const;
