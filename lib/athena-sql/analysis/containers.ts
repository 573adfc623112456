import { AthenaError, RefusedError } from '../errors';
import { fail } from '../representation';
import type { Expression } from '../syntax/ast';
import { array, BIGINT, duckType, isInteger, sameType, typeText, type Type } from '../types';
import { commonType } from '../values/common-type';
import { nullOf, throwing, value, type Value } from '../values/value';
import { quote } from '../quote';
import { coerce, unify } from '../values/coercion';
import { attributeOf, openXMember, openXValue, toPresence } from '../values/openx';
import { analyze } from './analyze';
import type { Context } from './scope';

export function analyzeArray(elements: readonly Expression[], context: Context): Value {
  const given = elements.map((e) => analyze(e, context));
  const { values, type } = unify(given, 'All ARRAY elements must be the same type');
  return value(`CAST([${values.map((v) => v.sql).join(', ')}] AS ${duckType(array(type))})`, array(type), ...given);
}

export function analyzeRow(elements: readonly Expression[], context: Context): Value {
  const given = elements.map((e) => analyze(e, context));
  return {
    ...value(rowOf(given), { kind: 'row', fields: given.map((v) => ({ type: v.type })) }, ...given),
    fields: given,
  };
}

/** The STRUCT that a row is held in. */
export function rowOf(values: readonly Value[]): string {
  const fields = values.map((v, i) => `'f${i + 1}': ${v.type.kind === 'unknown' ? 'CAST(NULL AS VARCHAR)' : v.sql}`);
  return `{${fields.join(', ')}}`;
}

/** `a[i]` fails where there is no such element, `m[k]` where there is no such key. */
export function analyzeSubscript(node: Extract<Expression, { kind: 'subscript' }>, context: Context): Value {
  const base = analyze(node.base, context);
  const index = analyze(node.index, context);
  switch (base.type.kind) {
    case 'array':
      if (base.literal === null) return nullOf(base.type.element);
      if (!isInteger(index.type) && index.type.kind !== 'unknown') break;
      return throwing(`t_subscript(${base.sql}, ${coerce(index, BIGINT).sql})`, base.type.element);
    case 'map':
      return mapSubscript(base, index, base.type);
    case 'row': {
      const field = typeof index.literal === 'number' ? base.type.fields[index.literal - 1] : undefined;
      if (field === undefined)
        throw new AthenaError('INVALID_FUNCTION_ARGUMENT', `No such field of ${typeText(base.type)}`);
      return value(`(${base.sql}).f${String(index.literal)}`, field.type, base);
    }
    default:
  }
  throw new AthenaError('TYPE_MISMATCH', `Cannot use ${typeText(index.type)} for subscript of ${typeText(base.type)}`);
}

function mapSubscript(base: Value, index: Value, type: Extract<Type, { kind: 'map' }>): Value {
  const key = mapKey(index, type);
  const missing =
    typeof index.literal === 'string'
      ? `Key not present in map: ${index.literal}. element_at(.., ${quote(index.literal)}) is NULL there`
      : 'Key not present in map';
  const failure = fail('INVALID_FUNCTION_ARGUMENT', missing);
  const attribute = attributeOf(base, index);
  if (attribute !== undefined) {
    // an attribute of JSON's null is taken for absent, which DynamoDB writes never
    const found = `(CASE WHEN ${toPresence(base)} IS NOT NULL AND ${attribute} IS NULL THEN ${failure} ELSE ${attribute} END)`;
    return { ...openXValue(found, 'attribute', type.value), throws: true };
  }
  const member = (map: string): string =>
    `(CASE WHEN ${map} IS NOT NULL AND NOT map_contains(${map}, ${key}) THEN ${failure} ELSE ${map}[${key}] END)`;
  if (base.openX === undefined) return throwing(member(base.sql), type.value);
  return { ...openXMember(base.openX, index, type.value, member), throws: true };
}

/** element_at of a map: NULL where there is no such key. */
export function mapElement(base: Value, index: Value, type: Extract<Type, { kind: 'map' }>): Value {
  const key = mapKey(index, type);
  const member = (map: string): string => `${map}[${key}]`;
  const throws = base.throws || index.throws;
  const attribute = attributeOf(base, index);
  if (attribute !== undefined) return { ...openXValue(attribute, 'attribute', type.value), throws };
  if (base.openX !== undefined) return { ...openXMember(base.openX, index, type.value, member), throws };
  return { sql: member(base.sql), type: type.value, throws };
}

/** A key to look up, in the type of the map's keys. */
export function mapKey(index: Value, type: Extract<Type, { kind: 'map' }>): string {
  if (
    ![
      'varchar',
      'char',
      'boolean',
      'tinyint',
      'smallint',
      'integer',
      'bigint',
      'decimal',
      'date',
      'ipaddress',
      'unknown',
    ].includes(type.key.kind)
  ) {
    throw new RefusedError(`Looking up a key of ${typeText(type)}`);
  }
  const common = commonType(type.key, index.type);
  const isLonger = common?.kind === 'char' && !sameType(common, type.key);
  if (common !== undefined && (common.kind !== type.key.kind || isLonger))
    throw new RefusedError(`A key of ${typeText(index.type)} for ${typeText(type)}`, 'CAST');
  if (common === undefined)
    throw new AthenaError('TYPE_MISMATCH', `Cannot use ${typeText(index.type)} for subscript of ${typeText(type)}`);
  return coerce(index, type.key).sql;
}
