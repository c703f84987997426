/**
 * The engine's own copy of a text, which is the same object for equal texts and for literals in
 * source code: comparing two of them compares references. A strategy names a symbol several times
 * a bar, and comparing texts that were put together at run time is a call each.
 */
export function interned(text: string): string {
  // Keys of objects are such copies.
  return Object.keys({ [text]: true })[0] ?? text;
}
