import { tableNames, type Catalog, type TableShape } from '../../dialect';
import { parquetShape } from './parquet-scan';
import { partitionsShape, tableShape, type ScanContext } from './scan';
import type { TableResolver, TableSource } from './table-source';

const PARTITIONS = '$partitions';

/** Looks up all names in a statement and in the views that it uses. A name that is not found is left to the translation. */
export async function resolveTables(
  sql: string,
  database: string,
  resolver: TableResolver,
  context: ScanContext,
): Promise<Catalog> {
  const shapes = new Map<string, TableShape>();
  const names = new Map<string, readonly string[]>();
  const pending = [{ sql, database }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const found of tableNames(next.sql)) {
      const at = found.database ?? next.database;
      const key = `${at}.${found.table}`;
      if (shapes.has(key)) continue;
      const source = await resolver.find(at, baseName(found.table));
      if (source === undefined) {
        names.set(at, await resolver.names(at));
        continue;
      }
      const shape = await shapeOf(source, found.table, at, context);
      if (shape === undefined) {
        names.set(at, await resolver.names(at));
        continue;
      }
      shapes.set(key, shape);
      if (shape.kind === 'view') pending.push({ sql: shape.sql, database: shape.database });
    }
  }
  return {
    find: (db, table) => shapes.get(`${db}.${table}`),
    names: (db) => names.get(db) ?? [],
    tablesWith: (column) =>
      [...shapes].flatMap(([key, shape]) =>
        shape.kind === 'table' && shape.columns.some(({ name }) => name === column)
          ? [key.slice(key.indexOf('.') + 1)]
          : [],
      ),
  };
}

const baseName = (table: string): string => (table.endsWith(PARTITIONS) ? table.slice(0, -PARTITIONS.length) : table);

async function shapeOf(
  source: TableSource,
  table: string,
  database: string,
  context: ScanContext,
): Promise<TableShape | undefined> {
  const partitions = table.endsWith(PARTITIONS);
  if (source.kind === 'view')
    return partitions ? undefined : { kind: 'view', sql: source.sql, database: source.database ?? database };
  if (partitions) return partitionsShape(source);
  return source.kind === 'parquet' ? parquetShape(source, context) : tableShape(source, context);
}
