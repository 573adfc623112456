import { amount } from '../../amount';
import type { ExecutionResult } from '../../asl';
import { nameSharedResources, type Config, type Table } from '../../config';
import { leastMemory } from '../../athena-sql/engine';
import type { AbsoluteFolder } from '../../athena-sql/engine/absolute-folder';
import { LocalTarget } from '../../local/target';
import { readFailure } from '../../night';
import { QUERIES, readQueries } from '../../query-files';
import { report, type Patience, type SavedAnswer } from '../../report';
import { tellElapsed } from '../terminal/elapsed';
import { duration } from '../terminal/format';
import { print } from '../terminal/print';
import { resultTable } from '../answers/result-table';
import { reportFile, writePage } from '../../report/report-file';
import { pathText } from '../../path-text';

/** Rows of each answer that are shown. */
const SHOWN_ROWS = 8;

/** Where a night ran. */
export interface RanNight {
  readonly folder: AbsoluteFolder;
  readonly config: Config;
  readonly table: Table;
  /** Which saved queries are answered. @default all */
  readonly answers?: Answers | undefined;
  /** Where lines go. @default standard output */
  readonly say?: ((line: string) => void) | undefined;
  /** When the command was begun, and how long its night took; in milliseconds, of performance.now(). */
  readonly times?: { readonly began: number; readonly night: number };
}

/**
 * All, none, or those that are answered before the command has taken as long as {@link longest}, with {@link
 * leastMemory}.
 */
export type Answers = 'all' | 'timely' | 'none';

/** The milliseconds that a command may take, for the milliseconds that its night took. */
const longest = (night: number): number => Math.max(5 * night, 10_000);

/**
 * Prints what the saved queries say about the night that was run, and writes its report.
 *
 * @returns whether it was published
 */
export async function showNight(
  { status, error, cause }: ExecutionResult,
  { folder, config, table, answers = 'all', say = print, times }: RanNight,
): Promise<boolean> {
  const published = status === 'SUCCEEDED';
  const failure = published ? undefined : readFailure(error, cause);
  // An execution that broke down does not say which night it was.
  if (failure && failure.exportDate === undefined) return false;
  const isTimely = answers !== 'all' && times !== undefined;
  const target = LocalTarget.open(folder, nameSharedResources(config).database, {
    memoryLimit: isTimely ? leastMemory() : undefined,
  });
  let endTelling = (): void => undefined;
  try {
    const night = { date: failure?.exportDate, failure };
    if (published && answers !== 'none')
      say(`\nAnswers of the saved queries, and the report (${explainLeavingOut(isTimely)}):`);
    const written = await report(target, {
      config,
      table,
      ...night,
      queries: answers === 'none' ? [] : readQueries(QUERIES),
      patience: isTimely ? patience(times.began + longest(times.night)) : undefined,
      onQuestion: (title, number, of) => {
        endTelling();
        endTelling = tellElapsed(`Query ${number} of ${of}: ${title}`);
      },
      onAnswer: (answer) => {
        endTelling();
        show(answer, say);
      },
    });
    say(`\nReport: ${pathText(await writePage(written.html, reportFile(written.model, folder)))}`);
  } finally {
    endTelling();
    await target.close();
  }
  return published;
}

const explainLeavingOut = (isTimely: boolean): string =>
  isTimely
    ? 'those that take long are left out, --all-answers has them, --no-answers has none'
    : '--no-answers leaves the answers out';

/** @param until of performance.now() */
function patience(until: number): Patience {
  return {
    signal: AbortSignal.timeout(Math.max(0, Math.round(until - performance.now()))),
    explainLeftOut: (command) =>
      `Left out, as it takes long or much memory; ask for it alone: export-to-athena ${command}`,
  };
}

function show({ query, outcome, milliseconds }: SavedAnswer, say: (line: string) => void): void {
  say(`\n${query.title} (queries/${query.name}.sql, ${duration(milliseconds)})`);
  if ('error' in outcome) {
    say(`  ${outcome.error}`);
    return;
  }
  const { columns, rows, total } = outcome;
  say(resultTable(columns, rows.slice(0, SHOWN_ROWS)));
  if (total > SHOWN_ROWS) say(`  ... ${amount(total - SHOWN_ROWS, 'more row')}`);
}
