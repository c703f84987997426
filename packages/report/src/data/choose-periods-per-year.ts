/** Lengths of a year that people use: days, sessions, weeks, months, quarters, years. */
const usual = [365, 252, 52, 12, 4, 1];
const msPerYear = 365.25 * 86_400_000;
/** Fewer sessions than this say nothing about how many a year has. */
const sessionsMin = 30;

/**
 * The usual count of periods per year that is nearest, by factor, to the density of the sessions.
 *
 * @returns 252 for fewer than 30 sessions.
 *
 * @example
 * const week = 7 * 86_400_000;
 * choosePeriodsPerYear(Float64Array.from({ length: 60 }, (_, i) => i * week)) // => 52
 */
export function choosePeriodsPerYear(time: Float64Array): number {
  const span = (time.at(-1) ?? 0) - (time[0] ?? 0);
  if (time.length < sessionsMin || span <= 0) return 252;
  const perYear = ((time.length - 1) * msPerYear) / span;
  const distance = (periods: number): number => Math.abs(Math.log(periods / perYear));
  return usual.reduce((best, each) => (distance(each) < distance(best) ? each : best));
}
