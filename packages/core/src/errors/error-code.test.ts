import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { refusalCodes } from '../orders/refusal.js';
import { errorCodes } from './error-code.js';

const reference = fileURLToPath(new URL('../../../../docs/reference/errors.md', import.meta.url));

/** Headings of one level that are codes. */
function headingsOf(level: string): readonly string[] {
  const lines = readFileSync(reference, 'utf8').split('\n');
  const codes = lines
    .filter((line) => line.startsWith(`${level} `))
    .map((line) => line.slice(level.length + 1));
  return codes.filter((code) => /^[A-Z]+(_[A-Z]+)*$/.test(code)).sort();
}

describe('errorCodes', () => {
  it('are sorted and different, each SUBJECT_CONDITION', () => {
    expect([...errorCodes]).toEqual([...new Set(errorCodes)].sort());
    for (const code of errorCodes) expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
  });

  it('have a heading each in the reference, and no heading is left over', () => {
    expect(headingsOf('##')).toEqual([...errorCodes]);
  });

  it('have the refusals of our review and of the venue beside them', () => {
    const ofTheVenue = [
      'CORPORATE_ACTION',
      'INSUFFICIENT_BUYING_POWER',
      'INSUFFICIENT_CASH',
      'MARGIN_CALL',
      'SHORT_NOT_AVAILABLE',
    ];
    expect(headingsOf('###')).toEqual([...refusalCodes, ...ofTheVenue].sort());
  });
});
