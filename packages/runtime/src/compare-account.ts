import { type AccountSnapshot, moneyToNumber, textToUnits } from '@tradewright/core';
import { messageOf } from './carry-out.js';
import { type TraderContext, untilEnded } from './trader-context.js';

/** How often a difference may be seen before it is believed: fills may be on their way. */
const looksMax = 3;

/** Cash is booked to the last digit here; brokers show it in cents. */
const cashSlack = 0.01;

/**
 * After a gap in the updates: what the broker says is held must be what we booked. A correction, a
 * bust or somebody else's order that was told in the gap is not told again; trading stops then, and
 * exits still pass.
 */
export async function compareAccount(context: TraderContext): Promise<void> {
  const { kernel, ports, clock, settings, logger, troubles } = context;
  let difference: string | undefined;
  for (let look = 0; look < looksMax; look++) {
    try {
      await untilEnded(context, (signal) => clock.sleep(settings.settleMs, signal));
      const snapshot = await untilEnded(context, (signal) => ports.account.snapshot(signal));
      difference = differenceOf(context, snapshot);
    } catch (error) {
      if (context.closing.signal.aborted) return;
      troubles.failedCalls++;
      difference = `the account could not be read: ${messageOf(error)}`;
    }
    if (difference === undefined) return;
  }
  troubles.anomalies++;
  logger.error('the books differ after a gap: trading stopped', { difference });
  kernel.stop(`after a gap in the order updates ${difference}`);
}

function differenceOf(context: TraderContext, snapshot: AccountSnapshot): string | undefined {
  const { kernel, troubles } = context;
  for (const [slot, { symbol, quantityDigits }] of kernel.instruments.entries()) {
    const theirs = snapshot.positions.find((one) => one.symbol === symbol)?.signedQuantity ?? '0';
    const ours = kernel.ledger.quantity[slot] as number;
    if (textToUnits(theirs, quantityDigits) === ours) continue;
    return `the position of ${symbol} is ${theirs} at the broker and another one here`;
  }
  // Whoever else trades on the account moves its cash, too.
  if (troubles.externalReports > 0) return undefined;
  const cash = moneyToNumber(kernel.ledger.cash);
  // Written so that cash that cannot be read is a difference.
  if (Math.abs(Number(snapshot.cash) - cash) <= cashSlack) return undefined;
  return `cash is ${snapshot.cash} at the broker and ${cash} here`;
}
