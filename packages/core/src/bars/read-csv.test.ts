import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSdkError } from '../errors/sdk-error.js';
import { readCsv } from './read-csv.js';

function read(text: string): [line: number, ...fields: string[]][] {
  const records: [number, ...string[]][] = [];
  readCsv(text, (fields, line) => records.push([line, ...fields]));
  return records;
}

describe('readCsv', () => {
  it('reads records and counts lines', () => {
    expect(read('a,b\n1,2\n\n3,4')).toEqual([
      [1, 'a', 'b'],
      [2, '1', '2'],
      [4, '3', '4'],
    ]);
  });

  it('takes CRLF, a byte order mark, a last line end and blanks around fields', () => {
    expect(read('\uFEFFa , b\r\n 1,\t2 \r\n')).toEqual([
      [1, 'a', 'b'],
      [2, '1', '2'],
    ]);
  });

  it('takes quoted fields with commas, quotes and line ends', () => {
    expect(read('"a","b,c"\r\n"say ""no""", "two\nlines" ,3\r\nlast,"",\n')).toEqual([
      [1, 'a', 'b,c'],
      [2, 'say "no"', 'two\nlines', '3'],
      [4, 'last', '', ''],
    ]);
  });

  it('keeps blanks inside of quotes, and empty fields', () => {
    expect(read('" a ",,\n')).toEqual([[1, ' a ', '', '']]);
  });

  it('finds nothing in nothing', () => {
    for (const text of ['', '\n', '\r\n \r\n', '\uFEFF']) expect(read(text)).toEqual([]);
  });

  it.each([
    ['a quote that never closes', 'a\n"b'],
    ['a quote inside of a field', 'a\nb"c"'],
    ['text behind a quoted field', 'a\n"b"c'],
    ['a quoted field that ends in a doubled quote', 'a\n"b""'],
  ])('refuses %s and names its line', (_, text) => {
    try {
      read(text);
      expect.unreachable();
    } catch (error) {
      expect(isSdkError(error, 'BARS_INVALID')).toBe(true);
      expect(error).toMatchObject({ details: { row: 2, field: 'line 2' } });
    }
  });

  it('survives millions of characters in quotes', () => {
    expect(read(`"${'x""'.repeat(1_000_000)}"`)[0]).toHaveLength(2);
    expect(() => read('"'.repeat(1_000_001))).toThrow(/line 1 must be fields with quotes/);
  });

  it('reads back whatever is quoted', () => {
    const field = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ') });
    const records = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1 });
    fc.assert(
      fc.property(records, fc.constantFrom('\n', '\r\n'), (fields, lineEnd) => {
        const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const text = fields.map((each) => each.map(quote).join(',')).join(lineEnd);
        expect(read(text).map(([, ...rest]) => rest)).toEqual(fields);
      }),
    );
  });
});
