import { AthenaError, RefusedError } from '../errors';
import { fail } from '../representation';
import { duckType, integerAsDecimal, isFloating, isInteger, sameType, typeText, type Type } from '../types';
import { fineOf, microsOfFine, timeOfFine } from './fine-timestamp';
import { nameOnce } from './name-once';
import { rowByRow } from './row-by-row';
import { roundTimestamp } from './round-timestamp';
import { fillChar, fromVarchar, truncateText } from './text-conversion';
import { isTime, timeOf } from './time-conversion';
import { timestampOfTime } from './timestamp-of-time';
import { toVarchar } from './to-varchar';
import { fromJson, jsonText } from './json-conversion';

/**
 * SQL that converts a value from one type to another as Trino's CAST, or as TRY_CAST with `safe`.
 * A pair of types that is not here is refused by name.
 */
export function convert(sql: string, from: Type, to: Type, safe: boolean): string {
  if (from.kind === 'unknown') return `CAST(NULL AS ${duckType(to)})`;
  if (sameType(from, to)) return sql;
  const nested = convertNested(sql, from, to, safe);
  if (nested !== undefined) return nested;
  if (from.kind === 'ipaddress' || to.kind === 'ipaddress') return ofIpAddress(sql, from, to, safe);
  if (from.kind === 'varchar' && !isInterval(to)) return fromVarchar(sql, to, safe);
  if (from.kind === 'char' || to.kind === 'char') return ofChar(sql, from, to);
  if (isInterval(from) || isInterval(to)) return ofInterval(sql, from, to);
  if (from.kind === 'varbinary' && to.kind === 'varchar')
    throw new AthenaError(
      'TYPE_MISMATCH',
      `Cannot cast varbinary to ${typeText(to)}. from_utf8(..) reads bytes as a text`,
    );
  if (from.kind === 'finetimestamp' && to.kind === 'varchar' && (to.length ?? Infinity) < 20 + from.precision)
    throw new RefusedError(`CAST of ${typeText(from)} AS ${typeText(to)}`, 'varchar', 'has it');
  if (to.kind === 'varchar' && from.kind !== 'json') return fitting(toVarchar(sql, from), to.length, safe);
  if (from.kind === 'json') return fromJson(sql, to, safe);
  if (to.kind === 'json') return jsonText(sql, from);
  const converted =
    ofFine(sql, from, to) ??
    (isTime(to)
      ? timeOf(sql, from, to)
      : (fromNumber(sql, from, to, safe) ?? fromTemporal(sql, from, to) ?? timestampOfTime(sql, from, to)));
  if (converted !== undefined) return converted;
  throw new RefusedError(`CAST of ${typeText(from)} AS ${typeText(to)}`);
}

function convertNested(sql: string, from: Type, to: Type, safe: boolean): string | undefined {
  if (from.kind === 'array' && to.kind === 'array') {
    const element = convert('e', from.element, to.element, false);
    return attempt(`list_transform(${rowByRow(sql, 'array', element)}, lambda e: ${element})`, safe);
  }
  if (from.kind === 'map' && to.kind === 'map') {
    // a map without types is empty
    if (from.key.kind === 'unknown') return `(CASE WHEN ${sql} IS NOT NULL THEN CAST(MAP {} AS ${duckType(to)}) END)`;
    const sameKeys =
      sameType(from.key, to.key) ||
      (from.key.kind === 'varchar' && to.key.kind === 'varchar' && to.key.length === undefined);
    if (!sameKeys) throw new RefusedError(`CAST of ${typeText(from)} AS ${typeText(to)}`);
    const value = convert('e', from.value, to.value, false);
    const values = rowByRow(`map_values(${sql})`, 'array', value);
    return attempt(`t_map_values(${sql}, list_transform(${values}, lambda e: ${value}))`, safe);
  }
  if (from.kind !== 'row' || to.kind !== 'row') return undefined;
  if (from.fields.length !== to.fields.length) {
    throw new AthenaError('TYPE_MISMATCH', `Cannot cast ${typeText(from)} to ${typeText(to)}`);
  }
  const fields = to.fields.map((target, i) => {
    const source = from.fields[i];
    return `'f${i + 1}': ${source === undefined ? 'NULL' : convert(`(${sql}).f${i + 1}`, source.type, target.type, false)}`;
  });
  return attempt(`(CASE WHEN ${sql} IS NOT NULL THEN {${fields.join(', ')}} END)`, safe);
}

const attempt = (sql: string, safe: boolean): string => (safe ? `TRY(${sql})` : sql);

/** A char becomes a text or another char, and nothing but a text becomes one. */
function ofChar(sql: string, from: Type, to: Type): string {
  if (from.kind === 'char' && to.kind === 'varchar') return truncateText(sql, to.length);
  if (from.kind === 'char' && to.kind === 'char') return fillChar(sql, to.length);
  throw new AthenaError('TYPE_MISMATCH', `Cannot cast ${typeText(from)} to ${typeText(to)}`);
}

const isInterval = ({ kind }: Type): boolean => kind === 'intervalDay' || kind === 'intervalYear';

/** An interval becomes a text, and nothing else; of a text that is too short Trino fails with its own exception. */
function ofInterval(sql: string, from: Type, to: Type): string {
  if (to.kind !== 'varchar') throw new AthenaError('TYPE_MISMATCH', `Cannot cast ${typeText(from)} to ${typeText(to)}`);
  if (to.length !== undefined)
    throw new RefusedError(`CAST of ${typeText(from)} AS ${typeText(to)}`, 'varchar', 'has it');
  return toVarchar(sql, from);
}

/** An IP address is converted from and to a text without a length, and bytes. */
function ofIpAddress(sql: string, from: Type, to: Type, safe: boolean): string {
  const flag = safe ? 'TRUE' : 'FALSE';
  if (from.kind === 'varchar') return `t_ip_address(${sql}, ${flag})`;
  if (from.kind === 'varbinary') return `t_ip_address_of_bytes(${sql}, ${flag})`;
  if (to.kind === 'varbinary') return sql;
  if (to.kind === 'varchar' && to.length === undefined) return toVarchar(sql, from);
  throw new AthenaError('TYPE_MISMATCH', `Cannot cast ${typeText(from)} to ${typeText(to)}`);
}

/** Only a text is cut off; any other value must fit. */
function fitting(text: string, length: number | undefined, safe: boolean): string {
  if (length === undefined) return text;
  const otherwise = safe ? 'NULL' : fail('INVALID_CAST_ARGUMENT', `Value cannot be represented as varchar(${length})`);
  return nameOnce(
    [text],
    ([whole = '']) => `(CASE WHEN length(${whole}) > ${length} THEN ${otherwise} ELSE ${whole} END)`,
  );
}

function fromNumber(sql: string, from: Type, to: Type, safe: boolean): string | undefined {
  const cast = safe ? 'TRY_CAST' : 'CAST';
  const exact = isInteger(from) || from.kind === 'decimal';
  if (from.kind === 'boolean' && (isInteger(to) || isFloating(to))) return `CAST(${sql} AS ${duckType(to)})`;
  if (to.kind === 'boolean' && (isInteger(from) || isFloating(from))) return `(${sql} <> 0)`;
  if (exact && to.kind === 'decimal') {
    const given = from.kind === 'decimal' ? from : integerAsDecimal(from);
    const fits =
      given !== undefined && to.precision - to.scale >= given.precision - given.scale && to.scale >= given.scale;
    if (fits) return `${cast}(${sql} AS ${duckType(to)})`;
    return strictNumber(sql, (number) => `TRY_CAST(${number} AS ${duckType(to)})`, to, safe);
  }
  if (exact && isInteger(to)) return `${cast}(${sql} AS ${duckType(to)})`;
  if (exact && isFloating(to)) {
    // DuckDB divides the digits by a power of ten, which is not always the nearest double; reading the text is
    const wide = from.kind === 'decimal' ? from.precision > 15 : false;
    return wide ? `CAST(CAST(${sql} AS VARCHAR) AS ${duckType(to)})` : `CAST(${sql} AS ${duckType(to)})`;
  }
  if (from.kind === 'real' && to.kind === 'double') return `CAST(${sql} AS DOUBLE)`;
  if (from.kind === 'double' && to.kind === 'real') return `CAST(${sql} AS FLOAT)`;
  if (from.kind !== 'double') return undefined;
  if (isInteger(to)) return strictNumber(sql, (number) => `TRY_CAST(round(${number}) AS ${duckType(to)})`, to, safe);
  // DuckDB's CAST does not see that a number with an exponent is too great
  if (to.kind === 'decimal') {
    const tried = (number: string): string =>
      `TRY_CAST(t_decimal_of_text(CAST(${number} AS VARCHAR), ${to.precision}, ${to.scale}) AS ${duckType(to)})`;
    return strictNumber(sql, tried, to, safe);
  }
  return undefined;
}

/** @param tried SQL that is NULL where a number does not fit; that is an error unless `safe` */
function strictNumber(sql: string, tried: (number: string) => string, to: Type, safe: boolean): string {
  if (safe) return tried(sql);
  const failure = fail('INVALID_CAST_ARGUMENT', `Cannot cast to ${typeText(to)}: out of range`);
  return nameOnce(
    [sql],
    ([number = '']) => `coalesce(${tried(number)}, CASE WHEN ${number} IS NOT NULL THEN ${failure} END)`,
  );
}

/** From or to a timestamp of more than six digits; undefined where neither is one. */
function ofFine(sql: string, from: Type, to: Type): string | undefined {
  const fine = to.kind === 'finetimestamp' ? fineOf(sql, from, to) : undefined;
  if (fine !== undefined || from.kind !== 'finetimestamp') return fine;
  if (isTime(to)) return timeOfFine(sql, from, to);
  if (to.kind === 'date') return `CAST((${sql}).t AS DATE)`;
  return to.kind === 'timestamp' ? microsOfFine(sql, to.precision, (t) => roundTimestamp(t, to.precision)) : undefined;
}

function fromTemporal(sql: string, from: Type, to: Type): string | undefined {
  const toZoned = (local: string): string => `{'t': ${local}, 'z': 'UTC'}`;
  const whole = (local: string): string => `(CASE WHEN ${sql} IS NOT NULL THEN ${toZoned(local)} END)`;
  if (from.kind === 'date' && to.kind === 'timestamp') return `CAST(${sql} AS TIMESTAMP)`;
  if (from.kind === 'date' && to.kind === 'timestamptz') return whole(`CAST(${sql} AS TIMESTAMP)`);
  if (from.kind === 'timestamp' && to.kind === 'date') return `CAST(${sql} AS DATE)`;
  if (from.kind === 'timestamp' && to.kind === 'timestamp')
    return to.precision >= from.precision ? sql : roundTimestamp(sql, to.precision);
  if (from.kind === 'timestamp' && to.kind === 'timestamptz')
    return whole(to.precision >= from.precision ? sql : roundTimestamp(sql, to.precision));
  if (from.kind === 'timestamptz' && to.kind === 'date') return `CAST(t_local(${sql}) AS DATE)`;
  if (from.kind === 'timestamptz' && to.kind === 'timestamp') {
    return to.precision >= from.precision ? `t_local(${sql})` : roundTimestamp(`t_local(${sql})`, to.precision);
  }
  if (from.kind === 'timestamptz' && to.kind === 'timestamptz') {
    if (to.precision >= from.precision) return sql;
    return `(CASE WHEN ${sql} IS NOT NULL THEN {'t': ${roundTimestamp(`(${sql}).t`, to.precision)}, 'z': (${sql}).z} END)`;
  }
  return undefined;
}
