import type { BarSeries, TradingCalendar } from '@tradewright/core';
import type { Kernel } from '@tradewright/kernel';
import { ActionDesk } from '../actions/action-desk.js';
import type { ResolvedAction } from '../actions/corporate-action.js';
import type { EquityRecorder } from '../equity-recorder.js';
import type { SimulatedVenue } from '../simulated-venue.js';
import { AccountDesk } from './account-desk.js';
import { ChargeDesk } from './charge-desk.js';
import { LendingGuard } from './lending-guard.js';
import { MarginAccount } from './margin-account.js';
import { MarginDesk } from './margin-desk.js';
import { hasCharges, type ResolvedLending } from './parse-lending.js';

/** What a run says about its account. */
export interface AccountSettings {
  readonly series: readonly BarSeries[];
  readonly calendar: TradingCalendar;
  readonly actions: readonly ResolvedAction[];
  readonly lending: ResolvedLending | undefined;
}

/** What an account desk works with. */
export interface AccountPorts {
  readonly kernel: Kernel;
  readonly venue: SimulatedVenue;
  readonly recorder: EquityRecorder;
}

/** Asked by the venue before every fill; `undefined` where the broker lends shares to anybody. */
export function createLendingGuard(
  kernel: Kernel,
  lending: ResolvedLending | undefined,
): LendingGuard | undefined {
  if (lending === undefined) return undefined;
  const { margin } = lending;
  const account = margin === 'cash' ? undefined : new MarginAccount(kernel, margin);
  return new LendingGuard(kernel, lending, account);
}

/** Makes the desk of a run, or nothing when nothing can happen beside orders and fills. */
export function createAccountDesk(
  { series, calendar, actions, lending }: AccountSettings,
  ports: AccountPorts,
): AccountDesk | undefined {
  if (actions.length === 0 && lending === undefined) return undefined;
  const { kernel, venue, recorder } = ports;
  const margin = lending?.margin ?? 'cash';
  return new AccountDesk({
    kernel,
    actions: new ActionDesk({ actions, kernel, venue, recorder, series }),
    charges:
      lending !== undefined && hasCharges(lending)
        ? new ChargeDesk({ kernel, recorder, calendar, lending })
        : undefined,
    margin:
      margin === 'cash'
        ? undefined
        : new MarginDesk({ kernel, venue, account: new MarginAccount(kernel, margin) }),
  });
}
