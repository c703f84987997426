import {
  type Account,
  type AccountSnapshot,
  type BarHistory,
  type BarSeries,
  barEndAt,
  barsFromColumns,
  canonicalJson,
  type Journal,
  type JournalEntry,
  type JournalRecord,
  nextTurn,
  SdkError,
  sha256Hex,
} from '@tradewright/core';
import { describe, expect, it } from 'vitest';
import {
  accountContract,
  type AccountBench,
  type AccountClause,
  barHistoryContract,
  type BarHistoryBench,
  type BarHistoryClause,
  barsOf,
  journalContract,
  type JournalBench,
  type JournalClause,
} from '../src/index.js';
import { runSuite } from './failing-clauses.js';

const options = { patienceMs: 50 };

// Account ----------------------------------------------------------------------------------------

type Change = (snapshot: AccountSnapshot, asked: number) => AccountSnapshot;

function accountBench(change: Change): AccountBench {
  let snapshot: AccountSnapshot = { currency: 'USD', cash: '1000', positions: [], asOf: 5 };
  const [long, short] = [
    { symbol: 'SPY', signedQuantity: '3' },
    { symbol: 'QQQ', signedQuantity: '-2' },
  ] as const;
  let asked = 0;
  const account: Account = { snapshot: async () => change(snapshot, asked++) };
  return {
    account,
    opening: { currency: 'USD', cash: '1000' },
    trade: async () => {
      snapshot = { currency: 'USD', cash: '970.5', positions: [long, short], asOf: 9 };
      return { long, short };
    },
    close: async () => {},
  };
}

/** Hands out the one object that it also keeps up to date. */
function oneObject(): Change {
  const kept: Partial<AccountSnapshot> = {};
  return (snapshot) => Object.assign(kept, snapshot);
}

const brokenAccounts: Record<AccountClause, () => Change> = {
  opening: () => (snapshot) =>
    snapshot.positions.length === 0 ? { ...snapshot, cash: '999' } : snapshot,
  'decimal-text': () => (snapshot) =>
    snapshot.positions.length === 0 ? snapshot : { ...snapshot, cash: '9.705e2' },
  'signed-positions': () => (snapshot) => ({
    ...snapshot,
    positions: snapshot.positions.map((one) => ({
      ...one,
      signedQuantity: one.signedQuantity.replace('-', ''),
    })),
  }),
  repeats: () => (snapshot, asked) =>
    snapshot.positions.length === 0 ? snapshot : { ...snapshot, cash: String(970 + asked) },
  'as-of': () => (snapshot, asked) => ({ ...snapshot, asOf: snapshot.asOf - 10 * asked }),
  'stays-as-it-was': oneObject,
};

describe('the account contract', () => {
  it('holds for an account that keeps it', async () => {
    const outcome = await runSuite((runner) => {
      accountContract(runner, { ...options, create: () => accountBench((each) => each) });
    });
    expect(outcome.failed).toEqual([]);
    expect(outcome.passed).toEqual(Object.keys(brokenAccounts));
  });

  it.each(Object.entries(brokenAccounts))('finds one that breaks "%s"', async (clause, breaks) => {
    const outcome = await runSuite((runner) => {
      accountContract(runner, { ...options, create: () => accountBench(breaks()) });
    });
    expect(outcome.failed).toEqual([clause]);
  });
});

// Bar history ------------------------------------------------------------------------------------

const held = [barsOf('SPY', [10, 11, 12, 13, 14]), barsOf('QQQ', [20, 19, 18, 17])] as const;

/** Where a history looks, so that each broken one can look elsewhere. */
interface Look {
  /** Which rows of the symbol's bars: from, up to. */
  readonly rows?: (
    series: BarSeries,
    completeBy: number,
    countMax: number,
  ) => readonly [number, number];
  readonly change?: (
    found: readonly BarSeries[],
    symbols: readonly string[],
  ) => readonly BarSeries[];
}

function rowsOf(series: BarSeries, completeBy: number, countMax: number): [number, number] {
  let end = 0;
  while (end < series.length && barEndAt(series, end) <= completeBy) end++;
  return [Math.max(0, end - countMax), end];
}

function cut(series: BarSeries, [from, to]: readonly [number, number]): BarSeries {
  const part = (column: Float64Array): Float64Array => column.slice(from, to);
  const { symbol, periodMs, time, open, high, low, close, volume } = series;
  const prices = { open: part(open), high: part(high), low: part(low), close: part(close) };
  const columns = { symbol, time: part(time), ...prices, volume: part(volume) };
  return barsFromColumns(columns, { periodMs });
}

function historyOf({ rows = rowsOf, change = (found) => found }: Look): BarHistory {
  return {
    lastBars: async ({ symbols, completeBy, countMax }) => {
      const found = held
        .filter((series) => symbols.includes(series.symbol))
        .flatMap((series) => {
          const range = rows(series, completeBy, countMax);
          return range[1] > range[0] ? [cut(series, range)] : [];
        });
      return change(found, symbols);
    },
  };
}

const brokenHistories: Record<BarHistoryClause, () => Look> = {
  // Forgets volumes.
  'last-bars': () => ({
    change: (found) =>
      found.map((series) =>
        series.length === 2 ? { ...series, volume: new Float64Array(series.length) } : series,
      ),
  }),
  // Takes a bar for complete when it has begun.
  'complete-bars': () => ({
    rows: (series, completeBy, countMax) => {
      const begun = completeBy % 60_000 === 0 ? completeBy : completeBy + 60_000;
      const isEarly = begun < barEndAt(series, 1);
      return rowsOf(series, isEarly ? completeBy : begun, countMax);
    },
  }),
  // Has nothing when it has not enough.
  fewer: () => ({
    rows: (series, completeBy, countMax) =>
      countMax > series.length ? [0, 0] : rowsOf(series, completeBy, countMax),
  }),
  // Returns the first symbol only.
  'each-symbol': () => ({
    change: (found) => (found.every((one) => one.length === 1) ? found.slice(0, 1) : found),
  }),
  // Throws for what it does not know.
  'no-bars': () => ({
    change: (found, symbols) => {
      if (found.length < symbols.length) throw new Error('404');
      return found;
    },
  }),
  // Remembers what it delivered and does not deliver it again.
  repeats: () => {
    const delivered = new Set<number>();
    return {
      change: (found) => {
        if (found.length < 2) return found;
        const fresh = found.filter((series) => !delivered.has(series.length));
        for (const { length } of found) if (length > 1) delivered.add(length);
        return fresh;
      },
    };
  },
};

function historyBench(look: Look): BarHistoryBench {
  return { history: historyOf(look), held, unheldSymbol: 'NOPE' };
}

describe('the bar history contract', () => {
  it('holds for a history that keeps it', async () => {
    const outcome = await runSuite((runner) => {
      barHistoryContract(runner, { ...options, create: () => historyBench({}) });
    });
    expect(outcome.failed).toEqual([]);
    expect(outcome.passed).toEqual(Object.keys(brokenHistories));
  });

  it.each(Object.entries(brokenHistories))('finds one that breaks "%s"', async (clause, breaks) => {
    const outcome = await runSuite((runner) => {
      barHistoryContract(runner, { ...options, create: () => historyBench(breaks()) });
    });
    expect(outcome.failed).toEqual([clause]);
  });
});

// Journal ----------------------------------------------------------------------------------------

/** What outlives a journal object: the disk of the test. */
interface Store {
  texts: string[];
}

function createJournal(store: Store): Journal {
  let closed = false;
  return {
    append: async (records) => {
      if (closed) throw new SdkError('JOURNAL_UNREACHABLE', 'the journal is closed');
      store.texts.push(...records.map((record) => canonicalJson(record)));
    },
    async *read(from) {
      let hash = '0'.repeat(64);
      for (const [sequence, text] of [...store.texts].entries()) {
        hash = sha256Hex(`${hash}${text}`);
        const { kind, data } = JSON.parse(text) as JournalRecord;
        if (sequence >= from) yield { kind, data, sequence, hash };
      }
    },
    close: async () => {
      closed = true;
    },
  };
}

type Wrap = (journal: Journal, store: Store) => Partial<Journal>;

function journalBench(wrap: Wrap): JournalBench {
  const store: Store = { texts: [] };
  const open = (): Journal => {
    const journal = createJournal(store);
    return { ...journal, ...wrap(journal, store) };
  };
  return { journal: open(), reopen: async () => open() };
}

/** Reads entries changed. */
function reading(change: (entry: JournalEntry, index: number) => JournalEntry | undefined): Wrap {
  return (journal) => ({
    async *read(from, signal) {
      let index = 0;
      for await (const entry of journal.read(from, signal)) {
        const changed = change(entry, index++);
        if (changed !== undefined) yield changed;
      }
    },
  });
}

const brokenJournals: Record<JournalClause, () => Wrap> = {
  // Greets its reader.
  empty: () => (journal, store) => ({
    async *read(from, signal) {
      if (store.texts.length === 0) yield { kind: 'opened', data: null, sequence: 0, hash: '' };
      yield* journal.read(from, signal);
    },
  }),
  // Makes numbers of decimal text.
  'reads-back': () =>
    reading((entry) => ({
      ...entry,
      data: JSON.parse(JSON.stringify(entry.data).replace('"10.50"', '10.5')) as unknown,
    })),
  // Counts batches, not records: an empty one makes a hole.
  sequence: () => (journal, store) => {
    const holes: number[] = [];
    return {
      append: async (records) => {
        if (records.length === 0) holes.push(store.texts.length);
        await journal.append(records);
      },
      async *read(from, signal) {
        for await (const entry of journal.read(from, signal)) {
          const skipped = holes.filter((at) => at <= entry.sequence).length;
          yield { ...entry, sequence: entry.sequence + skipped };
        }
      },
    };
  },
  // Hashes every record alone.
  'hash-chain': () =>
    reading((entry) => ({ ...entry, hash: sha256Hex(canonicalJson(entry.data)) })),
  // Reads from the beginning whatever it is asked.
  'read-from': () => (journal) => ({ read: (_, signal) => journal.read(0, signal) }),
  // Writes record by record: what comes before a bad one stays.
  'all-or-none': () => (journal) => ({
    append: async (records) => {
      await journal.append([]);
      let tail = Promise.resolve();
      for (const record of records) {
        const call = journal.append([record]);
        call.catch(() => undefined);
        tail = tail.then(() => call);
      }
      await tail;
    },
  }),
  // Keeps the caller's objects.
  'keeps-a-copy': () => (journal) => {
    const given: unknown[] = [];
    return {
      append: async (records) => {
        await journal.append(records);
        given.push(...records.map((record) => record.data));
      },
      async *read(from, signal) {
        for await (const entry of journal.read(from, signal)) {
          yield { ...entry, data: given[entry.sequence] ?? entry.data };
        }
      },
    };
  },
  // A large batch takes longer, and does not keep its place.
  'one-after-the-other': () => (journal) => ({
    append: async (records) => {
      for (let i = 1; i < records.length; i++) await nextTurn();
      await journal.append(records);
    },
  }),
  // Takes records that it will never write.
  'append-after-close': () => (journal) => {
    let closed = false;
    return {
      append: async (records) => {
        if (!closed) await journal.append(records);
      },
      close: async () => {
        closed = true;
        await journal.close();
      },
    };
  },
  // Cannot be closed twice.
  'close-twice': () => (journal) => {
    let closed = false;
    return {
      close: async () => {
        if (closed) throw new Error('closed');
        closed = true;
        await journal.close();
      },
    };
  },
  // Lives as long as the process.
  durable: () => (journal, store) => ({
    close: async () => {
      await journal.close();
      store.texts = [];
    },
  }),
};

describe('the journal contract', () => {
  it('holds for a journal that keeps it', async () => {
    const outcome = await runSuite((runner) => {
      journalContract(runner, { ...options, create: () => journalBench(() => ({})) });
    });
    expect(outcome.failed).toEqual([]);
    expect(outcome.passed).toEqual(Object.keys(brokenJournals));
  });

  it.each(Object.entries(brokenJournals))('finds one that breaks "%s"', async (clause, breaks) => {
    const outcome = await runSuite((runner) => {
      journalContract(runner, { ...options, create: () => journalBench(breaks()) });
    });
    expect(outcome.failed).toEqual([clause]);
  });
});
