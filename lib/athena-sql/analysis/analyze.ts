import { AthenaError } from '../errors';
import type { Expression, Query } from '../syntax/ast';
import { BOOLEAN, typeText } from '../types';
import { coerce } from '../values/coercion';
import type { Value } from '../values/value';
import { and } from './logical';
import type { Context, QueryResult, Scope, Session } from './scope';

/** Translates an expression that stands within the node at hand. */
export const analyze = (node: Expression, context: Context): Value =>
  context.session.analyses.expression(node, context);

/** Translates a query that stands within the node at hand. */
export const analyzeInnerQuery = (node: Query, session: Session, parent: Scope | undefined): QueryResult =>
  session.analyses.query(node, session, parent);

/** An expression that must be boolean. */
export function analyzeBoolean(node: Expression, context: Context, where: string): Value {
  const operand = analyze(node, context);
  if (operand.type.kind !== 'boolean' && operand.type.kind !== 'unknown') {
    throw new AthenaError(
      'TYPE_MISMATCH',
      `${where} must evaluate to a boolean: actual type ${typeText(operand.type)}`,
    );
  }
  return coerce(operand, BOOLEAN);
}

/** A condition of which only the true rows count, as in WHERE, ON and FILTER. */
export function analyzeCondition(node: Expression, context: Context): Value {
  const conjuncts = node.kind === 'logical' && node.operator === 'AND' ? node.operands : [node];
  return and(conjuncts.map((c) => analyzeBoolean(c, context, `${context.clause} clause`)));
}
