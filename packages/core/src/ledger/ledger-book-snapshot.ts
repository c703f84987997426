import { invalidValue } from '../errors/invalid-value.js';
import { canonicalJson } from '../hash/canonical-json.js';
import { sha256Hex } from '../hash/sha256-hex.js';
import { instrument } from '../instruments/instrument.js';
import { moneyDigits, textToUnits, unitsToText } from '../numbers/units.js';
import {
  type BookState,
  type BookSums,
  createBookState,
  type HistoryItem,
  strategyNames,
  sumsOf,
} from './book-state.js';
import { type LedgerSnapshot, ledgerSnapshot } from './ledger-snapshot.js';
import type { Lot, LotOrder } from './lot-book.js';
import type { BookedFill, SlotEntry } from './parse-ledger-event.js';
import { readMoney } from './read-amount.js';
import { parseStrategyName } from './strategy-name.js';

/** What belongs to a symbol beside its average-cost position; amounts are decimal text. */
export interface SymbolState {
  readonly symbol: string;
  readonly fees: string;
  readonly income: string;
  /** Realized profit by lots, gross of fees. Like `lots` absent unless the books keep lots. */
  readonly realized?: string;
  readonly lots?: readonly {
    readonly openedBy: string;
    readonly quantity: string;
    readonly cost: string;
  }[];
}

/** Balances of an account, or of one strategy inside it. */
export interface SumsMoney {
  readonly ledger: LedgerSnapshot;
  /** By symbol; what nothing happened to is left out. */
  readonly symbols: readonly SymbolState[];
}

/** The money of one account: what the state hash is made of. */
export interface BookMoney extends SumsMoney {
  /** By name, if the books are kept by strategy; those without balances are left out. */
  readonly strategies?: readonly StrategyMoney[];
}

/** Balances of one strategy. */
export interface StrategyMoney extends SumsMoney {
  readonly strategy: string;
}

/** One entry of a symbol's history, with whole units; money is text in units of 1e-18. */
export type HistoryRecord = Readonly<Record<string, unknown>>;

/** Books as plain data, for `restoreLedgerBook`. The same facts give the same text. */
export interface LedgerBookSnapshot {
  readonly version: 1;
  readonly lotOrder: LotOrder | null;
  readonly instruments: readonly {
    readonly symbol: string;
    readonly formerSymbols: readonly string[];
    readonly currency: string;
    readonly priceTick: string;
    readonly quantityStep: string;
  }[];
  readonly money: BookMoney;
  /** SHA-256 of the canonical JSON of `money`. */
  readonly stateHash: string;
  /** Of each instrument, oldest entry first: what a later bust or correction needs. */
  readonly histories: readonly (readonly HistoryRecord[])[];
  /** Ids and contents of events that are no fills, by id. */
  readonly seen: readonly (readonly [id: string, content: string])[];
}

/** SHA-256 of the canonical JSON of the money state. */
export function stateHashOf(state: BookState): string {
  return sha256Hex(canonicalJson(moneyOf(state)));
}

/** Takes a snapshot; instruments and histories are in the order of the slots. */
export function writeBookSnapshot(state: BookState): LedgerBookSnapshot {
  const money = moneyOf(state);
  return {
    version: 1,
    lotOrder: state.lotOrder ?? null,
    instruments: state.instruments.map(({ symbol, currency, priceTick, quantityStep }, slot) => {
      const names = [...state.slots].filter(([name, at]) => at === slot && name !== symbol);
      const formerSymbols = names.map(([name]) => name);
      return { symbol, formerSymbols, currency, priceTick, quantityStep };
    }),
    money,
    stateHash: sha256Hex(canonicalJson(money)),
    histories: state.histories.map((items) => items.map(writeItem)),
    seen: [...state.seen],
  };
}

/** @throws SdkError `VALUE_INVALID` */
export function readBookSnapshot(snapshot: LedgerBookSnapshot): BookState {
  const { version, lotOrder, money } = snapshot;
  if ((version as unknown) !== 1) throw invalid('version', version, '1');
  const instruments = snapshot.instruments.map(({ symbol, currency, priceTick, quantityStep }) =>
    instrument({ symbol, currency, priceTick, quantityStep }),
  );
  const byStrategy = money.strategies !== undefined;
  const state = createBookState(instruments, { lots: lotOrder ?? undefined, byStrategy });
  snapshot.instruments.forEach(({ formerSymbols }, slot) => {
    for (const name of formerSymbols) state.slots.set(name, slot);
    state.histories[slot]?.push(...(snapshot.histories[slot] ?? []).map(readItem));
    for (const item of state.histories[slot] ?? []) {
      if (item.entry.kind === 'fill') state.fills.set(item.entry.id, { slot, item });
    }
  });
  for (const [id, content] of snapshot.seen) state.seen.set(id, content);
  takeOver(state, state.slots, money);
  for (const { strategy, ...own } of money.strategies ?? []) {
    takeOver(sumsOf(state, parseStrategyName(strategy)), state.slots, own);
  }
  const hash = stateHashOf(state);
  if (hash === snapshot.stateHash) return state;
  throw invalid('stateHash', snapshot.stateHash, `${hash}, as its money says`);
}

/** Balances first: cash then follows from what each position moves. */
function takeOver(
  sums: BookSums,
  slots: ReadonlyMap<string, number>,
  { ledger, symbols }: SumsMoney,
): void {
  sums.ledger.deposit(readAny(ledger.deposits));
  sums.ledger.chargeFee(readAny(ledger.fees));
  sums.ledger.addIncome(readAny(ledger.income ?? '0'));
  for (const { symbol, signedQuantity, openCost, realized } of ledger.positions) {
    const slot = slots.get(symbol) ?? -1;
    const digits = sums.instruments[slot]?.quantityDigits;
    if (digits === undefined) throw invalid('money', symbol, 'about its instruments');
    sums.ledger.setPosition(slot, {
      quantity: textToUnits(signedQuantity, digits),
      cost: readAny(openCost),
      realized: readAny(realized),
    });
  }
  for (const { symbol, fees, income, realized, lots } of symbols) {
    const slot = slots.get(symbol) ?? -1;
    sums.fees[slot] = readAny(fees);
    sums.income[slot] = readAny(income);
    if (lots === undefined || realized === undefined) continue;
    const open: readonly Lot[] = lots.map((lot) => ({ ...lot, cost: readAny(lot.cost) }));
    sums.lots?.takeOver(slot, { lots: open, realized: readAny(realized) });
  }
}

function moneyOf(state: BookState): BookMoney {
  if (state.strategies === undefined) return moneyOfSums(state);
  const strategies = strategiesWithBalances(state).map((strategy) => ({
    strategy,
    ...moneyOfSums(sumsOf(state, strategy)),
  }));
  return { ...moneyOfSums(state), strategies };
}

/** Strategies that have balances, in order; one whose only fill was busted has none. */
export function strategiesWithBalances(state: BookState): readonly string[] {
  return strategyNames(state).filter((strategy) => {
    const { ledger, symbols } = moneyOfSums(sumsOf(state, strategy));
    const { cash, deposits, fees, income = '0', positions } = ledger;
    const sums = [cash, deposits, fees, income];
    return sums.some((sum) => sum !== '0') || positions.length > 0 || symbols.length > 0;
  });
}

function moneyOfSums({ instruments, ledger, lots, ...sums }: BookSums): SumsMoney {
  const symbols = instruments
    .map(({ symbol }, slot) => ({
      symbol,
      fees: text(sums.fees[slot] ?? 0n),
      income: text(sums.income[slot] ?? 0n),
      ...(lots !== undefined && {
        realized: text(lots.realizedOf(slot)),
        lots: lots.lotsOf(slot).map((lot) => ({ ...lot, cost: text(lot.cost) })),
      }),
    }))
    .filter(({ fees, income, lots: open, realized = '0' }) => {
      return fees !== '0' || income !== '0' || realized !== '0' || (open?.length ?? 0) > 0;
    });
  symbols.sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
  return { ledger: ledgerSnapshot(ledger), symbols };
}

const moneyFields = new Set(['fee', 'income', 'from', 'to']);

function writeItem({ entry, busted, original }: HistoryItem): HistoryRecord {
  return {
    ...plain(entry),
    ...(busted && { busted }),
    ...(original !== undefined && { original: plain(original) }),
  };
}

function plain(entry: SlotEntry): HistoryRecord {
  const members = Object.entries(entry).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    members.map(([key, value]) => [key, typeof value === 'bigint' ? String(value) : value]),
  );
}

function readItem({ busted = false, original, ...entry }: HistoryRecord): HistoryItem {
  return {
    entry: exact(entry) as SlotEntry,
    busted: busted === true,
    ...(original !== undefined && { original: exact(original as HistoryRecord) as BookedFill }),
  };
}

function exact(record: HistoryRecord): unknown {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [
      key,
      moneyFields.has(key) ? BigInt(value as string) : value,
    ]),
  );
}

function text(amount: bigint): string {
  return unitsToText(amount, moneyDigits);
}

function readAny(amount: string): bigint {
  return readMoney(amount, { field: 'amount of a snapshot', sign: 'any' });
}

function invalid(field: string, value: unknown, must: string): Error {
  return invalidValue('VALUE_INVALID', { field: `${field} of a snapshot`, value, must });
}
