import { ESLintUtils } from '@typescript-eslint/utils';

const relational = new Set(['<', '>', '<=', '>=']);
const equality = new Set(['==', '!=', '===', '!==']);

/**
 * `a < b` on two Decimals compares what `valueOf` makes of them, which is text, so 9 is above 10.
 * `a === b` asks whether they are the same object. The compiler refuses neither.
 */
export const noDecimalOperators = ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: 'problem',
    schema: [],
    defaultOptions: [],
    messages: {
      compare: 'Decimals have no `{{operator}}`: use .lt(), .lte(), .gt(), .gte() or .eq().',
    },
  },
  create(context) {
    const services = ESLintUtils.getParserServices(context);
    return {
      BinaryExpression(node) {
        if (!relational.has(node.operator) && !equality.has(node.operator)) return;
        const sides = [node.left, node.right].map((side) =>
          isDecimal(services.getTypeAtLocation(side)),
        );
        // One Decimal is enough for an order; equality with `undefined` is a fair question.
        const wrong = relational.has(node.operator) ? sides.includes(true) : !sides.includes(false);
        if (!wrong) return;
        context.report({ node, messageId: 'compare', data: { operator: node.operator } });
      },
    };
  },
});

/**
 * A brand is an intersection and an optional value a union: one Decimal inside is enough.
 *
 * @param {import('typescript').Type} type
 * @returns {boolean}
 */
function isDecimal(type) {
  if (type.isUnionOrIntersection()) return type.types.some(isDecimal);
  return type.getSymbol()?.getName() === 'Decimal';
}
