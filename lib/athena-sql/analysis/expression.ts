import { AthenaError, RefusedError } from '../errors';
import type { Expression } from '../syntax/ast';
import { BOOLEAN, INTEGER, UNKNOWN } from '../types';
import { value, type Value } from '../values/value';
import { analyze, analyzeBoolean } from './analyze';
import { analyzeCall } from './calls';
import { castTo, typeOf } from './cast';
import { analyzeCase } from './conditional';
import { analyzeArray, analyzeRow, analyzeSubscript } from './containers';
import { analyzeInterval } from './interval-literals';
import { analyzeLiteral } from './literals';
import { analyzeArithmetic } from './arithmetic';
import { analyzeMinus, analyzePlus } from './signs';
import { analyzeLogical } from './logical';
import { analyzeBetween, analyzeComparison, analyzeDistinctFrom, analyzeInList, analyzeLike } from './predicates';
import { analyzeJsonConstructor } from './json-constructors';
import { analyzeJsonPath } from './json-paths';
import { toPresence } from '../values/openx';
import { analyzeColumn, analyzeField } from './columns-and-fields';
import type { Context } from './scope';
import { analyzeExists, analyzeInQuery, analyzeQuantified, analyzeScalarQuery } from './subqueries';
import { analyzeAtTimeZone } from './at-time-zone';
import { analyzeExtract, analyzeTrim } from './keyword-calls';

/** Translates one expression. Throws AthenaError where Trino would, RefusedError where nothing is proven. */
export function analyzeExpression(node: Expression, context: Context): Value {
  try {
    return analyzeNode(node, context);
  } catch (error) {
    // the innermost expression that is refused says where it stands
    if (error instanceof RefusedError || error instanceof AthenaError) throw error.at(context.session.sql, node.offset);
    throw error;
  }
}

function analyzeNode(node: Expression, context: Context): Value {
  const key = context.grouping?.keyOf(node, context);
  if (key !== undefined) return key;
  switch (node.kind) {
    case 'null':
      return { sql: 'NULL', type: UNKNOWN, throws: false, literal: null };
    case 'boolean':
      return { sql: node.value ? 'TRUE' : 'FALSE', type: BOOLEAN, throws: false, literal: node.value };
    case 'integer':
    case 'decimal':
    case 'double':
    case 'string':
    case 'binary':
    case 'typed':
      return analyzeLiteral(node);
    case 'interval':
      return analyzeInterval(node);
    case 'parameter':
      return parameter(node.index, context);
    case 'column':
      return analyzeColumn(node.name, context);
    case 'field':
      return analyzeField(node, context);
    case 'subscript':
      return analyzeSubscript(node, context);
    case 'array':
      return analyzeArray(node.elements, context);
    case 'row':
      return analyzeRow(node.elements, context);
    case 'unary':
      return node.operator === '-' ? analyzeMinus(node.operand, context) : analyzePlus(analyze(node.operand, context));
    case 'binaryOperator':
      return analyzeArithmetic(node.operator, analyze(node.left, context), analyze(node.right, context));
    case 'atTimeZone':
      return analyzeAtTimeZone(analyze(node.operand, context), analyze(node.zone, context));
    case 'not': {
      const operand = analyzeBoolean(node.operand, context, 'NOT');
      return value(`(NOT ${operand.sql})`, BOOLEAN, operand);
    }
    case 'logical':
      return analyzeLogical(
        node.operator,
        node.operands.map((o) => analyzeBoolean(o, context, node.operator)),
      );
    case 'comparison':
      return analyzeComparison(node.operator, analyze(node.left, context), analyze(node.right, context));
    case 'distinctFrom':
      return analyzeDistinctFrom(node, context);
    case 'between':
      return analyzeBetween(node, context);
    case 'inList':
      return analyzeInList(node, context);
    case 'inQuery':
      return analyzeInQuery(node, context);
    case 'quantified':
      return analyzeQuantified(node, context);
    case 'like':
      return analyzeLike(node, context);
    case 'isNull': {
      const operand = analyze(node.operand, context);
      const sql = `(${toPresence(operand)} IS ${node.negated ? 'NOT ' : ''}NULL)`;
      return { ...value(sql, BOOLEAN, operand), known: true };
    }
    case 'exists':
      return analyzeExists(node.query, context);
    case 'scalarQuery':
      return analyzeScalarQuery(node.query, context);
    case 'case':
      return analyzeCase(node, context);
    case 'cast':
      return castTo(castOperand(node, context), typeOf(node.type), node.safe);
    case 'extract':
      return analyzeExtract(node.field, analyze(node.operand, context), context);
    case 'trim':
      return analyzeTrim(node, context);
    case 'grouping':
      if (context.grouping === undefined)
        throw new AthenaError(
          'EXPRESSION_NOT_AGGREGATE',
          'A GROUPING() operation can only be used with a corresponding GROUPING SET/CUBE/ROLLUP/GROUP BY clause',
        );
      return { sql: context.grouping.groupingOf(node.columns), type: INTEGER, throws: false };
    case 'jsonPath':
      return analyzeJsonPath(node, context);
    case 'jsonConstructor':
      return analyzeJsonConstructor(node, context);
    case 'lambda':
      throw new AthenaError(
        'FUNCTION_NOT_FOUND',
        'A lambda expression can only be an argument of a function that takes one',
      );
    case 'call':
      return analyzeCall(node, context);
  }
}

/** Trino joins json_parse and a CAST of it into one, which fails in other words. */
function castOperand(node: Extract<Expression, { kind: 'cast' }>, context: Context): Value {
  const { operand, type, safe } = node;
  const isJoined = operand.kind === 'call' && operand.name === 'json_parse' && !safe && type.kind !== 'simple';
  return isJoined ? analyze({ ...operand, name: '$json_parse_in_cast' }, context) : analyze(operand, context);
}

function parameter(index: number, context: Context): Value {
  const given = context.session.parameters[index];
  if (given === undefined)
    throw new AthenaError(
      'INVALID_PARAMETER_USAGE',
      `Incorrect number of parameters: no value for parameter ${index + 1}`,
    );
  return given;
}
