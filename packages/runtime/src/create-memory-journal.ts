import {
  canonicalJson,
  type Journal,
  type JournalEntry,
  type JournalRecord,
  SdkError,
  sha256Hex,
} from '@tradewright/core';

const genesis = '0'.repeat(64);

/**
 * Creates a journal that lives as long as the process: for tests, replays and paper runs. It keeps
 * the contract of a durable one, but a crash loses it.
 */
export function createMemoryJournal(): Journal {
  const entries: JournalEntry[] = [];
  let closed = false;
  return {
    async append(records) {
      await Promise.resolve();
      if (closed) throw new SdkError('JOURNAL_UNREACHABLE', 'the journal is closed');
      // Text first: a record that cannot be written leaves nothing behind.
      const texts = records.map((record) => canonicalJson(record));
      texts.forEach((text) => {
        entries.push(entry(text, entries));
      });
    },
    async *read(from) {
      for (let i = from; i < entries.length; i++) yield entries[i] as JournalEntry;
      await Promise.resolve();
    },
    close() {
      closed = true;
      return Promise.resolve();
    },
  };
}

function entry(text: string, before: readonly JournalEntry[]): JournalEntry {
  const record = JSON.parse(text) as JournalRecord;
  const previous = before.at(-1)?.hash ?? genesis;
  return Object.freeze({
    ...record,
    sequence: before.length,
    hash: sha256Hex(`${previous}${text}`),
  });
}
