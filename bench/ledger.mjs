// The ledger: fills per second through its public functions beside decimal libraries and a loop of
// unchecked integers, all on the same fills. Nothing is timed before cash and every position,
// read as decimals, equal an oracle of thirty lines; for lots, whose split of profit differs, it is
// realized less open cost, and for unchecked integers the quantities.
//
//     npm run build && npm run bench -- ledger [--json] [--fills 1000000] [--rounds 9]
//
// `timesDecimalJs` is the speed by that of decimal.js; engines take turns, and figures are medians.
// `perCpuSecond` counts the processor's time, which a busy machine does not stretch.

import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import {
  createLedgerBook,
  createPortfolioValuer,
  instrument,
  Ledger,
  LotBook,
  moneyToDecimal,
  unitsToDecimal,
  unitsToText,
} from '../packages/core/dist/index.js';
import { integerLoop, makePeer, peerNames } from './ledger-peers.mjs';
import { digitsOf, makeFills, oracle, SLOTS } from './ledger-workload.mjs';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    fills: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '9' },
  },
});
const count = Number(options.fills);
const rounds = Number(options.rounds);
const instruments = Array.from({ length: SLOTS }, (_, slot) =>
  instrument({ symbol: `S${slot}`, quantityStep: digitsOf(slot) === 0 ? '1' : '0.001' }),
);

function runLedger({ slot, signed, price, fee }) {
  const ledger = new Ledger(instruments);
  for (let i = 0; i < slot.length; i++) ledger.applyFill(slot[i], signed[i], price[i], fee[i]);
  return ledger;
}

function runLots({ slot, signed, price }) {
  const lots = new LotBook(instruments, 'fifo');
  for (let i = 0; i < slot.length; i++) {
    lots.applyFill(slot[i], { id: 'f', signed: signed[i], price: price[i] });
  }
  return lots;
}

function runBook(events) {
  const book = createLedgerBook({ instruments });
  for (const event of events) book.apply(event);
  return book;
}

/** Text of every amount, so that engines of any kind can be compared. */
function shown({ cash, books }) {
  return [cash, ...books.flatMap(({ held, cost, realized }) => [held, cost, realized])]
    .map((each) => moneyToDecimal(each).toFixed())
    .join(' ');
}

function shownLedger(ledger) {
  const amounts = instruments.flatMap(({ quantityDigits }, slot) => [
    unitsToDecimal(ledger.quantity[slot], quantityDigits),
    moneyToDecimal(ledger.costOf(slot)),
    moneyToDecimal(ledger.realizedOf(slot)),
  ]);
  return [moneyToDecimal(ledger.cash), ...amounts].map((each) => each.toFixed()).join(' ');
}

const shownPeer = ({ cash, books }) =>
  [cash, ...books.flatMap(({ held, cost, realized }) => [held, cost, realized])]
    .map((each) => each.toFixed())
    .map((text) => (/^-0$/.test(text) ? '0' : text))
    .join(' ');

function timeOnce(run) {
  globalThis.gc?.();
  const cpu = process.cpuUsage();
  const from = process.hrtime.bigint();
  run();
  const wall = Number(process.hrtime.bigint() - from);
  const { user, system } = process.cpuUsage(cpu);
  return { wall, cpu: (user + system) * 1e3 };
}

const middle = (times, kind) =>
  times.map((each) => each[kind]).sort((a, b) => a - b)[times.length >> 1];

/** Engines take turns, so that a busy moment hits all of them. */
function timeInTurns(runs) {
  const times = Object.fromEntries(Object.keys(runs).map((name) => [name, []]));
  for (let round = -2; round < rounds; round++) {
    for (const [name, run] of Object.entries(runs)) {
      const time = timeOnce(run);
      if (round >= 0) times[name].push(time);
    }
  }
  return times;
}

function print(line) {
  if (options.json) {
    console.log(JSON.stringify({ ...line, node: process.version }));
    return;
  }
  const { work, engine, n, perSecond, milliseconds, timesDecimalJs = '', equal } = line;
  const cpu =
    milliseconds === undefined
      ? `${(line.perCpuSecond / 1e6).toFixed(2)} M/cpu s`
      : `${line.cpuMilliseconds} cpu ms`;
  const speed =
    milliseconds === undefined ? `${(perSecond / 1e6).toFixed(2)} M/s` : `${milliseconds} ms`;
  const cells = [work.padEnd(14), engine.padEnd(26), String(n).padStart(9), speed.padStart(12)];
  cells.push(cpu.padStart(15));
  cells.push(
    String(timesDecimalJs).padStart(8),
    equal === undefined ? '' : equal ? 'equal' : 'NOT EQUAL',
  );
  console.log(cells.join('  ').trimEnd());
  if (equal === false) process.exitCode = 1;
}

/** Marks for all positions and one valuation, again and again. */
function benchMarks(fills) {
  const book = runBook(eventsOf(fills, Math.min(count, 5000)));
  const valuer = createPortfolioValuer(book, { staleAfterMs: 1000 });
  let at = 0;
  const remark = () => {
    at += 1;
    for (let slot = 0; slot < SLOTS; slot++)
      valuer.mark(instruments[slot].symbol, 20 + (at % 97) / 100, at);
    return valuer.value(at);
  };
  const value = remark();
  const worth = book.instruments.reduce(
    (sum, { symbol }) => sum.plus(book.position(symbol).signedQuantity.times(20 + (at % 97) / 100)),
    book.totals().cash,
  );
  const equal = value.quality === 'exact' && value.equity.eq(worth);
  refuseUnequal({ 're-mark': equal });
  const many = 2000;
  const times = [];
  for (let round = -2; round < rounds; round++) {
    const time = timeOnce(() => {
      for (let i = 0; i < many; i++) remark();
    });
    if (round >= 0) times.push(time);
  }
  const inMs = (kind) => Number((middle(times, kind) / 1e6 / many).toFixed(4));
  const [milliseconds, cpuMilliseconds] = [inMs('wall'), inMs('cpu')];
  print({
    work: 're-mark',
    engine: 'createPortfolioValuer',
    n: SLOTS,
    milliseconds,
    cpuMilliseconds,
    equal,
  });
}

function eventsOf({ slot, signed, price, fee }, n) {
  return Array.from({ length: n }, (_, i) => ({
    kind: 'fill',
    id: `f${i}`,
    symbol: instruments[slot[i]].symbol,
    side: signed[i] > 0 ? 'buy' : 'sell',
    quantity: unitsToText(Math.abs(signed[i]), digitsOf(slot[i])),
    price: unitsToText(price[i], 2),
    fee: unitsToText(fee[i], 9),
  }));
}

/** Lots split profit otherwise, and unchecked integers round: what must be equal is their total. */
function compareTotals(fills, part) {
  const lots = runLots(part);
  const loop = integerLoop(fills, SLOTS);
  const total = ({ realized, cost }) => realized - cost;
  const ofLots = ({ books }) =>
    books.every((book, slot) => lots.realizedOf(slot) - lots.costOf(slot) === total(book));
  const ofLoop = ({ books }) => books.every(({ held }, slot) => BigInt(loop.held[slot]) === held);
  return {
    'LotBook.applyFill, fifo': ofLots(oracle(part)),
    'integer loop, unchecked': ofLoop(oracle(fills)),
  };
}

/** Nothing is timed that does not do the work. */
function refuseUnequal(equal) {
  const wrong = Object.keys(equal).filter((name) => !equal[name]);
  if (wrong.length > 0) throw new Error(`not what the oracle says: ${wrong.join(', ')}`);
}

function benchFills() {
  const fills = makeFills(count);
  const few = Math.max(1, Math.round(count / 10));
  const part = Object.fromEntries(
    ['slot', 'signed', 'price', 'fee'].map((name) => [name, fills[name].subarray(0, few)]),
  );
  const texts = eventsOf(fills, few).map(({ quantity, side, price, fee }, i) => {
    return {
      slot: fills.slot[i],
      quantity: side === 'buy' ? quantity : `-${quantity}`,
      price,
      fee,
    };
  });
  // The oracle counts quantities in units; 1e-18 makes them decimals as the others are.
  const expected = (columns) => {
    const { cash, books } = oracle(columns);
    const inMoney = (held, slot) => held * 10n ** BigInt(18 - digitsOf(slot));
    return shown({
      cash,
      books: books.map((each, slot) => ({ ...each, held: inMoney(each.held, slot) })),
    });
  };
  const peers = Object.fromEntries(peerNames.map((name) => [name, makePeer(name, texts)]));
  const events = eventsOf(fills, few);
  const equal = { 'Ledger.applyFill': shownLedger(runLedger(fills)) === expected(fills) };
  for (const name of peerNames) equal[name] = shownPeer(peers[name](SLOTS)) === expected(part);
  equal['LedgerBook.apply'] = shownLedgerWithout(runBook(events)) === expected(part);
  Object.assign(equal, compareTotals(fills, part));
  refuseUnequal(equal);
  const sizes = { 'Ledger.applyFill': count, 'integer loop, unchecked': count };
  const times = timeInTurns({
    'Ledger.applyFill': () => runLedger(fills),
    'integer loop, unchecked': () => integerLoop(fills, SLOTS),
    'LotBook.applyFill, fifo': () => runLots(part),
    'LedgerBook.apply': () => runBook(events),
    ...Object.fromEntries(peerNames.map((name) => [name, () => peers[name](SLOTS)])),
  });
  const speedOf = (name, kind = 'wall') => ((sizes[name] ?? few) * 1e9) / middle(times[name], kind);
  for (const engine of Object.keys(times)) {
    print({
      work: 'fills',
      engine,
      n: sizes[engine] ?? few,
      perSecond: Math.round(speedOf(engine)),
      perCpuSecond: Math.round(speedOf(engine, 'cpu')),
      timesDecimalJs: Number((speedOf(engine) / speedOf('decimal.js')).toFixed(2)),
      equal: equal[engine],
      ...(engine === 'Ledger.applyFill' && { kinds: fills.kinds }),
    });
  }
  benchMarks(fills);
}

const shownLedgerWithout = (book) => shownLedger(book.ledger);

if (!options.json) {
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`);
  console.log('speed, speed by processor time, speed by that of decimal.js, against the oracle\n');
}
benchFills();
