import { journalContract } from '@tradewright/testing';
import { describe, expect, it } from 'vitest';
import { createMemoryJournal } from '../src/index.js';

describe('createMemoryJournal', () => {
  journalContract(
    { describe, it, expect },
    {
      create: () => ({
        journal: createMemoryJournal(),
        reopen: async () => createMemoryJournal(),
      }),
      exempt: { durable: 'it lives as long as the process' },
    },
  );
});
