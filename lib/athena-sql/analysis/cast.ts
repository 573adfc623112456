import { AthenaError, RefusedError } from '../errors';
import type { TypeNode } from '../syntax/ast';
import {
  array,
  char,
  decimal,
  LONGEST_CHAR,
  map,
  time,
  timestamp,
  timestampTz,
  timeWithZone,
  typeText,
  varchar,
  VARCHAR,
  type ScalarKind,
  type Type,
} from '../types';
import { deriveValue, nullOf, value, type Value } from '../values/value';
import { rowOf } from './containers';
import { convert } from '../values/conversion';

/** CAST, or TRY_CAST with `safe`. */
export function castTo(operand: Value, type: Type, safe: boolean): Value {
  if (operand.literal === null && operand.type.kind === 'unknown') return nullOf(type);
  const nested = type.kind === 'array' || type.kind === 'map' || type.kind === 'row';
  if (safe && nested && operand.throws && operand.type.kind !== 'json') {
    throw new RefusedError(`TRY_CAST AS ${typeText(type)} of an expression that can fail itself`, 'TRY around both');
  }
  const { fields } = operand;
  if (fields !== undefined && type.kind === 'row' && fields.length === type.fields.length && !safe) {
    const parts = fields.map((field, i) => castTo(field, type.fields[i]?.type ?? field.type, false));
    return value(rowOf(parts), type, ...parts);
  }
  // the operand of a TRY_CAST may fail still
  const throws = operand.throws || (!safe && canFail(operand.type, type));
  const sql = convertValue(operand, type, safe);
  return deriveValue(operand, sql, type, throws);
}

function convertValue({ sql, type: from, clock, openX }: Value, to: Type, safe: boolean): string {
  if (to.kind === 'json' && openX?.level === 'attribute') return `t_attribute_json(${openX.raw})`;
  if (clock !== undefined && from.kind === 'timestamptz' && (to.kind === 'timestamp' || to.kind === 'date'))
    return convert(clock, timestamp(from.precision), to, safe);
  return convert(sql, from, to, safe);
}

function canFail(from: Type, to: Type): boolean {
  if (from.kind === 'unknown' || from.kind === to.kind)
    return from.kind === 'decimal' || 'element' in from || 'fields' in from || 'key' in from;
  if (from.kind === 'char' || to.kind === 'char' || (from.kind === 'varchar' && to.kind === 'varbinary')) return false;
  if (from.kind === 'intervalDay' || from.kind === 'intervalYear') return false;
  return to.kind !== 'varchar' || to.length !== undefined || from.kind === 'json' || from.kind === 'double';
}

const SCALARS: Readonly<Record<string, ScalarKind>> = {
  boolean: 'boolean',
  tinyint: 'tinyint',
  smallint: 'smallint',
  integer: 'integer',
  int: 'integer',
  bigint: 'bigint',
  real: 'real',
  double: 'double',
  varbinary: 'varbinary',
  date: 'date',
  json: 'json',
  uuid: 'uuid',
  ipaddress: 'ipaddress',
  'interval day to second': 'intervalDay',
  'interval year to month': 'intervalYear',
};

/** Types that Trino 476 has besides (information of its type registry); which of them Athena has is not recorded. */
const OTHER_TYPES: ReadonlySet<string> = new Set(
  `unknown hyperloglog p4hyperloglog setdigest qdigest tdigest interval color function geometry bingtile
   sphericalgeography jsonpath json2016 codepoints joniregexp re2jregexp likepattern objectid regressor classifier model
   kdbtree n_gram`.split(/\s+/),
);

/** The type that a type's text stands for. Throws TYPE_NOT_FOUND, or RefusedError for one that is not held here. */
export function typeOf(node: TypeNode): Type {
  if (node.kind === 'array') return array(typeOf(node.element));
  if (node.kind === 'map') return map(typeOf(node.key), typeOf(node.value));
  if (node.kind === 'row') {
    const fields = node.fields.map((f) => ({
      ...(f.name === undefined ? {} : { name: f.name.quoted ? f.name.name : f.name.name.toLowerCase() }),
      type: typeOf(f.type),
    }));
    return { kind: 'row', fields };
  }
  const [first, second] = node.arguments;
  const scalar = SCALARS[node.name];
  if (scalar !== undefined && first === undefined) return { kind: scalar };
  switch (node.name) {
    case 'varchar':
      return first === undefined ? VARCHAR : varchar(first);
    case 'decimal':
      if ((first ?? 38) > 38 || (first ?? 38) < 1 || (second ?? 0) > (first ?? 38))
        throw new AthenaError('INVALID_FUNCTION_ARGUMENT', `DECIMAL(${first ?? 38}, ${second ?? 0}) is no type`);
      return decimal(first ?? 38, second ?? 0);
    case 'timestamp':
      if ((first ?? 3) > 12) throw new AthenaError('TYPE_MISMATCH', `Unknown type: timestamp(${first ?? 3})`);
      return timestamp(first ?? 3);
    case 'timestamp with time zone':
      return timestampTz(precisionOf(first));
    case 'time':
      return time(timePrecisionOf(first));
    case 'time with time zone':
      return timeWithZone(timePrecisionOf(first));
    case 'char':
      if ((first ?? 1) > LONGEST_CHAR) throw new AthenaError('TYPE_MISMATCH', `Unknown type: char(${first ?? 1})`);
      return char(first ?? 1);
    default:
      if (OTHER_TYPES.has(node.name)) throw new RefusedError(`The type ${node.name}`);
      throw new AthenaError('TYPE_NOT_FOUND', `Unknown type: ${node.name}`);
  }
}

function timePrecisionOf(given = 3): number {
  if (given > 12)
    throw new AthenaError('INVALID_FUNCTION_ARGUMENT', `Time precision must be in range [0, 12]: ${given}`);
  return given;
}

function precisionOf(given: number | undefined): number {
  if ((given ?? 3) > 6) throw new RefusedError(`A timestamp of precision ${given ?? 3} with time zone`, 'at most 6');
  return given ?? 3;
}
