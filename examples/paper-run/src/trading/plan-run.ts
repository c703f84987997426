import { formatUtc, invalidValue, isSdkError, usEquityCalendar } from '@tradewright/core';
import { listSlices } from '../market/list-slices.js';
import type { MarketSlice, PaperMarket } from '../market/paper-market.js';
import type { PaperSettings } from '../settings/paper-settings.js';
import { type PaperLimits, paperLimits } from './paper-limits.js';

/** A run that was checked and can begin. */
export interface RunPlan {
  readonly settings: PaperSettings;
  readonly market: PaperMarket;
  readonly limits: PaperLimits;
  /** All slices; the first `lookback` of them only inform the strategy. */
  readonly slices: readonly MarketSlice[];
}

/**
 * Checks that settings and market fit each other.
 *
 * @throws SdkError `SETTINGS_INVALID`
 */
export function planRun(settings: PaperSettings, market: PaperMarket): RunPlan {
  const { top, lookback, fillAt } = settings;
  const { series } = market;
  const slices = listSlices(market);
  if (top > series.length) {
    throw refuse('top', top, `at most the ${series.length} symbols of the market`);
  }
  if (lookback >= slices.length) {
    const must = `below ${slices.length}, the number of periods in the market`;
    throw refuse('lookback', lookback, must);
  }
  if (fillAt === 'next-open' && series.some(({ periodMs }) => periodMs === 0)) {
    const must = '"this-close" for prices that stand at one instant: they have no next open';
    throw refuse('fill-at', fillAt, must);
  }
  for (const slice of slices) checkYear(slice);
  return { settings, market, limits: paperLimits(settings), slices };
}

/** The trader asks its calendar about every slice; here it is asked before anything begins. */
function checkYear({ startAt, endAt }: MarketSlice): void {
  try {
    usEquityCalendar.nextLossDayAt(startAt);
    usEquityCalendar.nextSession(endAt);
  } catch (error) {
    if (!isSdkError(error, 'CALENDAR_OUT_OF_RANGE')) throw error;
    const must = `within the years of the calendar (${error.message})`;
    throw refuse('each time of the prices', formatUtc(startAt), must);
  }
}

function refuse(field: string, value: unknown, must: string): Error {
  return invalidValue('SETTINGS_INVALID', { field, value, must });
}
