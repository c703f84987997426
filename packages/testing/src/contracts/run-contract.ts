import { invalidValue, SdkError, systemClock } from '@tradewright/core';
import type { TestRunner } from './test-runner.js';

/** What a clause works with beside its bench. */
export interface ClauseTools {
  readonly expect: TestRunner['expect'];
  /** Waits for a call; fails when it takes longer than the patience of the suite. */
  readonly within: <T>(call: PromiseLike<T>) => Promise<T>;
  /** Asks until the answer is as wanted or patience is over; returns the last answer. */
  readonly eventually: <T>(ask: () => Promise<T>, wanted: (answer: T) => boolean) => Promise<T>;
}

/** One promise of a port. */
export interface Clause<Bench> {
  /** The promise as a statement. */
  readonly title: string;
  check(bench: Bench, tools: ClauseTools): Promise<void>;
}

/** How a suite is given an implementation. */
export interface ContractOptions<Bench, Name extends string> {
  /** Makes a new implementation, once per clause, with what the clauses need around it. */
  readonly create: () => Bench | Promise<Bench>;
  /** Clauses that this implementation cannot keep, each with the reason, which is printed. */
  readonly exempt?: Readonly<Partial<Record<Name, string>>> | undefined;
  /** How long an answer or a message may take, in real milliseconds. Default 1,000. */
  readonly patienceMs?: number | undefined;
}

/** A port's suite: its clauses by name. */
export interface Contract<Bench, Name extends string> {
  readonly port: string;
  readonly clauses: Readonly<Record<Name, Clause<Bench>>>;
  /** Gives back what a bench holds, after every clause. */
  readonly release: (bench: Bench) => Promise<void>;
}

/** Registers one test per clause; exempted ones are skipped and say why. */
export function runContract<Bench, Name extends string>(
  { describe, it, expect }: TestRunner,
  { port, clauses, release }: Contract<Bench, Name>,
  { create, exempt, patienceMs = 1000 }: ContractOptions<Bench, Name>,
): void {
  refuseUnknown(Object.keys(exempt ?? {}), Object.keys(clauses));
  const tools = createTools(expect, patienceMs);
  describe(`${port} contract`, () => {
    for (const [name, clause] of Object.entries(clauses) as [Name, Clause<Bench>][]) {
      const run = async (): Promise<void> => {
        const bench = await create();
        try {
          await clause.check(bench, tools);
        } finally {
          await release(bench);
        }
      };
      const reason = exempt?.[name];
      if (reason === undefined) it(`${name}: ${clause.title}`, run);
      else it.skip(`${name}: ${clause.title} (exempt: ${reason})`, run);
    }
  });
}

function refuseUnknown(exempted: readonly string[], names: readonly string[]): void {
  const unknown = exempted.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const must = `one of ${names.join(', ')}`;
  throw invalidValue('SETTINGS_INVALID', { field: 'exempt', value: unknown, must });
}

function createTools(expect: TestRunner['expect'], patienceMs: number): ClauseTools {
  return {
    expect,
    async within(call) {
      const waiting = new AbortController();
      const late = systemClock.sleep(patienceMs, waiting.signal).then(() => {
        throw new SdkError('RUN_ABORTED', `nothing came within ${patienceMs} ms`);
      });
      try {
        return await Promise.race([call, late]);
      } finally {
        late.catch(() => undefined);
        waiting.abort();
      }
    },
    async eventually(ask, wanted) {
      const endsAtMs = systemClock.monotonicMs() + patienceMs;
      for (;;) {
        const answer = await ask();
        if (wanted(answer) || systemClock.monotonicMs() >= endsAtMs) return answer;
        await systemClock.sleep(1);
      }
    },
  };
}
