/** What reviews keep saying, held by a machine. Say it twice in a review, then add a line here. */
export interface Ban {
  readonly pattern: RegExp;
  /** What to write instead. */
  readonly instead: string;
  readonly where: RegExp;
  readonly except?: RegExp;
  /** A text that the ban must catch, so that a ban which catches nothing is noticed. */
  readonly caught: string;
}

const anywhere = /./;
const source = /^packages\/[^/]+\/src\//;
const test = /\.(?:test|test-d|bench)\.ts$/;

export const bans: readonly Ban[] = [
  {
    pattern: /\bDate\.now\(|new Date\(\)|\bperformance\.now\(/,
    instead: '`clock.now()`, `clock.monotonicMs()` or an instant passed in',
    where: source,
    except: /\/system-clock\.ts$|\.(?:test|bench)\.ts$/,
    caught: 'const startedAt = Date.now();',
  },
  {
    pattern: /\bMath\.random\(/,
    instead: 'a seeded generator',
    where: source,
    caught: 'const jitter = Math.random();',
  },
  {
    pattern: /\bconsole\./,
    instead: 'the Logger port',
    where: source,
    caught: "console.log('filled');",
  },
  {
    pattern: /\bprocess\.(?:env|argv|stdout|stderr|on|exit)\b/,
    instead: 'settings and ports passed in by the host',
    where: source,
    except: test,
    caught: "const key = process.env['KEY'];",
  },
  {
    pattern: /\bas (?:unknown as )?ApprovedOrder\b/,
    instead: '`reviewOrder()`',
    where: anywhere,
    except: /^packages\/risk\/src\//,
    caught: 'broker.submitOrder(intent as ApprovedOrder);',
  },
  {
    pattern: /\b(?:TODO|FIXME|XXX)\b/,
    instead: 'an issue, or the work itself',
    where: anywhere,
    caught: '// TODO round this',
  },
  {
    pattern: /\b(?:it|describe|test)\.only\b|\bdebugger\b/,
    instead: 'the whole suite',
    where: test,
    caught: "it.only('fills', run);",
  },
  {
    pattern: /eslint-disable(?!.* -- \S)/,
    instead: '`eslint-disable-next-line rule -- reason`',
    where: anywhere,
    caught: '// eslint-disable-next-line max-params',
  },
  {
    pattern: /@ts-(?:ignore|nocheck)/,
    instead: '`@ts-expect-error` with a reason',
    where: anywhere,
    caught: '// @ts-ignore',
  },
];

const vague = /^(?:utils?|helpers?|types?|common|constants?|misc|shared|manager|service|base)$/;
const kebab =
  /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|test-d|bench|int\.test|config))?\.(?:ts|js|mjs)$/;

const columnsMax = 100;
const linesMax = { source: 300, test: 600 };

/**
 * A ratchet: what was already long when a limit came may stay as long, and no longer. Shorten a
 * file and lower its number; never add one to get a change through.
 */
export const ratchet: Readonly<Record<string, number>> = {};

export interface TextFile {
  /** From the root, with forward slashes. */
  readonly name: string;
  readonly text: string;
}

/** Every complaint about one file, each with the line and what to do. */
export function findUntidy({ name, text }: TextFile): readonly string[] {
  const lines = text.split('\n');
  const complaints = lines.flatMap((line, index) =>
    findUntidyLine(name, line).map((complaint) => `${name}:${index + 1} ${complaint}`),
  );
  return [...complaints, ...findUntidyName(name), ...findUntidyLength(name, lines.length - 1)];
}

function findUntidyLine(name: string, line: string): readonly string[] {
  const long = line.length > columnsMax && !/https?:\/\/\S{60}/.test(line);
  const banned = name.startsWith('tools/tidy.')
    ? []
    : bans
        .filter(({ where, except }) => where.test(name) && except?.test(name) !== true)
        .filter(({ pattern }) => pattern.test(line))
        .map(({ pattern, instead }) => `has ${String(pattern)}: use ${instead}`);
  return long ? [...banned, `has ${line.length} columns: at most ${columnsMax}`] : banned;
}

function findUntidyName(name: string): readonly string[] {
  const path = name.split('/');
  const file = path.at(-1) ?? '';
  const stem = file.split('.')[0] ?? '';
  const complaints: string[] = [];
  if (!kebab.test(file)) complaints.push(`${name} is not kebab-case`);
  if ([...path.slice(0, -1), ...stem.split('-').slice(-1)].some((part) => vague.test(part))) {
    complaints.push(`${name} could hold anything: name the concept`);
  }
  return complaints;
}

function findUntidyLength(name: string, lines: number): readonly string[] {
  const limit = ratchet[name] ?? (test.test(name) ? linesMax.test : linesMax.source);
  return lines > limit ? [`${name} has ${lines} lines: at most ${limit}`] : [];
}
