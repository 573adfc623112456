import { AthenaError, RefusedError } from '../errors';
import type { TypeNode } from '../syntax/ast';
import {
  array,
  decimal,
  map,
  timestamp,
  timestampTz,
  typeText,
  varchar,
  VARCHAR,
  type ScalarKind,
  type Type,
} from '../types';
import { derived, value, type Value } from '../value';
import { rowOf } from './containers';
import { convert } from './conversion';

/** CAST, or TRY_CAST with `safe`. */
export function castTo(operand: Value, type: Type, safe: boolean): Value {
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
  const sql = converted(operand, type, safe);
  return { ...derived(operand, sql, type, throws), inexactType: false };
}

function converted({ sql, type: from, clock }: Value, to: Type, safe: boolean): string {
  if (clock !== undefined && from.kind === 'timestamptz' && (to.kind === 'timestamp' || to.kind === 'date'))
    return convert(clock, timestamp(from.precision), to, safe);
  return convert(sql, from, to, safe);
}

function canFail(from: Type, to: Type): boolean {
  if (from.kind === 'unknown' || from.kind === to.kind)
    return from.kind === 'decimal' || 'element' in from || 'fields' in from || 'key' in from;
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
};

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
      if ((first ?? 38) > 38 || (second ?? 0) > (first ?? 38))
        throw new AthenaError('INVALID_FUNCTION_ARGUMENT', `DECIMAL(${first ?? 38}, ${second ?? 0}) is no type`);
      return decimal(first ?? 38, second ?? 0);
    case 'timestamp':
      return timestamp(precisionOf(first));
    case 'timestamp with time zone':
      return timestampTz(precisionOf(first));
    case 'char':
    case 'time':
    case 'time with time zone':
    case 'uuid':
    case 'ipaddress':
    case 'hyperloglog':
    case 'interval':
      throw new RefusedError(`The type ${node.name}`, node.name === 'char' ? 'varchar' : undefined);
    default:
      throw new AthenaError('TYPE_NOT_FOUND', `Unknown type: ${node.name}`);
  }
}

function precisionOf(given: number | undefined): number {
  if ((given ?? 3) > 6) throw new RefusedError(`A timestamp of precision ${given ?? 3}`, 'at most 6');
  return given ?? 3;
}
