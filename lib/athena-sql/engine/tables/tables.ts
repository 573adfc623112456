import { tableNames, type Catalog, type TableShape } from '../../dialect';
import { parquetShape } from './parquet-scan';
import { partitionsShape, tableShape, type ScanContext } from './scan';
import type { MayRead, TableResolver, TableSource } from './table-source';

const PARTITIONS = '$partitions';

/** How the tables of a statement are looked up. */
export interface Lookup {
  readonly resolver: TableResolver;
  /** Whether files of a partition of `database.table` may be read. @default all are */
  readonly mayRead?: ((table: string, values: readonly string[]) => boolean) | undefined;
  /** What a table is to the translation. */
  readonly shapeOf: (source: Exclude<TableSource, { kind: 'view' }>) => TableShape | Promise<TableShape>;
}

/** A table with its scans. */
export const scannedShape =
  (context: ScanContext): Lookup['shapeOf'] =>
  (source) =>
    source.kind === 'parquet' ? parquetShape(source, context) : tableShape(source, context);

/** Looks up all names in a statement and in the views that it uses. A name that is not found is left to the translation. */
export async function resolveTables(sql: string, database: string, lookup: Lookup): Promise<Catalog> {
  const { resolver, mayRead } = lookup;
  const shapes = new Map<string, TableShape>();
  const names = new Map<string, readonly string[]>();
  const pending = [{ sql, database }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const found of tableNames(next.sql)) {
      const at = found.database ?? next.database;
      const key = `${at}.${found.table}`;
      if (shapes.has(key)) continue;
      const name = `${at}.${baseName(found.table)}`;
      const reads: MayRead | undefined = mayRead && ((values) => mayRead(name, values));
      const source = await resolver.find(at, baseName(found.table), reads);
      if (source === undefined) {
        names.set(at, await resolver.names(at));
        continue;
      }
      const shape = await shapeOf(source, found.table, at, lookup);
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
  lookup: Lookup,
): Promise<TableShape | undefined> {
  const partitions = table.endsWith(PARTITIONS);
  if (source.kind === 'view')
    return partitions ? undefined : { kind: 'view', sql: source.sql, database: source.database ?? database };
  if (partitions) return partitionsShape(source);
  return lookup.shapeOf(source);
}
