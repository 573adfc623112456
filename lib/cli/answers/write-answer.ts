import { InvalidArgumentError } from 'commander';
import type { Answer } from '../../target';
import { fileOutput, standardOutput, visibleOutput, type Output } from '../terminal/output';
import { openPagedOutput } from '../terminal/pager';
import { csv, expandedFormat, json, tableFormat, type ResultFormat } from './formats';
import { refuseEqualNames } from './formats/format';
import { writeWholeFile } from '../../files/whole-file';

/** In what form an answer is written, and where. */
export interface AnswerOptions {
  readonly format: 'table' | 'csv' | 'json' | 'parquet';
  readonly expanded?: boolean;
  /** Rows of a table that are shown at most. */
  readonly rows?: number;
  /** A file; without it, standard output. */
  readonly output?: string;
}

/** Rows of a table on a terminal that are read by a person at most. */
const MOST_ROWS = 1_000;

/** The value of --rows. */
export function rowsOption(text: string): number {
  if (text === 'all') return Infinity;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('give a whole number from 1, or all.');
}

/**
 * Writes an answer where the options say. A file has its name when it is whole; of an answer that fails there is none.
 *
 * @returns the number of rows
 */
export async function writeAnswer({ columns, rows }: Answer, options: AnswerOptions): Promise<number> {
  let total = 0;
  const counted: Answer['rows'] = (async function* () {
    for await (const batch of rows) {
      total += batch.length;
      yield batch;
    }
  })();
  const answer = { columns, rows: counted };
  const { format, output: file } = options;
  if (format === 'parquet') refuseEqualNames(columns);
  if (file === undefined)
    await writeTo(format === 'table' ? visibleOutput(openPagedOutput()) : standardOutput(), answer, options);
  else
    await writeWholeFile(file, async (path) => {
      if (format === 'parquet') return (await import('./parquet-file')).writeParquet(answer, path);
      const to = fileOutput(path);
      return writeTo(format === 'table' ? visibleOutput(to) : to, answer, options);
    });
  return total;
}

async function writeTo(to: Output, answer: Pick<Answer, 'columns' | 'rows'>, options: AnswerOptions): Promise<void> {
  try {
    await formatOf(options)(answer, to);
  } finally {
    await to.end();
  }
}

function formatOf({ format, expanded, rows, output: file }: AnswerOptions): ResultFormat {
  if (format === 'csv') return csv;
  if (format === 'json') return json;
  const most = rows ?? (file === undefined && process.stdout.isTTY ? MOST_ROWS : Infinity);
  return (expanded === true ? expandedFormat : tableFormat)(most);
}
