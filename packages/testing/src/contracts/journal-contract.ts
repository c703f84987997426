import {
  canonicalJson,
  isSdkError,
  type Journal,
  type JournalEntry,
  type JournalRecord,
  sha256Hex,
} from '@tradewright/core';
import { type Clause, type ContractOptions, runContract } from './run-contract.js';
import type { TestRunner } from './test-runner.js';

/** A journal without entries. */
export interface JournalBench {
  readonly journal: Journal;
  /** Opens the same store again, after the journal was closed, as a new process does. */
  readonly reopen: () => Promise<Journal>;
}

/** The clauses of the journal contract. */
export type JournalClause =
  | 'empty'
  | 'reads-back'
  | 'sequence'
  | 'hash-chain'
  | 'read-from'
  | 'all-or-none'
  | 'keeps-a-copy'
  | 'one-after-the-other'
  | 'append-after-close'
  | 'close-twice'
  | 'durable';

const clauses: Readonly<Record<JournalClause, Clause<JournalBench>>> = {
  empty: {
    title: 'has no entries when it is new',
    async check({ journal }, { expect, within }) {
      expect(await within(entriesOf(journal))).toEqual([]);
    },
  },
  'reads-back': {
    title: 'reads back kind and data of every record, in order',
    async check({ journal }, { expect, within }) {
      const records = [record('a', { price: '10.50', list: [1, null, true] }), record('b', 'text')];
      await within(journal.append(records));
      const found = await within(entriesOf(journal));
      expect(found.map(({ kind, data }) => ({ kind, data }))).toEqual(records);
    },
  },
  sequence: {
    title: 'numbers entries from zero without holes',
    async check({ journal }, { expect, within }) {
      await within(journal.append([record('a'), record('b')]));
      await within(journal.append([]));
      await within(journal.append([record('c')]));
      const found = await within(entriesOf(journal));
      expect(found.map((entry) => entry.sequence)).toEqual([0, 1, 2]);
    },
  },
  'hash-chain': {
    title: 'chains entries: SHA-256 of the hash before, as text, and the record as canonical JSON',
    async check({ journal }, { expect, within }) {
      await within(journal.append([record('a', 1), record('a', 1)]));
      await within(journal.append([record('b', { z: 1, a: 2 })]));
      const found = await within(entriesOf(journal));
      const hashes = found.map((entry) => entry.hash);
      expect(hashes.length).toBe(3);
      expect(hashes.slice(1)).toEqual(
        found.slice(1).map(({ kind, data }, i) => {
          const text = canonicalJson({ kind, data });
          return sha256Hex(`${hashes[i] ?? ''}${text}`);
        }),
      );
    },
  },
  'read-from': {
    title: 'reads from a number on, and nothing beyond the last',
    async check({ journal }, { expect, within }) {
      await within(journal.append([record('a'), record('b'), record('c')]));
      const kinds = async (from: number): Promise<string[]> =>
        (await within(entriesOf(journal, from))).map((entry) => entry.kind);
      expect(await kinds(1)).toEqual(['b', 'c']);
      expect(await kinds(3)).toEqual([]);
    },
  },
  'all-or-none': {
    title: 'rejects a batch with a record that is not plain data, and keeps none of it',
    async check({ journal }, { expect, within }) {
      const bad = record('bad', { amount: 1n });
      const refused = await within(outcomeOf(() => journal.append([record('a'), bad])));
      expect(refused).toBe('rejected');
      await within(journal.append([record('b')]));
      const found = await within(entriesOf(journal));
      expect(found.map(({ kind, sequence }) => [kind, sequence])).toEqual([['b', 0]]);
    },
  },
  'keeps-a-copy': {
    title: 'keeps records as they were when they were appended',
    async check({ journal }, { expect, within }) {
      const data = { quantity: '1' };
      await within(journal.append([record('a', data)]));
      data.quantity = '2';
      const [entry] = await within(entriesOf(journal));
      expect(entry?.data).toEqual({ quantity: '1' });
    },
  },
  'one-after-the-other': {
    title: 'keeps the order of appends that were not awaited, batch by batch',
    async check({ journal }, { expect, within }) {
      const batches = [['a', 'b'], ['c'], ['d', 'e']];
      const appends = batches.map((kinds) => journal.append(kinds.map((kind) => record(kind))));
      await within(Promise.all(appends));
      const found = await within(entriesOf(journal));
      expect(found.map((entry) => entry.kind)).toEqual(['a', 'b', 'c', 'd', 'e']);
    },
  },
  'append-after-close': {
    title: 'rejects with JOURNAL_UNREACHABLE after it was closed',
    async check({ journal }, { expect, within }) {
      await within(journal.close());
      const error = await within(
        journal.append([record('a')]).then(
          () => undefined,
          (reason: unknown) => reason,
        ),
      );
      expect(isSdkError(error, 'JOURNAL_UNREACHABLE')).toBe(true);
    },
  },
  'close-twice': {
    title: 'may be closed twice',
    async check({ journal }, { within }) {
      await within(journal.close());
      await within(journal.close());
    },
  },
  durable: {
    title: 'has the same entries after it was closed and opened again, and goes on from there',
    async check({ journal, reopen }, { expect, within }) {
      await within(journal.append([record('a', 1), record('b', 2)]));
      const before = await within(entriesOf(journal));
      await within(journal.close());
      const again = await within(reopen());
      expect(await within(entriesOf(again))).toEqual(before);
      await within(again.append([record('c', 3)]));
      expect((await within(entriesOf(again))).map((entry) => entry.sequence)).toEqual([0, 1, 2]);
      await within(again.close());
    },
  },
};

function record(kind: string, data: unknown = null): JournalRecord {
  return { kind, data };
}

async function entriesOf(journal: Journal, from = 0): Promise<JournalEntry[]> {
  const found: JournalEntry[] = [];
  for await (const entry of journal.read(from)) found.push(entry);
  return found;
}

/** A function that returns a promise must reject it: who awaits later would never see a throw. */
async function outcomeOf(call: () => Promise<unknown>): Promise<'resolved' | 'rejected' | 'threw'> {
  let running: Promise<unknown>;
  try {
    running = call();
  } catch {
    return 'threw';
  }
  return running.then(
    () => 'resolved',
    () => 'rejected',
  );
}

/**
 * What every `Journal` must do, one test per clause.
 *
 * @param runner The test functions of Vitest, Jest or the like.
 */
export function journalContract(
  runner: TestRunner,
  options: ContractOptions<JournalBench, JournalClause>,
): void {
  // What `close` must do has clauses of its own.
  const release = ({ journal }: JournalBench): Promise<void> =>
    journal.close().catch(() => undefined);
  runContract(runner, { port: 'journal', clauses, release }, options);
}
