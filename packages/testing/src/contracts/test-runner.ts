/** What a clause may say about a value: what every test runner offers. */
export interface Expectation {
  toBe(expected: unknown): unknown;
  toEqual(expected: unknown): unknown;
}

/**
 * What a contract suite needs of a test runner. Those of Vitest and Jest fit as they are; the
 * suites load none themselves, so a fake can be imported anywhere.
 */
export interface TestRunner {
  readonly describe: (name: string, body: () => void) => void;
  readonly it: {
    (title: string, run: () => Promise<void>): void;
    skip(title: string, run: () => Promise<void>): void;
  };
  readonly expect: (actual: unknown) => Expectation;
}
