import type { AnswerOptions } from './write-answer';

/** The form of a file's answers, by its ending. */
export function formatOfFile(file: string): AnswerOptions['format'] {
  if (/\.csv$/i.test(file)) return 'csv';
  if (/\.(json|jsonl|ndjson)$/i.test(file)) return 'json';
  return /\.parquet$/i.test(file) ? 'parquet' : 'table';
}
