import { formatMinute } from '../text/format-time.js';

/** A label under a chart. */
export interface AxisLabel {
  /** Share of the width from the left, 0 to 1. */
  readonly at: number;
  readonly text: string;
}

const dayMs = 86_400_000;
/** Places that are looked at; finer than a pixel on a phone. */
const samples = 600;
const labelsMax = 5;

/**
 * Labels where a new year, month, day or minute begins, whichever suits the span: five at most, so
 * that a phone has room for them.
 */
export function labelInstants(time: Float64Array): readonly AxisLabel[] {
  const last = time.length - 1;
  if (last < 1) return [];
  const size = labelLength((time[last] as number) - (time[0] as number));
  const changes: AxisLabel[] = [];
  let before = '';
  for (let sample = 0; sample <= samples; sample++) {
    const place = Math.round((sample * last) / samples);
    const text = formatMinute(time[place]).slice(0, size);
    // What begins before the chart does is not labeled at its edge as if it began there.
    if (text !== before && before !== '') changes.push({ at: place / last, text });
    before = text;
  }
  if (changes.length < 2) return endLabels(time, size);
  const every = Math.ceil(changes.length / labelsMax);
  const skip = Math.floor(((changes.length - 1) % every) / 2);
  return changes
    .filter((_, i) => i % every === skip)
    .map(({ at, text }) => ({ at, text: size === 16 ? text.slice(11) : text }));
}

function labelLength(span: number): 4 | 7 | 10 | 16 {
  if (span > 900 * dayMs) return 4;
  if (span > 100 * dayMs) return 7;
  return span > 2 * dayMs ? 10 : 16;
}

function endLabels(time: Float64Array, size: number): readonly AxisLabel[] {
  const textOf = (at: number | undefined): string => formatMinute(at).slice(0, Math.max(size, 10));
  return [
    { at: 0, text: textOf(time[0]) },
    { at: 1, text: textOf(time.at(-1)) },
  ];
}
