import { LONGEST_LINE } from '../longest-line';
import { duckType, type Type, quote, quoteName } from '../../dialect';

const VARCHAR: Type = { kind: 'varchar' };
const ATTRIBUTE: Type = { kind: 'map', key: VARCHAR, value: VARCHAR };
/** An item: attribute, type descriptor, value. */
export const ITEM: Type = { kind: 'map', key: VARCHAR, value: ATTRIBUTE };

/** Where a table's lines come from: SQL that gives the columns and `filename`. */
export type Lines = (files: readonly string[]) => string;

/** A column of JSON lines, with its type in DuckDB's words. */
export interface LineColumn {
  readonly name: string;
  readonly duckType: string;
  readonly jsonName: string;
}

/**
 * What DuckDB reads an item as: all of it, or these attributes. Its STRUCT finds a key by the very name, as Athena does
 * with `case.insensitive=FALSE`; but two fields of it must not differ in case alone.
 */
export function itemColumn(attributes?: readonly string[]): LineColumn {
  return { name: 'item', duckType: attributes === undefined ? duckType(ITEM) : struct(attributes), jsonName: 'Item' };
}

function struct(attributes: readonly string[]): string {
  // a STRUCT has a field at least
  const fields = attributes.length === 0 ? ['-'] : attributes;
  return `STRUCT(${fields.map((attribute) => `${quoteName(attribute)} ${duckType(ATTRIBUTE)}`).join(', ')})`;
}

/** Lines that are all JSON: the first that is none fails the query. Lines with nothing but spaces are no rows. */
export function jsonLines(columns: readonly LineColumn[], sample: string): Lines {
  const types = columns.map((c) => `${quoteName(c.jsonName)}: ${quote(c.duckType)}`);
  const list = columns.map((c) => `${quoteName(c.jsonName)} AS ${quoteName(c.name)}`).join(', ');
  const options = [
    "format='newline_delimited'",
    // where DuckDB has to find out by itself, odd lines make it take whole lines for values
    'records=true',
    `columns={${types.join(', ')}}`,
    // no more than the sample is looked at while planning: twice as fast as auto_detect=false, a quarter of the memory
    'sample_size=1',
    'maximum_sample_files=1',
    'filename=true',
    // a folder called item=1 is no column
    'hive_partitioning=false',
    `maximum_object_size=${LONGEST_LINE}`,
  ].join(', ');
  return (files) =>
    `SELECT ${list}, filename FROM read_json(${paths([sample, ...files])}, ${options}) WHERE filename <> ${quote(sample)}`;
}

/** A column of the type of an item, under any key. */
export function mapColumn({ name, jsonName }: Pick<LineColumn, 'name' | 'jsonName'>): LineColumn {
  return { name, duckType: duckType(ITEM), jsonName };
}

/** What {@link MAPS_OF_LINE} reads; any other line is a row of NULL. */
const BEGINS_AS_JSON = '^[\\x00-\\x20]*[{\\[]';

/** The function that reads a line as Trino does; see {@link mapsOfLine}. */
export const MAPS_OF_LINE = 't_maps_of_line';

/**
 * Lines of any kind, each read as Trino's OpenX reader reads it. DuckDB's own reader does nearly all of them; a line that it
 * does not read strictly, and one with a value that is a number without quotes, goes to {@link MAPS_OF_LINE}.
 *
 * read_json's own ignore_errors takes the good line behind some bad ones for bad as well (DuckDB 1.5.6), and it has no row
 * for an empty line, so the lines are read as texts, which takes twice as long.
 *
 * @param ignoreMalformed whether the columns of a line that is no JSON are NULL, or it fails the query
 * @param columns of the type of an item; the first is the key that usual lines begin with
 */
export function checkLines(ignoreMalformed: boolean, columns: readonly LineColumn[] = [itemColumn()]): Lines {
  const options = [
    "columns={'line': 'VARCHAR'}",
    'auto_detect=false',
    'header=false',
    "delim='', quote='', escape='', comment=''",
    'strict_mode=false',
    // with it DuckDB 1.5.6 leaves out the last line of a file, without an error, where that is longer than its buffer
    'parallel=false',
    'filename=true',
    'hive_partitioning=false',
    `max_line_size=${LONGEST_LINE}`,
    `buffer_size=${2 * LONGEST_LINE}`,
  ].join(', ');
  const shape = quote(JSON.stringify(Object.fromEntries(columns.map((c) => [c.jsonName, c.duckType]))));
  // DuckDB rounds numbers without quotes, and passes over a comma too many
  const isUsual = `starts_with(line, ${quote(`{"${columns[0]?.jsonName ?? ''}":{`)}) AND NOT regexp_matches(line, '":\\s*[-0-9]|,\\s*[]}]')`;
  // within a TRY that catches something from_json reads keys that come twice as NULL, so it must not meet what is no JSON
  const strictly = `CASE WHEN json_valid(line) THEN TRY(CASE WHEN ${isUsual} THEN ${strictMaps(columns, shape)} END) END`;
  const names = quote(JSON.stringify(columns.map(({ jsonName }) => jsonName)));
  // an empty line is not worth a call of the function: a file of a megabyte can have a billion of them
  const leniently = `CASE WHEN regexp_matches(line, ${quote(BEGINS_AS_JSON)}) THEN from_json(${MAPS_OF_LINE}(line, filename, ${names}, ${ignoreMalformed}), ${shape}) END`;
  const isDistinct = columns.map(({ jsonName }) => hasDistinctKeys(`maps.${quoteName(jsonName)}`)).join(' AND ');
  const list = columns.map(({ name, jsonName }) => `maps.${quoteName(jsonName)} AS ${quoteName(name)}`).join(', ');
  return (files) =>
    `SELECT ${list}, filename FROM (SELECT CASE WHEN maps IS NOT NULL AND ${isDistinct} THEN maps ELSE ${leniently} END AS maps, filename FROM (SELECT ${strictly} AS maps, line, filename FROM read_csv(${paths(files)}, ${options})))`;
}

/**
 * The maps of a line, or a failure where DuckDB's reader is not sure of them. A column that a line lacks fails as well, and
 * with it come all 2,048 lines around it one at a time, 15 times as slow: of several columns, of which usual lines lack
 * some, each is read by itself.
 */
function strictMaps(columns: readonly LineColumn[], shape: string): string {
  if (columns.length === 1) return `from_json_strict(line, ${shape})`;
  const texts = quote(JSON.stringify(Object.fromEntries(columns.map(({ jsonName }) => [jsonName, 'JSON']))));
  const maps = columns.map(({ jsonName, duckType }) => {
    const name = quoteName(jsonName);
    return `${name}: from_json_strict(texts.${name}, ${quote(JSON.stringify(duckType))})`;
  });
  const read = `list_transform([from_json(line, ${texts})], lambda texts: {${maps.join(', ')}})[1]`;
  // of a key that comes twice it takes one
  return `CASE WHEN len(list_distinct(json_keys(line))) = len(json_keys(line)) THEN ${read} END`;
}

/** from_json makes maps with a key twice, of which each reader would take another. */
function hasDistinctKeys(map: string): string {
  const values = `list_transform(map_values(${map}), lambda v: len(map_keys(v)) <= 1)`;
  return `(${map} IS NULL OR (len(list_distinct(map_keys(${map}))) = len(map_keys(${map})) AND list_bool_and(${values}) IS DISTINCT FROM false))`;
}

/** A list of files as a literal of DuckDB. */
export const paths = (files: readonly string[]): string => `[${files.map(literally).map(quote).join(', ')}]`;

/** A path in which nothing is a pattern. */
export const literally = (path: string): string => path.replace(/[*?[]/g, '[$&]');
