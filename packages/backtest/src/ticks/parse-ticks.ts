import {
  type BarSeries,
  invalidValue,
  isTickSeries,
  type SdkError,
  type TickSeries,
} from '@tradewright/core';
import type { ResolvedVenueSettings } from '../venue-settings.js';

/**
 * Checks the ticks of a run, and puts them in order of symbols: `undefined` for a symbol that has
 * none. An empty list when there are none at all.
 *
 * @throws SdkError `SETTINGS_INVALID`
 */
export function parseTicks(
  ticks: readonly TickSeries[] | undefined,
  series: readonly BarSeries[],
  venue: ResolvedVenueSettings,
): readonly (TickSeries | undefined)[] {
  if (ticks === undefined) return [];
  if (!Array.isArray(ticks)) throw invalid('ticks', ticks, 'a list of quotes and trades');
  const bySlot: (TickSeries | undefined)[] = series.map(() => undefined);
  ticks.forEach((one: TickSeries, i) => {
    const field = `ticks[${i}]`;
    if (!isTickSeries(one)) {
      throw invalid(field, one, 'made by quotesFromColumns or tradesFromColumns');
    }
    const slot = series.findIndex(({ symbol }) => symbol === one.symbol);
    const bars = series[slot];
    if (bars === undefined) throw invalid(`${field}.symbol`, one.symbol, 'a symbol of the series');
    if (bySlot[slot] !== undefined) {
      throw invalid(
        `${field}.symbol`,
        one.symbol,
        'a symbol without other ticks: quotes or trades',
      );
    }
    if (one.adjustment !== bars.adjustment) {
      const must = `"${bars.adjustment}", as that of the bars of ${one.symbol}`;
      throw invalid(`${field}.adjustment`, one.adjustment, must);
    }
    const hasSizes = one.kind === 'quotes' ? one.bidSize !== undefined : one.size !== undefined;
    if (venue.volumeShareMax !== 'none' && !hasSizes) {
      throw invalid(`${field} of ${one.symbol}`, one, 'ticks with sizes, for volumeShareMax');
    }
    bySlot[slot] = one;
  });
  return ticks.length === 0 ? [] : bySlot;
}

function invalid(field: string, value: unknown, must: string): SdkError {
  return invalidValue('SETTINGS_INVALID', { field, value, must });
}
