import type { Resolved } from '../read-parameters.js';
import { combineVotes, type Vote } from './combine-votes.js';
import type { EnsembleParameters } from './ensemble-parameters.js';
import type { OpinionBoard } from './opinion-board.js';

type Rules = Pick<
  Resolved<EnsembleParameters>,
  'method' | 'abstention' | 'opinionsMin' | 'confidenceMin' | 'grossMax'
>;

/** Who votes, how much each counts, and by which rules. */
export interface Ballot extends Rules {
  readonly boards: readonly Pick<OpinionBoard, 'opinions'>[];
  /** Beside `boards`. */
  readonly shares: readonly number[];
}

/** One weight for each symbol on which somebody has an opinion, within the gross exposure. */
export function combineBoards(ballot: Ballot): ReadonlyMap<string, number> {
  const { boards, method, opinionsMin, grossMax } = ballot;
  const symbols = new Set(boards.flatMap(({ opinions }) => [...opinions.keys()]));
  // In the order of the alphabet, so that the sum is the same whoever spoke first.
  const weights = [...symbols].sort().map((symbol) => {
    const given = boards.filter(({ opinions }) => opinions.has(symbol)).length;
    const weight = given < opinionsMin ? 0 : combineVotes(method, votesOn(symbol, ballot));
    return [symbol, weight] as const;
  });
  const gross = weights.reduce((sum, [, weight]) => sum + Math.abs(weight), 0);
  const scale = gross > grossMax ? grossMax / gross : 1;
  return new Map(weights.map(([symbol, weight]) => [symbol, weight * scale]));
}

function votesOn(symbol: string, ballot: Ballot): readonly Vote[] {
  const votes: Vote[] = [];
  ballot.boards.forEach(({ opinions }, i) => {
    const share = ballot.shares[i]!;
    const opinion = opinions.get(symbol);
    if (opinion === undefined) {
      if (ballot.abstention === 'flat') votes.push({ weight: 0, confidence: 0, share });
      return;
    }
    const { weight, confidence } = opinion;
    votes.push({ weight: confidence < ballot.confidenceMin ? 0 : weight, confidence, share });
  });
  return votes;
}
