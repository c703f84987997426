/** Everything that a paper run is told, checked. Flags, files and messages use kebab-case. */
export interface PaperSettings {
  /** Decimal text, in the account's currency. */
  readonly cash: string;
  /** How many symbols are held at most. */
  readonly top: number;
  /** Periods over which a return is measured, the last of them left out. */
  readonly lookback: number;
  /** Decimal text: hundredths of a per cent of each fill's value. */
  readonly commissionBps: string;
  readonly fillAt: 'this-close' | 'next-open';
  /** Largest position as a fraction of equity; `undefined` is one equal share, 1 ÷ top. */
  readonly positionMax: number | undefined;
  /** Loss since the day before, as a fraction, at which nothing new is bought. */
  readonly lossMax: number;
  /** Path of the user's own bars; without it the recorded market is played. */
  readonly csv: string | undefined;
  readonly symbol: string | undefined;
  readonly periodMs: number | undefined;
  readonly zone: string | undefined;
  /** Seed of an invented market. */
  readonly synthetic: number | undefined;
  readonly broker: 'simulated';
  /** Folder that remembers finished runs. */
  readonly state: string;
  /** Where to write the report as JSON as well. */
  readonly export: string | undefined;
  /** Where to write the tear sheet, one HTML file. */
  readonly report: string | undefined;
}

/** Where the value of a setting came from; the first one that has it wins. */
export type SettingSource = 'flag' | 'environment' | 'file' | 'default';
