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
  return write(value, '$');
}

function write(value: unknown, path: string): string {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) {
    return JSON.stringify(value);
  }
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) {
    return `[${value.map((item, i) => write(item, `${path}[${i}]`)).join(',')}]`;
  }
  if (typeof value === 'object') return writeObject(value, path);
  throw invalidValue('VALUE_INVALID', {
    field: path,
    value,
    must: 'plain data: text, finite number, boolean, null, array or object',
  });
}

function writeObject(value: object, path: string): string {
  const plain: unknown =
    'toJSON' in value && typeof value.toJSON === 'function'
      ? (value.toJSON as () => unknown)()
      : value;
  if (plain !== value) return write(plain, path);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${write(member, `${path}.${key}`)}`);
  return `{${members.join(',')}}`;
}
