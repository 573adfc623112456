import { duckType, type ColumnShape, type TableShape, quote, quoteName } from '../dialect';
import { itemColumn, jsonLines, paths, type Lines } from './lines';
import type { ParquetFooter } from './parquet-files';
import { branch, emptyBranch, keyShapes, type ScanContext } from './scan';
import type { ParquetPartition, ParquetSource } from './table-source';

type Column = ParquetSource['columns'][number];

/**
 * The relation of a table of Parquet files: one scan for each partition, of the columns that its files have, whatever else
 * the partition names; Athena finds them by name, too. A column that has one text in all rows of a partition is that text,
 * so that DuckDB drops the scan where a predicate rules it out, as Athena does by the same statistics.
 */
export async function parquetShape(source: ParquetSource, context: ScanContext): Promise<TableShape> {
  const read = source.partitions.filter(({ files }) => files.length > 0);
  await context.parquet.read(read.flatMap(({ files, columns }) => (columns === undefined ? [] : files)));
  for (const { files } of read) if (files[0] !== undefined) context.files.set(files[0], files);
  const branches = read.map((partition) =>
    branch(linesOf(source.columns, partition, context), source.partitionKeys, partition, context.root),
  );
  const columns = source.columns.map((column) => ({ name: column.name, duckType: duckType(column.type) }));
  if (branches.length === 0) branches.push(emptyBranch(columns, source.partitionKeys));
  const data = source.columns.map(({ name, type }): ColumnShape => ({ name, type }));
  return {
    kind: 'table',
    columns: [...data, ...keyShapes(source.partitionKeys)],
    relation: `(${branches.join(' UNION ALL ')})`,
  };
}

function linesOf(columns: readonly Column[], partition: ParquetPartition, context: ScanContext): Lines {
  if (partition.columns === undefined) return exportLines(columns, context);
  const footers = partition.files.flatMap((file) => context.parquet.footer(file) ?? []);
  const there = partition.columns.filter((name) => footers.every((footer) => footer.has(name)));
  const list = columns.map((column) => `${valueOf(column, there, footers)} AS ${quoteName(column.name)}`);
  return (files) =>
    `SELECT ${list.join(', ')}, filename FROM read_parquet(${paths(files)}, filename=true, hive_partitioning=false)`;
}

function valueOf(column: Column, there: readonly string[], footers: readonly ParquetFooter[]): string {
  const type = duckType(column.type);
  if (!there.includes(column.name)) return `CAST(NULL AS ${type})`;
  const [constant, ...others] = new Set(footers.map((footer) => footer.get(column.name)?.constant));
  if (column.type.kind === 'varchar' && constant !== undefined && others.length === 0) return quote(constant);
  return `CAST(${quoteName(column.name)} AS ${type})`;
}

/** The lines of an export, which have an item and nothing else, spelled as the SerDe does. */
function exportLines(columns: readonly Column[], context: ScanContext): Lines {
  const sample = context.samples.path(JSON.stringify({ Item: { sample: { S: '' } } }));
  const lines = jsonLines([itemColumn()], sample);
  const list = columns.map((column) =>
    column.name === 'item'
      ? 't_openx_item(item) AS item'
      : `CAST(NULL AS ${duckType(column.type)}) AS ${quoteName(column.name)}`,
  );
  return (files) => `SELECT ${list.join(', ')}, filename FROM (${lines(files)})`;
}
