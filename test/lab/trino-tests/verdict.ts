import { isDeepStrictEqual } from 'node:util';
import { AthenaError, RefusedError, SqlSyntaxError } from '../../../lib/athena-sql/dialect';
import type { Engine, TableResolver } from '../../../lib/athena-sql/engine';
import { comparable, comparableRows, typeTextOf } from '../../athena-sql/answers';
import type { Answer } from './trino-answers';

/**
 * `right`: the same rows of the same type, or an error of the same name; `refused`: by name; `wrong`: other rows or another type, or rows where Trino fails;
 * `failed`: an error where Trino answers, or an error of another name.
 */
export type Kind = 'right' | 'refused' | 'wrong' | 'failed';

/** How the laptop's answer to one statement compares with Trino's. */
export interface Verdict {
  readonly kind: Kind;
  readonly sql: string;
  /** What the laptop answered, refused or failed with. */
  readonly laptop: string;
  readonly trino: string;
}

const NO_TABLES: TableResolver = { find: () => undefined, names: () => [] };

/** Asks the laptop's engine one statement, and compares. */
export async function judge(engine: Engine, sql: string, trino: Answer): Promise<Verdict> {
  const verdict = (kind: Kind, laptop: string): Verdict => ({ kind, sql, laptop, trino: textOf(trino) });
  try {
    const result = await engine.query(sql, { catalog: NO_TABLES, database: 'none', now: new Date(trino.at) });
    const [column] = result.columns;
    const got = (await comparableRows(result)).map(([value]) => value);
    const expected = trino.rows.map((value) => comparable(value, column?.type));
    const same =
      trino.error === undefined && isDeepStrictEqual(got, expected) && column?.typeText === typeTextOf(trino.type);
    return verdict(same ? 'right' : 'wrong', `${JSON.stringify(got)} ${column?.typeText ?? ''}`);
  } catch (error) {
    if (error instanceof RefusedError) return verdict('refused', error.construct);
    if (error instanceof AthenaError || error instanceof SqlSyntaxError)
      return verdict(error.code === trino.error ? 'right' : 'failed', error.message.split('\n')[0] ?? '');
    return verdict('failed', String(error).split('\n')[0] ?? '');
  }
}

const textOf = ({ type, rows, error }: Answer): string => error ?? `${JSON.stringify(rows)} ${type}`;
