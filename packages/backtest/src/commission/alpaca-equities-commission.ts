import type { CommissionSettings, DatedRate } from './commission-settings.js';

/**
 * Section 31 of the Exchange Act, in basis points of sales: 0.206 is 20.60 USD a million.
 *
 * Sources: SEC fee rate advisories for the fiscal years, read through FINRA notices (2014-03-18,
 * 2018-05-22 with the rates before them), the advisory of 2012-11-15 (22.40), press on 2021-02-25
 * and 2025-05-14. The other dates and rates are from lists that others made of the advisories, two
 * of which agree; the orders themselves were not read.
 */
const section31: readonly DatedRate[] = [
  { from: '2012-04-01', bps: '0.224' },
  { from: '2013-05-25', bps: '0.174' },
  { from: '2014-03-18', bps: '0.221' },
  { from: '2015-02-14', bps: '0.184' },
  { from: '2016-02-16', bps: '0.218' },
  { from: '2017-07-04', bps: '0.231' },
  { from: '2018-05-22', bps: '0.13' },
  { from: '2019-04-16', bps: '0.207' },
  { from: '2020-02-18', bps: '0.221' },
  { from: '2021-02-25', bps: '0.051' },
  { from: '2022-05-14', bps: '0.229' },
  { from: '2023-02-27', bps: '0.08' },
  { from: '2024-05-22', bps: '0.278' },
  { from: '2025-05-14', bps: '0' },
  { from: '2026-04-04', bps: '0.206' },
];

/**
 * FINRA's trading activity fee on sales of shares.
 *
 * Sources: FINRA notice 12-06 (2012-03-01); SR-FINRA-2020-032 (to 2024) and SR-FINRA-2024-019
 * (2026 to 2028) as cited by others. Unverified: the day 2012-07-01, and the rates from 2026-10-01
 * on. SR-FINRA-2026-021 proposes no fee for the last quarter of 2026.
 */
const tradingActivity: readonly DatedRate[] = [
  { from: '2012-03-01', perShare: '0.000095', maximum: '4.75' },
  { from: '2012-07-01', perShare: '0.000119', maximum: '5.95' },
  { from: '2022-01-01', perShare: '0.00013', maximum: '6.49' },
  { from: '2023-01-01', perShare: '0.000145', maximum: '7.27' },
  { from: '2024-01-01', perShare: '0.000166', maximum: '8.3' },
  { from: '2026-01-01', perShare: '0.000195', maximum: '9.79' },
  { from: '2026-10-01', perShare: '0' },
  { from: '2027-01-01', perShare: '0.000232', maximum: '11.61' },
  { from: '2028-01-01', perShare: '0.00024', maximum: '12.05' },
];

/**
 * Alpaca's charges on US shares: no commission; on sales the SEC's fee and FINRA's trading
 * activity fee, each rounded up to the cent over the account's day. Rates are dated from
 * 2012 on; before, nothing is charged. They are those known on 2026-11-25: later ones are missing.
 *
 * Where it differs: the fee of the consolidated audit trail, on both sides, is left out, because
 * its rate changed often and its dates are not known to us (pages show 0.0000265 to 0.000072 a
 * share). The SEC's date is that of settlement; here it is that of the fill. The activity fee is
 * not waived for prices below its own rate. Paper accounts are charged nothing.
 *
 * Source: docs.alpaca.markets, regulatory fees (which fees, rounding by day); for the rates see
 * docs/reference/commissions.md.
 *
 * @example
 * alpacaEquitiesCommission.kind // => 'sum'
 */
export const alpacaEquitiesCommission: CommissionSettings = freeze({
  kind: 'sum',
  parts: [salesFee(section31), salesFee(tradingActivity)],
});

function salesFee(rates: readonly DatedRate[]): CommissionSettings {
  return { kind: 'regulatory', sides: 'sells', rates, roundUpTo: '0.01', roundPer: 'day' };
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(freeze);
  return Object.freeze(value);
}
