import {
  AthenaError,
  duckType,
  RefusedError,
  typeText,
  type Translation,
  type Type,
  type UnloadStatement,
  quote,
  quoteName,
} from '../dialect';

/** Rows of a row group: an item may be 400 KB, and several groups are built up in memory at the same time. */
const ROW_GROUP_ROWS = 10_240;

/**
 * DuckDB's statement that writes what an UNLOAD selects to one Parquet file. Where it fails, the file is there unfinished:
 * DuckDB would write another one first, whose name nothing else knows, and leave that.
 *
 * @throws AthenaError for a column without a name, RefusedError for a type that has none in Parquet here
 */
export function copyStatement(
  { sql, columns }: Translation,
  { compression }: Pick<UnloadStatement, 'compression'>,
  file: string,
): string {
  const list = columns.map((column, index) => {
    if (column.isUnnamed)
      throw new AthenaError('MISSING_COLUMN_NAME', `Column name not specified at position ${index + 1}`);
    if (!isStorable(column.type))
      throw new RefusedError(`UNLOAD of a ${typeText(column.type)} (${column.name})`, 'a CAST to another type');
    return `CAST(c${index + 1} AS ${duckType(column.type)}) AS ${quoteName(column.name)}`;
  });
  return `COPY (SELECT ${list.join(', ')} FROM (${sql})) TO ${quote(file)} (FORMAT parquet, COMPRESSION ${compression.toLowerCase()}, ROW_GROUP_SIZE ${ROW_GROUP_ROWS}, USE_TMP_FILE false)`;
}

function isStorable(type: Type): boolean {
  switch (type.kind) {
    case 'array':
      return isStorable(type.element);
    case 'map':
      return isStorable(type.key) && isStorable(type.value);
    default:
      return ![
        'unknown',
        'json',
        'row',
        'ipaddress',
        'time',
        'timetz',
        'timestamptz',
        'finetimestamp',
        'intervalDay',
        'intervalYear',
      ].includes(type.kind);
  }
}
