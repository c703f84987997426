import type { Parameter } from '../read-parameters.js';

/** One of some words; the first is the default. */
export function oneOf<Word extends string>(...words: readonly [Word, ...Word[]]): Parameter<Word> {
  return {
    value: words[0],
    must: words.map((word) => `"${word}"`).join(' or '),
    accepts: (given) => words.includes(given as Word),
  };
}
