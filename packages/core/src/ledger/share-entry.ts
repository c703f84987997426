import type { Instrument } from '../instruments/instrument.js';
import { powerOfTen, stepDigitsMax } from '../numbers/units.js';
import { type BookState, strategyNames } from './book-state.js';
import type { BookedFill, SlotEntry } from './parse-ledger-event.js';
import { positionOverflow } from './position-overflow.js';
import { shareAmount } from './share-amount.js';
import { shareSplit } from './share-split.js';
import type { SplitResult } from './split-position.js';
import { unallotted } from './strategy-name.js';

/** What an entry does to the balances of one slot: those of the account, or of a strategy. */
export interface EntryEffect {
  /** Names the lot that a split may open. */
  readonly id: string;
  readonly fill?: BookedFill | undefined;
  readonly split?: SplitResult | undefined;
  readonly fee: bigint;
  readonly income: bigint;
}

/** An entry, and what it does to the account. */
export interface EntryToShare {
  readonly entry: SlotEntry;
  readonly whole: EntryEffect;
}

/**
 * Shares what an entry does to the account among its strategies; the parts sum to the whole.
 *
 * - A fill belongs to its strategy.
 * - A split follows {@link shareSplit}, in order of the names.
 * - A dividend is earned by every long and paid by every short position: exact, nothing to round.
 * - A charge for borrowing is shared by what each is short; see {@link shareAmount}.
 * - A fee that names no strategy, or a charge when nobody is short, is unallotted.
 *
 * @returns `undefined` when a fraction of a split changes hands and has no price.
 * @throws SdkError `LEDGER_OVERFLOW`
 */
export function shareEntry(
  state: BookState,
  slot: number,
  { entry, whole }: EntryToShare,
): readonly (readonly [strategy: string, effect: EntryEffect])[] | undefined {
  const one = state.instruments[slot] as Instrument;
  switch (entry.kind) {
    case 'fill': {
      const strategy = entry.strategy ?? unallotted;
      refuseOverflow(one, heldBy(state, strategy, slot) + entry.signed);
      return [[strategy, whole]];
    }
    case 'charge':
      if (entry.strategy !== undefined) return [[entry.strategy, whole]];
      return whole.income < 0n ? shareCharge(state, slot, whole) : [[unallotted, whole]];
    case 'dividend':
      return holdersOf(state, slot).map(({ strategy, held }) => {
        return [strategy, { ...whole, income: dividendOf(one, held, entry.perShare) }];
      });
    case 'split': {
      const holders = holdersOf(state, slot);
      const parts = holders.map(({ held }) => held);
      const shares = shareSplit(one, parts, {
        whole: whole.split as SplitResult,
        cashPrice: entry.cashPrice,
      });
      return shares?.map((split, i) => [holders[i]?.strategy as string, { ...whole, split }]);
    }
  }
}

/** Cash dividend of a position, in money units; a short one pays. */
export function dividendOf(one: Instrument, held: number, perShare: number): bigint {
  const perProduct = powerOfTen(stepDigitsMax - one.quantityDigits);
  return BigInt(held) * BigInt(perShare) * BigInt(perProduct);
}

/** @throws SdkError `LEDGER_OVERFLOW` */
export function refuseOverflow(one: Instrument, quantity: number): void {
  if (!Number.isSafeInteger(quantity)) throw positionOverflow(one, quantity);
}

function shareCharge(
  state: BookState,
  slot: number,
  whole: EntryEffect,
): readonly (readonly [string, EntryEffect])[] {
  const short = holdersOf(state, slot).filter(({ held }) => held < 0);
  if (short.length === 0) return [[unallotted, whole]];
  const weights = short.map(({ held }) => BigInt(-held));
  const parts = shareAmount(-whole.income, weights);
  return short.map(({ strategy }, i) => [strategy, { ...whole, income: -(parts[i] as bigint) }]);
}

interface Holder {
  readonly strategy: string;
  readonly held: number;
}

/** Who holds something of a slot, in order of the names. */
function holdersOf(state: BookState, slot: number): readonly Holder[] {
  return strategyNames(state)
    .map((strategy) => ({ strategy, held: heldBy(state, strategy, slot) }))
    .filter(({ held }) => held !== 0);
}

function heldBy({ strategies }: BookState, strategy: string, slot: number): number {
  return strategies?.get(strategy)?.ledger.quantity[slot] ?? 0;
}
