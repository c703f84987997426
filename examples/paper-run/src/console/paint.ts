import pc from 'picocolors';

/** Colors by meaning; without color every one of them returns its text. */
export interface Paint {
  readonly heading: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly faint: (text: string) => string;
}

/** Chooses the colors of the console. */
export function createPaint(color: boolean): Paint {
  const { bold, green, red, yellow, dim } = pc.createColors(color);
  return { heading: bold, good: green, bad: red, warning: yellow, faint: dim };
}

/** Paints an amount by its sign; a lone dash is none. */
export function paintSigned(paint: Paint, text: string): string {
  if (/^ *\+\d/.test(text)) return paint.good(text);
  return /^ *-\d/.test(text) ? paint.bad(text) : text;
}
