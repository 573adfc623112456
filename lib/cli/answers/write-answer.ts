import { InvalidArgumentError } from 'commander';
import type { Answer } from '../../target';
import { fileOutput, standardOutput, visibleOutput, type Output } from '../terminal/output';
import { openPagedOutput } from '../terminal/pager';
import { autoFormat, csv, expandedFormat, json, tableFormat, type ResultFormat } from './formats';
import { refuseEqualNames } from './formats/format';
import { writeWholeFile } from '../../files/whole-file';

/** In what form answers are written, and where. */
export interface AnswerOptions {
  readonly format: 'table' | 'csv' | 'json' | 'parquet';
  /** Whether a table has one column a line; auto: where it is wider than the terminal. */
  readonly expanded?: boolean | 'auto';
  /** Rows of a table that are shown at most. */
  readonly rows?: number;
  /** A file; without it, standard output. */
  readonly output?: string;
  /** Whether a table on a terminal goes through a pager. @default true */
  readonly pager?: boolean;
}

/** Writes an answer, and gives the number of its rows. */
export type WriteAnswer = (answer: Answer) => Promise<number>;

/** Rows of a table on a terminal that are read by a person at most. */
const MOST_ROWS = 1_000;

/** The value of --rows. */
export function rowsOption(text: string): number {
  if (text === 'all') return Infinity;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('give a whole number from 1, or all.');
}

/**
 * Lets answers be written where the options say, one after the other. A file has its name when it is whole; where one of the
 * answers fails there is none. Parquet is of one answer.
 */
export async function withAnswers(options: AnswerOptions, work: (write: WriteAnswer) => Promise<void>): Promise<void> {
  const { format, output: file, pager = true } = options;
  const isTable = format === 'table';
  const write = separateTables(isTable, options);
  if (file === undefined)
    return work((answer) =>
      // what has no columns has nothing to show, and no pager
      answer.columns.length === 0
        ? writeCounted(answer, readAll)
        : withOutput(isTable ? visibleOutput(pager ? openPagedOutput() : standardOutput()) : standardOutput(), (to) =>
            write(answer, to),
          ),
    );
  await writeWholeFile(file, async (path) => {
    if (format === 'parquet') return work((answer) => writeParquetFile(answer, path));
    const to = fileOutput(path);
    return withOutput(isTable ? visibleOutput(to) : to, (opened) => work((answer) => write(answer, opened)));
  });
}

/** Tables that follow each other have an empty line between them. */
function separateTables(isTable: boolean, options: AnswerOptions): (answer: Answer, to: Output) => Promise<number> {
  let isFirst = true;
  return async (answer, to) => {
    if (!isFirst && isTable && answer.columns.length > 0) await to.write('\n');
    isFirst &&= answer.columns.length === 0;
    return writeCounted(answer, (counted) =>
      answer.columns.length === 0 ? readAll(counted) : formatOf(options)(counted, to),
    );
  };
}

async function writeParquetFile(answer: Answer, path: string): Promise<number> {
  if (answer.columns.length === 0)
    throw new Error('The statement was carried out, and has no rows for a Parquet file: leave --format parquet out');
  refuseEqualNames(answer.columns);
  const { writeParquet } = await import('./parquet-file');
  return writeCounted(answer, (counted) => writeParquet(counted, path));
}

/** Writes an answer to an output that is open, in the form that the options say. @returns the number of rows */
export async function writeAnswerTo(to: Output, answer: Answer, options: AnswerOptions): Promise<number> {
  return separateTables(false, options)(answer, to);
}

async function readAll({ rows }: Pick<Answer, 'rows'>): Promise<void> {
  const batches = rows[Symbol.asyncIterator]();
  for (let ended = false; !ended;) ended = (await batches.next()).done === true;
}

async function writeCounted(answer: Answer, write: (counted: Answer) => Promise<void>): Promise<number> {
  let total = 0;
  const rows: Answer['rows'] = (async function* () {
    for await (const batch of answer.rows) {
      total += batch.length;
      yield batch;
    }
  })();
  await write({ ...answer, rows });
  return total;
}

async function withOutput<T>(to: Output, work: (to: Output) => Promise<T>): Promise<T> {
  try {
    return await work(to);
  } finally {
    await to.end();
  }
}

function formatOf({ format, expanded, rows, output: file }: AnswerOptions): ResultFormat {
  if (format === 'csv') return csv;
  if (format === 'json') return json;
  const isSeen = file === undefined && process.stdout.isTTY;
  const most = rows ?? (isSeen ? MOST_ROWS : Infinity);
  if (expanded === 'auto' && isSeen) return autoFormat(most, process.stdout.columns || Infinity);
  return expanded === true ? expandedFormat(most) : tableFormat(most, !isSeen);
}
