import { duckType, quote, quoteName, type ColumnShape, type PartitionShape, type TableShape } from '../../dialect';
import { itemColumn, jsonLines, paths, type Lines } from './lines';
import type { ParquetFooter } from './parquet-files';
import { athenaFailure } from '../failures';
import { branch, groupPartitions, joinFiles } from './branch';
import { keyShapes, partitionsOf, type ScanContext } from './scan';
import type { ParquetPartition, ParquetSource } from './table-source';

type Column = ParquetSource['columns'][number];

/**
 * Partitions that are scanned one by one, so that of each that its statistics rule out no bytes are counted. More take six
 * times as long so (300 of three columns) as in one scan, of which all bytes count that the columns have.
 */
const MOST_SCANS = 30;

/**
 * A table of Parquet files: of each partition the columns that its files have, whatever else the partition names; Athena
 * finds them by name, too. A column that has one text in all rows of a partition is that text, so that what a predicate on it
 * rules out is not read, as Athena does not by the same statistics. Many partitions of the same columns are read in one scan.
 */
export async function parquetShape(source: ParquetSource, context: ScanContext): Promise<TableShape> {
  const scans = partitionsOf(source, context);
  await context.parquet.read(
    scans.flatMap(({ partition: { files, columns, changed } }) =>
      columns === undefined || changed !== undefined ? [] : files,
    ),
  );
  const partitionOf = new Map<PartitionShape, ParquetPartition>();
  const select = (partitions: readonly ParquetPartition[]): string => {
    for (const file of partitions.flatMap(({ files }) => files)) {
      const failure = context.parquet.failure(file);
      if (failure !== undefined) throw athenaFailure(failure, context.root);
    }
    return branch(linesOf(source, partitions, context), source.partitionKeys, partitions, context.root);
  };
  for (const { partition, constants: keys } of scans) {
    const texts = constantTexts(source.columns, [partition], context);
    const shape = { constants: new Map([...texts, ...keys]), stored: partition, sql: () => select([partition]) };
    partitionOf.set(shape, partition);
  }
  return {
    kind: 'table',
    columns: [
      ...source.columns.map(({ name, type }): ColumnShape => ({ name, type })),
      ...keyShapes(source.partitionKeys),
    ],
    partitions: [...partitionOf.keys()],
    sqlOfAll: (shapes) => {
      const partitions = shapes.flatMap((shape) => partitionOf.get(shape) ?? []);
      if (partitions.length <= MOST_SCANS) return shapes.map(({ sql }) => sql()).join(' UNION ALL ');
      return groupPartitions(partitions, (partition) => kindOf(partition, context))
        .map((group) => {
          context.files.push(joinFiles(group));
          return select(group);
        })
        .join(' UNION ALL ');
    },
  };
}

/**
 * What partitions have alike that one scan can read: lines, or the same columns of the same types, as DuckDB reads all files
 * of a scan by the first one's types. A partition whose files differ is read by itself.
 */
function kindOf({ columns, files }: ParquetPartition, { parquet }: ScanContext): string {
  if (columns === undefined) return 'lines';
  const schemas = new Set(files.map((file) => parquet.schema(file)));
  return JSON.stringify([columns, schemas.size === 1 ? [...schemas] : files]);
}

/** Where the rows of partitions come from that are of one kind. */
function linesOf(source: ParquetSource, partitions: readonly ParquetPartition[], context: ScanContext): Lines {
  const [first] = partitions;
  if (first?.columns === undefined) return exportLines(source.columns, context);
  const texts = constantTexts(source.columns, partitions, context);
  return parquetLines(source.columns, first.columns, texts, footersOf(partitions, context));
}

function footersOf(partitions: readonly ParquetPartition[], { parquet }: ScanContext): ParquetFooter[] {
  return partitions.flatMap(({ files }) => files).flatMap((file) => parquet.footer(file) ?? []);
}

/** The columns that have one text in all rows of partitions. */
function constantTexts(
  columns: readonly Column[],
  partitions: readonly ParquetPartition[],
  context: ScanContext,
): Map<string, string> {
  const footers = footersOf(partitions, context);
  const found = new Map<string, string>();
  for (const { name, type } of columns) {
    if (type.kind !== 'varchar' || !partitions.every((partition) => partition.columns?.includes(name) === true))
      continue;
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
