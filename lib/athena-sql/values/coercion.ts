import { AthenaError } from '../errors';
import { duckType, sameType, typeText, type Type } from '../types';
import { commonType } from './common-type';
import { deriveValue, type Value } from './value';
import { convert } from './conversion';
import { literalFor } from './literal-for';

/** Brings a value to a type that Trino coerces it to by itself. The caller knows that it does. */
export function coerce(given: Value, type: Type): Value {
  if (given.type.kind === 'unknown') {
    return { ...given, sql: type.kind === 'unknown' ? 'NULL' : `CAST(NULL AS ${duckType(type)})`, type };
  }
  if (sameType(given.type, type) || (given.type.kind === 'varchar' && type.kind === 'varchar'))
    return { ...given, type };
  const converted = deriveValue(given, convert(given.sql, given.type, type, false), type);
  return isExact(given.type, type) && given.literal !== undefined
    ? { ...converted, literal: given.literal }
    : converted;
}

const isExact = (from: Type, to: Type): boolean =>
  from.kind === 'integer' && (to.kind === 'bigint' || to.kind === 'double');

/** All values in their common type. Throws TYPE_MISMATCH, saying `where`, if there is none. */
export function unify(values: readonly Value[], where: string): { values: Value[]; type: Type } {
  let type: Type = { kind: 'unknown' };
  for (const v of values) {
    const common = commonType(type, v.type);
    if (common === undefined) {
      const instead = literalFor(v, type);
      const hint = instead === undefined ? '' : `. Write ${instead}`;
      throw new AthenaError('TYPE_MISMATCH', `${where}: ${typeText(type)} vs ${typeText(v.type)}${hint}`);
    }
    type = common;
  }
  const common = type;
  return { values: values.map((v) => coerce(v, common)), type };
}
