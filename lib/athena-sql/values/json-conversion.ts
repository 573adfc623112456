import { AthenaError, RefusedError } from '../errors';
import { duckType, typeText, type Type } from '../types';
import { quote } from '../quote';
import { decimalText, toVarchar } from './to-varchar';
import type { WireShape } from '../runtime/json-cast';

/** The text of a value as JSON, the keys of a map in order. */
export function jsonText(sql: string, from: Type, depth = 0): string {
  if (isNative(from)) return `t_json_native(${keysInOrder(sql, from, depth)})`;
  const e = `j${depth}`;
  const orNull = (text: string): string => `coalesce(${text}, 'null')`;
  switch (from.kind) {
    case 'json':
      return sql;
    case 'unknown':
      return 'CAST(NULL AS VARCHAR)';
    case 'boolean':
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
      return `CAST(${sql} AS VARCHAR)`;
    case 'decimal':
      return decimalText(sql, from);
    case 'double':
      return `(CASE WHEN isfinite(${sql}) THEN t_java_double(${sql}) ELSE '"' || t_java_double(${sql}) || '"' END)`;
    case 'varchar':
    case 'date':
    case 'timestamp':
    case 'finetimestamp':
      return `t_json_native(${toVarchar(sql, from)})`;
    case 'array':
      return `('[' || array_to_string(list_transform(${sql}, lambda ${e}: ${orNull(jsonText(e, from.element, depth + 1))}), ',') || ']')`;
    case 'map': {
      if (from.key.kind !== 'varchar') break;
      const entry = `t_json_native(${e}.key) || ':' || ${orNull(jsonText(`${e}.value`, from.value, depth + 1))}`;
      return `('{' || array_to_string(list_transform(t_in_order(map_entries(${sql})), lambda ${e}: ${entry}), ',') || '}')`;
    }
    case 'char':
    case 'ipaddress':
    case 'intervalDay':
    case 'intervalYear':
    case 'timestamptz':
      throw new AthenaError('TYPE_MISMATCH', `Cannot cast ${typeText(from)} to json`);
    case 'row': {
      const members = from.fields.map((f, i) => {
        const key = `${JSON.stringify(f.name ?? '')}:`;
        return `${quote(key)} || ${orNull(jsonText(`(${sql}).f${i + 1}`, f.type, depth))}`;
      });
      return `(CASE WHEN ${sql} IS NOT NULL THEN '{' || ${members.join(" || ',' || ")} || '}' END)`;
    }
    default:
  }
  throw new RefusedError(`CAST of ${typeText(from)} AS json`, 'CAST of its parts');
}

/** Whether DuckDB writes values of a type as Trino does, given the keys in order: much faster than piece by piece. */
function isNative(type: Type): boolean {
  if (type.kind === 'map') return type.key.kind === 'varchar' && isNative(type.value);
  return type.kind === 'varchar' || (type.kind === 'array' && isNative(type.element));
}

function keysInOrder(sql: string, type: Type, depth: number): string {
  const e = `j${depth}`;
  if (type.kind === 'array') {
    const element = keysInOrder(e, type.element, depth + 1);
    return element === e ? sql : `list_transform(${sql}, lambda ${e}: ${element})`;
  }
  if (type.kind !== 'map') return sql;
  const value = keysInOrder(`${e}.value`, type.value, depth + 1);
  const entries =
    value === `${e}.value`
      ? `map_entries(${sql})`
      : `list_transform(map_entries(${sql}), lambda ${e}: {'key': ${e}.key, 'value': ${value}})`;
  const sorted = (map: string) => `map_from_entries(t_in_order(${map}))`;
  // a map of texts, such as an attribute, has one key mostly; a lambda names it, which would be made each time that it is named
  if (depth === 0 && value === `${e}.value`)
    return `list_transform([${sql}], lambda ${e}: CASE WHEN len(map_keys(${e})) < 2 THEN ${e} ELSE ${sorted(`map_entries(${e})`)} END)[1]`;
  return depth === 0 ? sorted(entries) : `CASE WHEN len(map_keys(${sql})) < 2 THEN ${sql} ELSE ${sorted(entries)} END`;
}

/**
 * From JSON: a function of the runtime checks the shape and writes every leaf as text that DuckDB's own CAST reads.
 */
export function fromJson(sql: string, to: Type, safe: boolean): string {
  if (to.kind === 'varchar' && to.length !== undefined)
    throw new RefusedError(`CAST of json AS ${typeText(to)}`, 'varchar');
  if (to.kind === 'varchar') return `t_json_to_varchar(${sql}, ${safe ? 'TRUE' : 'FALSE'})`;
  const flag = safe ? 'TRUE' : 'FALSE';
  const wire = `t_json_cast(${sql}, ${quote(JSON.stringify(wireShape(to)))}, ${flag})`;
  if (to.kind !== 'array' && to.kind !== 'map' && to.kind !== 'row') return `CAST(${wire} AS ${duckType(to)})`;
  const read = fromWire(`from_json(${wire}, ${quote(JSON.stringify(wireStructure(to)))})`, to, 0);
  const native = nativeCast(to);
  return native === undefined
    ? read
    : `(CASE WHEN t_json_is_${native}(${sql}) IS NOT FALSE THEN t_json_${native}(${sql}) ELSE ${read} END)`;
}

/** Lists of attributes and sets are DuckDB's to read where nothing in them is spelled in two ways. */
function nativeCast(to: Type): 'attributes' | 'texts' | undefined {
  if (to.kind !== 'array') return undefined;
  if (to.element.kind === 'varchar') return to.element.length === undefined ? 'texts' : undefined;
  const { element } = to;
  return element.kind === 'map' && element.key.kind === 'varchar' && element.value.kind === 'json'
    ? 'attributes'
    : undefined;
}

const BITS: Readonly<Record<string, number>> = { tinyint: 8, smallint: 16, integer: 32, bigint: 64 };

function wireShape(type: Type): WireShape {
  switch (type.kind) {
    case 'array':
      return { kind: 'array', element: wireShape(type.element) };
    case 'map':
      if (['array', 'map', 'row', 'json', 'varbinary'].includes(type.key.kind))
        throw new AthenaError('TYPE_MISMATCH', `Cannot cast json to ${typeText(type)}`);
      return { kind: 'map', key: wireShape(type.key), value: wireShape(type.value) };
    case 'row':
      return { kind: 'row', fields: type.fields.map((f) => ({ name: f.name ?? null, shape: wireShape(f.type) })) };
    case 'json':
    case 'boolean':
    case 'double':
      return { kind: type.kind };
    case 'varchar':
      if (type.length === undefined) return { kind: 'varchar' };
      break;
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
      return { kind: 'integer', bits: BITS[type.kind] ?? 64 };
    case 'decimal':
      return { kind: 'decimal', precision: type.precision, scale: type.scale };
    default:
  }
  if (type.kind === 'date' || type.kind === 'ipaddress')
    throw new AthenaError('TYPE_MISMATCH', `Cannot cast json to ${type.kind}`);
  throw new RefusedError(`CAST of json AS ${typeText(type)}`);
}

function wireStructure(type: Type): unknown {
  switch (type.kind) {
    case 'array':
      return [wireStructure(type.element)];
    case 'map':
      return [{ k: wireStructure(type.key), v: wireStructure(type.value) }];
    case 'row':
      return Object.fromEntries(type.fields.map((f, i) => [`f${i + 1}`, wireStructure(f.type)]));
    default:
      return 'VARCHAR';
  }
}

function fromWire(sql: string, type: Type, depth: number): string {
  const e = `w${depth}`;
  switch (type.kind) {
    case 'array': {
      const element = fromWire(e, type.element, depth + 1);
      return element === e ? sql : `list_transform(${sql}, lambda ${e}: ${element})`;
    }
    case 'map': {
      const entry = `{'k': ${fromWire(`${e}.k`, type.key, depth + 1)}, 'v': ${fromWire(`${e}.v`, type.value, depth + 1)}}`;
      return `map_from_entries(list_transform(${sql}, lambda ${e}: ${entry}))`;
    }
    case 'row': {
      const fields = type.fields.map((f, i) => `'f${i + 1}': ${fromWire(`(${sql}).f${i + 1}`, f.type, depth)}`);
      return `(CASE WHEN ${sql} IS NOT NULL THEN {${fields.join(', ')}} END)`;
    }
    default:
      return duckType(type) === 'VARCHAR' ? sql : `CAST(${sql} AS ${duckType(type)})`;
  }
}
