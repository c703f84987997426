import {
  type ApprovedOrder,
  instrument,
  type Instrument,
  type InstrumentSettings,
  invalidValue,
  Ledger,
  moneyOne,
  OrderIntent,
  type OrderRequest,
  OrderState,
  SdkError,
  type UnixMs,
} from '@tradewright/core';
import {
  type CheckedRequest,
  checkOrderRequest,
  emptyCheck,
  makeGroup,
  makeVersion,
  type OrderFrame,
} from '@tradewright/kernel';
import {
  AccountState,
  parseRiskLimits,
  researchLimits,
  reviewOrder,
  RiskDesk,
} from '@tradewright/risk';

/** An order for a test: a request, and the decision that its id is derived from. */
export interface WantedOrder extends OrderRequest {
  /** Steps of the instrument; by default ticks of 0.01 and whole shares. */
  readonly instrument?: Omit<InstrumentSettings, 'symbol'> | undefined;
  /** Default `test`. */
  readonly account?: string | undefined;
  /** Default `test`. */
  readonly strategy?: string | undefined;
  /** Instant of the slice, or run key. Default 0. */
  readonly turn?: UnixMs | string | undefined;
  /** Running number within the turn. Default 0. Equal decisions have equal ids. */
  readonly ordinal?: number | undefined;
  /** The order whose place it shall take; nothing of it has been filled. */
  readonly replaces?: ApprovedOrder | undefined;
  /** Default 0. */
  readonly decidedAt?: UnixMs | undefined;
}

/** Stands for a market price, where the order has none. */
const mark = 100;

/**
 * Makes an approved order for the test of a broker, through the real review with
 * `researchLimits()`: there is no other way to make one.
 *
 * @throws SdkError `VALUE_INVALID` for a quantity or price that is not whole steps above zero.
 *
 * @example
 * approvedOrder({ symbol: 'AAPL', side: 'buy', quantity: 5 }).quantity.toFixed() // => '5'
 */
export function approvedOrder(wanted: WantedOrder): ApprovedOrder {
  const traded = instrument({ ...wanted.instrument, symbol: wanted.symbol });
  const { account = 'test', strategy = 'test', turn = 0, decidedAt = 0, ordinal = 0 } = wanted;
  const checked = emptyCheck();
  checkOrderRequest(wanted, { instrument: traded, mark }, checked);
  if (checked.refusal !== undefined) {
    throw new SdkError('VALUE_INVALID', checked.refusal.message);
  }
  const frame: OrderFrame = {
    maker: { account, strategy },
    instrument: traded,
    slot: 0,
    sequence: ordinal,
    sign: wanted.side === 'buy' ? 1 : -1,
    turn,
    decidedAt,
    ordinal,
  };
  const order = new OrderState(makeIntent(wanted, checked, frame));
  const approved = reviewOrder(createDesk(traded), order);
  if (approved !== undefined) return approved;
  const [refusal] = order.refusals;
  throw invalidValue('VALUE_INVALID', {
    field: 'order',
    value: refusal?.message,
    must: 'one that passes the review with researchLimits()',
  });
}

function createDesk(traded: Instrument): RiskDesk {
  const ledger = new Ledger([traded]);
  ledger.deposit(1_000_000n * moneyOne);
  const account = new AccountState(ledger);
  account.mark[0] = mark;
  return new RiskDesk({ limits: parseRiskLimits(researchLimits()), account, ledger });
}

function makeIntent(wanted: WantedOrder, checked: CheckedRequest, frame: OrderFrame): OrderIntent {
  const { replaces } = wanted;
  if (replaces !== undefined) {
    const order = new OrderState(replaces);
    return makeVersion(frame, checked, { order, chainFilledUnits: 0 });
  }
  if (checked.detailed) return makeGroup(frame, checked);
  const { type, timeInForce, quantityUnits, limitUnits } = checked;
  return new OrderIntent({ ...frame, type, timeInForce, quantityUnits, limitUnits });
}
