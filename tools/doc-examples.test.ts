import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type DocExample,
  findCommentExamples,
  findFencedExamples,
  isKept,
  runExample,
  show,
} from './doc-examples.js';
import { listFiles } from './list-files.js';
import { root } from './workspace.js';

const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const load = (specifier: string): Promise<unknown> => import(/* @vite-ignore */ specifier);

const sources = listFiles('packages').filter((name) => /\/src\/.*(?<!\.test)\.ts$/.test(name));
const pages = listFiles('.').filter(
  (name) => name.endsWith('.md') && !/CHANGELOG\.md$|^etc\//.test(name),
);

async function check(example: DocExample, scope: Readonly<Record<string, unknown>>): Promise<void> {
  const broken = (await runExample(example, scope, load))
    .filter((promised) => !isKept(promised))
    .map(({ source, actual, expected }) => `${source} is ${show(actual)}, not ${expected}`);
  expect(broken).toEqual([]);
}

describe('examples in doc comments', () => {
  const examples = sources.flatMap((name) => findCommentExamples(name, read(name)));

  it.each(examples)('$place', async (example) => {
    const [file = ''] = example.place.split(':');
    const places = ['@tradewright/core', `@tradewright/${file.split('/')[1]}`, join(root, file)];
    const modules = (await Promise.all(places.map(load))) as object[];
    const scope = Object.fromEntries(modules.flatMap((each) => Object.entries(each)));
    await check(example, scope);
  });

  it('are all found: no `// =>` is outside an example', () => {
    const count = (text: string): number => text.split('// =>').length - 1;
    const written = sources.map(read).join('\n');
    expect(count(examples.map(({ code }) => code).join('\n'))).toBe(count(written));
  });
});

describe('examples in pages', () => {
  const examples = pages.flatMap((name) => findFencedExamples(name, read(name)));

  it.each(examples)('$place', async (example) => {
    await check(example, {});
  });

  it('are all found: every fence marked `run` ends', () => {
    const marked = pages.map((name) => read(name).split('```ts run').length - 1);
    expect(examples).toHaveLength(marked.reduce((sum, each) => sum + each, 0));
  });
});

describe('runExample', () => {
  const text = [
    '/**',
    ' * Doubles.',
    ' *',
    ' * @example',
    ' * const two = double(1); // => 2',
    ' * double(two) // => 5',
    ' * @throws never',
    ' */',
  ].join('\n');

  it('returns what was promised and what came, so that a wrong promise is seen', async () => {
    const [example] = findCommentExamples('double.ts', text);
    const scope = { double: (value: number): number => value * 2 };
    expect(example?.place).toBe('double.ts:4');
    expect(await runExample(example ?? { place: '', code: '' }, scope, load)).toEqual([
      { source: 'two', expected: '2', actual: 2 },
      { source: 'double(two)', expected: '5', actual: 4 },
    ]);
  });

  it('runs a fence with imports, and reads what it prints', async () => {
    const code = "import { sep as s } from 'node:path';\nconsole.log([s]); // => ['/']";
    const page = `Text.\n\n\`\`\`ts run\n${code}\n\`\`\`\n`;
    const [example] = findFencedExamples('page.md', page);
    const [promised] = await runExample(example ?? { place: '', code: '' }, {}, load);
    expect(show(promised?.actual)).toBe("['/']");
  });
});

describe('isKept', () => {
  it.each([
    [1.5, '1.5', true],
    [1.5, '1.50', false],
    [Math.PI, '3.14…', true],
    [Math.PI, '3.15…', false],
    ['buy', "'buy'", true],
    [[1, { a: undefined }], '[1, { a: undefined }]', true],
    [new Float64Array([1, 2]), 'Float64Array [1, 2]', true],
    [10n, '10n', true],
  ])('%o against %s is %s', (actual, expected, kept) => {
    expect(isKept({ source: '', expected, actual })).toBe(kept);
  });
});
