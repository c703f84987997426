// Runs one bench by name and hands the other arguments on: npm run bench -- backtest --json

import { existsSync } from 'node:fs';

const names = ['alpha158', 'backtest', 'cold-start', 'indicators', 'ledger', 'statistics', 'venue'];
const [name, ...rest] = process.argv.slice(2);
const file = new URL(`./${name}.mjs`, import.meta.url);
const built = new URL('../packages/backtest/dist/index.js', import.meta.url);

if (!names.includes(name) || !existsSync(file)) {
  const known = names.filter((one) => existsSync(new URL(`./${one}.mjs`, import.meta.url)));
  console.error(`usage: npm run bench -- <${known.join(' | ')}> [options], was "${name ?? ''}"`);
  process.exitCode = 1;
} else if (!existsSync(built)) {
  console.error('the benches measure what is published; run "npm run build" first');
  process.exitCode = 1;
} else {
  process.argv.splice(2, process.argv.length, ...rest);
  await import(file.href);
}
