import { EXAMPLE_LENGTH } from './validation-checks';
import type { Measure, Misfit } from './validation-measures';

/** The lines of a night: where they are, what names a line's file, and what a misfit is there. */
export interface Lines {
  readonly path: string;
  readonly from: string;
  readonly misfits: readonly Misfit[];
}

/** The lines of the night; what is wrong in a line stands in a column that is NULL where all is well. */
export function selectJudgedLines({ path, from }: Lines, measured: readonly Measure[]): string {
  const columns = new Map([['path', path], ...measured.flatMap(({ column }) => (column ? [column] : []))]);
  return `judged_lines AS (
  SELECT
${[...columns].map(([name, sql]) => `    ${sql} AS ${name}`).join(',\n')}
  FROM ${from}
)`;
}

/** What the lines of each file come to: a row for each file. */
export function selectDataByFile(measured: readonly Measure[]): string {
  return `data AS (
  SELECT
    path,
${measured.map(({ name, sql }) => `    ${sql} AS ${name}`).join(',\n')}
  FROM judged_lines
  GROUP BY path
)`;
}

/** The same by key first: of a key's lines, in any files, all but one are repeated. */
export function selectDataByKey(measured: readonly Measure[]): string {
  return `data_by_key AS (
  SELECT
    path, item_key,
${measured.map(({ name, sql }) => `    ${sql} AS ${name}`).join(',\n')}
  FROM judged_lines
  GROUP BY path, item_key
),
data_with_repeated AS (
  SELECT *, lines - CASE WHEN row_number() OVER (PARTITION BY item_key ORDER BY path) = 1 THEN 1 ELSE 0 END AS repeated
  FROM data_by_key
),
data AS (
  SELECT
    path,
    sum(repeated) FILTER (WHERE item_key IS NOT NULL) AS repeated,
    min(substr(item_key, 1, ${EXAMPLE_LENGTH})) FILTER (WHERE repeated > 0 AND item_key IS NOT NULL) AS repeated_key,
${measured.map(({ name, total }) => `    ${total}(${name}) AS ${name}`).join(',\n')}
  FROM data_with_repeated
  GROUP BY path
)`;
}
