import type { ExecutionResult } from '../../asl';
import { sharedResources, type Config, type Table } from '../../config';
import type { AbsoluteFolder } from '../../athena-sql/engine/absolute-folder';
import { LocalTarget } from '../../local/target';
import { readFailure } from '../../night';
import { QUERIES, readQueries } from '../../query-files';
import { report, type SavedAnswer } from '../../report';
import { count, duration } from '../terminal/format';
import { print } from '../terminal/print';
import { resultTable } from '../answers/result-table';
import { reportFile, writeReport } from '../../report/report-file';

/** Rows of each answer that are shown. */
const SHOWN_ROWS = 8;

/** Where a night ran. */
export interface RanNight {
  readonly folder: AbsoluteFolder;
  readonly config: Config;
  readonly table: Table;
  /** Whether the saved queries are answered, which can take longer than the night. @default true */
  readonly answers?: boolean | undefined;
}

/**
 * Prints what the saved queries say about the night that was run, and writes its report.
 *
 * @returns whether it was published
 */
export async function showNight(
  { status, error, cause }: ExecutionResult,
  { folder, config, table, answers = true }: RanNight,
): Promise<boolean> {
  const published = status === 'SUCCEEDED';
  const failure = published ? undefined : readFailure(error, cause);
  // An execution that broke down does not say which night it was.
  if (failure && failure.exportDate === undefined) return false;
  const target = LocalTarget.open(folder, sharedResources(config).database);
  try {
    const night = { date: failure?.exportDate, failure };
    if (published && answers)
      print('\nAnswers of the saved queries, and the report (--no-answers leaves the answers out):');
    const queries = answers ? readQueries(QUERIES) : [];
    const written = await report(target, { config, table, ...night, queries, onAnswer: show });
    print(`\nReport: ${await writeReport(written, reportFile(written, folder))}`);
  } finally {
    await target.close();
  }
  return published;
}

function show({ query, outcome, milliseconds }: SavedAnswer): void {
  print(`\n${query.title} (queries/${query.name}.sql, ${duration(milliseconds)})`);
  if ('error' in outcome) {
    print(`  ${outcome.error}`);
    return;
  }
  const { columns, rows, total } = outcome;
  print(resultTable(columns, rows.slice(0, SHOWN_ROWS)));
  if (total > SHOWN_ROWS) print(`  ... ${count(total - SHOWN_ROWS)} more rows`);
}
