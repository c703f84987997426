import { invalidValue } from '../errors/invalid-value.js';
import { canonicalJson } from '../hash/canonical-json.js';
import { sha256Hex } from '../hash/sha256-hex.js';
import { instrument } from '../instruments/instrument.js';
import { moneyDigits, textToUnits, unitsToText } from '../numbers/units.js';
import { type BookState, createBookState, type HistoryItem } from './book-state.js';
import { type LedgerSnapshot, ledgerSnapshot } from './ledger-snapshot.js';
import type { Lot, LotOrder } from './lot-book.js';
import type { BookedFill, SlotEntry } from './parse-ledger-event.js';
import { readMoney } from './read-amount.js';

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

/** The money of one account: what the state hash is made of. */
export interface BookMoney {
  readonly ledger: LedgerSnapshot;
  /** By symbol; what nothing happened to is left out. */
  readonly symbols: readonly SymbolState[];
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
  const state = createBookState(instruments, lotOrder ?? undefined);
  snapshot.instruments.forEach(({ formerSymbols }, slot) => {
    for (const name of formerSymbols) state.slots.set(name, slot);
    state.histories[slot]?.push(...(snapshot.histories[slot] ?? []).map(readItem));
    for (const item of state.histories[slot] ?? []) {
      if (item.entry.kind === 'fill') state.fills.set(item.entry.id, { slot, item });
    }
  });
  for (const [id, content] of snapshot.seen) state.seen.set(id, content);
  takeOver(state, money);
  const hash = stateHashOf(state);
  if (hash === snapshot.stateHash) return state;
  throw invalid('stateHash', snapshot.stateHash, `${hash}, as its money says`);
}

/** Balances first: cash then follows from what each position moves. */
function takeOver(state: BookState, { ledger, symbols }: BookMoney): void {
  state.ledger.deposit(readAny(ledger.deposits));
  state.ledger.chargeFee(readAny(ledger.fees));
  state.ledger.addIncome(readAny(ledger.income ?? '0'));
  for (const { symbol, signedQuantity, openCost, realized } of ledger.positions) {
    const slot = state.slots.get(symbol) ?? -1;
    const digits = state.instruments[slot]?.quantityDigits;
    if (digits === undefined) throw invalid('money', symbol, 'about its instruments');
    state.ledger.setPosition(slot, {
      quantity: textToUnits(signedQuantity, digits),
      cost: readAny(openCost),
      realized: readAny(realized),
    });
  }
  for (const { symbol, fees, income, realized, lots } of symbols) {
    const slot = state.slots.get(symbol) ?? -1;
    state.fees[slot] = readAny(fees);
    state.income[slot] = readAny(income);
    if (lots === undefined || realized === undefined) continue;
    const open: readonly Lot[] = lots.map((lot) => ({ ...lot, cost: readAny(lot.cost) }));
    state.lots?.takeOver(slot, { lots: open, realized: readAny(realized) });
  }
}

function moneyOf(state: BookState): BookMoney {
  const { ledger, lots } = state;
  const symbols = state.instruments
    .map(({ symbol }, slot) => ({
      symbol,
      fees: text(state.fees[slot] ?? 0n),
      income: text(state.income[slot] ?? 0n),
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
