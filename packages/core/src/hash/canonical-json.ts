import { invalidValue } from '../errors/invalid-value.js';

/**
 * JSON with sorted keys and no white space: equal values give equal text everywhere. `undefined`
 * members are left out, as JSON does.
 *
 * @throws SdkError `VALUE_INVALID` for a number that JSON cannot hold (NaN, an infinity) and for
 *   anything that is not plain data.
 *
 * @example
 * canonicalJson({ b: 1, a: ['x'] }) // => '{"a":["x"],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  return write(value, { path: '$', depth: 0 });
}

/** Deep enough for any settings, and an end for a value that contains itself. */
const depthMax = 100;

interface Place {
  readonly path: string;
  readonly depth: number;
}

function write(value: unknown, place: Place): string {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) {
    return JSON.stringify(value);
  }
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (typeof value !== 'object' || place.depth > depthMax) throw notPlain(value, place);
  return Array.isArray(value) ? writeList(value, place) : writeObject(value, place);
}

function writeList(list: readonly unknown[], { path, depth }: Place): string {
  // Array.from, because a hole is skipped by map and would be written as nothing.
  const items = Array.from(list, (item, i) =>
    write(item, { path: `${path}[${i}]`, depth: depth + 1 }),
  );
  return `[${items.join(',')}]`;
}

function writeObject(value: object, place: Place): string {
  const { path, depth } = place;
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    return write((value.toJSON as () => unknown)(), { path, depth: depth + 1 });
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) throw notPlain(value, place);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => {
      const text = write(member, { path: `${path}.${key}`, depth: depth + 1 });
      return `${JSON.stringify(key)}:${text}`;
    });
  return `{${members.join(',')}}`;
}

function notPlain(value: unknown, { path }: Place): Error {
  return invalidValue('VALUE_INVALID', {
    field: path.length > 200 ? `${path.slice(0, 200)}…` : path,
    value,
    must: 'plain data without end: text, finite number, boolean, null, list or plain object',
  });
}
