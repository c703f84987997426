// The simulated venue by kind of order, and the sweep, each beside a hand-written loop that does
// the same work on the same bars in the same run. Nothing is timed before fills and final equity
// are equal: of a sweep those of every pair.
//
//     npm run build && npm run bench -- venue [--json] [--bars 1000000] [--rounds 9] [--only stop]
//
// `perSecond` counts events, bars and fills; of the sweep bars × combinations. `ratioToLimit` is
// the speed by that of the loop. Engines take turns, and the ratio is the median of the rounds'.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sweepLoop } from './sweep-loop.mjs';
import { venueLoops } from './venue-loops.mjs';
import { runVenue } from './venue-runs.mjs';
import { workloadColumns } from './workload.mjs';

const works = [...Object.keys(venueLoops), 'sweep'];
const sweepBars = 5000;
const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    bars: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '9' },
    // Only this piece of work.
    only: { type: 'string' },
    // One piece of work in this process; without it the bench calls itself for each of them.
    work: { type: 'string' },
    // Runs this engine alone, for its peak memory.
    alone: { type: 'string' },
  },
});
const rounds = Math.max(7, Number(options.rounds));
const warmUpRounds = 3;
const loopName = 'cursor loop';

const barsOf = (work) => (work === 'sweep' ? sweepBars : Number(options.bars));

/** One engine of one piece of work; loops want whole cents, engines dollars. */
async function makeEngine(work, engine) {
  const bars = barsOf(work);
  const columns = [workloadColumns(bars, 0, engine === loopName ? 1 : 0.01)];
  if (engine === loopName) {
    const loop = work === 'sweep' ? sweepLoop : venueLoops[work];
    return () => loop(columns, bars);
  }
  if (work !== 'sweep') return runVenue(columns, work);
  const { runSweep } = await import('./sweep-run.mjs');
  return runSweep(columns);
}

/** Results as a list: one of a run, a thousand of a sweep. */
const listOf = (result) => (Array.isArray(result) ? result : [result]);

function isEqual(result, expected) {
  const [own, wanted] = [listOf(result), listOf(expected)];
  return (
    own.length === wanted.length &&
    own.every(({ fills, finalEquity, fast, slow }, i) => {
      const other = wanted[i];
      const difference = Math.abs(Number(finalEquity) - Number(other.finalEquity));
      const same = fast === other.fast && slow === other.slow && fills === other.fills;
      return same && fills > 0 && difference < 1e-6;
    })
  );
}

const middle = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

async function elapsed(run) {
  const start = process.hrtime.bigint();
  await run();
  return Number(process.hrtime.bigint() - start);
}

/** Times engines in turns; nanoseconds by engine and round. */
async function timeInTurns(engines) {
  const times = Object.fromEntries(Object.keys(engines).map((name) => [name, []]));
  for (let round = -warmUpRounds; round < rounds; round++) {
    for (const [name, run] of Object.entries(engines)) {
      const time = await elapsed(run);
      if (round >= 0) times[name].push(time);
    }
  }
  return times;
}

/** Calls this file again: what one piece of work taught the compiler is unfair to the next. */
function callAgain(args, stdio) {
  const file = fileURLToPath(import.meta.url);
  const all = [file, '--bars', options.bars, '--rounds', String(rounds), ...args];
  if (options.json) all.push('--json');
  // Node 20 may wait for ever at its very end: what was printed counts.
  const timeout = stdio === 'inherit' ? 600_000 : 60_000;
  return spawnSync(process.execPath, all, { stdio, timeout, encoding: 'utf8' });
}

/** Peak memory of a process that runs one engine and nothing else; the columns are part of it. */
function peakRssMb(work, engine) {
  const { stdout } = callAgain(['--work', work, '--alone', engine], ['ignore', 'pipe', 'inherit']);
  return Number(stdout) || undefined;
}

/** What the system counted for this program; the counter of the process may be its parent's. */
function ownPeakRssMb() {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'));
    return Math.round(Number(kilobytes) / 1024);
  } catch {
    return Math.round(process.resourceUsage().maxRSS / 1024);
  }
}

async function benchWork(work) {
  const engines = {
    tradewright: await makeEngine(work, 'tradewright'),
    [loopName]: await makeEngine(work, loopName),
  };
  const expected = engines[loopName]();
  const result = await engines.tradewright();
  const equal = isEqual(result, expected);
  const times = equal ? await timeInTurns(engines) : {};
  const runs = listOf(expected).length;
  for (const [engine, own] of Object.entries({ tradewright: result, [loopName]: expected })) {
    const list = listOf(own);
    const fills = list.reduce((sum, one) => sum + one.fills, 0);
    const events = work === 'sweep' ? sweepBars * runs : barsOf(work) + fills;
    const ratios = times[engine]?.map((time, round) => times[loopName][round] / time);
    print({
      work: `venue, ${work}`,
      engine,
      n: barsOf(work) * runs,
      symbols: 1,
      ...(runs > 1 ? { combinations: runs } : {}),
      perSecond: ratios && Math.round((events * 1e9) / middle(times[engine])),
      ratioToLimit: ratios && Number(middle(ratios).toFixed(3)),
      fills,
      // Of a sweep the best one.
      finalEquity: Math.max(...list.map((one) => Number(one.finalEquity))),
      equal,
      peakRssMb: peakRssMb(work, engine),
    });
  }
  if (!equal) process.exitCode = 1;
}

function print(line) {
  if (options.json) {
    console.log(JSON.stringify({ ...line, node: process.version }));
    return;
  }
  const { work, engine, n, perSecond, ratioToLimit, equal, peakRssMb: memory } = line;
  const cells = [
    work.padEnd(20),
    engine.padEnd(12),
    String(n).padStart(9),
    (perSecond === undefined ? '' : `${(perSecond / 1e6).toFixed(2)} M/s`).padStart(12),
    String(ratioToLimit ?? '').padStart(8),
    equal ? 'equal' : `NOT EQUAL: ${line.fills} fills, ${line.finalEquity}`,
    memory === undefined ? '' : `${memory} MB`,
  ];
  console.log(cells.join('  ').trimEnd());
}

/** Three runs of one engine, for its peak memory. */
async function runAlone(work, engine) {
  const run = await makeEngine(work, engine);
  for (let i = 0; i < 3; i++) await run();
  console.log(ownPeakRssMb());
}

function benchAll() {
  if (!options.json) {
    console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`);
    console.log('speed, speed by that of the loop, peak memory with the columns\n');
  }
  const { only } = options;
  if (only !== undefined && !works.includes(only)) {
    throw new Error(`--only must be one of ${works.join(', ')}, was "${only}"`);
  }
  for (const work of works.filter((one) => only === undefined || one === only)) {
    const { status } = callAgain(['--work', work], 'inherit');
    if (status !== 0 && status !== null) process.exitCode = 1;
  }
}

const { work, alone } = options;
if (work === undefined) benchAll();
else if (alone !== undefined) await runAlone(work, alone);
else await benchWork(work);
