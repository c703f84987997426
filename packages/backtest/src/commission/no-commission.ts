import type { CommissionSettings } from './commission-settings.js';

/**
 * Orders cost nothing. This is what holds when no commission is set.
 *
 * @example
 * noCommission.kind // => 'none'
 */
export const noCommission: CommissionSettings = Object.freeze({ kind: 'none' } as const);
