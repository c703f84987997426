import { createTimeline } from '@tradewright/kernel';
import type { MarketSlice, PaperMarket } from './paper-market.js';

/** Every instant at which the strategy is asked, oldest first. */
export function listSlices({ series }: PaperMarket): readonly MarketSlice[] {
  const firstRows = series.map(() => 0);
  const endRows = series.map(({ length }) => length);
  const timeline = createTimeline(series, { firstRows, endRows });
  const slices: MarketSlice[] = [];
  while (timeline.advance()) slices.push({ startAt: timeline.startAt, endAt: timeline.endAt });
  return slices;
}
