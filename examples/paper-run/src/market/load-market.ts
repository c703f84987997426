import type { PaperSettings } from '../settings/paper-settings.js';
import { createRecordedMarket } from './create-recorded-market.js';
import { createSyntheticMarket } from './create-synthetic-market.js';
import type { PaperMarket } from './paper-market.js';
import { readCsvMarket } from './read-csv-market.js';

/**
 * The market that the settings ask for; without a word the recorded one.
 *
 * @param folder What paths are relative to.
 * @throws SdkError as `readCsvMarket`.
 */
export function loadMarket(settings: PaperSettings, folder: string): PaperMarket {
  const { csv, synthetic } = settings;
  if (synthetic !== undefined) return createSyntheticMarket(synthetic);
  if (csv !== undefined) return readCsvMarket({ ...settings, csv, folder });
  return createRecordedMarket();
}
