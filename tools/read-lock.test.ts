import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findHosts, findMissingOptionals, type Lock } from './read-lock.js';
import { root } from './workspace.js';

const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;

function lockOf(packages: Lock['packages']): Lock {
  return { packages };
}

describe('package-lock.json', () => {
  it('holds every optional package of every platform', () => {
    expect(findMissingOptionals(lock)).toEqual([]);
  });

  it('names no host', () => {
    expect(findHosts(lock)).toEqual([]);
  });

  it('is the real one', () => {
    expect(Object.keys(lock.packages).length).toBeGreaterThan(300);
  });
});

describe('findMissingOptionals', () => {
  const optionalDependencies = { binary: '1.0.0' };

  it('reports a binary that is nowhere', () => {
    const planted = lockOf({ 'node_modules/tool': { optionalDependencies } });
    expect(findMissingOptionals(planted)).toEqual(['node_modules/tool needs binary']);
  });

  it.each(['node_modules/binary', 'node_modules/a/node_modules/binary'])('finds %s', (path) => {
    const planted = lockOf({
      'node_modules/a/node_modules/tool': { optionalDependencies },
      [path]: {},
    });
    expect(findMissingOptionals(planted)).toEqual([]);
  });

  it('does not look into a stranger', () => {
    const stranger = 'node_modules/b/node_modules/binary';
    const planted = lockOf({ 'node_modules/tool': { optionalDependencies }, [stranger]: {} });
    expect(findMissingOptionals(planted)).toHaveLength(1);
  });
});

describe('findHosts', () => {
  it('reports an address and allows a link within the workspace', () => {
    const planted = lockOf({
      'node_modules/a': { resolved: 'https://mirror.example/a.tgz' },
      'node_modules/b': { resolved: 'packages/b' },
    });
    expect(findHosts(planted)).toEqual(['node_modules/a']);
  });
});
