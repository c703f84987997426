import type { Decision } from './decision.js';

/**
 * Chooses slices after which the future is taken away: half of them spread evenly over the run, the
 * other half where something was decided, because a leak of one bar shows only there. Never the
 * last slice, which has no future.
 */
export function chooseCuts(
  slices: number,
  count: number,
  decisions: readonly Decision[],
): readonly number[] {
  const spread = Math.ceil(count / 2);
  const cuts = new Set<number>();
  for (let i = 0; i < spread; i++) cuts.add(Math.floor(((i + 1) * (slices - 1)) / (spread + 1)));
  const deciding = [...new Set(decisions.map(({ slice }) => slice))].filter(
    (slice) => slice < slices - 1 && !cuts.has(slice),
  );
  const others = Math.min(count - spread, deciding.length);
  for (let i = 0; i < others; i++) {
    cuts.add(deciding[Math.floor((i * deciding.length) / others)] as number);
  }
  return [...cuts].sort((a, b) => a - b);
}
