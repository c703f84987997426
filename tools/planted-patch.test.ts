import { describe, expect, it } from 'vitest';
import { parsePlanted } from './planted-patch.js';

const head = '# bug: fees are paid twice\n# tests: a.test.ts b.test.ts\n';

describe('parsePlanted', () => {
  it('reads the bug and the tests', () => {
    expect(parsePlanted('fees.patch', `${head}diff --git a/x b/x\n`)).toEqual({
      file: 'fees.patch',
      bug: 'fees are paid twice',
      tests: ['a.test.ts', 'b.test.ts'],
    });
  });

  it.each(['', '# bug: x\ndiff --git a/x b/x\n', head, `diff --git a/x b/x\n${head}`])(
    'refuses a patch without head or diff: %j',
    (text) => {
      expect(() => parsePlanted('fees.patch', text)).toThrow('fees.patch must start with');
    },
  );
});
