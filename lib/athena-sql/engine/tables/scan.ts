import type { AbsoluteFolder } from '../absolute-folder';
import {
  AthenaError,
  attributeColumn,
  duckType,
  quote,
  quoteName,
  type ColumnShape,
  type PartitionShape,
  type TableShape,
  type Type,
} from '../../dialect';
import { EMPTY_PART } from '../empty-part';
import { checkedLines, ITEM, itemColumn, jsonLines, mapColumn, type LineColumn, type Lines } from './lines';
import type { ParquetFiles } from './parquet-files';
import type { Samples } from '../samples';
import type { ItemsSource, JsonLinesSource, MapsSource, Partition } from './table-source';

const VARCHAR: Type = { kind: 'varchar' };

/** The files of every partition that a statement may read, by the first of them. */
export type ScanFiles = Map<string, Pick<Partition, 'files' | 'sizes' | 'emptyBytes'>>;

/** What scans are made for. */
export interface ScanContext {
  /** Folder of the buckets. */
  readonly root: AbsoluteFolder;
  readonly files: ScanFiles;
  readonly samples: Samples;
  readonly parquet: ParquetFiles;
  /** Files known to be as their manifest says: most likely an object in every line. */
  readonly intact: ReadonlySet<string>;
  /** Whether every line is read by itself, as Trino reads it: slower, and right for odd lines too. */
  readonly checked: boolean;
}

/**
 * A table whose partitions are scans, one each, so that those which a statement rules out are not even planned. Their files
 * are added to the context's.
 */
export function tableShape(source: ItemsSource | MapsSource | JsonLinesSource, context: ScanContext): TableShape {
  const scans = partitionsOf(source, context);
  return {
    kind: 'table',
    columns: shapes(source),
    partitions: scans.map(({ partition, constants }): PartitionShape => {
      const select = (lines: Lines): string => branch(lines, source.partitionKeys, partition, context.root);
      if (source.kind === 'jsonLines') {
        const lines = source.columns.map((c): LineColumn => ({ ...c, duckType: duckType(c.type) }));
        return { constants, sql: () => select(jsonLines(lines, context.samples.path(sampleLine(source)))) };
      }
      const isChecked = isCheckedScan(source, partition, context);
      if (source.kind === 'maps') {
        const maps = source.columns.map(mapColumn);
        const sample = context.samples.path(sampleLine(source));
        const lines = isChecked ? checkedLines(source.ignoreMalformed, maps) : jsonLines(maps, sample);
        return { constants, sql: () => select(lines) };
      }
      const whole = (): string => select(isChecked ? checkedLines(source.ignoreMalformed) : itemLines(source, context));
      // Trino reads all attributes of an item wherever it reads one, and a validation must fail where that would
      const parts = (attributes: readonly string[]): string =>
        isChecked || source.ignoreMalformed ? whole() : select(itemLines(source, context, attributes));
      return { constants, sql: whole, sqlOf: (attributes) => withColumns(parts(attributes), attributes) };
    }),
  };
}

/** The partitions that have files, which are added to the context's, with the texts that all of their rows have. */
export function partitionsOf<P extends Partition>(
  { partitionKeys, partitions }: { readonly partitionKeys: readonly string[]; readonly partitions: readonly P[] },
  { files }: ScanContext,
): { partition: P; constants: Map<string, string> }[] {
  return partitions.flatMap((partition) => {
    const [first] = partition.files;
    if (first === undefined) return [];
    files.set(first, partition);
    return [{ partition, constants: keyTexts(partitionKeys, partition) }];
  });
}

function keyTexts(keys: readonly string[], { values }: Pick<Partition, 'values'>): Map<string, string> {
  return new Map(keys.map((key, i) => [key.toLowerCase(), values[i] ?? '']));
}

/** Whether a partition may have lines that are no items, which a table passes over that ignores malformed JSON. */
function isCheckedScan(
  source: Pick<ItemsSource, 'ignoreMalformed'>,
  { files }: Partition,
  { checked, intact }: ScanContext,
): boolean {
  return checked || (source.ignoreMalformed && !files.every((file) => intact.has(file)));
}

function itemLines(source: ItemsSource, { samples }: ScanContext, attributes?: readonly string[]): Lines {
  return jsonLines([itemColumn(attributes)], samples.path(sampleLine(source)));
}

/** A SELECT of items with a column for each of these attributes. */
function withColumns(select: string, attributes: readonly string[]): string {
  const columns = attributes.map((name) => `item[${quote(name)}] AS ${quoteName(attributeColumn(name))}`);
  return columns.length === 0 ? select : `SELECT *, ${columns.join(', ')} FROM (${select})`;
}

function shapes(source: ItemsSource | MapsSource | JsonLinesSource): ColumnShape[] {
  return [...dataShapes(source), ...keyShapes(source.partitionKeys)];
}

function dataShapes(source: ItemsSource | MapsSource | JsonLinesSource): ColumnShape[] {
  switch (source.kind) {
    case 'items':
      return [{ name: 'item', type: ITEM, openX: true }];
    case 'maps':
      return source.columns.map(({ name }) => ({ name, type: ITEM, openX: true }));
    case 'jsonLines':
      return source.columns.map(({ name, type }) => ({ name, type }));
  }
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
export function branch(lines: Lines, keys: readonly string[], partition: Partition, root: AbsoluteFolder): string {
  const texts = [...keyTexts(keys, partition)];
  if (partition.changed !== undefined)
    throw new AthenaError(
      'HIVE_BAD_DATA',
      `The files of the partition ${texts.map(([, text]) => text).join(', ')} are not those that were published: ${partition.changed}. "export-to-athena verify" names them, and other partitions can be queried`,
    );
  const values = texts.map(([key, text]) => `${quote(text)} AS ${quoteName(key)}`);
  const partitionName = texts.map(([key, text]) => `${key}=${text}`).join('/');
  const hidden = [
    `${objectOf(partition.files, root)} AS "$path"`,
    `${quote(partitionName)} AS "$partition"`,
    't_file_size(filename) AS "$file_size"',
  ];
  return `SELECT * EXCLUDE (filename), ${[...values, ...hidden].join(', ')} FROM (${lines(partition.files)})`;
}

/** The object that a file is, as `s3://bucket/key`. */
function objectOf(files: readonly string[], root: string): string {
  const path = `'s3:/' || substr(filename, ${Array.from(root).length + 1})`;
  const folder = `/${EMPTY_PART}`;
  return files.some((file) => file.includes(folder)) ? `replace(${path}, ${quote(folder)}, '/')` : path;
}

/** A line with every key that is read. */
function sampleLine(source: ItemsSource | MapsSource | JsonLinesSource): string {
  if (source.kind === 'items') return JSON.stringify({ Item: { sample: { S: '' } } });
  if (source.kind === 'maps')
    return JSON.stringify(Object.fromEntries(source.columns.map(({ jsonName }) => [jsonName, { sample: { S: '' } }])));
  return JSON.stringify(
    Object.fromEntries(source.columns.map((c) => [c.jsonName, c.type.kind === 'varchar' ? '' : 0])),
  );
}

/** `"table$partitions"`: a row for each partition, files or not. */
export function partitionsShape({
  partitionKeys,
  partitions,
}: Pick<ItemsSource, 'partitionKeys' | 'partitions'>): TableShape {
  return {
    kind: 'table',
    columns: partitionKeys.map((key): ColumnShape => ({ name: key.toLowerCase(), type: VARCHAR, partitionKey: true })),
    partitions: partitions.map((partition): PartitionShape => {
      const constants = keyTexts(partitionKeys, partition);
      const values = [...constants].map(([key, text]) => `${quote(text)} AS ${quoteName(key)}`);
      return { constants, sql: () => `SELECT ${values.join(', ')}` };
    }),
  };
}
