import { invalidValue } from '@tradewright/core';

/**
 * How much worse than the price of the bar an order without a limit fills. A limit order fills at
 * its limit or better, without slippage.
 *
 * - `bps`: hundredths of a per cent of the price.
 * - `ticks`: so many ticks of the instrument.
 * - `spread`: half of a spread of so many hundredths of a per cent.
 * - `volumeShare`: `impact` × (order's share of the bar's volume)² of the price.
 */
export type SlippageSettings =
  | { readonly kind: 'none' }
  | { readonly kind: 'bps'; readonly bps: number }
  | { readonly kind: 'ticks'; readonly ticks: number }
  | { readonly kind: 'spread'; readonly bps: number }
  | { readonly kind: 'volumeShare'; readonly impact: number };

/** What the slippage of one fill depends on. */
export interface SlippageBase {
  readonly price: number;
  /** Tick of the instrument in units of account. */
  readonly tick: number;
  /** The fill's share of the volume of its bar, 0 to 1; 1 where the bar has no volume. */
  readonly volumeShare: number;
}

/** What one fill loses against the price of its bar: zero or more, in units of account. */
export function slippageOf(settings: SlippageSettings, base: SlippageBase): number {
  switch (settings.kind) {
    case 'none':
      return 0;
    case 'bps':
      return (base.price * settings.bps) / 10_000;
    case 'ticks':
      return settings.ticks * base.tick;
    case 'spread':
      return (base.price * settings.bps) / 20_000;
    case 'volumeShare':
      return base.price * settings.impact * base.volumeShare * base.volumeShare;
  }
}

const fields: Readonly<Record<SlippageSettings['kind'], string | undefined>> = {
  none: undefined,
  bps: 'bps',
  ticks: 'ticks',
  spread: 'bps',
  volumeShare: 'impact',
};

/**
 * Checks slippage settings.
 *
 * @throws SdkError `SETTINGS_INVALID`
 */
export function parseSlippage(settings: SlippageSettings): SlippageSettings {
  const given = settings as unknown as Readonly<Record<string, unknown>> | null;
  const kind = (typeof given === 'object' ? given?.['kind'] : undefined) as string | undefined;
  if (kind === undefined || !Object.hasOwn(fields, kind)) {
    const must = Object.keys(fields)
      .map((each) => `"${each}"`)
      .join(' or ');
    throw invalidValue('SETTINGS_INVALID', { field: 'slippage.kind', value: kind, must });
  }
  const field = fields[kind as SlippageSettings['kind']];
  const unknown = Object.keys(settings).find((each) => each !== 'kind' && each !== field);
  if (unknown !== undefined) {
    const must = `left out for slippage of kind "${kind}"`;
    const value = given?.[unknown];
    throw invalidValue('SETTINGS_INVALID', { field: `slippage.${unknown}`, value, must });
  }
  if (field === undefined) return { kind: 'none' };
  const value = given?.[field];
  if (!(typeof value === 'number' && value >= 0 && value <= 10_000)) {
    const must = 'a number from 0 to 10000';
    throw invalidValue('SETTINGS_INVALID', { field: `slippage.${field}`, value, must });
  }
  return { ...settings };
}
