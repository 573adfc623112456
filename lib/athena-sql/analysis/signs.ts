import { AthenaError } from '../errors';
import type { Expression } from '../syntax/ast';
import { duckType, INTEGER, isInteger, isNumeric, typeText } from '../types';
import { value, type Value } from '../values/value';
import { analyze } from './analyze';
import { integerLiteral, decimalLiteral } from './literals';
import type { Context } from './scope';

const SIGNED = ['tinyint', 'smallint', 'integer', 'bigint', 'real', 'double'];

/** Unary plus, which Trino has for these types alone. */
export function analyzePlus(operand: Value): Value {
  if (SIGNED.includes(operand.type.kind)) return operand;
  throw new AthenaError('TYPE_MISMATCH', `Unary '+' operator cannot by applied to ${typeText(operand.type)} type`);
}

/** Unary minus. A literal keeps its sign, so that the smallest numbers can be written. */
export function analyzeMinus(node: Expression, context: Context): Value {
  if (node.kind === 'integer' && node.text === '9223372036854775808')
    return {
      sql: "CAST('-9223372036854775808' AS BIGINT)",
      type: { kind: 'bigint' },
      throws: false,
      literal: '-9223372036854775808',
    };
  if (node.kind === 'integer') {
    // the sign belongs to the literal: -2147483648 is an integer
    const type = node.text === '2147483648' ? INTEGER : integerLiteral(node.text).type;
    return { sql: `CAST(-${node.text} AS ${duckType(type)})`, type, throws: false, literal: -Number(node.text) };
  }
  if (node.kind === 'decimal') return { ...decimalLiteral(`-${node.text}`), type: decimalLiteral(node.text).type };
  const operand = analyze(node, context);
  if (operand.type.kind === 'unknown')
    throw new AthenaError('AMBIGUOUS_FUNCTION_CALL', 'Could not choose a best candidate operator for - unknown');
  if (!isNumeric(operand.type) && !operand.type.kind.startsWith('interval'))
    throw new AthenaError('TYPE_MISMATCH', `Cannot negate ${typeText(operand.type)}`);
  const minus = {
    ...value(`(- ${operand.sql})`, operand.type, operand),
    throws: operand.throws || isInteger(operand.type),
  };
  return typeof operand.literal === 'number' ? { ...minus, throws: false, literal: -operand.literal } : minus;
}
