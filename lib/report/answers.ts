import { amount } from '../amount';
import type { Resources, Table } from '../config';
import type { PublishedNight } from '../night';
import { sqlFor, type SavedQuery } from '../sql';
import { asOf } from './as-of';
import type { Chart } from './chart';
import type { AnswerOutcome, Questions } from './outcome';

/** A saved query and what it gave. */
export interface SavedAnswer {
  readonly query: SavedQuery;
  readonly chart: Chart | undefined;
  /** The statement as it was asked. */
  readonly sql: string;
  readonly outcome: AnswerOutcome;
  readonly milliseconds: number;
}

/** The night that saved queries are asked of. */
export interface AskedNight {
  readonly table: Table;
  readonly names: Resources;
  readonly published: PublishedNight;
  readonly previous: PublishedNight | undefined;
  /** All of the table, the oldest first. */
  readonly nights: readonly PublishedNight[];
}

/** Rows of an answer that go into a report. */
const MOST_ROWS = 1000;

/** Where there are more nights, a report, which is written every day, leaves out what reads all of them. */
export const MOST_NIGHTS = 31;

/** The saved queries that compare a night with the one before, of whole nights; the changes of a night say the same for less. */
export const COMPARISONS = { items: 'changes_since_previous_night', attributes: 'attributes_changed' };

/** Answers a saved query as it would have been answered when the night was the newest. */
export async function askSaved(
  questions: Questions,
  { query, chart }: Pick<SavedAnswer, 'query' | 'chart'>,
  night: AskedNight,
): Promise<SavedAnswer> {
  const { table, names, published, previous, nights } = night;
  let sql = sqlFor(query, table);
  const started = performance.now();
  const statement = () => {
    if (published !== nights.at(-1)) sql = asOf(sql, names, published.exportDate, previous?.exportDate);
    return sql;
  };
  const reason = reasonToLeaveOut(query, night);
  const outcome: AnswerOutcome =
    reason === undefined
      ? await questions.askInTime(
          statement,
          MOST_ROWS,
          `query ${query.name}`,
          query.parameters.map(({ example }) => example),
        )
      : { error: `Left out, as ${reason}; ask for it alone: export-to-athena query ${query.name}`, isLeftOut: true };
  return { query, chart, sql, outcome, milliseconds: performance.now() - started };
}

/** Whether a night was made of another one and the changes since. */
export function isMadeOf({ chain }: PublishedNight, previous: PublishedNight | undefined): boolean {
  return chain?.kind === 'changes' && chain.baseExportDate === previous?.exportDate;
}

function reasonToLeaveOut(
  { name, readsEveryNight }: SavedQuery,
  { published, previous, nights }: AskedNight,
): string | undefined {
  if (readsEveryNight && nights.length > MOST_NIGHTS) return `it reads all of ${amount(nights.length, 'night')}`;
  const isSaid = isMadeOf(published, previous) && Object.values(COMPARISONS).includes(name);
  return isSaid
    ? 'it reads two whole nights, and the changes that this night was made of say the same: "What changed"'
    : undefined;
}
