import { barSeriesDigest, canonicalJson, sdkVersion, sha256Hex } from '@tradewright/core';
import { momentumRotation } from '../strategy/momentum-rotation.js';
import type { RunPlan } from '../trading/plan-run.js';
import { settingsOfResult } from './settings-of-result.js';

/**
 * Names a run by all that determines it: prices, settings, strategy and versions. Equal keys mean
 * equal results, so a finished run need not be run again.
 */
export function runKey({ settings, market }: RunPlan): string {
  return sha256Hex(
    canonicalJson({
      formatVersion: 2,
      sdkVersion,
      settings: settingsOfResult(settings),
      source: market.source,
      strategy: `${momentumRotation.name} ${momentumRotation.version}`,
      prices: market.series.map(barSeriesDigest),
    }),
  );
}
