import { inspect } from 'node:util';
import ts from 'typescript';

/** A piece of code in a document, with the results it promises. */
export interface DocExample {
  /** Where a reader finds it, for example `packages/core/src/pnl.ts:12`. */
  readonly place: string;
  readonly code: string;
}

export interface Promised {
  readonly source: string;
  readonly expected: string;
  readonly actual: unknown;
}

/** Examples in doc comments: what follows `@example` up to the next tag or the end. */
export function findCommentExamples(name: string, text: string): readonly DocExample[] {
  const blocks = text.matchAll(/^[ ]*\* @example\b.*\n((?:[ ]*\*(?!\/)(?! @\w).*\n)*)/gm);
  return [...blocks].map(({ index, 1: body = '' }) => ({
    place: `${name}:${lineOf(text, index)}`,
    code: body.replace(/^[ ]*\* ?/gm, ''),
  }));
}

/** Fences of a Markdown page that are marked ```` ```ts run ````. */
export function findFencedExamples(name: string, text: string): readonly DocExample[] {
  const fences = text.matchAll(/^```ts run\n([\s\S]*?)^```$/gm);
  return [...fences].map(({ index, 1: code = '' }) => ({
    place: `${name}:${lineOf(text, index)}`,
    code,
  }));
}

/**
 * Runs an example and returns a promised and an actual value for each `// =>`.
 *
 * @param scope Names that the example may use without importing them.
 * @param load How an `import` in the example is answered.
 */
export async function runExample(
  { code }: DocExample,
  scope: Readonly<Record<string, unknown>>,
  load: (specifier: string) => Promise<unknown>,
): Promise<readonly Promised[]> {
  const promised: Promised[] = [];
  const record = (source: string, expected: string, actual: unknown): void => {
    promised.push({ source, expected, actual });
  };
  const file = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ES2022, true);
  const imported = file.statements.flatMap(importedNames);
  const free = Object.keys(scope).filter((name) => !imported.includes(name));
  const body = file.statements.map((statement) => rewrite(statement, code)).join('\n');
  const { outputText } = ts.transpileModule(`const run = async () => {\n${body}\n};`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- running documents is the point
  const make = new Function('record', 'load', ...free, `${outputText}\nreturn run;`) as (
    ...parameters: unknown[]
  ) => () => Promise<void>;
  await make(record, load, ...free.map((name) => scope[name]))();
  return promised;
}

/** Whether a document promised this value. A promise that ends in `…` fixes what is before it. */
export function isKept({ expected, actual }: Promised): boolean {
  const wanted = normalize(expected);
  const got = show(actual);
  return wanted.endsWith('…') ? got.startsWith(wanted.slice(0, -1)) : got === wanted;
}

/** The value as a reader would write it: text quoted, a Decimal as its digits. */
export function show(value: unknown): string {
  const inspected = inspect(value, { depth: 6, breakLength: Infinity });
  return normalize(isDecimal(value) ? value.toFixed() : inspected);
}

/** Lets a document write `[1, 2]` for `[ 1, 2 ]` and leave out the length of a typed array. */
function normalize(text: string): string {
  return text
    .replaceAll(/Array\(\d+\) \[/g, 'Array [')
    .replaceAll(/([[{]) /g, '$1')
    .replaceAll(/ ([\]}])/g, '$1');
}

function isDecimal(value: unknown): value is { toFixed(): string } {
  return typeof value === 'object' && value !== null && 'toFixed' in value;
}

/** `f(x) // => 3` records the value of `f(x)`; an import becomes a call of `load`. */
function rewrite(statement: ts.Statement, code: string): string {
  const text = statement.getText();
  if (ts.isImportDeclaration(statement)) {
    if (text.startsWith('import type')) return '';
    const bindings = statement.importClause?.namedBindings?.getText() ?? '{}';
    const names = bindings.replaceAll(' as ', ': ');
    return `const ${names} = await load(${statement.moduleSpecifier.getText()});`;
  }
  const comment = ts
    .getTrailingCommentRanges(code, statement.end)
    ?.map(({ pos, end }) => code.slice(pos, end))
    .find((each) => each.startsWith('// =>'));
  if (comment === undefined) return text;
  const expected = JSON.stringify(comment.slice('// =>'.length).trim());
  if (ts.isExpressionStatement(statement)) {
    const value = valueOf(statement.expression).getText();
    return `record(${JSON.stringify(value)}, ${expected}, await (${value}));`;
  }
  const name = ts.isVariableStatement(statement)
    ? (statement.declarationList.declarations[0]?.name.getText() ?? 'undefined')
    : 'undefined';
  return `${text}\nrecord(${JSON.stringify(name)}, ${expected}, await ${name});`;
}

/** What `console.log(value)` prints is the promise, not what it returns. */
function valueOf(expression: ts.Expression): ts.Expression {
  if (!ts.isCallExpression(expression)) return expression;
  const isPrint = expression.expression.getText() === 'console.log';
  const printed = isPrint ? expression.arguments[0] : undefined;
  return printed ?? expression;
}

function importedNames(statement: ts.Statement): readonly string[] {
  if (!ts.isImportDeclaration(statement)) return [];
  const bindings = statement.importClause?.namedBindings;
  if (bindings === undefined || !ts.isNamedImports(bindings)) return [];
  return bindings.elements.map(({ name }) => name.text);
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
