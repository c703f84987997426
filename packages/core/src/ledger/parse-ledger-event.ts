import { invalidValue } from '../errors/invalid-value.js';
import type { Instrument } from '../instruments/instrument.js';
import { parseSymbol } from '../instruments/parse-symbol.js';
import { stepDigitsMax } from '../numbers/units.js';
import type { FeeEvent, FillTerms, LedgerEvent } from './ledger-event.js';
import { readMoney, readUnits } from './read-amount.js';
import { parseStrategyName, unallotted } from './strategy-name.js';

/** A fill in whole units. */
export interface BookedFill {
  readonly kind: 'fill';
  readonly id: string;
  readonly signed: number;
  readonly price: number;
  readonly fee: bigint;
  /** Absent unless the books are kept by strategy. */
  readonly strategy?: string | undefined;
}

/** What happens to the position of one slot, in whole units. */
export type SlotEntry =
  | BookedFill
  | {
      readonly kind: 'split';
      readonly id: string;
      readonly from: bigint;
      readonly to: bigint;
      readonly cashPrice: number | undefined;
    }
  | { readonly kind: 'dividend'; readonly id: string; readonly perShare: number }
  | {
      readonly kind: 'charge';
      readonly id: string;
      readonly fee: bigint;
      readonly income: bigint;
      /** Absent when it names none. */
      readonly strategy?: string | undefined;
    };

/** A checked event: what it does, and to which slot. */
export type ParsedEvent =
  | { readonly to: 'slot'; readonly slot: number; readonly entry: SlotEntry }
  | {
      readonly to: 'fill';
      readonly id: string;
      readonly fillId: string;
      /** What a correction puts in the fill's place. */
      readonly by?: { readonly slot: number; readonly entry: BookedFill } | undefined;
    }
  | {
      readonly to: 'account';
      readonly id: string;
      readonly deposit: bigint;
      readonly fee: bigint;
      readonly income: bigint;
      readonly strategy?: string | undefined;
    }
  | { readonly to: 'symbol'; readonly id: string; readonly slot: number; readonly symbol: string };

/** What parsing needs to know of the books. */
export interface ParseContext {
  readonly instruments: readonly Instrument[];
  readonly currency: string;
  /** @throws SdkError `SYMBOL_UNKNOWN` */
  readonly slotOf: (symbol: string) => number;
  /** Whether strategies are read; if not, they are ignored. */
  readonly byStrategy: boolean;
}

/**
 * Checks one event and turns its amounts into whole units.
 *
 * @throws SdkError `VALUE_INVALID`, `SYMBOL_INVALID`, `SYMBOL_UNKNOWN`, `CURRENCY_MISMATCH`
 */
export function parseLedgerEvent(event: LedgerEvent, context: ParseContext): ParsedEvent {
  const id = parseId(event.id, 'id');
  if (event.currency !== undefined && event.currency !== context.currency) {
    throw invalidValue('CURRENCY_MISMATCH', {
      field: `currency of event ${id}`,
      value: event.currency,
      must: `${context.currency}, the currency of the account`,
      fix: 'keep one ledger for each currency',
    });
  }
  const strategy = context.byStrategy ? parseStrategy(event) : undefined;
  const none = { to: 'account', id, deposit: 0n, fee: 0n, income: 0n, strategy } as const;
  switch (event.kind) {
    case 'fill':
      return { to: 'slot', ...parseFill(event, { id, strategy }, context) };
    case 'correction': {
      const fillId = parseId(event.fillId, 'fillId');
      return { to: 'fill', id, fillId, by: parseFill(event, { id: fillId }, context) };
    }
    case 'bust':
      return { to: 'fill', id, fillId: parseId(event.fillId, 'fillId') };
    case 'symbolChange': {
      const slot = context.slotOf(event.symbol);
      return { to: 'symbol', id, slot, symbol: parseSymbol(event.newSymbol) };
    }
    case 'interest':
      return { ...none, income: readMoney(event.amount, { field: 'amount', sign: 'notZero' }) };
    case 'deposit':
      return { ...none, deposit: readMoney(event.amount, { field: 'amount' }) };
    case 'withdrawal':
      return { ...none, deposit: -readMoney(event.amount, { field: 'amount' }) };
    case 'fee':
    case 'feeRefund':
    case 'borrowCharge':
      return parseCharge(event, strategy, context);
    case 'split':
    case 'stockDividend':
    case 'cashDividend':
      return parseAction(event, context);
    default:
      throw invalidValue('VALUE_INVALID', {
        field: 'kind of a ledger event',
        value: (event as { readonly kind: unknown }).kind,
        must: 'one of the kinds of LedgerEvent, such as "fill" or "deposit"',
      });
  }
}

function parseId(id: unknown, field: string): string {
  if (typeof id === 'string' && id.length > 0 && id.length <= 128) return id;
  throw invalidValue('VALUE_INVALID', { field, value: id, must: 'text of 1 to 128 characters' });
}

/** Who an event belongs to; a fill that says nothing belongs to nobody. */
function parseStrategy(event: LedgerEvent): string | undefined {
  const given = (event as { readonly strategy?: unknown }).strategy;
  if (given === undefined) return event.kind === 'fill' ? unallotted : undefined;
  if (hasStrategy.has(event.kind)) return parseStrategyName(given);
  throw invalidValue('VALUE_INVALID', {
    field: `strategy of a ${event.kind}`,
    value: given,
    must: 'absent: it follows from the fills and positions that it touches',
  });
}

const hasStrategy = new Set<LedgerEvent['kind']>([
  'fill',
  'interest',
  'borrowCharge',
  'fee',
  'feeRefund',
  'deposit',
  'withdrawal',
]);

function parseFill(
  terms: FillTerms,
  { id, strategy }: { readonly id: string; readonly strategy?: string | undefined },
  { instruments, slotOf }: ParseContext,
): { readonly slot: number; readonly entry: BookedFill } {
  const slot = slotOf(terms.symbol);
  const one = instruments[slot] as Instrument;
  if (!['buy', 'sell'].includes(terms.side)) {
    throw invalidValue('VALUE_INVALID', {
      field: 'side',
      value: terms.side,
      must: '"buy" or "sell"',
    });
  }
  const quantity = readUnits(terms.quantity, { field: 'quantity', digits: one.quantityDigits });
  const price = readUnits(terms.price, { field: 'price', digits: one.priceDigits });
  const fee = readMoney(terms.fee ?? '0', { field: 'fee', sign: 'notNegative' });
  const signed = terms.side === 'buy' ? quantity : -quantity;
  return { slot, entry: { kind: 'fill', id, signed, price, fee, strategy } };
}

type ActionEvent = Extract<LedgerEvent, { kind: 'split' | 'stockDividend' | 'cashDividend' }>;

function parseAction(event: ActionEvent, { instruments, slotOf }: ParseContext): ParsedEvent {
  const { id } = event;
  const slot = slotOf(event.symbol);
  const perShare = (value: unknown): number =>
    readUnits(value, { field: 'perShare', digits: stepDigitsMax });
  if (event.kind === 'cashDividend') {
    const entry = { kind: 'dividend', id, perShare: perShare(event.perShare) } as const;
    return { to: 'slot', slot, entry };
  }
  const { priceDigits } = instruments[slot] as Instrument;
  const cashPrice =
    event.cashPrice === undefined
      ? undefined
      : readUnits(event.cashPrice, { field: 'cashPrice', digits: priceDigits });
  const from = event.kind === 'split' ? readRatio(event.from, 'from') : 10n ** 9n;
  const to =
    event.kind === 'split'
      ? readRatio(event.to, 'to')
      : 10n ** 9n + BigInt(perShare(event.perShare));
  const common = greatestDivisor(from, to);
  const entry = { kind: 'split', id, from: from / common, to: to / common, cashPrice } as const;
  return { to: 'slot', slot, entry };
}

type ChargeEvent = FeeEvent | Extract<LedgerEvent, { kind: 'borrowCharge' }>;

function parseCharge(
  event: ChargeEvent,
  strategy: string | undefined,
  { slotOf }: ParseContext,
): ParsedEvent {
  const { id, kind, symbol } = event;
  const amount = readMoney(event.amount, { field: 'amount' });
  const charge = {
    id,
    fee: kind === 'borrowCharge' ? 0n : kind === 'fee' ? amount : -amount,
    income: kind === 'borrowCharge' ? -amount : 0n,
    strategy,
  };
  if (symbol === undefined) return { to: 'account', deposit: 0n, ...charge };
  return { to: 'slot', slot: slotOf(symbol), entry: { kind: 'charge', ...charge } };
}

const ratioMax = 1_000_000_000;

function readRatio(value: unknown, field: string): bigint {
  const isRatio = Number.isInteger(value) && (value as number) > 0 && (value as number) <= ratioMax;
  if (isRatio) return BigInt(value as number);
  const must = 'a whole number from 1 to 1000000000';
  throw invalidValue('VALUE_INVALID', { field: `${field} of a split`, value, must });
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestDivisor(b, a % b);
}
