import { invalidValue } from '@tradewright/core';
import type { RuntimeSettings } from './trader-context.js';
import type { TraderFrame, TraderPorts } from './trader.js';

const defaults: RuntimeSettings = {
  graceMs: 5000,
  settleMs: 5000,
  resolveMs: 1000,
  catchUpBarsMax: 1000,
};
const required = ['broker', 'orderUpdates', 'account', 'feed', 'history', 'journal'] as const;

/**
 * Checks what only the live driver is told; everything else is checked by `parseRunSettings`.
 *
 * @throws SdkError `SETTINGS_INVALID`
 */
export function parseTraderSettings(frame: TraderFrame, ports: TraderPorts): RuntimeSettings {
  const given = ports as Partial<TraderPorts> | null | undefined;
  for (const port of required) {
    const value: unknown = given?.[port];
    if (typeof value === 'object' && value !== null) continue;
    throw invalidValue('SETTINGS_INVALID', { field: `ports.${port}`, value, must: 'a port' });
  }
  const resolved = {
    graceMs: frame.graceMs ?? defaults.graceMs,
    settleMs: frame.settleMs ?? defaults.settleMs,
    resolveMs: frame.resolveMs ?? defaults.resolveMs,
    catchUpBarsMax: frame.catchUpBarsMax ?? defaults.catchUpBarsMax,
  };
  for (const [field, value] of Object.entries(resolved)) {
    const max = field === 'catchUpBarsMax' ? 1_000_000 : 86_400_000;
    const min = field === 'graceMs' ? 0 : 1;
    if (Number.isSafeInteger(value) && value >= min && value <= max) continue;
    const must = `a whole number from ${min} to ${max}`;
    throw invalidValue('SETTINGS_INVALID', { field, value, must });
  }
  return resolved;
}
