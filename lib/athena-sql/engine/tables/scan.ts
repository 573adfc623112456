import type { AbsoluteFolder } from '../absolute-folder';
import {
  attributeColumn,
  duckType,
  quote,
  quoteName,
  type ColumnShape,
  type PartitionShape,
  type TableColumns,
  type TableShape,
  type Type,
} from '../../dialect';
import { branch, groupPartitions, joinFiles, keyTexts, type ScanFiles } from './branch';
import { checkLines, ITEM, itemColumn, jsonLines, mapColumn, type LineColumn, type Lines } from './lines';
import type { ParquetFiles } from './parquet-files';
import type { Samples } from '../samples';
import type { ItemsSource, JsonLinesSource, MapsSource, Partition, TableSource } from './table-source';

const VARCHAR: Type = { kind: 'varchar' };

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
  const partitionOf = new Map<PartitionShape, Partition>();
  const select = (partitions: readonly Partition[], attributes?: readonly string[]): string =>
    selectOf(source, partitions, context, attributes);
  for (const { partition, constants } of partitionsOf(source, context)) {
    const sql = (attributes?: readonly string[]): string => select([partition], attributes);
    partitionOf.set(
      { constants, stored: partition, sql: () => sql(), ...(source.kind === 'items' && { sqlOf: sql }) },
      partition,
    );
  }
  return {
    kind: 'table',
    columns: shapes(source),
    partitions: [...partitionOf.keys()],
    sqlOfAll: (shapes, attributes) => {
      const partitions = shapes.flatMap((shape) => partitionOf.get(shape) ?? []);
      return groupPartitions(partitions, (partition) => isCheckedScan(source, partition, context))
        .map((group) => {
          context.files.push(joinFiles(group));
          return select(group, attributes);
        })
        .join(' UNION ALL ');
    },
  };
}

/** One scan of partitions that are all checked, or all not. @param attributes what is read of items; @default all */
function selectOf(
  source: ItemsSource | MapsSource | JsonLinesSource,
  partitions: readonly Partition[],
  context: ScanContext,
  attributes?: readonly string[],
): string {
  const select = (lines: Lines): string => branch(lines, source.partitionKeys, partitions, context.root);
  if (source.kind === 'jsonLines') {
    const columns = source.columns.map((c): LineColumn => ({ ...c, duckType: duckType(c.type) }));
    return select(jsonLines(columns, context.samples.path(sampleLine(source))));
  }
  const isChecked = partitions.some((partition) => isCheckedScan(source, partition, context));
  if (source.kind === 'maps') {
    const maps = source.columns.map(mapColumn);
    const sample = context.samples.path(sampleLine(source));
    return select(isChecked ? checkLines(source.ignoreMalformed, maps) : jsonLines(maps, sample));
  }
  const whole = (): string => select(isChecked ? checkLines(source.ignoreMalformed) : itemLines(source, context));
  if (attributes === undefined) return whole();
  // Trino reads all attributes of an item wherever it reads one, and a validation must fail where that would
  if (isChecked || source.ignoreMalformed) return withColumns(whole(), attributes, memberOfMap);
  return withColumns(select(itemLines(source, context, attributes)), attributes, fieldOfItem);
}

/**
 * The partitions that have files, or had some when they were made, with the texts that all of their rows have. Their files are
 * added to the context's.
 */
export function partitionsOf<P extends Partition>(
  { partitionKeys, partitions }: { readonly partitionKeys: readonly string[]; readonly partitions: readonly P[] },
  { files }: ScanContext,
): { partition: P; constants: Map<string, string> }[] {
  return partitions.flatMap((partition) => {
    if (partition.files.length === 0 && partition.changed === undefined) return [];
    files.push(partition);
    return [{ partition, constants: keyTexts(partitionKeys, partition) }];
  });
}

/** Whether a partition may have lines that are no items, which a table passes over that ignores malformed JSON. */
function isCheckedScan(
  source: ItemsSource | MapsSource | JsonLinesSource,
  { files }: Partition,
  { checked, intact }: ScanContext,
): boolean {
  if (source.kind === 'jsonLines') return false;
  return checked || (source.ignoreMalformed && !files.every((file) => intact.has(file)));
}

function itemLines(source: ItemsSource, { samples }: ScanContext, attributes?: readonly string[]): Lines {
  return jsonLines([itemColumn(attributes)], samples.path(sampleLine(source)));
}

/** A SELECT of items with a column for each of these attributes. */
function withColumns(select: string, attributes: readonly string[], attributeOf: (name: string) => string): string {
  const columns = attributes.map((name) => `${attributeOf(name)} AS ${quoteName(attributeColumn(name))}`);
  return columns.length === 0 ? select : `SELECT *, ${columns.join(', ')} FROM (${select})`;
}

const fieldOfItem = (name: string): string => `item[${quote(name)}]`;

/** `item['name']` copies the maps that it gives; an element of a list is none of them copied, in two fifths of the time. */
const memberOfMap = (name: string): string => `map_values(item)[list_position(map_keys(item), ${quote(name)})]`;

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

/** A line with every key that is read. */
function sampleLine(source: ItemsSource | MapsSource | JsonLinesSource): string {
  if (source.kind === 'items') return JSON.stringify({ Item: { sample: { S: '' } } });
  if (source.kind === 'maps')
    return JSON.stringify(Object.fromEntries(source.columns.map(({ jsonName }) => [jsonName, { sample: { S: '' } }])));
  return JSON.stringify(
    Object.fromEntries(source.columns.map((c) => [c.jsonName, c.type.kind === 'varchar' ? '' : 0])),
  );
}

/** A table of which nothing is known but columns and the keys of its partitions, whether they have files or not. */
export function unlistedShape(source: Exclude<TableSource, { kind: 'view' }>): TableColumns {
  const { partitionKeys, partitions } = source;
  const data =
    source.kind === 'parquet' ? source.columns.map(({ name, type }) => ({ name, type })) : dataShapes(source);
  return {
    kind: 'table',
    columns: [...data, ...keyShapes(partitionKeys)],
    partitions: partitions.map((partition) => ({ constants: keyTexts(partitionKeys, partition), sql: () => '' })),
  };
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
