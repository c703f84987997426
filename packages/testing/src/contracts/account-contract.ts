import { type Account, isDecimalText } from '@tradewright/core';
import { type Clause, type ContractOptions, runContract } from './run-contract.js';
import type { TestRunner } from './test-runner.js';

/** The account of a broker, and the hand that trades on it. */
export interface AccountBench {
  readonly account: Account;
  /** What the account holds before anything happens, as the other side knows it. */
  readonly opening: { readonly currency: string; readonly cash: string };
  /**
   * Makes the account hold a long position in one symbol and a short one in another, by fills.
   * Resolves when the broker has booked them.
   */
  readonly trade: () => Promise<{ readonly long: Held; readonly short: Held }>;
  /** Gives back what the bench holds. */
  readonly close: () => Promise<void>;
}

/** What is held of one symbol. */
export interface Held {
  readonly symbol: string;
  /** Negative is short. */
  readonly signedQuantity: string;
}

/** The clauses of the account contract. */
export type AccountClause =
  | 'opening'
  | 'decimal-text'
  | 'signed-positions'
  | 'repeats'
  | 'as-of'
  | 'stays-as-it-was';

const clauses: Readonly<Record<AccountClause, Clause<AccountBench>>> = {
  opening: {
    title: 'says currency and cash of an account that did not trade, and no positions',
    async check({ account, opening }, { expect, within }) {
      const { currency, cash, positions } = await within(account.snapshot());
      expect({ currency, cash }).toEqual(opening);
      expect(positions).toEqual([]);
    },
  },
  'decimal-text': {
    title: 'writes amounts as plain decimal text',
    async check({ account, trade }, { expect, within }) {
      await trade();
      const { cash, positions } = await within(account.snapshot());
      const amounts = [cash, ...positions.map((one) => one.signedQuantity)];
      expect(amounts.filter((amount) => !isDecimalText(amount))).toEqual([]);
    },
  },
  'signed-positions': {
    title: 'lists what is held, long above and short below zero, each symbol once',
    async check({ account, trade }, { expect, within }) {
      const { long, short } = await trade();
      const { positions } = await within(account.snapshot());
      const held = positions.map(({ symbol, signedQuantity }) => [symbol, Number(signedQuantity)]);
      const wanted = [long, short].map((one) => [one.symbol, Number(one.signedQuantity)]);
      expect(held.sort()).toEqual(wanted.sort());
    },
  },
  repeats: {
    title: 'answers the same when nothing happened in between',
    async check({ account, trade }, { expect, within }) {
      await trade();
      const first = await within(account.snapshot());
      const second = await within(account.snapshot());
      expect({ ...second, asOf: first.asOf }).toEqual(first);
    },
  },
  'as-of': {
    title: 'is stamped with whole milliseconds that do not run backwards',
    async check({ account, trade }, { expect, within }) {
      const first = await within(account.snapshot());
      await trade();
      const second = await within(account.snapshot());
      expect(Number.isSafeInteger(first.asOf) && Number.isSafeInteger(second.asOf)).toBe(true);
      expect(second.asOf >= first.asOf).toBe(true);
    },
  },
  'stays-as-it-was': {
    title: 'does not change an answer that it gave before',
    async check({ account, trade }, { expect, within }) {
      const before = await within(account.snapshot());
      const copy: unknown = JSON.parse(JSON.stringify(before));
      await trade();
      await within(account.snapshot());
      expect(before).toEqual(copy);
    },
  },
};

/**
 * What every `Account` must do, one test per clause.
 *
 * @param runner The test functions of Vitest, Jest or the like.
 */
export function accountContract(
  runner: TestRunner,
  options: ContractOptions<AccountBench, AccountClause>,
): void {
  const release = ({ close }: AccountBench): Promise<void> => close();
  runContract(runner, { port: 'account', clauses, release }, options);
}
