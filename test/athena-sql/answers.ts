import {
  EngineMap,
  type Engine,
  type EngineValue,
  type QueryResult,
  type TableResolver,
} from '../../lib/athena-sql/engine';
import type { Type } from '../../lib/athena-sql/dialect';
import { javaDouble } from '../../lib/athena-sql/runtime/numbers';

const NO_TABLES: TableResolver = { find: () => undefined, names: () => [] };

/** All rows of a query that reads no table, each value in a form that two engines' answers are compared by. */
export async function answer(engine: Engine, sql: string): Promise<unknown[][]> {
  return comparableRows(await engine.query(sql, { catalog: NO_TABLES, database: 'none' }));
}

/** The rows of a result in that form. */
export async function comparableRows({ columns, rows }: QueryResult): Promise<unknown[][]> {
  const all: unknown[][] = [];
  for await (const batch of rows) {
    for (const row of batch)
      all.push(row.map((value, i) => comparable(plain(value, columns[i]?.type), columns[i]?.type)));
  }
  return all;
}

function plain(value: EngineValue, type: Type | undefined): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof EngineMap) {
    const [key, member] = type?.kind === 'map' ? [type.key, type.value] : [];
    return Object.fromEntries(value.entries.map(([k, v]) => [javaText(k, key), plain(v, member)]));
  }
  if (!Array.isArray(value)) return value;
  return (value as readonly EngineValue[]).map((v, i) => plain(v, partOf(type, i)));
}

const partOf = (type: Type | undefined, index: number): Type | undefined =>
  type?.kind === 'array' ? type.element : type?.kind === 'row' ? type.fields[index]?.type : undefined;

/** A map's key as Trino's protocol gives it: the text of a Java object. */
function javaText(value: EngineValue, type: Type | undefined): string {
  if (value instanceof EngineMap) {
    const [key, member] = type?.kind === 'map' ? [type.key, type.value] : [];
    return `{${value.entries.map(([k, v]) => `${javaText(k, key)}=${javaText(v, member)}`).join(', ')}}`;
  }
  if (Array.isArray(value))
    return `[${(value as readonly EngineValue[]).map((v, i) => javaText(v, partOf(type, i))).join(', ')}]`;
  if (typeof value === 'number' && (type?.kind === 'double' || type?.kind === 'real')) return javaDouble(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return typeof value === 'object' ? 'null' : String(value);
}

/** Doubles to 12 digits, JSON by its value, members of maps in order; all else as it is. */
export function comparable(value: unknown, type: Type | undefined): unknown {
  if (value === null || type === undefined) return value;
  switch (type.kind) {
    case 'double':
    case 'real': {
      const number = Number(value);
      return Number.isFinite(number) ? Number(number.toPrecision(type.kind === 'real' ? 6 : 12)) : String(number);
    }
    case 'json':
      return JSON.parse(value as string) as unknown;
    case 'array':
      return (value as unknown[]).map((element) => comparable(element, type.element));
    case 'row':
      return (value as unknown[]).map((element, i) => comparable(element, type.fields[i]?.type));
    case 'map': {
      const entries = Object.entries(value as Record<string, unknown>);
      return Object.fromEntries(entries.map(([k, v]) => [k, comparable(v, type.value)]));
    }
    default:
      return value;
  }
}

/** A type in the words of Trino's client protocol, as typeof() prints it. */
export const typeTextOf = (type: string): string =>
  type.replace(/decimal\((\d+), (\d+)\)/g, 'decimal($1,$2)').replace(/INTERVAL [A-Z ]+/g, (text) => text.toLowerCase());
