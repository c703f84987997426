import { invalidValue } from '@tradewright/core';
import type { OpinionSource } from './opinion-source.js';

/** A source of opinions and how much it counts. */
export interface EnsembleMember {
  readonly source: OpinionSource;
  /** Relative to the others, above zero. Default 1: all count alike. */
  readonly share?: number | undefined;
}

/** A member with its part of all shares. */
export interface ParsedMember {
  readonly source: OpinionSource;
  /** Shares of all members sum to 1. */
  readonly share: number;
}

/**
 * Checks members and puts them in the order of their names, so that no result depends on how they
 * are listed.
 *
 * @throws SdkError `VALUE_INVALID` for fewer than two, a name used twice, or a share that is not
 *   above zero and at most 1,000,000.
 */
export function parseMembers(members: readonly EnsembleMember[]): readonly ParsedMember[] {
  if (members.length < 2) {
    const must = '2 or more';
    const field = 'number of members';
    throw invalidValue('VALUE_INVALID', { field, value: members.length, must });
  }
  const sorted = [...members].sort((a, b) => (a.source.name < b.source.name ? -1 : 1));
  const twice = sorted.find(({ source }, i) => source.name === sorted[i + 1]?.source.name);
  if (twice !== undefined) {
    const { name } = twice.source;
    const fix = 'give one of them another name';
    throw invalidValue('VALUE_INVALID', { field: 'member', value: name, must: 'named once', fix });
  }
  for (const { source, share = 1 } of sorted) {
    if (share > 0 && share <= 1e6) continue;
    const field = `share of member "${source.name}"`;
    const must = 'a number above 0 and at most 1000000';
    throw invalidValue('VALUE_INVALID', { field, value: share, must });
  }
  const sum = sorted.reduce((total, { share = 1 }) => total + share, 0);
  return sorted.map(({ source, share = 1 }) => ({ source, share: share / sum }));
}
