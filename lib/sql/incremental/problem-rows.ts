import { PROBLEM_COLUMNS } from '../../night';
import { literal } from '../text';
import { FACTS_FIRST } from '../validation';
import { EXAMPLE_LENGTH } from '../validation-checks';

/** A row that a validation of changes may give, in SQL over the one row that it is judged by. */
export interface ProblemRow {
  readonly check: string;
  /** `info` is no problem: a fact, in `found`. */
  readonly severity: 'error' | 'warn' | 'info';
  readonly file?: string;
  readonly expected?: string;
  readonly found: string;
  readonly example?: string;
  /** True where there is such a row. */
  readonly wrong: string;
}

/** A fact, which is always told. */
export function fact(check: string, found: string): ProblemRow {
  return { check, severity: 'info', found, wrong: 'true' };
}

/** The rows as a relation `problem`, for a CROSS JOIN with what they are judged by. */
export function unnestProblems(rows: readonly ProblemRow[]): string {
  const type = [...PROBLEM_COLUMNS.map((column) => `"${column}" varchar`), 'wrong boolean'].join(', ');
  const row = ({ check, severity, file, expected, found, example, wrong }: ProblemRow) =>
    `  CAST(ROW(${[
      literal(check),
      literal(severity),
      file ?? 'NULL',
      expected === undefined ? 'NULL' : `CAST(${expected} AS varchar)`,
      `CAST(${found} AS varchar)`,
      example === undefined ? 'NULL' : `substr(${example}, 1, ${EXAMPLE_LENGTH})`,
      wrong,
    ].join(', ')}) AS ROW(${type}))`;
  return `UNNEST(ARRAY[
${rows.map(row).join(',\n')}
]) AS problem (${PROBLEM_COLUMNS.map((name) => `"${name}"`).join(', ')}, wrong)`;
}

/** The columns of the rows, and their order: facts, which are not cut off, then errors before warnings. */
export const PROBLEM_LIST = PROBLEM_COLUMNS.map((name) => `problem."${name}"`).join(', ');
export const PROBLEM_ORDER = `${FACTS_FIRST}problem.severity, problem."check", problem.file`;
