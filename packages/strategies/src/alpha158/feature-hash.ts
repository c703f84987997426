import { canonicalJson, sha256Hex } from '@tradewright/core';
import type { FeatureDefinition } from './feature-set.js';

/** What the hash of a feature set covers. */
export interface HashedFeatures {
  readonly name: string;
  readonly version: string;
  readonly features: readonly FeatureDefinition[];
}

/** SHA-256 over the canonical JSON of name, version and features, names in their order. */
export function featureHash({ name, version, features }: HashedFeatures): string {
  const definitions = features.map((each) => [each.name, each.expression]);
  return sha256Hex(canonicalJson({ name, version, features: definitions }));
}

/** The hash of features after a step that changed their values, such as a normalization. */
export function hashAfter(hash: string, step: unknown): string {
  return sha256Hex(canonicalJson({ features: hash, step }));
}
