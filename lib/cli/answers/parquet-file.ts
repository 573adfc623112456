import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import type { Answer, AnswerColumn } from '../../target';
import { quote, quoteName } from '../../athena-sql/dialect';
import { temporaryFolder } from '../../files/leftovers';

/**
 * Writes an answer as a Parquet file (zstd), each column with its type; nested values and times of day are Athena's texts.
 * The rows wait on disk until all are there, so the answer may be larger than the memory.
 *
 * @param path of the file, which is made or replaced once all rows are there
 */
export async function writeParquet({ columns, rows }: Pick<Answer, 'columns' | 'rows'>, path: string): Promise<void> {
  const folder = temporaryFolder();
  const instance = await DuckDBInstance.create(join(folder, 'rows.duckdb'), { memory_limit: '800MB' });
  try {
    const connection = await instance.connect();
    try {
      await connection.run(`CREATE TABLE rows (${columns.map((_, index) => `c${index} VARCHAR`).join(', ')})`);
      await append(connection, rows, columns.length);
      const list = columns.map((column, index) => `${castToType(column, `c${index}`)} AS ${quoteName(column.name)}`);
      await connection.run(
        `COPY (SELECT ${list.join(', ')} FROM rows) TO ${quote(resolve(path))} (FORMAT parquet, COMPRESSION zstd)`,
      );
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
    rmSync(folder, { recursive: true });
  }
}

async function append(connection: DuckDBConnection, rows: Answer['rows'], width: number): Promise<void> {
  const appender = await connection.createAppender('rows');
  for await (const batch of rows) {
    for (const row of batch) {
      for (let index = 0; index < width; index++) {
        const value = row[index];
        if (value === undefined) appender.appendNull();
        else appender.appendVarchar(value);
      }
      appender.endRow();
    }
    appender.flushSync();
  }
  appender.closeSync();
}

const SAME_NAME = /^(boolean|tinyint|smallint|integer|bigint|real|float|double|date|decimal\(\d+,\s*\d+\))$/;

/** Athena's text of a value as DuckDB's value of the type; a type without a counterpart stays a text. */
function castToType({ type }: AnswerColumn, column: string): string {
  if (SAME_NAME.test(type)) return `CAST(${column} AS ${type})`;
  if (/^timestamp(\(\d+\))?$/.test(type)) return `CAST(${column} AS TIMESTAMP)`;
  if (/^timestamp(\(\d+\))? with time zone$/.test(type)) return `CAST(${column} AS TIMESTAMPTZ)`;
  // Athena prints a byte as two hexadecimal digits and a space.
  return type === 'varbinary' ? `unhex(replace(${column}, ' ', ''))` : column;
}
