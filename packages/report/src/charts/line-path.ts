import { plotWidth, round } from './plot.js';
import { thinPoints } from './thin-points.js';
import type { ValueScale } from './value-scale.js';

/** Values at equal distances; `undefined` breaks the line. */
export type Line = ArrayLike<number | undefined>;

/** Where point `index` of `length` lies between the left and the right edge. */
export function placeOf(index: number, length: number): number {
  return length < 2 ? 0 : (index / (length - 1)) * plotWidth;
}

/** The path of a line, thinned to what can be seen. */
export function linePath(line: Line, { y }: ValueScale): string {
  let path = '';
  let before = -2;
  const points = thinPoints(line);
  const thinned = points.length < countKnown(line);
  for (const point of points) {
    const broken = before < 0 || (!thinned && point !== before + 1);
    path += `${broken ? 'M' : 'L'}${round(placeOf(point, line.length))} `;
    path += round(y(line[point] as number));
    before = point;
  }
  return path;
}

/** The path of the area between a line and a value. */
export function areaPath(line: Line, scale: ValueScale, base: number): string {
  const points = thinPoints(line);
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return '';
  const floor = round(scale.y(base));
  const corners = points.map(
    (point) => `L${round(placeOf(point, line.length))} ${round(scale.y(line[point] as number))}`,
  );
  const start = `M${round(placeOf(first, line.length))} ${floor}`;
  return `${start}${corners.join('')}L${round(placeOf(last, line.length))} ${floor}Z`;
}

function countKnown(line: Line): number {
  let count = 0;
  for (let i = 0; i < line.length; i++) if (Number.isFinite(line[i])) count++;
  return count;
}
