/** What one member says of a symbol, and how much it counts. */
export interface Vote {
  /** Target weight, negative for short. */
  readonly weight: number;
  /** From 0 to 1. */
  readonly confidence: number;
  /** The member's share, from 0. */
  readonly share: number;
}

/** The ways to combine votes, see {@link combineVotes}. */
export type EnsembleMethod =
  | 'weightedAverage'
  | 'majority'
  | 'unanimous'
  | 'confidenceWeighted'
  | 'maximumConfidence';

/**
 * Combines the votes on one symbol to one target weight.
 *
 * - `weightedAverage`: Σ share × weight ÷ Σ share.
 * - `majority`: the direction (long, short or flat) that has more than half of the shares of those
 *   who vote, with the weighted average of its voters; 0 where none has. Half is not enough.
 * - `unanimous`: the weighted average where all directions are the same, else 0.
 * - `confidenceWeighted`: Σ share × confidence × weight ÷ Σ share × confidence.
 * - `maximumConfidence`: the weight of the vote with the largest share × confidence, of equals the
 *   first.
 *
 * The last two are 0 where no vote has any confidence. Every result lies between the smallest and
 * the largest weight or is 0. No votes give 0.
 *
 * Source: Kuncheva (2004), "Combining Pattern Classifiers", chapters 4 (majority, unanimity) and 5
 * (averages, weighted by confidence, and the maximum rule), here with weights in place of labels.
 *
 * @example
 * const votes = [
 *   { weight: 0.5, confidence: 0.9, share: 0.5 },
 *   { weight: -0.25, confidence: 0.1, share: 0.5 },
 * ];
 * combineVotes('weightedAverage', votes) // => 0.125
 * combineVotes('majority', votes) // => 0
 * combineVotes('maximumConfidence', votes) // => 0.5
 */
export function combineVotes(method: EnsembleMethod, votes: readonly Vote[]): number {
  switch (method) {
    case 'weightedAverage':
      return average(votes, ({ share }) => share);
    case 'majority':
      return majority(votes);
    case 'unanimous': {
      const [first] = votes;
      const isOne = votes.every(({ weight }) => sideOf(weight) === sideOf(first?.weight ?? 0));
      return isOne ? average(votes, ({ share }) => share) : 0;
    }
    case 'confidenceWeighted':
      return average(votes, ({ share, confidence }) => share * confidence);
    case 'maximumConfidence':
      return mostConfident(votes);
  }
}

/** 1 long, −1 short, 0 flat, whatever the sign of a zero. */
function sideOf(weight: number): number {
  return weight > 0 ? 1 : weight < 0 ? -1 : 0;
}

function average(votes: readonly Vote[], countOf: (vote: Vote) => number): number {
  const count = votes.reduce((sum, vote) => sum + countOf(vote), 0);
  if (count === 0) return 0;
  return votes.reduce((sum, vote) => sum + (countOf(vote) / count) * vote.weight, 0);
}

function majority(votes: readonly Vote[]): number {
  const all = votes.reduce((sum, { share }) => sum + share, 0);
  for (const side of [1, 0, -1]) {
    const agreeing = votes.filter(({ weight }) => sideOf(weight) === side);
    const share = agreeing.reduce((sum, vote) => sum + vote.share, 0);
    // Shares are rounded sums: exactly half must not win by a hair.
    if (2 * share - all > all * 1e-12) return average(agreeing, (vote) => vote.share);
  }
  return 0;
}

function mostConfident(votes: readonly Vote[]): number {
  let best = 0;
  let weight = 0;
  for (const vote of votes) {
    if (vote.share * vote.confidence <= best) continue;
    best = vote.share * vote.confidence;
    ({ weight } = vote);
  }
  return weight;
}
