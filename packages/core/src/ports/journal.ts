/** One durable record: a kind, and plain data that survives JSON. */
export interface JournalRecord {
  readonly kind: string;
  readonly data: unknown;
}

/** A record as it is read back. */
export interface JournalEntry extends JournalRecord {
  /** Running number from zero, without holes. */
  readonly sequence: number;
  /** SHA-256 of the previous entry's hash and this record: a changed record breaks the chain. */
  readonly hash: string;
}

/** Appends records in order, and reads them back after a crash. */
export interface Journal {
  /**
   * Appends all records or none. Resolves when they are durable: nothing may be sent before that.
   *
   * @throws SdkError `JOURNAL_UNREACHABLE` when they certainly were not written.
   */
  append(records: readonly JournalRecord[], signal?: AbortSignal): Promise<void>;
  /** Every entry from the sequence number on, oldest first. */
  read(from: number, signal?: AbortSignal): AsyncIterable<JournalEntry>;
  close(): Promise<void>;
}
