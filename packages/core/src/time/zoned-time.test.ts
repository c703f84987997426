import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSdkError } from '../errors/sdk-error.js';
import { createTimeZone } from './zoned-time.js';

const hourMs = 3_600_000;
const newYork = createTimeZone('America/New_York');

function instantsOf(zone: string, local: string): readonly string[] {
  const instants = createTimeZone(zone).instantsOf(Date.parse(`${local}Z`));
  return instants.map((at) => new Date(at).toISOString().slice(0, 16));
}

describe('a time zone', () => {
  it('knows winter and summer', () => {
    expect(newYork.offsetMsAt(Date.UTC(2024, 0, 15))).toBe(-5 * hourMs);
    expect(newYork.offsetMsAt(Date.UTC(2024, 6, 15))).toBe(-4 * hourMs);
    expect(newYork.localMsAt(Date.UTC(2024, 6, 15, 13, 30))).toBe(Date.UTC(2024, 6, 15, 9, 30));
  });

  it('changes at the very millisecond', () => {
    const springAt = Date.UTC(2024, 2, 10, 7);
    expect(newYork.offsetMsAt(springAt - 1)).toBe(-5 * hourMs);
    expect(newYork.offsetMsAt(springAt)).toBe(-4 * hourMs);
    const fallAt = Date.UTC(2024, 10, 3, 6);
    expect(newYork.offsetMsAt(fallAt - 1)).toBe(-4 * hourMs);
    expect(newYork.offsetMsAt(fallAt)).toBe(-5 * hourMs);
  });

  it('finds the one instant of an ordinary time', () => {
    expect(instantsOf('America/New_York', '2024-03-08T09:30')).toEqual(['2024-03-08T14:30']);
    expect(instantsOf('Asia/Kolkata', '2024-03-08T09:30')).toEqual(['2024-03-08T04:00']);
  });

  it('finds no instant in the hour that is skipped', () => {
    expect(instantsOf('America/New_York', '2024-03-10T02:30')).toEqual([]);
    expect(instantsOf('America/New_York', '2024-03-10T03:00')).toEqual(['2024-03-10T07:00']);
  });

  it('finds two instants in the hour that is repeated', () => {
    expect(instantsOf('America/New_York', '2024-11-03T01:30')).toEqual([
      '2024-11-03T05:30',
      '2024-11-03T06:30',
    ]);
    expect(instantsOf('America/New_York', '2024-11-03T02:00')).toEqual(['2024-11-03T07:00']);
  });

  it('knows places that change by half an hour, and one that skipped a day', () => {
    expect(instantsOf('Australia/Lord_Howe', '2024-04-07T01:45')).toEqual([
      '2024-04-06T14:45',
      '2024-04-06T15:15',
    ]);
    expect(instantsOf('Pacific/Apia', '2011-12-30T12:00')).toEqual([]);
    expect(instantsOf('Pacific/Apia', '2011-12-31T12:00')).toEqual(['2011-12-30T22:00']);
  });

  it.each(['Mars/Olympus', '', undefined, null, 5])('refuses the name %s', (name) => {
    try {
      createTimeZone(name as string);
      expect.unreachable();
    } catch (error) {
      expect(isSdkError(error, 'TIME_INVALID')).toBe(true);
    }
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Date.UTC(1799, 0, 1), Date.UTC(3000, 0, 1)])(
    'refuses the instant %s',
    (at) => {
      expect(() => newYork.offsetMsAt(at)).toThrow(/years 1800 to 2999/);
    },
  );

  it('converts there and back in every zone', () => {
    const zones = [
      'America/New_York',
      'America/St_Johns',
      'Europe/London',
      'Africa/Casablanca',
      'Asia/Tehran',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'UTC',
    ].map(createTimeZone);
    const instants = fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2037, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, at) => {
        const found = zone.instantsOf(zone.localMsAt(at));
        expect(found).toContain(at);
        expect(found.length).toBeLessThanOrEqual(2);
      }),
    );
  });
});
