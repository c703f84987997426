/** A patch that puts one bug into the sources. */
export interface Planted {
  readonly file: string;
  /** What is wrong now, in words. */
  readonly bug: string;
  /** Test files of which at least one test must turn red. */
  readonly tests: readonly string[];
}

/**
 * Reads the lines above the diff: `# bug: …` and `# tests: …`, the latter with one or more paths
 * from the root, separated by spaces.
 */
export function parsePlanted(file: string, text: string): Planted {
  const head = text.slice(0, Math.max(text.search(/^(?:diff |--- )/m), 0));
  const bug = /^# bug: (.+)$/m.exec(head)?.[1]?.trim();
  const tests = /^# tests: (.+)$/m
    .exec(head)?.[1]
    ?.trim()
    .split(/[\s,]+/);
  if (bug === undefined || tests === undefined) {
    throw new Error(`${file} must start with "# bug: …" and "# tests: …", then a diff`);
  }
  return { file, bug, tests };
}
