import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSdkError } from '../errors/sdk-error.js';
import { findInstant, findLocalMs, parseInstant } from './parse-instant.js';
import { formatUtc } from './unix-ms.js';

describe('parseInstant', () => {
  it.each([
    ['2024-03-08T14:30:00Z', '2024-03-08T14:30:00.000Z'],
    ['2024-03-08T09:30:00-05:00', '2024-03-08T14:30:00.000Z'],
    ['2024-03-08 09:30:00-0500', '2024-03-08T14:30:00.000Z'],
    ['2024-03-08T09:30-05', '2024-03-08T14:30:00.000Z'],
    ['2024-03-08T20:00:00+05:30', '2024-03-08T14:30:00.000Z'],
    ['2024-03-08T14:30:00.5Z', '2024-03-08T14:30:00.500Z'],
    ['2024-03-08T14:30:00.123999999Z', '2024-03-08T14:30:00.123Z'],
    ['1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.999Z'],
    ['2024-02-29T00:00:00+00:00', '2024-02-29T00:00:00.000Z'],
    ['2024-01-01T00:00:00+14:00', '2023-12-31T10:00:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(new Date(parseInstant(text)).toISOString()).toBe(expected);
  });

  it.each([
    '2024-03-08T14:30:00',
    '2024-03-08',
    '2024-03-08T23:59:60Z',
    '2024-03-08T24:00:00Z',
    '2024-03-08T14:60:00Z',
    '2023-02-29T00:00:00Z',
    '2024-03-08T14:30:00+24:00',
    '2024-03-08T14:30:00+05:60',
    '2024-03-08T14:30:00.Z',
    '2024-03-08T14:30:00.1234567890Z',
    '2024-03-08t14:30:00z',
    '2024-03-08T14:30:00Z ',
    '2024-W10-5T14:30:00Z',
    '20240308T143000Z',
    '+002024-03-08T14:30:00Z',
    'Z',
    '',
    1_709_908_200_000,
    null,
    undefined,
    Symbol('time'),
  ])('refuses %s', (text) => {
    expect(findInstant(text)).toBeUndefined();
    try {
      parseInstant(text, 'startAt');
      expect.unreachable();
    } catch (error) {
      expect(isSdkError(error, 'TIME_INVALID')).toBe(true);
      expect(String(error)).toContain('startAt must be an instant');
      expect(String(error).length).toBeLessThan(300);
    }
  });

  it('refuses a million digits at once, in a short message', () => {
    const text = `2024-03-08T14:30:00.${'0'.repeat(1_000_000)}Z`;
    expect(findInstant(text)).toBeUndefined();
    expect(() => parseInstant(text)).toThrow(/^.{1,300}$/);
  });

  it('tells what is missing from a naive time', () => {
    expect(() => parseInstant('2024-03-08T14:30:00')).toThrow(/add "Z" or the offset/);
    expect(() => parseInstant('2024-03-08T14:60:00')).not.toThrow(/add "Z"/);
  });

  it('reads back what formatUtc writes', () => {
    const instants = fc.integer({ min: -59_011_459_200_000, max: 253_402_300_799_999 });
    fc.assert(
      fc.property(instants, (at) => {
        expect(parseInstant(formatUtc(at))).toBe(at);
      }),
    );
  });

  it('agrees with the language on instants with offsets', () => {
    const offset = fc.tuple(
      fc.constantFrom('+', '-'),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 0, max: 59 }),
    );
    const instants = fc.integer({ min: -50_000_000_000_000, max: 250_000_000_000_000 });
    fc.assert(
      fc.property(instants, offset, (at, [sign, hours, minutes]) => {
        const two = (value: number): string => String(value).padStart(2, '0');
        const local = new Date(at).toISOString().slice(0, -1);
        const text = `${local}${sign}${two(hours)}:${two(minutes)}`;
        expect(parseInstant(text)).toBe(Date.parse(text));
      }),
    );
  });
});

describe('findLocalMs', () => {
  it('reads a time without an offset as if it were UTC', () => {
    expect(findLocalMs('2024-03-08 09:30')).toBe(Date.UTC(2024, 2, 8, 9, 30));
  });

  it('refuses instants and dates', () => {
    expect(findLocalMs('2024-03-08T09:30:00Z')).toBeUndefined();
    expect(findLocalMs('2024-03-08')).toBeUndefined();
  });
});
