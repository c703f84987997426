import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFiles } from './list-files.js';
import { bans, findUntidy, ratchet, type TextFile } from './tidy.js';
import { listPackages, root } from './workspace.js';

const files = ['packages', 'examples', 'tools', 'test', 'bench']
  .flatMap(listFiles)
  .filter((name) => /\.(?:ts|js|mjs)$/.test(name) && !name.endsWith('.d.ts'))
  .map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }));

const clean: TextFile = {
  name: 'packages/core/src/orders/plan-order.ts',
  text: 'export const planned = true;\n',
};

describe('the repository', () => {
  it('is tidy', () => {
    expect(files.flatMap(findUntidy)).toEqual([]);
  });

  it('was read', () => {
    expect(files.length).toBeGreaterThan(listPackages().length);
  });

  it('ratchets only files that exist', () => {
    const names = new Set(files.map(({ name }) => name));
    expect(Object.keys(ratchet).filter((name) => !names.has(name))).toEqual([]);
  });

  it('ships the licence with every package', () => {
    const licence = readFileSync(join(root, 'LICENSE'), 'utf8');
    for (const { path } of listPackages()) {
      expect(readFileSync(join(path, 'LICENSE'), 'utf8')).toBe(licence);
    }
  });
});

describe('findUntidy', () => {
  it('has nothing to say about a tidy file', () => {
    expect(findUntidy(clean)).toEqual([]);
  });

  it.each(bans)('catches $caught', (ban) => {
    const name = [clean.name, 'packages/core/src/plan-order.test.ts'].find((each) =>
      ban.where.test(each),
    );
    const complaints = findUntidy({ name: name ?? '', text: `\n${ban.caught}\n` });
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toContain(`${name}:2`);
    expect(complaints[0]).toContain(ban.instead);
  });

  it('lets the one file that owns a thing have it', () => {
    const owners = [
      { name: 'packages/core/src/time/system-clock.ts', text: 'Date.now()' },
      { name: 'packages/risk/src/review-order.ts', text: 'intent as ApprovedOrder' },
      { name: 'examples/paper-run/src/main.ts', text: 'console.log(process.env)' },
    ];
    expect(owners.flatMap(findUntidy)).toEqual([]);
  });

  it.each([
    'packages/core/src/utils.ts',
    'packages/core/src/types/order.ts',
    'packages/core/src/order-helpers.ts',
    'packages/core/src/orderReport.ts',
    'packages/core/src/Order.ts',
  ])('refuses the name %s', (name) => {
    expect(findUntidy({ name, text: '' })).toHaveLength(1);
  });

  it('counts columns, and lets a link be as long as it is', () => {
    const long = 'x'.repeat(101);
    expect(findUntidy({ ...clean, text: long })).toHaveLength(1);
    expect(findUntidy({ ...clean, text: `// https://example.org/${long}` })).toEqual([]);
  });

  it('counts lines, more of them for a test', () => {
    const text = '\n'.repeat(301);
    expect(findUntidy({ ...clean, text })).toHaveLength(1);
    expect(findUntidy({ name: 'packages/core/src/plan-order.test.ts', text })).toEqual([]);
  });
});
