import { AthenaError, RefusedError } from '../errors';
import { SCALARS } from '../functions/scalars';
import { quote } from '../quote';
import { equals } from '../representation';
import { checkFormat } from '../runtime/format';
import type { Expression } from '../syntax/ast';
import { array, commonType, isFloating, isInteger, typeText, VARCHAR } from '../types';
import { coerce, unify } from '../values/coercion';
import { toVarchar } from '../values/to-varchar';
import { withinLambda } from '../values/within-lambda';
import { nullOf, value, type Value } from '../values/value';
import { analyze, analyzeBoolean } from './analyze';
import { concatenate } from './concatenation';
import { ifElse } from './conditional';
import { mapElement } from './containers';
import { callOverload } from './overloads';
import { requireText } from './require-text';
import { fresh, type Context } from './scope';
import { children, containsQuery, containsWindow, requireFixed, some } from './walk';

type Special = (args: readonly Expression[], context: Context) => Value;

function requireCount(args: readonly Expression[], name: string, least: number, most: number): void {
  if (args.length < least || args.length > most)
    throw new AthenaError('INVALID_ARGUMENTS', `Invalid number of arguments for '${name}' function`);
}

const analyzeAll = (args: readonly Expression[], context: Context): Value[] => args.map((a) => analyze(a, context));

/** NULL if any is: DuckDB leaves NULLs out. NaN only if all are: DuckDB takes it for the greatest. */
const extreme =
  (name: 'greatest' | 'least'): Special =>
  (args, context) => {
    const { values, type } = unify(analyzeAll(args, context), `All ${name} arguments must be the same type`);
    if (
      ['array', 'map', 'row', 'json', 'uuid', 'timestamptz', 'timetz', 'finetimestamp', 'unknown'].includes(type.kind)
    ) {
      throw new RefusedError(`${name} of ${typeText(type)}`, 'CASE');
    }
    const known = values.map((v) => `${v.sql} IS NOT NULL`).join(' AND ');
    const plain = `${name}(${values.map((v) => v.sql).join(', ')})`;
    return value(
      `(CASE WHEN ${known} THEN ${isFloating(type) ? numbersFirst(name, values) : plain} END)`,
      type,
      ...values,
    );
  };

function numbersFirst(name: 'greatest' | 'least', values: readonly Value[]): string {
  const worst = `CAST('${name === 'greatest' ? '-' : ''}Infinity' AS DOUBLE)`;
  const numbers = values.map((v) => `CASE WHEN isnan(${v.sql}) THEN ${worst} ELSE ${v.sql} END`);
  const allNan = values.map((v) => `isnan(${v.sql})`).join(' AND ');
  return `CASE WHEN ${allNan} THEN ${values[0]?.sql ?? 'NULL'} ELSE ${name}(${numbers.join(', ')}) END`;
}

const tryExpression: Special = (args, context) => {
  requireCount(args, 'try', 1, 1);
  const [node] = args;
  // the same, and a value that cannot be cast is no exception, which takes DuckDB a millisecond
  if (node?.kind === 'cast' && isColumn(node.operand)) return analyze({ ...node, safe: true }, context);
  const [operand] = analyzeAll(args, context);
  if (node === undefined || !operand?.throws)
    return operand ?? { sql: 'NULL', type: { kind: 'unknown' }, throws: false };
  if (containsQuery(node)) throw new RefusedError('TRY around a subquery');
  // DuckDB computes what is named twice ahead of the whole, out of TRY; it does not look into a lambda
  const hides = isComposed(node) || crashesInTry(operand.sql);
  if (hides && containsWindow(node)) throw new RefusedError('TRY around a window function', 'a subquery that has it');
  const sql = hides ? withinLambda(operand.sql, fresh(context.session, 'v')) : operand.sql;
  return { sql: `TRY(${sql})`, type: operand.type, throws: false };
};

/** Whether it is a column or a field of one, which cannot fail. */
const isColumn = (node: Expression): boolean =>
  node.kind === 'column' || (node.kind === 'field' && isColumn(node.base));

/** Whether something that can fail may stand within something else: then the SQL may name it several times. */
function isComposed(node: Expression): boolean {
  if (node.kind === 'cast' && node.type.kind === 'simple' && node.type.name.endsWith('time zone')) return true;
  if (node.kind === 'call' && node.name === 'parse_datetime') return true;
  return children(node).some((child) => some(child, canFail));
}

/** After a failure TRY computes row by row, and with COALESCE right in it writes where it must not: the process dies (1.5.6). */
const crashesInTry = (sql: string): boolean => sql.includes('coalesce(');

const canFail = (node: Expression): boolean =>
  ['cast', 'subscript', 'binaryOperator', 'unary', 'scalarQuery'].includes(node.kind) ||
  (node.kind === 'call' && !['element_at', 'coalesce', 'if', 'try'].includes(node.name));

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

const concat: Special = (args, context) => {
  if (args.length < 2)
    throw new AthenaError('INVALID_FUNCTION_ARGUMENT', 'There must be two or more concatenation arguments');
  requireCount(args, 'concat', 2, 255);
  const values = analyzeAll(args, context);
  const isOfTexts = values.every(({ type }) => type.kind === 'unknown' || type.kind === 'varchar');
  const isNull = values.some(({ type }) => type.kind === 'unknown');
  if (values.length > 2 && values.some(({ type }) => type.kind === 'char')) throw noFunction('concat', values);
  // of two arguments Trino finds an array beside an element
  return isOfTexts && isNull && values.length > 2 ? nullOf(VARCHAR) : values.reduce(concatenate);
};

const noFunction = (name: string, values: readonly Value[]): AthenaError =>
  new AthenaError(
    'FUNCTION_NOT_FOUND',
    `Unexpected parameters (${values.map((v) => typeText(v.type)).join(', ')}) for function ${name}`,
  );

const concatWs: Special = (args, context) => {
  if (args.length < 2)
    throw new AthenaError('INVALID_FUNCTION_ARGUMENT', 'There must be two or more arguments to concat_ws');
  requireCount(args, 'concat_ws', 2, 255);
  const [separator, ...parts] = analyzeAll(args, context);
  if (separator === undefined) throw new RefusedError('concat_ws');
  const [first] = parts;
  const isList = parts.length === 1 && first?.type.kind === 'array';
  if (isList && !['varchar', 'unknown'].includes(first.type.element.kind))
    throw new AthenaError(
      'FUNCTION_NOT_FOUND',
      `Unexpected parameters (${typeText(first.type)}) for function concat_ws`,
    );
  const list = isList
    ? coerce(first, array(VARCHAR)).sql
    : `CAST([${parts.map((p) => requireText(p, 'concat_ws').sql).join(', ')}] AS VARCHAR[])`;
  return value(`t_concat_ws(${requireText(separator, 'concat_ws').sql}, ${list})`, VARCHAR, separator, ...parts);
};

/** Types besides integers that Trino's format takes as they are printed. */
const AS_TEXT = [
  'unknown',
  'varchar',
  'char',
  'boolean',
  'date',
  'decimal',
  'ipaddress',
  'intervalDay',
  'intervalYear',
];

const format: Special = (args, context) => {
  requireCount(args, 'format', 2, 255);
  const [pattern, ...values] = analyzeAll(args, context);
  if (typeof pattern?.literal !== 'string') throw new RefusedError('A format that is computed', 'a literal', 'has it');
  const kinds = values.map((v) =>
    isInteger(v.type) ? 'i' : v.type.kind === 'decimal' ? 'd' : v.type.kind === 'double' ? 'f' : 't',
  );
  checkFormat(pattern.literal, kinds.join(''));
  const texts = values.map((v) => {
    if (v.type.kind === 'double') return `t_java_double(${v.sql})`;
    if (AS_TEXT.includes(v.type.kind) || isInteger(v.type))
      return v.type.kind === 'unknown' ? 'NULL' : toVarchar(v.sql, v.type);
    throw new RefusedError(`format of ${typeText(v.type)}`, 'CAST(.. AS varchar)');
  });
  return value(
    `t_format(${quote(pattern.literal)}, CAST(to_json(CAST([${texts.join(', ')}] AS VARCHAR[])) AS VARCHAR))`,
    VARCHAR,
    ...values,
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
