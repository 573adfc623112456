import { duckType, type ColumnShape, type TableShape, type Type } from '../dialect';
import type { Samples } from './samples';
import type { ItemsSource, JsonLinesSource, Partition } from './table-source';

const VARCHAR: Type = { kind: 'varchar' };
const ITEM: Type = { kind: 'map', key: VARCHAR, value: { kind: 'map', key: VARCHAR, value: VARCHAR } };

/** A line may be 16 MiB: an item of 400 KB is one of 2.5 MB when every character is escaped. */
const LONGEST_LINE = 16 * 1024 * 1024;

/** The files of every partition that a statement may read, by the first of them. */
export type ScanFiles = Map<string, readonly string[]>;

/** What scans are made for. */
export interface ScanContext {
  /** Folder of the buckets, without a slash at its end. */
  readonly root: string;
  readonly files: ScanFiles;
  readonly samples: Samples;
}

interface JsonColumn {
  readonly name: string;
  readonly type: Type;
  readonly jsonName: string;
}

/**
 * The relation of a table: one scan for each partition, so that DuckDB drops those that a predicate on the partition
 * keys rules out before it opens a file. The files are added to the
 * context's.
 */
export function tableShape(source: ItemsSource | JsonLinesSource, context: ScanContext): TableShape {
  const columns: readonly JsonColumn[] =
    source.kind === 'items' ? [{ name: 'item', type: ITEM, jsonName: 'Item' }] : source.columns;
  const lines =
    source.kind === 'items' && source.ignoreMalformed
      ? checkedLines
      : jsonLines(columns, context.samples.path(sampleLine(source)));
  const filled = source.partitions.filter((p) => p.files.length > 0);
  const branches = filled.map((p) => branch(lines, source.partitionKeys, p, context.root));
  for (const p of filled) if (p.files[0] !== undefined) context.files.set(p.files[0], p.files);
  if (branches.length === 0) branches.push(emptyBranch(columns, source.partitionKeys));
  return { kind: 'table', columns: shapes(source, columns), relation: `(${branches.join(' UNION ALL ')})` };
}

function shapes(source: ItemsSource | JsonLinesSource, columns: readonly JsonColumn[]): ColumnShape[] {
  return [
    ...columns.map((c): ColumnShape => ({
      name: c.name,
      type: c.type,
      ...(source.kind === 'items' ? { openX: true } : {}),
    })),
    ...source.partitionKeys.map((name): ColumnShape => ({
      name: name.toLowerCase(),
      type: VARCHAR,
      partitionKey: true,
    })),
    { name: '$path', type: VARCHAR, hidden: true },
    { name: '$partition', type: VARCHAR, hidden: true, partitionKey: true },
    { name: '$file_size', type: { kind: 'bigint' }, hidden: true },
  ];
}

/** Where a table's lines come from: SQL that gives the columns and `filename`. */
type Lines = (files: readonly string[]) => string;

function branch(lines: Lines, keys: readonly string[], partition: Partition, root: string): string {
  const values = keys.map((key, i) => `${text(partition.values[i] ?? '')} AS ${name(key.toLowerCase())}`);
  const partitionName = keys.map((key, i) => `${key.toLowerCase()}=${partition.values[i] ?? ''}`).join('/');
  const hidden = [
    `'s3:/' || substr(filename, ${Array.from(root).length + 1}) AS "$path"`,
    `${text(partitionName)} AS "$partition"`,
    't_file_size(filename) AS "$file_size"',
  ];
  return `SELECT * EXCLUDE (filename), ${[...values, ...hidden].join(', ')} FROM (${lines(partition.files)})`;
}

/** Lines that are all JSON: the first that is none fails the query. */
function jsonLines(columns: readonly JsonColumn[], sample: string): Lines {
  const types = columns.map((c) => `${name(c.jsonName)}: ${text(duckType(c.type))}`);
  const list = columns.map((c) => `${name(c.jsonName)} AS ${name(c.name)}`).join(', ');
  const options = [
    "format='newline_delimited'",
    `columns={${types.join(', ')}}`,
    // no more than the sample is looked at while planning: twice as fast as auto_detect=false, a quarter of the memory
    'sample_size=1',
    'maximum_sample_files=1',
    'filename=true',
    `maximum_object_size=${LONGEST_LINE}`,
  ].join(', ');
  return (files) =>
    `SELECT ${list}, filename FROM read_json(${paths([sample, ...files])}, ${options}) WHERE filename <> ${text(sample)}`;
}

/**
 * Lines of which some may be no JSON: their item is NULL. read_json's own ignore_errors takes the good line behind some
 * bad ones for bad as well (DuckDB 1.5.6), so the lines are read as texts, which takes half as long again.
 */
const checkedLines: Lines = (files) => {
  const options = [
    "columns={'line': 'VARCHAR'}",
    'auto_detect=false',
    'header=false',
    "delim='', quote='', escape='', comment=''",
    'strict_mode=false',
    'filename=true',
    `max_line_size=${LONGEST_LINE}`,
    `buffer_size=${2 * LONGEST_LINE}`,
  ].join(', ');
  const item = `CASE WHEN json_valid(line) THEN TRY(from_json(line, ${text(JSON.stringify({ Item: duckType(ITEM) }))}).Item) END`;
  return `SELECT ${item} AS item, filename FROM read_csv(${paths(files)}, ${options})`;
};

/** A line with every key that is read. */
function sampleLine(source: ItemsSource | JsonLinesSource): string {
  if (source.kind === 'items') return JSON.stringify({ Item: { sample: { S: '' } } });
  return JSON.stringify(
    Object.fromEntries(source.columns.map((c) => [c.jsonName, c.type.kind === 'varchar' ? '' : 0])),
  );
}

const paths = (files: readonly string[]): string => `[${files.map(literally).map(text).join(', ')}]`;

/** A path in which nothing is a pattern. */
const literally = (path: string): string => path.replace(/[*?[]/g, '[$&]');

/** No file, no read_json: rows of the right types that are not there. */
function emptyBranch(columns: readonly JsonColumn[], keys: readonly string[]): string {
  const nulls = [
    ...columns.map((c) => `CAST(NULL AS ${duckType(c.type)}) AS ${name(c.name)}`),
    ...[...keys.map((k) => k.toLowerCase()), '$path', '$partition'].map((k) => `CAST(NULL AS VARCHAR) AS ${name(k)}`),
    'CAST(NULL AS BIGINT) AS "$file_size"',
  ];
  return `SELECT ${nulls.join(', ')} WHERE FALSE`;
}

/** The relation of `"table$partitions"`: a row for each partition, files or not. */
export function partitionsShape(source: ItemsSource | JsonLinesSource): TableShape {
  const keys = source.partitionKeys.map((k) => k.toLowerCase());
  const columns = keys.map((key): ColumnShape => ({ name: key, type: VARCHAR }));
  const rows = source.partitions.map(
    (p) => `SELECT ${keys.map((key, i) => `${text(p.values[i] ?? '')} AS ${name(key)}`).join(', ')}`,
  );
  const none = `SELECT ${keys.map((key) => `CAST(NULL AS VARCHAR) AS ${name(key)}`).join(', ')} WHERE FALSE`;
  return { kind: 'table', columns, relation: `(${rows.length === 0 ? none : rows.join(' UNION ALL ')})` };
}

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const name = (value: string): string => `"${value.replaceAll('"', '""')}"`;
