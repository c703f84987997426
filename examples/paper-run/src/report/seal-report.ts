import { canonicalJson, sha256Hex } from '@tradewright/core';
import type { PaperReport } from './paper-report.js';

/** Adds the hash over everything else. */
export function sealReport(report: Omit<PaperReport, 'hash'>): PaperReport {
  return { ...report, hash: sha256Hex(canonicalJson(report)) };
}

/** Says whether a report read back is the one that was written. */
export function isSealed(value: unknown): value is PaperReport {
  if (typeof value !== 'object' || value === null || !('hash' in value)) return false;
  const { hash, ...report } = value;
  if (!('format' in report) || report.format !== 'tradewright-paper-report') return false;
  return 'formatVersion' in report && report.formatVersion === 2 && seals(hash, report);
}

function seals(hash: unknown, report: object): boolean {
  return hash === sha256Hex(canonicalJson(report));
}
