import type { UnixMs } from '@tradewright/core';
import { absent, formatFixed } from './format-number.js';

const instantMax = 8.64e15;

/** Date and minute of an instant in UTC, `2024-03-01 14:30`. */
export function formatMinute(at: UnixMs | undefined): string {
  if (at === undefined || !(Math.abs(at) <= instantMax)) return absent;
  return new Date(at).toISOString().slice(0, -8).replace('T', ' ');
}

/** Date of an instant in UTC. */
export function formatDate(at: UnixMs | undefined): string {
  return formatMinute(at).split(' ')[0] ?? absent;
}

/** A length of time in the unit that suits it: `3 min`, `5.2 h`, `131 d`. */
export function formatDuration(ms: number | undefined): string {
  if (ms === undefined || !Number.isFinite(ms)) return absent;
  const hours = ms / 3_600_000;
  if (hours >= 48) return `${formatFixed(hours / 24, hours >= 240 ? 0 : 1)} d`;
  if (hours >= 1) return `${formatFixed(hours, 1)} h`;
  return `${formatFixed(ms / 60_000, 0)} min`;
}
