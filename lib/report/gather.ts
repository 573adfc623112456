import { resources, type Config, type Resources, type Table } from '../config';
import {
  readPublishedNights,
  readRegisteredExports,
  type Failure,
  type PublishedNight,
  type RegisteredExport,
} from '../night';
import { changedAttributesQuery, driftQuery, identifier, isFor, literal, type SavedQuery } from '../sql';
import { NoSuchNightError, type Target } from '../target';
import { askSaved, MOST_NIGHTS, type SavedAnswer } from './answers';
import { parseChart } from './chart';
import { changeFileCounts, fileCounts } from './file-counts';
import { Questions, type AnswerOutcome, type Patience, type Spent } from './outcome';
import { changesNotPublished, validateAgain } from './validate-again';

export { MOST_NIGHTS };

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
  /** What to do about a night whose error is not told. @default to look at its execution in Step Functions */
  readonly notPublishedRemedy?: string | undefined;
  /** The saved queries to answer: first those about the table, then those for every table; others are left out. */
  readonly queries: readonly SavedQuery[];
  /** Told of each answer as it comes. */
  readonly onAnswer?: (answer: SavedAnswer) => void;
  /** Called with what is asked now, its number and how many there are. */
  readonly onQuestion?: (title: string, number: number, of: number) => void;
  /** How long saved queries are answered, and attributes counted. @default until all are */
  readonly patience?: Patience | undefined;
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
  /** That of the published night before. */
  readonly registeredBefore: RegisteredExport | undefined;
  /** Why the night was not published; undefined for one that was. */
  readonly failure: Failure | undefined;
  /** `file, listed, lines, items`; undefined where no export was registered. */
  readonly files: AnswerOutcome | undefined;
  /** `attribute, type, items_before, items_after, example`; undefined for a night that was not published. */
  readonly attributes: AnswerOutcome | undefined;
  /** `attribute, change, items, example, before, after`; undefined for a night that was not made of changes. */
  readonly changedAttributes: AnswerOutcome | undefined;
  readonly answers: readonly SavedAnswer[];
  /** What the answers took; undefined where nothing was asked. */
  readonly spent: Spent | undefined;
}

/** What the catalog alone says of a table's nights. */
export interface Catalogued {
  /** The oldest first. */
  readonly nights: readonly PublishedNight[];
  readonly registered: readonly RegisteredExport[];
}

/** Files and attributes that are counted; more have no reader. */
const MOST_FACTS = 20_000;

/** Reads what the catalog says of all nights of a table: the partitions of two of its tables, and nothing else. */
export async function readCatalogued(source: Pick<Target, 'partitions'>, names: Resources): Promise<Catalogued> {
  return {
    nights: readPublishedNights(await source.partitions(names.raw)),
    registered: readRegisteredExports(await source.partitions(names.files)),
  };
}

/** The dates of nights, published or not, the oldest first. */
export function datesOf({ nights, registered }: Catalogued): string[] {
  return [...new Set([...nights, ...registered].map(({ exportDate }) => exportDate))].sort();
}

/** What the catalog says of the night of one date; nothing was asked then. */
export function gatherCatalogued(
  { config, table }: Pick<ReportOptions, 'config' | 'table'>,
  { nights: all, registered }: Catalogued,
  date: string,
): Gathered {
  const nights = all.filter(({ exportDate }) => exportDate <= date);
  const published = nights.findLast(({ exportDate }) => exportDate === date);
  const before = nights.findLast(({ exportDate }) => exportDate < date);
  const ofNight = (night: PublishedNight | undefined) =>
    night && registered.find((one) => one.exportDate === night.exportDate && one.exportId === night.exportId);
  return {
    config,
    table,
    names: resources(config, table),
    date,
    nights,
    registered: published ? ofNight(published) : registered.findLast(({ exportDate }) => exportDate === date),
    registeredBefore: ofNight(before),
    failure: undefined,
    files: undefined,
    attributes: undefined,
    changedAttributes: undefined,
    answers: [],
    spent: undefined,
  };
}

/**
 * Asks for everything that a report of one night shows. A query that fails is shown as failed; the rest of the report
 * is made.
 *
 * @throws NoSuchNightError; Error naming the saved query whose chart cannot be read
 */
export async function gather(source: ReportSource, options: ReportOptions, known?: Catalogued): Promise<Gathered> {
  const { config, table, queries, failure: told, notPublishedRemedy: remedy, patience } = options;
  const names = resources(config, table);
  const asked = [...queries.filter((query) => query.table), ...queries.filter((query) => !query.table)]
    .filter((query) => isFor(query, table))
    .map((query) => ({ query, chart: parseChart(query) }));
  const catalogued = known ?? (await readCatalogued(source, names));
  const date = options.date ?? datesOf(catalogued).at(-1) ?? '';
  const night = gatherCatalogued(options, catalogued, date);
  const questions = new Questions(source, patience);
  const published = told ? undefined : night.nights.find(({ exportDate }) => exportDate === date);
  if (!published) {
    const newest = catalogued.registered.findLast(({ exportDate }) => exportDate === date);
    if (!told && !newest) throw new NoSuchNightError(date || 'any date', names.newest, catalogued.nights);
    const windows = newest && (await findWindows(source, table, names, date));
    const isOfChanges = windows?.includes(newest?.exportId ?? '') === true;
    const failure =
      told ??
      (isOfChanges
        ? changesNotPublished(names, date, remedy)
        : await validateAgain(source, table, names, newest, remedy));
    const files =
      newest &&
      (await questions.ask(
        isOfChanges ? changeFileCounts(names, date, windows) : fileCounts(table, names, newest, false),
        MOST_FACTS,
      ));
    return { ...night, registered: newest, failure, files, spent: questions.spent };
  }
  const previous = night.nights.at(-2);
  const windows = windowsOf(published);
  const tell = (title: string, number: number) => options.onQuestion?.(title, number, asked.length + 2);
  tell('Files', 1);
  const files = await questions.ask(
    windows ? changeFileCounts(names, date, windows) : fileCounts(table, names, published, true),
    MOST_FACTS,
  );
  tell('Attributes', 2);
  const changedAttributes =
    windows &&
    (await questions.askInTime(
      changedAttributesQuery(table, identifier(names.changes), {
        exportDate: date,
        windowIds: windows.map(literal).join(', '),
      }),
      MOST_FACTS,
      'report',
    ));
  const attributes = await questions.askInTime(
    driftQuery({ raw: names.raw, from: previous?.exportDate ?? date, to: date }),
    MOST_FACTS,
    'report',
  );
  const answers: SavedAnswer[] = [];
  for (const [index, one] of asked.entries()) {
    tell(one.query.title, index + 3);
    const answer = await askSaved(questions, one, { table, names, published, previous, ...catalogued });
    options.onAnswer?.(answer);
    answers.push(answer);
  }
  return { ...night, files, attributes, changedAttributes, answers, spent: questions.spent };
}

/** The exports of changes that were registered for a date, the oldest first. */
async function findWindows(
  source: Pick<Target, 'partitions'>,
  { incremental }: Table,
  names: Resources,
  date: string,
): Promise<string[]> {
  const windows = incremental ? await source.partitions(names.changes) : [];
  return windows.flatMap(({ values: [exportDate, id = ''] }) => (exportDate === date ? [id] : [])).sort();
}

/** The exports of the changes that a night was made of; undefined for one that was exported whole. */
function windowsOf({ chain }: PublishedNight): readonly string[] | undefined {
  return chain?.kind === 'changes' && chain.windows.length > 0 ? chain.windows : undefined;
}
