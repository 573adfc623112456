import { duckType, quote, quoteName, type ColumnShape, type PartitionShape, type TableShape } from '../../dialect';
import { itemColumn, jsonLines, paths, type Lines } from './lines';
import type { ParquetFooter } from './parquet-files';
import { branch } from './branch';
import { keyShapes, partitionsOf, type ScanContext } from './scan';
import type { ParquetPartition, ParquetSource } from './table-source';

type Column = ParquetSource['columns'][number];

/**
 * A table of Parquet files: of each partition the columns that its files have, whatever else the partition names; Athena
 * finds them by name, too. A column that has one text in all rows of a partition is that text, so that what a predicate on it
 * rules out is not read, as Athena does not by the same statistics.
 */
export async function parquetShape(source: ParquetSource, context: ScanContext): Promise<TableShape> {
  const scans = partitionsOf(source, context);
  await context.parquet.read(
    scans.flatMap(({ partition: { files, columns } }) => (columns === undefined ? [] : files)),
  );
  return {
    kind: 'table',
    columns: [
      ...source.columns.map(({ name, type }): ColumnShape => ({ name, type })),
      ...keyShapes(source.partitionKeys),
    ],
    partitions: scans.map(({ partition, constants: keys }): PartitionShape => {
      const footers = partition.files.flatMap((file) => context.parquet.footer(file) ?? []);
      const texts = constantTexts(source.columns, partition, footers);
      const lines = (): Lines =>
        partition.columns === undefined
          ? exportLines(source.columns, context)
          : parquetLines(source.columns, partition.columns, texts, footers);
      return {
        constants: new Map([...texts, ...keys]),
        stored: partition,
        sql: () => branch(lines(), source.partitionKeys, [partition], context.root),
      };
    }),
  };
}

/** The columns of a partition that have one text in all of its rows. */
function constantTexts(
  columns: readonly Column[],
  partition: ParquetPartition,
  footers: readonly ParquetFooter[],
): Map<string, string> {
  const found = new Map<string, string>();
  for (const { name, type } of columns) {
    if (type.kind !== 'varchar' || partition.columns?.includes(name) !== true) continue;
    const [text, ...others] = new Set(footers.map((footer) => footer.get(name)?.constant));
    if (text !== undefined && others.length === 0) found.set(name, text);
  }
  return found;
}

/** Rows of Parquet files. @param named the columns that the partition names */
function parquetLines(
  columns: readonly Column[],
  named: readonly string[],
  texts: ReadonlyMap<string, string>,
  footers: readonly ParquetFooter[],
): Lines {
  const there = named.filter((name) => footers.every((footer) => footer.has(name)));
  const list = columns.map(({ name, type }) => {
    const text = texts.get(name);
    if (text !== undefined) return `${quote(text)} AS ${quoteName(name)}`;
    return `CAST(${there.includes(name) ? quoteName(name) : 'NULL'} AS ${duckType(type)}) AS ${quoteName(name)}`;
  });
  return (files) =>
    `SELECT ${list.join(', ')}, filename FROM read_parquet(${paths(files)}, filename=true, hive_partitioning=false)`;
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
