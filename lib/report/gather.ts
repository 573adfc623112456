import { resources, type Config, type Resources, type Table } from '../config';
import { isFor, sqlFor, type SavedQuery } from '../sql';
import { asOf } from './as-of';
import { parseChart, type Chart } from './chart';
import type { Failure } from './failure';
import { validateAgain } from './validate-again';
import { publishedNights, registeredExports, type Night, type RegisteredExport } from './nights';
import { attributeTypes, fileCounts, type ReportedNight } from './queries';
import { firstRows, type KeptRows } from './rows';
import type { ReportSource } from './source';

/** What a report is about, and what is known of it already. */
export interface ReportOptions {
  readonly config: Config;
  readonly table: Table;
  /** The night's date. @default the newest night, published or not */
  readonly date?: string | undefined;
  /** Why the night was not published, where its execution told. */
  readonly failure?: Failure | undefined;
  /** The saved queries to answer; those about other tables are left out. */
  readonly queries: readonly SavedQuery[];
  /** Told of each answer as it comes. */
  readonly onAnswer?: (answer: SavedAnswer) => void;
}

/** The answer of a saved query, its first rows, or what Athena said instead. */
export interface SavedAnswer {
  readonly query: SavedQuery;
  readonly chart: Chart | undefined;
  /** The statement as it was asked. */
  readonly sql: string;
  readonly result: KeptRows | { readonly error: string };
  readonly milliseconds: number;
}

/** All facts of a report, as the catalog and the engine gave them. */
export interface Gathered {
  readonly config: Config;
  readonly table: Table;
  readonly names: Resources;
  readonly date: string;
  /** Published nights up to the date, the oldest first. */
  readonly nights: readonly Night[];
  /** The newest export that was registered for the date. */
  readonly registered: RegisteredExport | undefined;
  /** Why the night was not published; undefined for one that was. */
  readonly failure: Failure | undefined;
  /** `file, listed, lines, items` */
  readonly files: KeptRows | undefined;
  /** `attribute, type, before, now, example`; undefined for a night that was not published. */
  readonly attributes: KeptRows | undefined;
  readonly answers: readonly SavedAnswer[];
}

/** Rows of an answer that go into a report. */
const MOST_ROWS = 1000;

/** Rows of files and attributes; more have no reader. */
const MOST_FACTS = 20_000;

/** A night that nobody knows of; the message says which ones there are. */
export class NoSuchNight extends Error {
  override readonly name = 'NoSuchNight';
}

/**
 * Asks for all that a report of one night shows. A saved query that fails is a part of the report, not its end.
 *
 * @throws NoSuchNight, Error naming the saved query whose chart cannot be read
 */
export async function gather(source: ReportSource, options: ReportOptions): Promise<Gathered> {
  const { config, table } = options;
  const names = resources(config, table);
  const queries = options.queries.filter((query) => isFor(query, table));
  const charts = queries.map(parseChart);
  const nights = publishedNights(await source.partitions(names.raw));
  const registered = registeredExports(await source.partitions(names.files));
  const date = chosenDate(options, names, nights, registered);
  const night = nights.find(({ exportDate }) => exportDate === date);
  const previous = nights.findLast(({ exportDate }) => exportDate < date);
  const candidate = registered.findLast(
    (one) => one.exportDate === date && (!night || one.exportId === night.exportId),
  );
  const common = {
    config,
    table,
    names,
    date,
    nights: nights.filter(({ exportDate }) => exportDate <= date),
    registered: candidate,
  };
  if (options.failure !== undefined || !night) {
    const failure = options.failure ?? (await validateAgain(source, table, names, candidate));
    const files = candidate && (await factsOf(source, fileCounts(names, { ...candidate, verified: false })));
    return { ...common, failure, files, attributes: undefined, answers: [] };
  }
  const reported: ReportedNight = { ...night, verified: true };
  const files = await factsOf(source, fileCounts(names, reported));
  const attributes = await factsOf(source, attributeTypes(names, date, previous?.exportDate));
  const newest = night === nights.at(-1);
  const answers: SavedAnswer[] = [];
  for (const [index, query] of queries.entries()) {
    const asked = sqlFor(query, table);
    const sql = newest ? asked : asOf(asked, names, date, previous?.exportDate);
    const answer = await answerOf(source, query, sql, charts[index]);
    options.onAnswer?.(answer);
    answers.push(answer);
  }
  return { ...common, failure: undefined, files, attributes, answers };
}

function chosenDate(
  options: ReportOptions,
  names: Resources,
  nights: readonly Night[],
  registered: readonly RegisteredExport[],
): string {
  const dates = [...new Set([...nights, ...registered].map(({ exportDate }) => exportDate))].sort();
  const date = options.date ?? dates.at(-1);
  if (date !== undefined && (dates.includes(date) || options.failure !== undefined)) return date;
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined)
    throw new NoSuchNight(`${names.database}.${names.raw} has no night yet: run one, then report it`);
  const there = first === last ? `there is ${first}` : `there are ${dates.length}, from ${first} to ${last}`;
  throw new NoSuchNight(`${names.database}.${names.raw} has no night of ${date ?? ''}: ${there}`);
}

async function factsOf(source: ReportSource, sql: string): Promise<KeptRows> {
  return firstRows(await source.query(sql), MOST_FACTS);
}

async function answerOf(
  source: ReportSource,
  query: SavedQuery,
  sql: string,
  chart: Chart | undefined,
): Promise<SavedAnswer> {
  const started = performance.now();
  const answered = (result: SavedAnswer['result']) => {
    const milliseconds = performance.now() - started;
    return { query, chart, sql, result, milliseconds };
  };
  const parameters = query.parameters.map(({ example }) => example);
  try {
    return answered(await firstRows(await source.query(sql, { parameters }), MOST_ROWS));
  } catch (error) {
    return answered({ error: error instanceof Error ? error.message : String(error) });
  }
}
