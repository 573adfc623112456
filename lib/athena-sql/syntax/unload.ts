import { RefusedError, SqlSyntaxError } from '../errors';
import type { Cursor } from './cursor';
import { openCursor } from './grammar';

/** `UNLOAD (query) TO 's3://bucket/folder/' WITH (format = 'PARQUET', ...)`, taken apart. */
export interface UnloadStatement {
  readonly query: string;
  readonly location: string;
  readonly compression: Compression;
}

/** What Parquet files can be compressed with, in DuckDB's words and Athena's. */
export type Compression = (typeof COMPRESSIONS)[number];

const COMPRESSIONS = ['GZIP', 'ZSTD', 'SNAPPY'] as const;

/**
 * Takes Athena's UNLOAD apart. Of its formats Parquet alone is known here.
 *
 * @returns undefined for any other statement
 * @throws SqlSyntaxError, RefusedError
 */
export function parseUnload(sql: string): UnloadStatement | undefined {
  const cursor = openCursor(sql);
  if (!cursor.take('UNLOAD')) return undefined;
  cursor.expect('(');
  const start = cursor.peek().offset;
  cursor.query();
  const query = sql.slice(start, cursor.expect(')').offset);
  cursor.expect('TO');
  const { offset } = cursor.peek();
  const location = cursor.string();
  if (!/^s3:\/\/[^/]+\/(.+\/)?$/.test(location))
    throw new SqlSyntaxError("The location must be of the form 's3://bucket/folder/'", sql, offset);
  const properties = parseProperties(cursor);
  if (cursor.peek().kind !== 'end') cursor.fail('Expecting: <EOF>');
  return { query, location, compression: compressionOf(properties) };
}

function parseProperties(cursor: Cursor): ReadonlyMap<string, string> {
  cursor.expect('WITH');
  const properties = cursor.listInParentheses(() => {
    const { name } = cursor.identifier();
    cursor.expect('=');
    if (cursor.at('ARRAY')) throw new RefusedError(`UNLOAD with ${name}`, 'format and compression alone');
    return [name.toLowerCase(), cursor.string()] as const;
  });
  return new Map(properties);
}

function compressionOf(properties: ReadonlyMap<string, string>): Compression {
  for (const [name, value] of properties) {
    if (name === 'format' && value.toUpperCase() !== 'PARQUET')
      throw new RefusedError(`UNLOAD in the format ${value}`, "format = 'PARQUET'");
    if (name !== 'format' && name !== 'compression')
      throw new RefusedError(`UNLOAD with ${name}`, 'format and compression alone');
  }
  if (!properties.has('format')) throw new RefusedError('UNLOAD without a format', "format = 'PARQUET'");
  // Athena's own choice for Parquet (AWS "UNLOAD")
  const wanted = properties.get('compression') ?? 'GZIP';
  const compression = COMPRESSIONS.find((known) => known === wanted.toUpperCase());
  if (compression === undefined) throw new RefusedError(`UNLOAD with compression ${wanted}`, COMPRESSIONS.join(' or '));
  return compression;
}
