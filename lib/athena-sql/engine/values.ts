import {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { Type } from '../dialect';
import { ipAddressText } from '../runtime/ip-address';
import { offsetAt } from '../runtime/zones';

/**
 * A value of a result:
 *   boolean; number for tinyint to integer, real and double; bigint for bigint;
 *   string for varchar, char, ipaddress, decimal (exact), date, timestamp, json and interval, as Trino prints them;
 *   Uint8Array for varbinary; an array for array and row; a list of pairs for map; null.
 */
export type EngineValue = boolean | number | bigint | string | Uint8Array | null | readonly EngineValue[] | EngineMap;

export class EngineMap {
  constructor(readonly entries: readonly (readonly [EngineValue, EngineValue])[]) {}
}

/** A value that DuckDB gave, by its Trino type. */
export function engineValue(value: DuckDBValue, type: Type): EngineValue {
  if (value === null) return null;
  switch (type.kind) {
    case 'decimal':
      return value instanceof DuckDBDecimalValue ? decimalText(value) : refuseValue(type);
    case 'date':
      return value instanceof DuckDBDateValue ? dateText(value.days) : refuseValue(type);
    case 'timestamp':
      return value instanceof DuckDBTimestampValue ? timestampText(value.micros, type.precision) : refuseValue(type);
    case 'time':
      return typeof value === 'bigint' ? timeText(value, type.precision) : refuseValue(type);
    case 'timetz':
      return value instanceof DuckDBStructValue ? formatZonedTime(value, type.precision) : refuseValue(type);
    case 'finetimestamp':
      return value instanceof DuckDBStructValue ? fineText(value, type.precision) : refuseValue(type);
    case 'timestamptz':
      return value instanceof DuckDBStructValue ? formatZonedTimestamp(value, type.precision) : refuseValue(type);
    case 'intervalDay':
      return typeof value === 'bigint' ? intervalDayText(value) : refuseValue(type);
    case 'intervalYear':
      return typeof value === 'bigint' ? intervalYearText(value) : refuseValue(type);
    case 'varbinary':
      return value instanceof DuckDBBlobValue ? value.bytes : refuseValue(type);
    case 'ipaddress':
      return value instanceof DuckDBBlobValue ? ipAddressText(value.bytes) : refuseValue(type);
    case 'array':
      return value instanceof DuckDBListValue
        ? value.items.map((v) => engineValue(v, type.element))
        : refuseValue(type);
    case 'map':
      if (!(value instanceof DuckDBMapValue)) return refuseValue(type);
      return new EngineMap(value.entries.map((e) => [engineValue(e.key, type.key), engineValue(e.value, type.value)]));
    case 'row':
      if (!(value instanceof DuckDBStructValue)) return refuseValue(type);
      return type.fields.map((f, i) => engineValue(value.entries[`f${i + 1}`] ?? null, f.type));
    default:
      return typeof value === 'object' ? refuseValue(type) : value;
  }
}

function refuseValue(type: Type): never {
  throw new TypeError(`DuckDB gave another type than ${type.kind}`);
}

const pad = (number: bigint | number, width = 2): string => String(number).padStart(width, '0');

function decimalText({ value, scale }: DuckDBDecimalValue): string {
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

const dateText = (days: number): string =>
  new Date(days * 86_400_000)
    .toISOString()
    .replace(/T.*$/, '')
    .replace(/^\+0*(?=\d{5})/, '+');

function timestampText(micros: bigint, precision: number): string {
  const fraction = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const seconds = Number((micros - fraction) / 1_000_000n);
  const text = new Date(seconds * 1000)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.000Z$/, '')
    .replace(/^\+0*(?=\d{5})/, '+');
  return precision === 0 ? text : `${text}.${pad(fraction, 6).slice(0, precision)}`;
}

function fineText(value: DuckDBStructValue, precision: number): string {
  const { t, p } = value.entries;
  if (!(t instanceof DuckDBTimestampValue) || typeof p !== 'number') throw new TypeError('DuckDB gave no timestamp');
  return timestampText(t.micros, 6) + pad(p, 6).slice(0, precision - 6);
}

function timeText(picoseconds: bigint, precision: number): string {
  const seconds = picoseconds / 1_000_000_000_000n;
  const text = `${pad(seconds / 3600n)}:${pad((seconds / 60n) % 60n)}:${pad(seconds % 60n)}`;
  if (precision === 0) return text;
  return `${text}.${pad(picoseconds % 1_000_000_000_000n, 12).slice(0, precision)}`;
}

function formatZonedTime(value: DuckDBStructValue, precision: number): string {
  const { p, o } = value.entries;
  if (typeof p !== 'bigint' || typeof o !== 'number') throw new TypeError('DuckDB gave no time with a zone');
  const minutes = Math.abs(o);
  return `${timeText(p, precision)}${o < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

function formatZonedTimestamp(value: DuckDBStructValue, precision: number): string {
  const { t, z } = value.entries;
  if (!(t instanceof DuckDBTimestampValue) || typeof z !== 'string')
    throw new TypeError('DuckDB gave no timestamp with a zone');
  const offset = offsetAt(z, Number(t.micros / 1000n));
  return `${timestampText(t.micros + BigInt(offset) * 1000n, precision)} ${z}`;
}

function intervalDayText(milliseconds: bigint): string {
  const sign = milliseconds < 0n ? '-' : '';
  const all = milliseconds < 0n ? -milliseconds : milliseconds;
  const [days, hours, minutes, seconds] = [
    all / 86_400_000n,
    (all / 3_600_000n) % 24n,
    (all / 60_000n) % 60n,
    (all / 1000n) % 60n,
  ];
  return `${sign}${days} ${pad(hours)}:${pad(minutes)}:${pad(seconds)}.${pad(all % 1000n, 3)}`;
}

function intervalYearText(months: bigint): string {
  const all = months < 0n ? -months : months;
  return `${months < 0n ? '-' : ''}${all / 12n}-${all % 12n}`;
}
