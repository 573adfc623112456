import { attributeColumn, duckType, type ColumnShape, type TableShape, type Type, quote, quoteName } from '../dialect';
import { checkedLines, ITEM, itemColumn, jsonLines, type LineColumn, type Lines } from './lines';
import type { ParquetFiles } from './parquet-files';
import type { Samples } from './samples';
import type { ItemsSource, JsonLinesSource, Partition } from './table-source';

const VARCHAR: Type = { kind: 'varchar' };

/** The files of every partition that a statement may read, by the first of them. */
export type ScanFiles = Map<string, readonly string[]>;

/** What scans are made for. */
export interface ScanContext {
  /** Folder of the buckets, without a slash at its end. */
  readonly root: string;
  readonly files: ScanFiles;
  readonly samples: Samples;
  readonly parquet: ParquetFiles;
  /** Files known to be as DynamoDB wrote them: an object in every line. */
  readonly intact: ReadonlySet<string>;
}

/**
 * The relation of a table: one scan for each partition, so that DuckDB drops those that a predicate on the partition
 * keys rules out before it opens a file. The files are added to the context's.
 */
export function tableShape(source: ItemsSource | JsonLinesSource, context: ScanContext): TableShape {
  for (const { files } of source.partitions) if (files[0] !== undefined) context.files.set(files[0], files);
  const columns = shapes(source);
  if (source.kind === 'jsonLines') {
    const lines = source.columns.map((c): LineColumn => ({ ...c, duckType: duckType(c.type) }));
    return { kind: 'table', columns, relation: relation(source, context, lines) };
  }
  return {
    kind: 'table',
    columns,
    relation: relation(source, context, [itemColumn()]),
    relationOf: (attributes) => withColumns(relation(source, context, [itemColumn(attributes)]), attributes),
  };
}

/** The relation with a column for each attribute of its items. */
function withColumns(relation: string, attributes: readonly string[]): string {
  const columns = attributes.map((name) => `item[${quote(name)}] AS ${quoteName(attributeColumn(name))}`);
  return columns.length === 0 ? relation : `(SELECT *, ${columns.join(', ')} FROM ${relation})`;
}

function relation(source: ItemsSource | JsonLinesSource, context: ScanContext, columns: readonly LineColumn[]): string {
  const trusted = jsonLines(columns, context.samples.path(sampleLine(source)));
  const [item] = columns;
  const checked = source.kind === 'items' && source.ignoreMalformed && item ? checkedLines(item) : undefined;
  const branches = source.partitions
    .filter(({ files }) => files.length > 0)
    .map((partition) => {
      const isIntact = partition.files.every((file) => context.intact.has(file));
      return branch(isIntact ? trusted : (checked ?? trusted), source.partitionKeys, partition, context.root);
    });
  if (branches.length === 0) branches.push(emptyBranch(columns, source.partitionKeys));
  return `(${branches.join(' UNION ALL ')})`;
}

function shapes(source: ItemsSource | JsonLinesSource): ColumnShape[] {
  const data: ColumnShape[] =
    source.kind === 'items'
      ? [{ name: 'item', type: ITEM, openX: true }]
      : source.columns.map((c) => ({ name: c.name, type: c.type }));
  return [...data, ...keyShapes(source.partitionKeys)];
}

/** The partition keys and the hidden columns, behind the data's own. */
export function keyShapes(keys: readonly string[]): ColumnShape[] {
  return [
    ...keys.map((key): ColumnShape => ({
      name: key.toLowerCase(),
      type: VARCHAR,
      partitionKey: true,
    })),
    { name: '$path', type: VARCHAR, hidden: true },
    { name: '$partition', type: VARCHAR, hidden: true, partitionKey: true },
    { name: '$file_size', type: { kind: 'bigint' }, hidden: true },
  ];
}

/** The scan of a partition, with its keys and the hidden columns. */
export function branch(lines: Lines, keys: readonly string[], partition: Partition, root: string): string {
  const values = keys.map((key, i) => `${quote(partition.values[i] ?? '')} AS ${quoteName(key.toLowerCase())}`);
  const partitionName = keys.map((key, i) => `${key.toLowerCase()}=${partition.values[i] ?? ''}`).join('/');
  const hidden = [
    `'s3:/' || substr(filename, ${Array.from(root).length + 1}) AS "$path"`,
    `${quote(partitionName)} AS "$partition"`,
    't_file_size(filename) AS "$file_size"',
  ];
  return `SELECT * EXCLUDE (filename), ${[...values, ...hidden].join(', ')} FROM (${lines(partition.files)})`;
}

/** A line with every key that is read. */
function sampleLine(source: ItemsSource | JsonLinesSource): string {
  if (source.kind === 'items') return JSON.stringify({ Item: { sample: { S: '' } } });
  return JSON.stringify(
    Object.fromEntries(source.columns.map((c) => [c.jsonName, c.type.kind === 'varchar' ? '' : 0])),
  );
}

/** No file, no scan: rows of the right types that are not there. */
export function emptyBranch(
  columns: readonly Pick<LineColumn, 'name' | 'duckType'>[],
  keys: readonly string[],
): string {
  const nulls = [
    ...columns.map((c) => `CAST(NULL AS ${c.duckType}) AS ${quoteName(c.name)}`),
    ...[...keys.map((k) => k.toLowerCase()), '$path', '$partition'].map(
      (k) => `CAST(NULL AS VARCHAR) AS ${quoteName(k)}`,
    ),
    'CAST(NULL AS BIGINT) AS "$file_size"',
  ];
  return `SELECT ${nulls.join(', ')} WHERE FALSE`;
}

/** The relation of `"table$partitions"`: a row for each partition, files or not. */
export function partitionsShape(source: Pick<ItemsSource, 'partitionKeys' | 'partitions'>): TableShape {
  const keys = source.partitionKeys.map((k) => k.toLowerCase());
  const columns = keys.map((key): ColumnShape => ({ name: key, type: VARCHAR }));
  const rows = source.partitions.map(
    (p) => `SELECT ${keys.map((key, i) => `${quote(p.values[i] ?? '')} AS ${quoteName(key)}`).join(', ')}`,
  );
  const none = `SELECT ${keys.map((key) => `CAST(NULL AS VARCHAR) AS ${quoteName(key)}`).join(', ')} WHERE FALSE`;
  return { kind: 'table', columns, relation: `(${rows.length === 0 ? none : rows.join(' UNION ALL ')})` };
}
