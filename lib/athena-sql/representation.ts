import { RefusedError, type AthenaErrorCode } from './errors';
import { duckType, isFloating, type Type } from './types';
import { quote } from './quote';

/*
 * How Trino's values lie in DuckDB:
 *   timestamp with time zone   STRUCT(t TIMESTAMP in UTC, z VARCHAR): DuckDB's own type forgets the zone of a value
 *   timestamp of 7 digits on   STRUCT(t TIMESTAMP, p INTEGER, picoseconds behind its microsecond): its order is Trino's
 *   json                       VARCHAR with the canonical text that json_parse gives: keys sorted, the last of two kept
 *   row                        STRUCT(f1, f2, ..): Trino's fields may have no name, or one name twice
 *   interval                   BIGINT: milliseconds, or months
 *   time                       BIGINT: picoseconds since midnight
 *   char                       VARCHAR with the spaces that fill it up to its length, so that DuckDB's comparisons are Trino's
 *   uuid                       VARCHAR, in lower case
 *   ipaddress                  BLOB of 16 bytes, those of IPv4 behind ::ffff:0:0: their order is Trino's
 *   time with time zone        STRUCT(p BIGINT, picoseconds of its clock, o INTEGER, minutes from UTC)
 */

export const PICOSECONDS_OF_A_DAY = '86400000000000000';

/**
 * A failure that happens only where it is evaluated, in an expression of any type. `error()` is not allowed within TRY;
 * now() keeps DuckDB from calling the function while it plans.
 */
export const fail = (code: AthenaErrorCode, text: string): string =>
  `t_null(t_fail(${quote(`${code}: ${text}`)}, now()))`;

/**
 * As fail, where a value is met that is not proven to be read as Athena reads it. Also within TRY, which does not make NULL of it.
 *
 * @param when SQL of the condition under which it is evaluated, so that it is no constant, which DuckDB computes while it plans
 */
export const refuseAtRun = (construct: string, when: string): string =>
  `t_null(t_refuse(${quote(construct)}, ${when}))`;

/** A case of CASE that is refused. */
export const refuseCase = (when: string, construct: string): string =>
  `WHEN ${when} THEN ${refuseAtRun(construct, when)}`;

/** Whether DuckDB's own equality, order and grouping of a type are Trino's. */
export function isComparable(type: Type): boolean {
  switch (type.kind) {
    case 'timestamptz':
    case 'timetz':
    case 'map':
      return false;
    case 'array':
      return isComparable(type.element);
    case 'row':
      return type.fields.every((f) => isComparable(f.type));
    default:
      return true;
  }
}

/** `sql` in a form whose equality, order and grouping are Trino's. The same text when DuckDB's own are. */
export function comparable(sql: string, type: Type): string {
  if (isComparable(type)) return sql;
  switch (type.kind) {
    case 'timestamptz':
      return `(${sql}).t`;
    case 'timetz':
      return `t_time_in_utc(${sql})`;
    case 'array':
      return `list_transform(${sql}, lambda e: ${comparable('e', type.element)})`;
    case 'map':
      return `list_sort(list_transform(map_entries(${sql}), lambda e: {'k': ${comparable('e.key', type.key)}, 'v': ${comparable('e.value', type.value)}}))`;
    case 'row': {
      const fields = type.fields.map((f, i) => comparable(`(${sql}).f${i + 1}`, f.type));
      return `(CASE WHEN ${sql} IS NOT NULL THEN {${fields.map((f, i) => `'f${i + 1}': ${f}`).join(', ')}} END)`;
    }
    default:
      return sql;
  }
}

/** `a = b` for two values of one type, with Trino's three-valued answer. */
export function equals(a: string, b: string, type: Type, depth = 0): string {
  switch (type.kind) {
    case 'double':
    case 'real':
      return `(CASE WHEN isnan(${a}) OR isnan(${b}) THEN (${a} IS NULL OR ${b} IS NULL) AND NULL ELSE ${a} = ${b} END)`;
    case 'array':
      return `(CASE WHEN len(${a}) <> len(${b}) THEN FALSE ELSE ${allOf(
        `list_transform(list_zip(${a}, ${b}), lambda z${depth}: ${equals(`z${depth}[1]`, `z${depth}[2]`, type.element, depth + 1)})`,
        `${a} IS NOT NULL AND ${b} IS NOT NULL`,
      )} END)`;
    case 'map': {
      const [pair, key] = [`p${depth}`, `k${depth}`];
      const keys = (m: string): string => comparable(`list_sort(map_keys(${m}))`, { kind: 'array', element: type.key });
      const values = `list_transform(list_sort(map_keys(${pair}.a)), lambda ${key}: ${equals(`${pair}.a[${key}]`, `${pair}.b[${key}]`, type.value, depth + 1)})`;
      const same = isOfTexts(type) ? `WHEN ${sameMembers(`${pair}.a`, `${pair}.b`, type)} THEN TRUE ` : '';
      const inner = `(CASE ${same}WHEN ${keys(`${pair}.a`)} <> ${keys(`${pair}.b`)} THEN FALSE ELSE ${allOf(values, `${pair}.a IS NOT NULL AND ${pair}.b IS NOT NULL`)} END)`;
      // a list of one, so that the maps are made once and not for every key
      return `list_transform([{'a': ${a}, 'b': ${b}}], lambda ${pair}: ${inner})[1]`;
    }
    case 'row':
      return `(${type.fields.map((f, i) => equals(`(${a}).f${i + 1}`, `(${b}).f${i + 1}`, f.type, depth)).join(' AND ')})`;
    default:
      return `(${comparable(a, type)} = ${comparable(b, type)})`;
  }
}

/** Texts, and lists and maps of them: DuckDB's equality of these is Trino's but for NULL, which it takes for a value. */
function isOfTexts(type: Type): boolean {
  if (type.kind === 'map') return type.key.kind === 'varchar' && isOfTexts(type.value);
  return type.kind === 'varchar' || (type.kind === 'array' && isOfTexts(type.element));
}

/** Certainly equal, which most are that are compared: in the order in which they were read, or else in any. */
function sameMembers(a: string, b: string, type: Type): string {
  const inAnyOrder = `${comparable(a, type)} = ${comparable(b, type)}`;
  return `(CASE WHEN ${a} = ${b} THEN TRUE ELSE ${inAnyOrder} END) AND NOT ${hasNull(a, type)}`;
}

/** Whether there is NULL within a value; not NULL itself. */
export function hasNull(sql: string, type: Type, depth = 0): string {
  const m = `m${depth}`;
  const inList = (list: string, element: Type): string =>
    `coalesce(list_bool_or(list_transform(${list}, lambda ${m}: ${hasNull(m, element, depth + 1)})), FALSE)`;
  const inside =
    type.kind === 'map'
      ? inList(`map_values(${sql})`, type.value)
      : type.kind === 'array'
        ? inList(sql, type.element)
        : undefined;
  return inside === undefined ? `(${sql} IS NULL)` : `(${sql} IS NULL OR ${inside})`;
}

const allOf = (booleans: string, known: string): string => `t_all(CASE WHEN ${known} THEN ${booleans} END)`;

/** `a < b` and the like. Trino has no order for maps and json; the one of arrays and rows is not proven here. */
export function orders(operator: '<' | '<=' | '>' | '>=', a: string, b: string, type: Type): string {
  if (['array', 'row', 'map', 'json', 'uuid', 'unknown'].includes(type.kind))
    throw new RefusedError(`${operator} between values of ${duckType(type)}`);
  const plain = `(${comparable(a, type)} ${operator} ${comparable(b, type)})`;
  if (!isFloating(type)) return plain;
  return `(CASE WHEN isnan(${a}) OR isnan(${b}) THEN (${a} IS NULL OR ${b} IS NULL) AND NULL ELSE ${a} ${operator} ${b} END)`;
}
