import { AthenaError, RefusedError } from '../errors';
import { SCALARS } from '../functions/scalars';
import { quote } from '../quote';
import { equals } from '../representation';
import { typeText, VARCHAR } from '../types';
import { commonType } from '../values/common-type';
import { coerce, unify } from '../values/coercion';
import { value } from '../values/value';
import { analyze, analyzeBoolean } from './analyze';
import { ifElse } from './conditional';
import { mapElement } from './containers';
import { extreme } from './extremes';
import { format } from './format';
import { callOverload } from './overloads';
import { analyzeAll, requireCount, type Special } from './special-call';
import { concat, concatWs } from './text-joins';
import { tryExpression } from './try';
import { requireFixed } from './walk';

const coalesce: Special = (args, context) => {
  requireCount(args, 'coalesce', 2, 255);
  const { values, type } = unify(analyzeAll(args, context), 'All COALESCE operands must be the same type');
  return value(`coalesce(${values.map((v) => v.sql).join(', ')})`, type, ...values);
};

const nullIf: Special = (args, context) => {
  requireCount(args, 'nullif', 2, 2);
  for (const arg of args) requireFixed(arg, 'nullif');
  const [a, b] = analyzeAll(args, context);
  if (a === undefined || b === undefined) throw new RefusedError('nullif');
  const type = commonType(a.type, b.type);
  if (type === undefined)
    throw new AthenaError(
      'TYPE_MISMATCH',
      `Types are not comparable with NULLIF: ${typeText(a.type)} vs ${typeText(b.type)}`,
    );
  if (type.kind === 'unknown') return a;
  return value(
    `(CASE WHEN ${equals(coerce(a, type).sql, coerce(b, type).sql, type)} THEN NULL ELSE ${coerce(a, a.type).sql} END)`,
    a.type,
    a,
    b,
  );
};

const typeOfCall: Special = (args, context) => {
  requireCount(args, 'typeof', 1, 1);
  const [v] = analyzeAll(args, context);
  if (v === undefined) throw new RefusedError('typeof');
  return value(quote(typeText(v.type)), VARCHAR);
};

/** Calls whose types do not fit a signature. */
export const SPECIAL: Readonly<Record<string, Special | undefined>> = {
  if: (args, context) => {
    requireCount(args, 'if', 2, 3);
    const [when, then, otherwise] = args;
    if (when === undefined || then === undefined) throw new RefusedError('if');
    return ifElse(
      analyzeBoolean(when, context, 'IF condition'),
      analyze(then, context),
      otherwise && analyze(otherwise, context),
    );
  },
  try: tryExpression,
  coalesce,
  nullif: nullIf,
  greatest: extreme('greatest'),
  least: extreme('least'),
  concat,
  concat_ws: concatWs,
  format,
  typeof: typeOfCall,
  element_at: (args, context) => {
    requireCount(args, 'element_at', 2, 2);
    const [base, index] = analyzeAll(args, context);
    if (base?.type.kind === 'map' && index !== undefined) return mapElement(base, index, base.type);
    const value = callOverload(SCALARS.element_at ?? [], args, context);
    if (value === undefined)
      throw new AthenaError('FUNCTION_NOT_FOUND', 'element_at takes an array and an index, or a map and a key');
    return value;
  },
  mod: (args, context) => {
    requireCount(args, 'mod', 2, 2);
    const [left, right] = args;
    if (left === undefined || right === undefined) throw new RefusedError('mod');
    return analyze({ kind: 'binaryOperator', operator: '%', left, right, offset: left.offset }, context);
  },
};
