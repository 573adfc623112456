import { EngineMap, type Engine, type EngineValue, type TableResolver } from '../../../lib/local/engine';
import type { Type } from '../../../lib/local/dialect';

const NO_TABLES: TableResolver = { find: () => undefined, names: () => [] };

/** All rows of a query that reads no table, each value in a form that two engines' answers are compared by. */
export async function answer(engine: Engine, sql: string): Promise<unknown[][]> {
  const { columns, rows } = await engine.query(sql, { catalog: NO_TABLES, database: 'none' });
  const all: unknown[][] = [];
  for await (const batch of rows) {
    for (const row of batch) all.push(row.map((value, i) => comparable(plain(value), columns[i]?.type)));
  }
  return all;
}

function plain(value: EngineValue): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof EngineMap)
    return Object.fromEntries(value.entries.map(([k, v]) => [String(plain(k)), plain(v)]));
  return Array.isArray(value) ? (value as readonly EngineValue[]).map(plain) : value;
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
