import {
  type ApprovedOrder,
  type Instrument,
  instrument,
  type InstrumentSettings,
  Ledger,
  moneyOne,
  OrderIntent,
  OrderState,
  type Refusal,
} from '@tradewright/core';
import {
  AccountState,
  type Gate,
  parseRiskLimits,
  reviewOrder,
  RiskDesk,
  type RiskLimits,
  type RiskRule,
} from '@tradewright/risk';

/** What a desk is asked to be in a test; amounts in whole units of account and whole shares. */
export interface DeskSettings {
  readonly limits?: RiskLimits;
  readonly rules?: readonly RiskRule[];
  readonly instruments?: readonly InstrumentSettings[];
  /** Last price per instrument; NaN for none. */
  readonly marks?: readonly number[];
  readonly cash?: number;
}

/** An order in whole units of its instrument; negative quantities sell. */
export interface Wanted {
  readonly slot?: number;
  readonly units: number;
  /** In price units; left out for a market order. */
  readonly limitUnits?: number;
}

/**
 * A risk desk with account and ledger, without a kernel around it. By default two symbols of whole
 * shares at cents, A at 100 and B at 50, and 100,000 in cash.
 */
export class DeskUnderTest {
  readonly ledger: Ledger;
  readonly account: AccountState;
  readonly desk: RiskDesk;
  readonly instruments: readonly Instrument[];
  #sequence = 0;

  constructor(settings: DeskSettings = {}) {
    const { limits = {}, rules, marks = [100, 50], cash = 100_000 } = settings;
    const { instruments = [{ symbol: 'A' }, { symbol: 'B' }] } = settings;
    this.instruments = instruments.map(instrument);
    this.ledger = new Ledger(this.instruments);
    this.ledger.deposit(BigInt(cash) * moneyOne);
    this.account = new AccountState(this.ledger);
    marks.forEach((mark, slot) => (this.account.mark[slot] = mark));
    this.desk = new RiskDesk({
      limits: parseRiskLimits(limits),
      account: this.account,
      ledger: this.ledger,
      rules,
    });
  }

  order({ slot = 0, units, limitUnits = 0 }: Wanted): OrderState {
    return new OrderState(
      new OrderIntent({
        maker: { account: 'test', strategy: 'test' },
        instrument: this.instruments[slot] as Instrument,
        slot,
        sequence: this.#sequence++,
        sign: units < 0 ? -1 : 1,
        type: limitUnits === 0 ? 'market' : 'limit',
        timeInForce: 'day',
        quantityUnits: Math.abs(units),
        limitUnits,
        turn: 0,
        decidedAt: 0,
        ordinal: this.#sequence,
      }),
    );
  }

  /** Reviews an order; the codes of its refusals are all that most tests ask for. */
  review(
    wanted: Wanted,
    gate?: Gate,
  ): {
    readonly order: OrderState;
    readonly approved: ApprovedOrder | undefined;
    readonly codes: readonly string[];
    readonly refusals: readonly Refusal[];
  } {
    const order = this.order(wanted);
    const approved = reviewOrder(this.desk, order, gate);
    const { refusals } = order;
    return { order, approved, refusals, codes: refusals.map(({ code }) => code) };
  }

  /** Puts a position into the ledger as a filled order does, paid at the mark; equity stays. */
  hold(slot: number, units: number): void {
    const order = this.order({ slot, units });
    const { priceDigits } = this.instruments[slot] as Instrument;
    const price = Math.round((this.account.mark[slot] ?? Number.NaN) * 10 ** priceDigits);
    this.desk.reserve(order);
    this.ledger.applyFill(slot, units, price, 0);
    this.desk.reservations.releaseAll(order);
    this.account.cash = this.ledger.cashNumber;
  }
}
