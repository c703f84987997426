import { invalidValue } from '@tradewright/core';
import type { PaperSettings } from './paper-settings.js';
import {
  decimalText,
  fraction,
  oneOf,
  type SettingParser,
  someText,
  wholeNumber,
} from './parse-setting-text.js';

/** One setting: how it is written, what it means, what holds when nobody says anything. */
export interface SettingDefinition<Key extends keyof PaperSettings = keyof PaperSettings> {
  readonly key: Key;
  /** Name in files; `--name` as a flag, `TRADEWRIGHT_PAPER_NAME` in the environment. */
  readonly name: string;
  /** Placeholder of the value in the help. */
  readonly value: string;
  readonly about: string;
  /** As text, read by `parse` like any other; `undefined` when there is none. */
  readonly fallback: string | undefined;
  /** What holds when there is no value. */
  readonly unset?: string | undefined;
  readonly parse: SettingParser<PaperSettings[Key]>;
}

type Definitions = { readonly [Key in keyof PaperSettings]: Omit<SettingDefinition<Key>, 'key'> };

const definitions: Definitions = {
  cash: {
    name: 'cash',
    value: 'amount',
    about: 'opening cash of the account',
    fallback: '100000',
    parse: decimalText({ min: '0.01', max: '1000000000000', digits: 6 }),
  },
  top: {
    name: 'top',
    value: 'count',
    about: 'how many symbols to hold at most',
    fallback: '2',
    parse: wholeNumber(1, 50),
  },
  lookback: {
    name: 'lookback',
    value: 'periods',
    about: 'periods over which the return is ranked; the last one is left out',
    fallback: '12',
    parse: wholeNumber(2, 1000),
  },
  commissionBps: {
    name: 'commission-bps',
    value: 'bps',
    about: 'commission in hundredths of a per cent of each fill',
    fallback: '5',
    parse: decimalText({ min: '0', max: '1000', digits: 4 }),
  },
  fillAt: {
    name: 'fill-at',
    value: 'when',
    about: '"this-close": at the price the decision saw; "next-open": at the next bar',
    fallback: 'this-close',
    parse: oneOf('this-close', 'next-open'),
  },
  positionMax: {
    name: 'position-max',
    value: 'fraction',
    about: 'risk: largest position when bought, as a fraction of equity',
    fallback: undefined,
    unset: '1 ÷ top',
    parse: fraction,
  },
  lossMax: {
    name: 'loss-max',
    value: 'fraction',
    about: 'risk: nothing is bought after a loss of this fraction since the day before',
    fallback: '0.25',
    parse: fraction,
  },
  csv: {
    name: 'csv',
    value: 'file',
    about: 'your own bars instead of the recorded ones',
    fallback: undefined,
    unset: 'recorded prices',
    parse: someText,
  },
  symbol: {
    name: 'symbol',
    value: 'symbol',
    about: 'symbol of a CSV file that has no symbol column',
    fallback: undefined,
    unset: 'as in the file',
    parse: someText,
  },
  periodMs: {
    name: 'period-ms',
    value: 'ms',
    about: 'length of a bar of a CSV file of times; a file of dates needs none',
    fallback: undefined,
    unset: 'sessions',
    parse: wholeNumber(0, 366 * 86_400_000),
  },
  zone: {
    name: 'zone',
    value: 'zone',
    about: 'time zone of a CSV file whose times have no offset',
    fallback: undefined,
    unset: 'as in the file',
    parse: someText,
  },
  synthetic: {
    name: 'synthetic',
    value: 'seed',
    about: 'an invented market from this seed instead of recorded prices',
    fallback: undefined,
    unset: 'off',
    parse: wholeNumber(0, 4_294_967_295),
  },
  broker: {
    name: 'broker',
    value: 'name',
    about: 'who executes: "simulated" is the only one in this version',
    fallback: 'simulated',
    parse: parseBroker,
  },
  state: {
    name: 'state',
    value: 'folder',
    about: 'folder that remembers runs',
    fallback: '.tradewright/paper',
    parse: someText,
  },
  export: {
    name: 'export',
    value: 'file',
    about: 'write the report as JSON to this file as well',
    fallback: undefined,
    unset: 'off',
    parse: someText,
  },
  report: {
    name: 'report',
    value: 'file',
    about: 'write the tear sheet, one HTML page, to this file',
    fallback: undefined,
    unset: 'off',
    parse: someText,
  },
};

/** All settings, in the order of the help. */
export const settingDefinitions: readonly SettingDefinition[] = Object.entries(definitions).map(
  ([key, definition]) => ({ ...definition, key: key as keyof PaperSettings }),
);

const alpaca =
  'the Alpaca adapter is not part of this version, and keys in the environment change nothing; ' +
  'leave the setting out';

function parseBroker(text: string, field: string): 'simulated' {
  if (text === 'simulated') return text;
  const fix = text === 'alpaca' ? alpaca : 'leave the setting out';
  throw invalidValue('SETTINGS_INVALID', { field, value: text, must: '"simulated"', fix });
}
