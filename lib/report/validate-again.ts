import type { Resources, Table } from '../config';
import type { Failure, NightProblem, RegisteredExport } from '../night';
import { identifier, literal, validationQuery } from '../sql';
import { StatementError, type Target, type TextRow } from '../target';
import { firstRows, type KeptRows } from './rows';

/** More than a validation gives. */
const MOST_PROBLEMS = 100;

const NOTHING = {
  error: 'Not published',
  isVerdict: false,
  found: undefined,
  expected: undefined,
  exportArn: undefined,
  queryExecutionId: undefined,
  staged: undefined,
  problems: [],
};

/** What to do about a night of an account of which the catalog does not tell why it was not published. */
export const LOOK_AT_EXECUTION =
  "Look at the night's execution in Step Functions for its error and what to do about it.";

/**
 * What the catalog alone says of a registered night that was not published.
 *
 * @param remedy what to do about it where the night ran
 */
export function notPublished(
  names: Resources,
  candidate: RegisteredExport | undefined,
  date: string,
  remedy = LOOK_AT_EXECUTION,
): Failure {
  return {
    ...NOTHING,
    what: 'The night was registered, and not published.',
    exportDate: date,
    remedy: `${remedy} Or ask the validation again: export-to-athena report --date ${date}`,
    staged: candidate && selectStaged(names, candidate),
  };
}

/** The same of one that was to be made of changes, whose windows are registered. */
export function changesNotPublished(names: Resources, date: string, remedy = LOOK_AT_EXECUTION): Failure {
  return {
    ...NOTHING,
    what: 'The changes of the night were registered, and the night was not published.',
    exportDate: date,
    remedy,
    staged: `SELECT * FROM ${identifier(names.changes)} WHERE export_date = ${literal(date)} LIMIT 100`,
  };
}

/**
 * Why a registered night was not published, as far as the validation tells when it is asked again. How many items the export
 * has is then only known from the list of its files.
 */
export async function validateAgain(
  source: Pick<Target, 'query'>,
  table: Table,
  names: Resources,
  candidate: RegisteredExport | undefined,
  remedy = LOOK_AT_EXECUTION,
): Promise<Failure> {
  const failure = {
    ...NOTHING,
    what: 'The night was registered, and not published. The validation was asked again for this report.',
    exportDate: candidate?.exportDate,
    remedy,
    staged: candidate && selectStaged(names, candidate),
  };
  if (!candidate) return failure;
  const tables = { staged: identifier(names.staged), files: identifier(names.files), bucket: names.bucket };
  try {
    const listed = `SELECT CAST(coalesce(sum(itemcount), 0) AS varchar) AS items
FROM ${identifier(names.files)}
WHERE export_date = ${literal(candidate.exportDate)} AND export_id = ${literal(candidate.exportId)}`;
    const [[itemCount = '0'] = []] = (await firstRows(await source.query(listed), 1)).rows;
    const validation = validationQuery(table, tables, { ...candidate, itemCount });
    const { columns, rows } = await firstRows(await source.query(validation), MOST_PROBLEMS);
    return { ...failure, problems: rows.map((row) => problem(columns, row)) };
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    return { ...failure, found: error.message };
  }
}

function selectStaged(names: Resources, { exportId }: RegisteredExport): string {
  return `SELECT item FROM ${identifier(names.staged)} WHERE export_id = ${literal(exportId)} LIMIT 100`;
}

function problem(columns: KeptRows['columns'], row: TextRow): NightProblem {
  const at = (name: string) => row[columns.findIndex((column) => column.name === name)];
  return {
    check: at('check') ?? '',
    severity: at('severity') ?? 'error',
    file: at('file'),
    expected: at('expected'),
    found: at('found'),
    example: at('example'),
  };
}
