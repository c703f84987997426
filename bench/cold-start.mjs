// How long a fresh process takes: to import `@tradewright/core`, and to the first fill of a
// backtest with limits, a ledger and a report. Each figure is the median of processes of their own;
// the time that Node itself needs to start is a line by itself and part of `process`.
//
//     npm run build && npm run bench -- cold-start [--json] [--rounds 15]

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '15' },
    child: { type: 'string' },
  },
});
const rounds = Number(options.rounds);
const packages = new URL('../packages/', import.meta.url);
const importOf = (name) => import(new URL(`${name}/dist/index.js`, packages).href);

const works = {
  'Node alone': async () => undefined,
  'import @tradewright/core': async () => importOf('core'),
  'first fill of a backtest': firstFill,
};

async function firstFill() {
  const { alwaysOpenCalendar, barsFromRows } = await importOf('core');
  const { runBacktest } = await importOf('backtest');
  const rows = Array.from({ length: 100 }, (_, i) => ({
    time: i * 60_000,
    open: 10,
    high: 12,
    low: 9,
    close: 11,
  }));
  const once = {
    name: 'once',
    version: '1',
    warmUpBars: () => 0,
    create: () => ({
      onBars(context) {
        if (context.position('SPY') !== 0 || context.working('SPY') !== 0) return;
        context.submit({ symbol: 'SPY', side: 'buy', quantity: 5 });
      },
    }),
  };
  const report = await runBacktest({
    strategy: once,
    series: [barsFromRows(rows, { symbol: 'SPY', periodMs: 60_000 })],
    cash: 10_000,
    calendar: alwaysOpenCalendar,
    limits: {},
  });
  if (report.fills.at(0).price.toFixed() !== '10') throw new Error('the first fill is wrong');
}

/** Milliseconds of the work itself, and of the whole process around it. */
function measure(work) {
  const file = fileURLToPath(import.meta.url);
  const start = performance.now();
  const child = spawnSync(process.execPath, [file, '--child', work], { encoding: 'utf8' });
  const wholeMs = performance.now() - start;
  if (child.status !== 0) throw new Error(child.stderr);
  return { workMs: Number(child.stdout), wholeMs };
}

const middle = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

if (options.child !== undefined) {
  const start = performance.now();
  await works[options.child]();
  console.log(performance.now() - start);
} else {
  if (!options.json) console.log(`Node ${process.version}, median of ${rounds} processes\n`);
  for (const work of Object.keys(works)) {
    const times = Array.from({ length: rounds }, () => measure(work));
    const workMs = Number(middle(times.map((one) => one.workMs)).toFixed(1));
    const processMs = Number(middle(times.map((one) => one.wholeMs)).toFixed(1));
    const line = { work: 'cold start', engine: work, workMs, processMs, node: process.version };
    if (options.json) console.log(JSON.stringify(line));
    else console.log(`${work.padEnd(28)}${workMs} ms`.padEnd(42), `process ${processMs} ms`);
  }
}
