import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Books a few events, in a process of its own, from the start or after a snapshot. */
const program = `
import { createLedgerBook, instrument, restoreLedgerBook } from './packages/core/src/index.ts';
let book = createLedgerBook({ instruments: [instrument({ symbol: 'AAPL' })], lots: 'fifo' });
const fill = { kind: 'fill', symbol: 'AAPL', fee: '0.0137' };
const events = [
  { kind: 'deposit', id: 'd', amount: 1234.56 },
  { ...fill, id: 'a', side: 'buy', quantity: 3, price: '10.01' },
  { ...fill, id: 'b', side: 'buy', quantity: 4, price: 11.1 },
  { kind: 'split', id: 's', symbol: 'AAPL', from: 3, to: 1, cashPrice: '31.5' },
  { ...fill, id: 'c', side: 'sell', quantity: 5, price: '32' },
  { kind: 'bust', id: 'x', fillId: 'a' },
];
events.forEach((event, i) => {
  if (i === 4 && process.argv.includes('restart')) {
    book = restoreLedgerBook(JSON.parse(JSON.stringify(book.snapshot())));
  }
  book.apply(event);
});
console.log(book.stateHash());
`;

function hashIn(env: Readonly<Record<string, string>>, ...words: readonly string[]): string {
  const flags = ['--import', 'tsx', '--input-type=module', '-e', program];
  return execFileSync(process.execPath, [...flags, '--', ...words], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  }).trim();
}

it('is the same in every process, zone and language, and after a restart (LG16)', () => {
  const hash = hashIn({});
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(hashIn({ TZ: 'Asia/Kolkata', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' })).toBe(hash);
  expect(hashIn({ TZ: 'America/New_York' }, 'restart')).toBe(hash);
}, 60_000);
