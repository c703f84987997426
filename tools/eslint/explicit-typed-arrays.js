import { AST_NODE_TYPES, ESLintUtils } from '@typescript-eslint/utils';
import ts from 'typescript';

/** @typedef {import('@typescript-eslint/utils').TSESTree.Node} Node */
/** @typedef {import('@typescript-eslint/utils').TSESTree.Parameter} Parameter */
/** @typedef {import('@typescript-eslint/utils').TSESTree.VariableDeclarator} Variable */
/** @typedef {import('@typescript-eslint/utils').TSESTree.FunctionDeclaration} FunctionNode */
/** @typedef {import('@typescript-eslint/utils').TSESTree.PropertyDefinition} Property */
/** @typedef {import('@typescript-eslint/utils').TSESTree.MethodDefinition} Method */

const name = /^(?:Big)?(?:Int|Uint|Float)(?:8|16|32|64)(?:Clamped)?Array$/;
const inferred = /\b(?:Big)?(?:Int|Uint|Float)(?:8|16|32|64)(?:Clamped)?Array</;

/**
 * Since TypeScript 5.7 an inferred typed array is printed as `Float64Array<ArrayBuffer>`, which
 * TypeScript 5.4 to 5.6 cannot read. What is written `Float64Array` is printed as written, so an
 * exported declaration that infers one must write its type.
 */
export const explicitTypedArrays = ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: 'problem',
    schema: [],
    defaultOptions: [],
    messages: {
      inferred: 'Write the type: `{{type}}` is inferred, and older compilers cannot read it.',
      argument: 'Write `{{name}}` without a type argument: older compilers cannot read it.',
    },
  },
  create(context) {
    const services = ESLintUtils.getParserServices(context);
    const checker = services.program.getTypeChecker();

    /** @type {(node: Node, type: ts.Type) => void} */
    function report(node, type) {
      const text = checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
      if (!inferred.test(text)) return;
      context.report({ node, messageId: 'inferred', data: { type: text } });
    }

    /** @type {(node: Node, returnType: Node | undefined, parameters: Parameter[]) => void} */
    function checkSignature(node, returnType, parameters) {
      const signature = services.getTypeAtLocation(node).getCallSignatures()[0];
      if (returnType === undefined && signature !== undefined) {
        report(node, signature.getReturnType());
      }
      for (const parameter of parameters.filter(hasInferredDefault)) {
        report(parameter, services.getTypeAtLocation(parameter));
      }
    }

    /** @type {(node: Variable) => void} */
    function checkVariable(node) {
      if (isAnnotated(node.id)) return;
      const value = node.init;
      if (value?.type === AST_NODE_TYPES.ArrowFunctionExpression) {
        checkSignature(value, value.returnType, value.params);
      } else {
        report(node.id, services.getTypeAtLocation(node.id));
      }
    }

    /** @type {(node: FunctionNode) => void} */
    function checkFunction(node) {
      checkSignature(node, node.returnType, node.params);
    }

    /** @type {(node: Property) => void} */
    function checkProperty(node) {
      if (isHidden(node) || node.typeAnnotation !== undefined) return;
      report(node, services.getTypeAtLocation(node));
    }

    /** @type {(node: Method) => void} */
    function checkMethod(node) {
      if (isHidden(node)) return;
      if (node.kind !== 'get') checkSignature(node.value, node.value.returnType, node.value.params);
      else if (node.value.returnType === undefined) report(node, services.getTypeAtLocation(node));
    }

    const exported = 'Program > ExportNamedDeclaration';
    const member = `${exported} > ClassDeclaration > ClassBody`;
    return {
      TSTypeReference(node) {
        const written = context.sourceCode.getText(node.typeName);
        if (node.typeArguments === undefined || !name.test(written)) return;
        context.report({ node, messageId: 'argument', data: { name: written } });
      },
      [`${exported} > VariableDeclaration > VariableDeclarator`]: checkVariable,
      [`${exported} > FunctionDeclaration`]: checkFunction,
      [`${member} > PropertyDefinition`]: checkProperty,
      [`${member} > MethodDefinition`]: checkMethod,
    };
  },
});

/** @type {(parameter: Parameter) => boolean} */
function hasInferredDefault(parameter) {
  return parameter.type === AST_NODE_TYPES.AssignmentPattern && !isAnnotated(parameter.left);
}

/** @type {(node: Property | Method) => boolean} */
function isHidden(node) {
  const hash = node.key.type === AST_NODE_TYPES.PrivateIdentifier;
  return hash || node.accessibility === 'private';
}

/** @type {(node: Node) => boolean} */
function isAnnotated(node) {
  return 'typeAnnotation' in node && node.typeAnnotation !== undefined;
}
