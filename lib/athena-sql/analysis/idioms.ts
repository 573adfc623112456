import { canonicalAttributes } from '../runtime/canonical-attributes';
import type { Expression, FunctionCall } from '../syntax/ast';
import { parseStatement } from '../syntax/statement';
import { typeText, VARCHAR } from '../types';
import { deriveValue, type Value } from '../values/value';
import { rawSql } from '../values/openx';
import { analyze } from './analyze';
import type { Context } from './scope';

/** An expression that is answered by one function of the runtime, as its parts would be, only faster. */
interface Idiom {
  /** The expression, with {@link OPERAND} for what it is of. */
  readonly pattern: () => Expression;
  /** The type, in Trino's words, that the operand must have. */
  readonly operand: string;
  readonly emit: (operand: Value) => Value;
}

const OPERAND = 'operand_of_idiom';

/** By the function that an expression calls. */
const IDIOMS: Readonly<Record<string, Idiom>> = {
  json_format: {
    pattern: once(() => parseExpression(canonicalAttributes(OPERAND))),
    operand: 'map(varchar, map(varchar, varchar))',
    // nested JSON is spelled anew, however it was spelled
    emit: (operand) => deriveValue(operand, `t_canonical_attributes(${rawSql(operand)})`, VARCHAR, true),
  },
};

/** The value of a call that is an idiom as a whole; undefined of any other. */
export function analyzeIdiom(node: FunctionCall, name: string, context: Context): Value | undefined {
  const idiom = Object.hasOwn(IDIOMS, name) ? IDIOMS[name] : undefined;
  if (idiom === undefined) return undefined;
  const operand = operandOf(idiom.pattern(), node);
  if (operand === undefined) return undefined;
  const value = analyze(operand, context);
  return typeText(value.type) === idiom.operand ? idiom.emit(value) : undefined;
}

/** What stands where the pattern has the operand, in an expression that else is the pattern, name by name. */
function operandOf(pattern: Expression, node: Expression): Expression | undefined {
  const found: Expression[] = [];
  return isAlike(pattern, node, found) ? found[0] : undefined;
}

function isAlike(pattern: unknown, part: unknown, found: Expression[]): boolean {
  if (typeof pattern !== 'object' || pattern === null || typeof part !== 'object' || part === null)
    return pattern === part;
  if (isOperand(pattern)) {
    found.push(part as Expression);
    return true;
  }
  const [left, right] = [pattern as Readonly<Record<string, unknown>>, part as Readonly<Record<string, unknown>>];
  const members = new Set([...Object.keys(left), ...Object.keys(right)]);
  // where it stands in the statement
  members.delete('offset');
  return [...members].every((member) => isAlike(left[member], right[member], found));
}

function isOperand(part: object): boolean {
  const { kind, name } = part as Partial<Extract<Expression, { kind: 'column' }>>;
  return kind === 'column' && name?.name === OPERAND;
}

function parseExpression(sql: string): Expression {
  const { query } = parseStatement(`SELECT ${sql}`);
  const { body } = query;
  const [item] = body.kind === 'select' ? body.items : [];
  if (item?.kind !== 'expression') throw new Error(`No expression: ${sql}`);
  return item.expression;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
