import { Decimal as SharedDecimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instrument, instrument } from '../instruments/instrument.js';
import { unitsToText } from '../numbers/units.js';
import { Ledger } from './ledger.js';
import { ledgerSnapshot, type LedgerSnapshot } from './ledger-snapshot.js';

// The oracle shares nothing with the ledger: decimal.js with 120 digits, in units of account.
const Exact = SharedDecimal.clone({ precision: 120, rounding: SharedDecimal.ROUND_HALF_EVEN });
type Exact = SharedDecimal;
const zero = new Exact(0);

interface OraclePosition {
  quantity: Exact;
  cost: Exact;
  realized: Exact;
}

class OracleLedger {
  cash = zero;
  deposits = zero;
  fees = zero;
  readonly positions = new Map<string, OraclePosition>();

  of(symbol: string): OraclePosition {
    const position = this.positions.get(symbol) ?? { quantity: zero, cost: zero, realized: zero };
    this.positions.set(symbol, position);
    return position;
  }

  fill(
    symbol: string,
    { quantity, price, fee }: Record<'quantity' | 'price' | 'fee', Exact>,
  ): void {
    const one = this.of(symbol);
    this.cash = this.cash.minus(quantity.times(price)).minus(fee);
    this.fees = this.fees.plus(fee);
    const opposite = one.quantity.times(quantity).lt(0);
    const closing = opposite ? Exact.min(one.quantity.abs(), quantity.abs()) : zero;
    const closed = closing.times(quantity.isNeg() ? -1 : 1);
    const share = opposite ? closing.div(one.quantity.abs()) : zero;
    const released = share.eq(1)
      ? one.cost
      : one.cost
          .times(closing)
          .div(opposite ? one.quantity.abs() : 1)
          .toDecimalPlaces(18);
    one.realized = one.realized.minus(closed.times(price)).minus(released);
    one.cost = one.cost.minus(released).plus(quantity.minus(closed).times(price));
    one.quantity = one.quantity.plus(quantity);
  }

  snapshot(): LedgerSnapshot {
    const shown = [...this.positions].filter(
      ([, { quantity, realized }]) => !quantity.isZero() || !realized.isZero(),
    );
    return {
      cash: text(this.cash),
      deposits: text(this.deposits),
      fees: text(this.fees),
      positions: shown
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([symbol, { quantity, cost, realized }]) => ({
          symbol,
          signedQuantity: text(quantity),
          openCost: text(cost),
          realized: text(realized),
        })),
    };
  }
}

function text(value: Exact): string {
  return value.isZero() ? '0' : value.toFixed();
}

/** Where and at what price something is traded. */
interface TradeTerms {
  readonly slot: number;
  readonly price: number;
  readonly fee: number;
}

/** A trade. Closing ones take their size from what is held. */
type TradeStep =
  | (TradeTerms & { readonly kind: 'trade'; readonly signed: number })
  | (TradeTerms & { readonly kind: 'part' | 'flip'; readonly share: number })
  | (TradeTerms & { readonly kind: 'close' });

/** One thing that happens to a ledger. */
type Step = TradeStep | { readonly kind: 'deposit' | 'fee'; readonly amount: bigint };

/** Sizes on both sides of every bound: small, near 2^50 when multiplied, and far beyond. */
const magnitude = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 5000 }) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 2 ** 26 }) },
  { weight: 1, arbitrary: fc.integer({ min: 2 ** 26, max: 2 ** 40 }) },
);
const signed = fc.tuple(magnitude, fc.boolean()).map(([size, sells]) => (sells ? -size : size));
const feeTicks = fc.oneof(
  fc.constant(0),
  fc.integer({ min: -500, max: 100_000 }),
  fc.integer({ min: 2 ** 49, max: 2 ** 52 }),
);
const money = fc.oneof(
  fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }).map((whole) => whole * 10n ** 12n),
  fc.bigInt({ min: -(10n ** 21n), max: 10n ** 21n }),
  fc.constant(10n ** 33n),
);

function steps(slots: number): fc.Arbitrary<Step> {
  const slot = fc.integer({ min: 0, max: slots - 1 });
  const at = { slot, price: magnitude, fee: feeTicks };
  const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
  return fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('trade' as const), signed, ...at }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('part' as const), share, ...at }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('flip' as const), share, ...at }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('close' as const), ...at }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('deposit' as const), amount: money }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('fee' as const), amount: money }) },
  );
}

const stepText = (digits: number): string => (digits === 0 ? '1' : `0.${'0'.repeat(digits - 1)}1`);

/** Up to four instruments, whole shares at cents up to 1e-9 × 1e-9. */
const market = fc
  .array(fc.tuple(fc.constantFrom(0, 0, 3, 9), fc.constantFrom(2, 2, 0, 4, 9)), {
    minLength: 1,
    maxLength: 4,
  })
  .map((digits) =>
    digits.map(([quantity, price], i) =>
      instrument({
        symbol: `S${i}`,
        quantityStep: stepText(quantity),
        priceTick: stepText(price),
      }),
    ),
  );

const history = market.chain((instruments) =>
  fc.record({
    instruments: fc.constant(instruments),
    log: fc.array(steps(instruments.length), { minLength: 1, maxLength: 30 }),
  }),
);

/** The size of a step in units: closing steps take a share of what is held. */
function sizeOf(step: TradeStep, held: number): number {
  if (step.kind === 'trade') return step.signed;
  if (step.kind === 'close') return -held;
  const part = Math.max(1, Math.floor(Math.abs(held) * step.share));
  return -Math.sign(held) * (step.kind === 'flip' ? Math.abs(held) + part : part);
}

interface AppliedFill {
  readonly slot: number;
  readonly signed: number;
  readonly price: number;
  readonly fee: number;
}

/** Applies a step; says which fill it was, if it was one. */
function apply(ledger: Ledger, step: Step): AppliedFill | undefined {
  if ('slot' in step) return trade(ledger, step);
  if (step.kind === 'deposit') ledger.deposit(step.amount);
  else ledger.chargeFee(step.amount);
  return undefined;
}

function trade(ledger: Ledger, step: TradeStep): AppliedFill | undefined {
  const { slot, price, fee } = step;
  const signed = sizeOf(step, ledger.quantity[slot] ?? 0);
  if (signed === 0) return undefined;
  ledger.applyFill(slot, signed, price, fee);
  return { slot, signed, price, fee };
}

const inUnits = (units: bigint | number, digits: number): Exact =>
  new Exact(String(units)).div(new Exact(10).pow(digits));

function mirrorInOracle(oracle: OracleLedger, ledger: Ledger, fill: AppliedFill): void {
  const one = ledger.instruments[fill.slot] as Instrument;
  oracle.fill(one.symbol, {
    quantity: inUnits(fill.signed, one.quantityDigits),
    price: inUnits(fill.price, one.priceDigits),
    fee: inUnits(fill.fee, ledger.scale.digits),
  });
}

/** Runs a whole log through a new ledger. */
function play(instruments: readonly Instrument[], log: readonly Step[]): Ledger {
  const ledger = new Ledger(instruments);
  for (const step of log) apply(ledger, step);
  return ledger;
}

const textOf = (ledger: Ledger): string => JSON.stringify(ledgerSnapshot(ledger));

describe('the ledger', () => {
  it('agrees with an independent decimal ledger after every step (LG1, LG2, LG3)', () => {
    fc.assert(
      fc.property(history, ({ instruments, log }) => {
        const ledger = new Ledger(instruments);
        const oracle = new OracleLedger();
        for (const step of log) {
          const fill = apply(ledger, step);
          if (fill !== undefined) mirrorInOracle(oracle, ledger, fill);
          if (step.kind === 'deposit') {
            oracle.cash = oracle.cash.plus(inUnits(step.amount, 18));
            oracle.deposits = oracle.deposits.plus(inUnits(step.amount, 18));
          }
          if (step.kind === 'fee') {
            oracle.cash = oracle.cash.minus(inUnits(step.amount, 18));
            oracle.fees = oracle.fees.plus(inUnits(step.amount, 18));
          }
          expect(ledgerSnapshot(ledger)).toEqual(oracle.snapshot());
          expect(ledger.imbalance).toBe(0n);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('agrees when many small closes leave fractions of a tick that add up (LG1, LG9)', () => {
    const small = fc.integer({ min: 1, max: 12 });
    const at = { slot: fc.constant(0), price: fc.integer({ min: 1, max: 5000 }), fee: small };
    const share = fc.double({ min: 0.01, max: 0.9, noNaN: true });
    const opens = fc.record({ kind: fc.constant('trade' as const), signed: small, ...at });
    const closes = fc.record({ kind: fc.constant('part' as const), share, ...at });
    const flips = fc.record({ kind: fc.constant('flip' as const), share, ...at });
    const log = fc.array(
      fc.oneof({ weight: 5, arbitrary: opens }, { weight: 5, arbitrary: closes }, flips),
      { minLength: 20, maxLength: 80 },
    );
    const one = instrument({ symbol: 'S0' });
    fc.assert(
      fc.property(log, (steps) => {
        const [ledger, oracle] = [new Ledger([one]), new OracleLedger()];
        for (const step of steps) {
          const fill = trade(ledger, step);
          if (fill !== undefined) mirrorInOracle(oracle, ledger, fill);
        }
        expect(ledgerSnapshot(ledger)).toEqual(oracle.snapshot());
        expect(ledger.imbalance).toBe(0n);
      }),
      { numRuns: 200 },
    );
  });

  it('shows cash and shares as doubles that follow the exact amounts', () => {
    fc.assert(
      fc.property(history, ({ instruments, log }) => {
        const ledger = new Ledger(instruments);
        let largest = 0;
        for (const step of log) {
          apply(ledger, step);
          const cash = Number(unitsToText(ledger.cash, 18));
          largest = Math.max(largest, Math.abs(cash));
          expect(Math.abs(ledger.cashNumber - cash)).toBeLessThanOrEqual(largest * 1e-15);
          instruments.forEach(({ quantityDigits }, slot) => {
            const exact = Number(unitsToText(ledger.quantity[slot] ?? 0, quantityDigits));
            expect(ledger.shares[slot]).toBe(exact);
          });
        }
      }),
      { numRuns: 150 },
    );
  });

  it('has the total that lots sold first in, first out have (LG6)', () => {
    fc.assert(
      fc.property(history, ({ instruments, log }) => {
        const ledger = new Ledger(instruments);
        const queues = instruments.map(() => [] as { quantity: bigint; price: bigint }[]);
        const realized = instruments.map(() => 0n);
        for (const step of log) {
          const fill = apply(ledger, step);
          if (fill === undefined) continue;
          const queue = queues[fill.slot] ?? [];
          realized[fill.slot] = (realized[fill.slot] ?? 0n) + sellFirstIn(queue, fill);
        }
        instruments.forEach((_, slot) => {
          const perUnit =
            BigInt(ledger.scale.ticksPerProduct[slot] ?? 0) * ledger.scale.unitsPerTick;
          const open = (queues[slot] ?? []).reduce(
            (sum, lot) => sum + lot.quantity * lot.price,
            0n,
          );
          const total = ledger.realizedOf(slot) - ledger.costOf(slot);
          expect(total).toBe(((realized[slot] ?? 0n) - open) * perUnit);
        });
      }),
      { numRuns: 150 },
    );
  });

  it('owes nothing on a closed position, whatever the price (LG7)', () => {
    fc.assert(
      fc.property(history, ({ instruments, log }) => {
        const ledger = play(instruments, log);
        instruments.forEach((_, slot) => {
          // First a small position with a cost that does not divide, then none.
          apply(ledger, { kind: 'close', slot, price: 777, fee: 0 });
          apply(ledger, { kind: 'trade', signed: slot % 2 === 0 ? 3 : -3, slot, price: 7, fee: 0 });
          apply(ledger, { kind: 'trade', signed: slot % 2 === 0 ? 4 : -4, slot, price: 9, fee: 0 });
          apply(ledger, { kind: 'part', share: 0.3, slot, price: 8, fee: 0 });
          apply(ledger, { kind: 'close', slot, price: 777, fee: 0 });
          expect(ledger.quantity[slot]).toBe(0);
          expect(ledger.costOf(slot)).toBe(0n);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('books a flip as a close and an open at the same price (LG8)', () => {
    fc.assert(
      fc.property(history, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (made, share) => {
        const [whole, parts] = [play(made.instruments, made.log), play(made.instruments, made.log)];
        made.instruments.forEach((_, slot) => {
          const flip = sizeOf(
            { kind: 'flip', slot, share, price: 321, fee: 0 },
            whole.quantity[slot] ?? 0,
          );
          const held = parts.quantity[slot] ?? 0;
          if (held === 0) return;
          whole.applyFill(slot, flip, 321, 7);
          parts.applyFill(slot, -held, 321, 3);
          parts.applyFill(slot, flip + held, 321, 4);
        });
        expect(textOf(whole)).toBe(textOf(parts));
      }),
      { numRuns: 150 },
    );
  });

  it('is the same when one fill comes in pieces (LG9)', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 2, maxLength: 6 });
    const sells = fc.boolean();
    fc.assert(
      fc.property(history, cuts, fc.tuple(sells, magnitude), (made, pieces, [sell, price]) => {
        const [whole, split] = [play(made.instruments, made.log), play(made.instruments, made.log)];
        const sign = sell ? -1 : 1;
        whole.applyFill(0, sign * pieces.reduce((a, b) => a + b), price, 0);
        for (const piece of pieces) split.applyFill(0, sign * piece, price, 0);
        expect(split.cash).toBe(whole.cash);
        expect(split.quantity[0]).toBe(whole.quantity[0]);
        const total = (ledger: Ledger): bigint => ledger.realizedOf(0) - ledger.costOf(0);
        expect(total(split)).toBe(total(whole));
        const apart = split.realizedOf(0) - whole.realizedOf(0);
        expect(apart < 0n ? -apart : apart).toBeLessThanOrEqual(BigInt(pieces.length));
      }),
      { numRuns: 200 },
    );
  });

  it('mirrors: every side flipped negates quantity, cost and gross profit (LG10)', () => {
    fc.assert(
      fc.property(history, ({ instruments, log }) => {
        const [ledger, mirror] = [new Ledger(instruments), new Ledger(instruments)];
        for (const step of log) {
          const fill = 'slot' in step ? trade(ledger, { ...step, fee: 0 }) : undefined;
          if (fill !== undefined) mirror.applyFill(fill.slot, -fill.signed, fill.price, 0);
        }
        expect(mirror.cash).toBe(-ledger.cash);
        instruments.forEach((_, slot) => {
          expect(mirror.realizedOf(slot)).toBe(-ledger.realizedOf(slot));
          expect(mirror.costOf(slot)).toBe(-ledger.costOf(slot));
        });
      }),
      { numRuns: 150 },
    );
  });

  it('scales: k times the quantity is k times the profit (LG10)', () => {
    const factors = fc.integer({ min: 2, max: 100 });
    fc.assert(
      fc.property(history, factors, ({ instruments, log }, factor) => {
        const [ledger, large] = [new Ledger(instruments), new Ledger(instruments)];
        const k = BigInt(factor);
        for (const step of log) {
          const fill = 'slot' in step ? trade(ledger, { ...step, fee: 0 }) : undefined;
          if (fill === undefined) continue;
          large.applyFill(fill.slot, fill.signed * factor, fill.price, 0);
        }
        instruments.forEach((_, slot) => {
          const total = (one: Ledger): bigint => one.realizedOf(slot) - one.costOf(slot);
          expect(total(large)).toBe(total(ledger) * k);
          const apart = large.realizedOf(slot) - ledger.realizedOf(slot) * k;
          const most = BigInt(log.length) * (k + 1n);
          expect(apart < 0n ? -apart : apart).toBeLessThanOrEqual(most);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('commutes across symbols: any interleaving has the same snapshot (LG12)', () => {
    const seeds = fc.array(fc.nat(1000), { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(history, seeds, ({ instruments, log }, seed) => {
        const keyed = log.map((step, i) => ({ step, key: seed[i] ?? 0, i }));
        const slotOf = (step: Step): number => ('slot' in step ? step.slot : -1);
        // Each symbol keeps its own order; between symbols the order is drawn anew.
        const queues = [...new Set(log.map(slotOf))].map((slot) =>
          keyed.filter(({ step }) => slotOf(step) === slot),
        );
        const mixed: Step[] = [];
        for (let turn = 0; mixed.length < log.length; turn++) {
          const left = queues.filter((queue) => queue.length > 0);
          const queue = left[(seed[turn] ?? 0) % left.length];
          const next = queue?.shift();
          if (next !== undefined) mixed.push(next.step);
        }
        expect(textOf(play(instruments, mixed))).toBe(textOf(play(instruments, log)));
      }),
      { numRuns: 150 },
    );
  });

  it('does not take a deposit for profit (LG17)', () => {
    fc.assert(
      fc.property(history, money, ({ instruments, log }, amount) => {
        const ledger = play(instruments, log);
        const before = ledgerSnapshot(ledger);
        const cash = ledger.cash;
        ledger.deposit(amount);
        expect(ledgerSnapshot(ledger).positions).toEqual(before.positions);
        expect(ledger.fees).toBe(play(instruments, log).fees);
        expect(ledger.cash).toBe(cash + amount);
      }),
      { numRuns: 100 },
    );
  });
});

/** Sells the oldest lots first; returns what that realized, in quantity units × price units. */
function sellFirstIn(queue: { quantity: bigint; price: bigint }[], fill: AppliedFill): bigint {
  let left = BigInt(fill.signed);
  const price = BigInt(fill.price);
  let realized = 0n;
  for (let lot = queue[0]; lot !== undefined && lot.quantity * left < 0n; lot = queue[0]) {
    const size = left < 0n ? -left : left;
    const open = lot.quantity < 0n ? -lot.quantity : lot.quantity;
    const closed = size < open ? left : -lot.quantity;
    realized -= closed * (price - lot.price);
    lot.quantity += closed;
    left -= closed;
    if (lot.quantity === 0n) queue.shift();
  }
  if (left !== 0n) queue.push({ quantity: left, price });
  return realized;
}
