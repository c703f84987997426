import {
  barSeriesDigest,
  canonicalJson,
  sdkVersion,
  sha256Hex,
  tickSeriesDigest,
} from '@tradewright/core';
import { type Kernel, resultHash } from '@tradewright/kernel';
import type { ResolvedBacktest } from './parse-backtest-settings.js';

/**
 * The reproducibility hash: SHA-256 over canonical JSON of all that determines the result, and the
 * result. No durations, no machine, no paths.
 */
export function reproducibilityHash(kernel: Kernel, run: ResolvedBacktest): string {
  const { parameters, instruments, series, account, calendar, deposit } = run;
  return sha256Hex(
    canonicalJson({
      sdk: sdkVersion,
      account,
      calendar: calendar.name,
      deposit: String(deposit),
      limits: run.writtenLimits,
      rules: run.rules.map((rule) => rule.code),
      venue: run.venue,
      // Only what is given: a run without them has the hash that it had before there were any.
      ...(run.actions.length === 0 ? {} : { actions: run.actions }),
      ...(run.lending === undefined ? {} : { lending: run.lending }),
      ...(run.ticks.length === 0 ? {} : { ticks: digests(run.ticks) }),
      rows: series.map((_, slot) => [run.firstRows[slot], run.endRows[slot]]),
      strategy: { name: run.strategyName, version: run.strategyVersion, parameters },
      instruments,
      series: series.map(barSeriesDigest),
      result: resultHash(kernel),
    }),
  );
}

function digests(ticks: ResolvedBacktest['ticks']): readonly (string | null)[] {
  return ticks.map((one) => (one === undefined ? null : tickSeriesDigest(one)));
}
