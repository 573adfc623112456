import { pathText } from '../../path-text';
import type { AnswerOptions } from './write-answer';

/** Endings by which others would take a table for what it is not. */
const OTHER_FORMAT = /\.(arrow|avro|bz2|db|duckdb|feather|gz|html?|ods|orc|pq|sqlite3?|tsv|xlsx?|xml|ya?ml|zip|zst)$/i;

/**
 * The form of a file's answers, by its ending.
 *
 * @throws Error where the ending is that of a form in which no answer is written
 */
export function formatOfFile(file: string): AnswerOptions['format'] {
  if (/\.csv$/i.test(file)) return 'csv';
  if (/\.(json|jsonl|ndjson)$/i.test(file)) return 'json';
  const [, other] = OTHER_FORMAT.exec(file) ?? [];
  if (other !== undefined)
    throw new Error(
      `No answer is written as ${other} (${pathText(file)}): give a file that ends in .csv, .json or .parquet, or in .txt for a table`,
    );
  return /\.parquet$/i.test(file) ? 'parquet' : 'table';
}
