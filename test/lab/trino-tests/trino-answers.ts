import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ask, type TrinoAnswer } from '../trino-statement';
import type { Statement } from './statements';

/** Expressions in one statement; where it fails, its halves are asked. */
const BATCH = 24;
/** Statements that Trino is asked at the same time. */
const CONCURRENT = 4;

/** What Trino answered to one expression. */
export interface Answer {
  readonly type: string;
  readonly rows: readonly unknown[];
  readonly error?: string;
  /** When it answered, as some answers are of their day. */
  readonly at: string;
}

/**
 * What Trino answers to each statement, by its SQL. Answers are kept in a file, so that a later run asks only what is new.
 *
 * @param port where Trino listens, started only when there is something to ask
 */
export async function answersOfTrino(
  statements: readonly Statement[],
  file: string,
  port: () => Promise<number>,
  progress: (done: number, of: number) => void,
): Promise<ReadonlyMap<string, Answer>> {
  const known = readKept(file);
  const open = statements.filter(({ sql }) => !known.has(sql));
  if (open.length === 0) return known;
  const trino = await port();
  mkdirSync(dirname(file), { recursive: true });
  const keep = (statement: Statement, answer: Answer): void => {
    known.set(statement.sql, answer);
    appendFileSync(file, `${JSON.stringify([statement.sql, answer])}\n`);
  };
  const batches = Array.from({ length: Math.ceil(open.length / BATCH) }, (_, i) =>
    open.slice(i * BATCH, (i + 1) * BATCH),
  ).values();
  let done = 0;
  const work = async (): Promise<void> => {
    for (const batch of batches) {
      await askTogether(trino, batch, keep);
      done += batch.length;
      progress(done, open.length);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT }, work));
  return known;
}

function readKept(file: string): Map<string, Answer> {
  if (!existsSync(file)) return new Map();
  // a line that was cut off when a run was killed is asked again
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return new Map(lines.map((line) => JSON.parse(line) as [string, Answer]));
}

async function askTogether(
  port: number,
  batch: readonly Statement[],
  keep: (statement: Statement, answer: Answer) => void,
): Promise<void> {
  const [first, ...more] = batch;
  if (first === undefined) return;
  if (more.length === 0) {
    keep(first, plain(await ask(port, first.sql)));
    return;
  }
  const { types, rows, error } = await ask(port, together(batch));
  if (error === undefined && rows.length === 1 && types.length === batch.length) {
    for (const [i, statement] of batch.entries())
      keep(statement, { type: types[i] ?? '', rows: [rows[0]?.[i]], at: new Date().toISOString() });
    return;
  }
  const half = Math.ceil(batch.length / 2);
  await askTogether(port, batch.slice(0, half), keep);
  await askTogether(port, batch.slice(half), keep);
}

/** One statement of several: an expression is a column, a query of one row is a relation. */
function together(batch: readonly Statement[]): string {
  const columns = batch.map(({ expression, isQuery }, i) => (isQuery ? `q${i}.c` : expression));
  const queries = batch.flatMap(({ expression, isQuery }, i) => (isQuery ? [`${expression} q${i}(c)`] : []));
  return `SELECT ${columns.join(', ')}${queries.length === 0 ? '' : ` FROM ${queries.join(', ')}`}`;
}

function plain({ types, rows, error }: TrinoAnswer): Answer {
  const answer = { type: types[0] ?? '', rows: rows.map((row) => row[0]), at: new Date().toISOString() };
  return error === undefined ? answer : { ...answer, error: error.errorName };
}
