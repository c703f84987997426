import { SdkError } from './sdk-error.js';

/**
 * States a fact that only a bug of ours can break; never used for input of a user.
 *
 * @throws SdkError `INVARIANT_BROKEN` when the condition is false.
 */
export function invariant(condition: boolean, fact: string): asserts condition {
  if (!condition) throw new SdkError('INVARIANT_BROKEN', `broken invariant: ${fact}`);
}
