const lengthMax = 40;

/**
 * Quotes any value for a message: short, printable, and safe for a string of a million
 * characters, a symbol, a function or an object with a hostile `toString`.
 */
export function quoteValue(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value.length > lengthMax ? `${value.slice(0, lengthMax)}…` : value);
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'bigint':
    case 'boolean':
    case 'undefined':
      return String(value).slice(0, lengthMax);
    case 'symbol':
    case 'function':
      return `a ${typeof value}`;
    default:
      if (value === null) return 'null';
      return Array.isArray(value) ? `an array of ${value.length}` : 'an object';
  }
}
