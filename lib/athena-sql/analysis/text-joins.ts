import { AthenaError, RefusedError } from '../errors';
import { array, typeText, VARCHAR } from '../types';
import { coerce } from '../values/coercion';
import { nullOf, value, type Value } from '../values/value';
import { concatenate } from './concatenation';
import { requireText } from './require-text';
import { analyzeAll, requireCount, type Special } from './special-call';

/** concat of texts, of arrays, and of binary values; it is `||` over all. */
export const concat: Special = (args, context) => {
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

export const concatWs: Special = (args, context) => {
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
