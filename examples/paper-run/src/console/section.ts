import type { Paint } from './paint.js';

/** A heading with indented lines below it. */
export function section(
  paint: Paint,
  heading: string,
  lines: readonly string[],
): readonly string[] {
  return ['', paint.heading(heading), ...lines.map((line) => (line === '' ? '' : `  ${line}`))];
}
