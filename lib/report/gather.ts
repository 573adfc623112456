import { amount } from '../amount';
import { resources, type Config, type Resources, type Table } from '../config';
import {
  readPublishedNights,
  readRegisteredExports,
  type Failure,
  type PublishedNight,
  type RegisteredExport,
} from '../night';
import { driftQuery, isFor, sqlFor, type SavedQuery } from '../sql';
import { MemoryError, NoSuchNightError, StatementError, type Target } from '../target';
import { asOf } from './as-of';
import { parseChart, type Chart } from './chart';
import { fileCounts } from './file-counts';
import { firstRows, type KeptRows } from './rows';
import { validateAgain } from './validate-again';

/** Where a report gets its facts: a catalog, and an engine that knows Athena's SQL. */
export type ReportSource = Pick<Target, 'partitions' | 'query'>;

/** What a report is about, and what is known of it already. */
export interface ReportOptions {
  readonly config: Config;
  readonly table: Table;
  /** The night's date. @default the newest night, published or not */
  readonly date?: string | undefined;
  /** Why the night of the date was not published, where its execution told. */
  readonly failure?: Failure | undefined;
  /** The saved queries to answer: first those about the table, then those for every table; others are left out. */
  readonly queries: readonly SavedQuery[];
  /** Told of each answer as it comes. */
  readonly onAnswer?: (answer: SavedAnswer) => void;
  /** Called with what is asked now, its number and how many there are. */
  readonly onQuestion?: (title: string, number: number, of: number) => void;
  /** How long saved queries are answered. @default until all are */
  readonly patience?: Patience | undefined;
}

/** How long saved queries are answered, and the attributes counted. */
export interface Patience {
  /** Aborts when it is at its end: the query that is running then is stopped, and no other is begun. */
  readonly signal: AbortSignal;
  /** What is said in place of an answer that was left out, which the command gives. */
  readonly explainLeftOut: (command: string) => string;
}

/** What a query gave: its first rows, or why it failed. */
export type AnswerOutcome = KeptRows | { readonly error: string };

/** A saved query and what it gave. */
export interface SavedAnswer {
  readonly query: SavedQuery;
  readonly chart: Chart | undefined;
  /** The statement as it was asked. */
  readonly sql: string;
  readonly outcome: AnswerOutcome;
  readonly milliseconds: number;
}

/** All facts of a report, as the catalog and the engine gave them. */
export interface Gathered {
  readonly config: Config;
  readonly table: Table;
  readonly names: Resources;
  readonly date: string;
  /** Published nights up to the date, the oldest first. */
  readonly nights: readonly PublishedNight[];
  /** The export of the night, as it was registered. */
  readonly registered: RegisteredExport | undefined;
  /** Why the night was not published; undefined for one that was. */
  readonly failure: Failure | undefined;
  /** `file, listed, lines, items`; undefined where no export was registered. */
  readonly files: AnswerOutcome | undefined;
  /** `attribute, type, items_before, items_after, example`; undefined for a night that was not published. */
  readonly attributes: AnswerOutcome | undefined;
  readonly answers: readonly SavedAnswer[];
}

/** Rows of an answer that go into a report. */
const MOST_ROWS = 1000;

/** Files and attributes that are counted; more have no reader. */
const MOST_FACTS = 20_000;

/** Where there are more nights, a report, which is written every day, leaves out what reads all of them. */
export const MOST_NIGHTS = 31;

/**
 * Asks for everything that a report of one night shows. A query that fails is shown as failed; the rest of the report
 * is made.
 *
 * @throws NoSuchNightError; Error naming the saved query whose chart cannot be read
 */
export async function gather(source: ReportSource, options: ReportOptions): Promise<Gathered> {
  const { config, table, queries, failure: told, patience } = options;
  const names = resources(config, table);
  const asked = [...queries.filter((query) => query.table), ...queries.filter((query) => !query.table)]
    .filter((query) => isFor(query, table))
    .map((query) => ({ query, chart: parseChart(query) }));
  const all = readPublishedNights(await source.partitions(names.raw));
  const registered = readRegisteredExports(await source.partitions(names.files));
  const date =
    options.date ??
    [...all, ...registered]
      .map(({ exportDate }) => exportDate)
      .sort()
      .at(-1) ??
    '';
  const nights = all.filter(({ exportDate }) => exportDate <= date);
  const published = told ? undefined : nights.find(({ exportDate }) => exportDate === date);
  const ofDate = registered.filter(({ exportDate }) => exportDate === date);
  const night = { config, table, names, date, nights };
  if (!published) {
    const newest = ofDate.at(-1);
    if (!told && !newest) throw new NoSuchNightError(date || 'any date', names.newest, all);
    const failure = told ?? (await validateAgain(source, table, names, newest));
    const files = newest && (await outcome(source, fileCounts(table, names, newest, false), MOST_FACTS));
    return { ...night, registered: newest, failure, files, attributes: undefined, answers: [] };
  }
  const previous = nights.at(-2)?.exportDate;
  const tellQuestion = (title: string, number: number) => options.onQuestion?.(title, number, asked.length + 2);
  const drift = driftQuery({ raw: names.raw, from: previous ?? date, to: date });
  const answers: SavedAnswer[] = [];
  tellQuestion('Files', 1);
  const files = await outcome(source, fileCounts(table, names, published, true), MOST_FACTS);
  tellQuestion('Attributes', 2);
  const explainLeftOut = (command: string) => (error: unknown) =>
    patience?.signal.aborted === true || error instanceof MemoryError ? patience?.explainLeftOut(command) : undefined;
  const attributes = await outcomeOf(async () => {
    patience?.signal.throwIfAborted();
    return firstRows(await source.query(drift, { signal: patience?.signal }), MOST_FACTS);
  }, explainLeftOut('report'));
  const facts = {
    registered: ofDate.find(({ exportId }) => exportId === published.exportId),
    failure: undefined,
    files,
    attributes,
  };
  for (const [index, { query, chart }] of asked.entries()) {
    let sql = sqlFor(query, table);
    const started = performance.now();
    const parameters = query.parameters.map(({ example }) => example);
    tellQuestion(query.title, index + 3);
    const given =
      unasked(query, all.length) ??
      (await outcomeOf(
        async () => {
          patience?.signal.throwIfAborted();
          if (published !== all.at(-1)) sql = asOf(sql, names, date, previous);
          return firstRows(await source.query(sql, { parameters, signal: patience?.signal }), MOST_ROWS);
        },
        explainLeftOut(`query ${query.name}`),
      ));
    const answer = { query, chart, sql, outcome: given, milliseconds: performance.now() - started };
    options.onAnswer?.(answer);
    answers.push(answer);
  }
  return { ...night, ...facts, answers };
}

/** What is said in place of the answer to a query that is not asked. */
function unasked({ name, readsEveryNight }: SavedQuery, nights: number): AnswerOutcome | undefined {
  if (!readsEveryNight || nights <= MOST_NIGHTS) return undefined;
  return {
    error: `Left out, as it reads all of ${amount(nights, 'night')}; ask for it alone: export-to-athena query ${name}`,
  };
}

function outcome(source: ReportSource, sql: string, most: number): Promise<AnswerOutcome> {
  return outcomeOf(async () => firstRows(await source.query(sql, {}), most));
}

/** @param explainLeftOut what is said in place of an answer that failed; undefined where its error says it */
async function outcomeOf(
  rows: () => Promise<KeptRows>,
  explainLeftOut: (error: unknown) => string | undefined = () => undefined,
): Promise<AnswerOutcome> {
  try {
    return await rows();
  } catch (error) {
    const left = explainLeftOut(error);
    if (left !== undefined) return { error: left };
    if (error instanceof StatementError) return { error: error.message };
    throw error;
  }
}
