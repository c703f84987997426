import { explicitTypedArrays } from './explicit-typed-arrays.js';
import { noDecimalOperators } from './no-decimal-operators.js';

const rules = {
  'explicit-typed-arrays': explicitTypedArrays,
  'no-decimal-operators': noDecimalOperators,
};

/**
 * Our own rules. ESLint and typescript-eslint type the same rule object differently, hence `never`.
 *
 * @type {import('eslint').ESLint.Plugin}
 */
export const house = { rules: /** @type {never} */ (rules) };
