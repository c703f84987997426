// The backtest workload: this engine beside hand-written loops and other libraries, on the same
// bars in the same run. Nothing is timed before its fills and its final equity equal the oracle.
//
//     npm run build && npm run bench -- backtest [--json] [--layers] [--bars 1000000] [--rounds 9]
//
// `ratioToLimit` is the speed by that of the cursor loop, so that 0.5 means half as fast. Engines
// take turns, and the ratio is the median of the rounds' ratios: a busy moment hits both.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cursorLoop, fusedLoop, limitOrderLoop } from './limit-loops.mjs';
import { loadPeers } from './backtest-peers.mjs';
import { layerNames, makeLayers, runTradewright } from './tradewright-runs.mjs';
import { oracle, workloadColumns } from './workload.mjs';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    layers: { type: 'boolean', default: false },
    bars: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '9' },
    // One piece of work in this process; without it the bench calls itself for each of them.
    work: { type: 'string' },
    symbols: { type: 'string', default: '1' },
    // Runs this engine, or this layer, alone: for its peak memory, or for its time.
    alone: { type: 'string' },
  },
});
const bars = Number(options.bars);
const rounds = Math.max(7, Number(options.rounds));
const warmUpRounds = 3;
const loops = { 'cursor loop': cursorLoop, 'fused loop': fusedLoop };

/** Columns in whole cents for the loops and in dollars for engines; only prices are held twice. */
function makeMarket(symbols) {
  return Array.from({ length: symbols }, (_, index) => ({
    cents: workloadColumns(bars, index, 1),
    dollars: workloadColumns(bars, index),
  }));
}

/** Engines of one piece of work: each runs it all and says its fills and final equity. */
async function makeEngines(work, market) {
  const cents = market.map((one) => one.cents);
  const loop = work === 'limit-orders' ? limitOrderLoop : cursorLoop;
  const engines = {
    tradewright: await runTradewright(
      market.map((one) => one.dollars),
      work,
    ),
    'cursor loop': () => loop(cents, bars),
  };
  if (work !== 'limit-orders') engines['fused loop'] = () => fusedLoop(cents, bars);
  return engines;
}

/** What every engine must reach: a known figure where there is one, else that of the exact loop. */
function expectedOf(work, symbols, engines) {
  const known = oracle.find(
    (one) => one.bars === bars && one.symbols === symbols && one.fillAt === work,
  );
  return known ?? engines['cursor loop']();
}

function isEqual(result, expected) {
  const difference = Math.abs(Number(result.finalEquity) - Number(expected.finalEquity));
  return result.fills === expected.fills && difference < 1e-6;
}

const middle = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

async function elapsed(run) {
  const start = process.hrtime.bigint();
  await run();
  return Number(process.hrtime.bigint() - start);
}

/** Times engines in turns; nanoseconds by engine and round. */
async function timeInTurns(engines) {
  const names = Object.keys(engines);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -warmUpRounds; round < rounds; round++) {
    for (const name of names) {
      const time = await elapsed(engines[name]);
      if (round >= 0) times[name].push(time);
    }
  }
  return times;
}

/** Calls this file again: what one piece of work taught the compiler is unfair to the next. */
function callAgain(args, stdio) {
  const file = fileURLToPath(import.meta.url);
  const all = [file, '--bars', String(bars), '--rounds', String(rounds), ...args];
  if (options.json) all.push('--json');
  // Node 20 may wait for ever at its very end, for compilations that nobody needs any more: what
  // was printed counts, and such a process is ended.
  const timeout = stdio === 'inherit' ? 600_000 : 60_000;
  return spawnSync(process.execPath, all, { stdio, timeout, encoding: 'utf8' });
}

/** Peak memory of a process that runs one engine and nothing else; the columns are part of it. */
function peakRssMb(engine, symbols, work) {
  const args = ['--alone', engine, '--symbols', String(symbols), '--work', work];
  const { stdout } = callAgain(args, ['ignore', 'pipe', 'inherit']);
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

async function benchWork(work, symbols) {
  const market = makeMarket(symbols);
  const engines = await makeEngines(work, market);
  const expected = expectedOf(work, symbols, engines);
  const results = {};
  for (const [name, run] of Object.entries(engines)) results[name] = await run();
  const equal = Object.fromEntries(
    Object.entries(results).map(([name, result]) => [name, isEqual(result, expected)]),
  );
  const timed = Object.fromEntries(Object.entries(engines).filter(([name]) => equal[name]));
  const times = await timeInTurns(timed);
  for (const engine of Object.keys(engines)) {
    const own = times[engine];
    const ratios = own?.map((time, round) => times['cursor loop'][round] / time);
    print({
      work: `backtest, ${work}`,
      engine,
      n: bars * symbols,
      symbols,
      perSecond: own && Math.round((bars * symbols * 1e9) / middle(own)),
      ratioToLimit: ratios && Number(middle(ratios).toFixed(3)),
      fills: results[engine].fills,
      finalEquity: Number(results[engine].finalEquity),
      equal: equal[engine],
      peakRssMb: peakRssMb(engine, symbols, work),
    });
  }
  if (Object.values(equal).includes(false)) process.exitCode = 1;
}

/** Other libraries, on as many bars as they can take; slow ones would hold up everything else. */
async function benchPeers() {
  for (const { engine, version, run, missing, bars: taken } of await loadPeers()) {
    const expected = oracle.find((one) => one.bars === taken && one.symbols === 1);
    if (missing !== undefined) {
      print({ work: 'backtest, next-open', engine, equal: false, reason: missing });
      continue;
    }
    const result = await run();
    const equal = isEqual(result, expected);
    const line = {
      work: 'backtest, next-open',
      engine: `${engine} ${version}`,
      n: taken,
      symbols: 1,
    };
    if (!equal) {
      print({ ...line, fills: result.fills, finalEquity: result.finalEquity, equal });
      continue;
    }
    const cents = [workloadColumns(taken, 0, 1)];
    const times = await timeInTurns({ peer: run, loop: () => cursorLoop(cents, taken) });
    print({
      ...line,
      perSecond: Math.round((taken * 1e9) / middle(times.peer)),
      ratioToLimit: Number(
        middle(times.peer.map((time, round) => times.loop[round] / time)).toFixed(5),
      ),
      fills: result.fills,
      finalEquity: Number(result.finalEquity),
      equal,
    });
  }
}

/** One layer in a process of its own: the same run with one layer less, or with one thing more. */
async function benchLayer(layer) {
  const [{ cents, dollars }] = makeMarket(1);
  const run = makeLayers([dollars])[layer];
  const times = await timeInTurns({ layer: run, loop: () => cursorLoop([cents], bars) });
  print({
    work: 'backtest, layers',
    engine: layer,
    n: bars,
    symbols: 1,
    milliseconds: Number((middle(times.layer) / 1e6).toFixed(2)),
    ratioToLimit: Number(
      middle(times.layer.map((time, round) => times.loop[round] / time)).toFixed(3),
    ),
  });
}

function print(line) {
  if (options.json) {
    console.log(JSON.stringify({ ...line, node: process.version }));
    return;
  }
  const { work, engine, n = 0, perSecond, ratioToLimit, equal, peakRssMb: memory } = line;
  const speed = perSecond === undefined ? '' : `${(perSecond / 1e6).toFixed(2)} M/s`;
  const cells = [
    work.padEnd(24),
    engine.padEnd(30),
    String(n).padStart(9),
    (line.milliseconds === undefined ? speed : `${line.milliseconds} ms`).padStart(12),
    String(ratioToLimit ?? '').padStart(8),
    equal === undefined ? '' : equal ? 'equal' : `NOT EQUAL ${line.reason ?? ''}`,
    memory === undefined ? '' : `${memory} MB`,
  ];
  console.log(cells.join('  ').trimEnd());
}

/** Three runs of one engine, for its peak memory. */
async function runAlone(engine, work, symbols) {
  const scale = engine === 'tradewright' ? 0.01 : 1;
  const columns = Array.from({ length: symbols }, (_, i) => workloadColumns(bars, i, scale));
  const loop = work === 'limit-orders' ? limitOrderLoop : loops[engine];
  const run =
    engine === 'tradewright' ? await runTradewright(columns, work) : () => loop(columns, bars);
  for (let i = 0; i < 3; i++) await run();
  console.log(ownPeakRssMb());
}

function benchAll() {
  if (!options.json) {
    console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`);
    console.log('speed, speed by that of the cursor loop, peak memory with the columns\n');
  }
  const works = [
    ['next-open', 1],
    ['next-open', 10],
    ['limit-orders', 1],
    ['peers', 1],
  ];
  const calls = options.layers
    ? layerNames.map((layer) => ['--work', 'layer', '--alone', layer])
    : works.map(([work, symbols]) => ['--work', work, '--symbols', String(symbols)]);
  for (const call of calls) {
    const { status } = callAgain(call, 'inherit');
    if (status !== 0 && status !== null) process.exitCode = 1;
  }
}

const { work, alone } = options;
const symbols = Number(options.symbols);
if (work === undefined) benchAll();
else if (work === 'layer') await benchLayer(alone);
else if (alone !== undefined) await runAlone(alone, work, symbols);
else if (work === 'peers') await benchPeers();
else await benchWork(work, symbols);
