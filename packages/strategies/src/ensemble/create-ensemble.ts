import { canonicalJson, sha256Hex, type Strategy, type StrategyInstance } from '@tradewright/core';
import { readParameters, type Resolved } from '../read-parameters.js';
import { SideChanger } from '../side-changer.js';
import { AdaptiveShares } from './adaptive-shares.js';
import { combineBoards } from './combine-boards.js';
import { type EnsembleParameters, ensembleParameters } from './ensemble-parameters.js';
import { OpinionBoard } from './opinion-board.js';
import { type EnsembleMember, parseMembers, type ParsedMember } from './parse-members.js';

/** The parts of an ensemble. */
export interface EnsembleParts {
  /** Default `ensemble`. */
  readonly name?: string | undefined;
  /** Two or more, with different names. */
  readonly members: readonly EnsembleMember[];
}

/**
 * Trades what several strategies think together: one target weight per symbol, combined from those
 * of the members by one of five methods, with shares that may follow performance.
 *
 * - **Opinions stand** until their member states another. A symbol on which no member ever had one
 *   is left alone; 0 is an opinion.
 * - **A symbol is targeted** when a member speaks of it, and when its combined weight changes.
 *   Otherwise positions drift with their prices, as they would for a member alone.
 * - **A change of sides** is two decisions: first the exit, and once flat the entry.
 * - **Shares** are learned from what each member's opinions would have earned, up to this bar and
 *   before its new opinions: see `AdaptiveShares`. They act in every method.
 *
 * The version of the strategy contains members, versions, their parameters and shares, so that a
 * run with others is another run.
 *
 * @throws SdkError `VALUE_INVALID` for members or, at the start of a run, parameters out of bounds;
 *   during it, when a member calls `submit` or `cancel`, or states an opinion that is none.
 *
 * Source: Kuncheva (2004), "Combining Pattern Classifiers"; Timmermann (2006), "Forecast
 * Combinations", for averages that are hard to beat and shares by past performance.
 *
 * @example
 * const always = (name, weight) => strategyOpinions({
 *   strategy: {
 *     name, version: '1', warmUpBars: () => 0,
 *     create: () => ({ onBars: (context) => context.target('SPY', weight) }),
 *   },
 *   parameters: undefined,
 * });
 * const members = [{ source: always('a', 0.4), share: 3 }, { source: always('b', 0) }];
 * const strategy = createEnsemble({ members });
 * const targets = [];
 * const context = {
 *   symbols: ['SPY'], bars: [], equity: 100, mark: () => 10, position: () => 0,
 *   target: (symbol, weight) => targets.push([symbol, weight]),
 * };
 * strategy.create({ method: 'weightedAverage' }).onBars(context);
 * targets.map(([, weight]) => weight.toFixed(2)) // => ['0.30']
 */
export function createEnsemble(parts: EnsembleParts): Strategy<EnsembleParameters | undefined> {
  const members = parseMembers(parts.members);
  const identity = members.map(({ source, share }) => [source.name, source.version, share]);
  return {
    name: parts.name ?? 'ensemble',
    version: `1-${sha256Hex(canonicalJson(identity)).slice(0, 16)}`,
    warmUpBars: () => Math.max(...members.map(({ source }) => source.warmUpBars)),
    create: (parameters) => createInstance(members, readParameters(parameters, ensembleParameters)),
  };
}

function createInstance(
  members: readonly ParsedMember[],
  parameters: Resolved<EnsembleParameters>,
): StrategyInstance {
  const boards = members.map(({ source }) => new OpinionBoard(source));
  const shares = members.map(({ share }) => share);
  const adaptive = new AdaptiveShares({ ...parameters, shares });
  const last = new Map<string, number>();
  const sides = new SideChanger();
  return {
    onBars: (context) => {
      adaptive.next(boards.map((board) => board.earned(context)));
      const spoken = new Set(boards.flatMap((board) => [...board.ask(context)]));
      if (context.warmingUp) return;
      const combined = combineBoards({ boards, shares: adaptive.shares, ...parameters });
      for (const symbol of context.symbols) {
        const weight = combined.get(symbol);
        if (weight === undefined) continue;
        if (spoken.has(symbol) || last.get(symbol) !== weight) sides.aim(symbol, weight, context);
        else sides.follow(symbol, context);
        last.set(symbol, weight);
      }
    },
  };
}
