import { placeOf } from './line-path.js';
import type { PlotTip } from './plot.js';

/** More would be closer together than a finger or a pointer can tell. */
const tipsMax = 300;

/** One line of text for points at equal distances along a chart, the last one included. */
export function lineTips(length: number, textOf: (index: number) => string): readonly PlotTip[] {
  const count = Math.min(length, tipsMax);
  return Array.from({ length: count }, (_, i) => {
    const index = count < 2 ? 0 : Math.round((i * (length - 1)) / (count - 1));
    return { x: placeOf(index, length), text: textOf(index) };
  });
}
