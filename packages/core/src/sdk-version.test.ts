import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sdkVersion } from './sdk-version.js';

describe('sdkVersion', () => {
  it('is the version of the package', () => {
    const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
    expect((JSON.parse(text) as { version: string }).version).toBe(sdkVersion);
  });
});
