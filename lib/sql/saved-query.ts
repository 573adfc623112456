import { glueName, type Table } from '../config';
import { readHeader } from './header';
import { identifier, literal } from './text';

/** A value that a saved query asks for, in the order of its question marks. */
export interface QueryParameter {
  readonly name: string;
  /** A value that works on the sample data, as SQL. */
  readonly example: string;
  readonly description: string;
}

/** A file of `queries/`: a question, and its answer in Athena's SQL. */
export interface SavedQuery {
  /** File name without `.sql`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** The table whose question it is, as Glue names it; undefined: a question to any table, with {@link PLACEHOLDERS}. */
  readonly table: string | undefined;
  readonly parameters: readonly QueryParameter[];
  /** Whether its answer is what differs between the newest night and the previous one. */
  readonly comparesNights: boolean;
  /** Whether it reads all nights: where there are many, that takes long, and costs on AWS. */
  readonly readsEveryNight: boolean;
  /** How a report draws the result, e.g. `bar x=day y=orders color=menu`. */
  readonly chart: string | undefined;
  /** The statement, without the header. */
  readonly sql: string;
}

/** How a statement names the table that it is asked about, and the array of its key attributes: delimited names, which are SQL. */
export const PLACEHOLDERS = { table: '{table}', key: '{key}' };

const PARAMETER = /^(\w+)\s+('(?:[^']|'')*'|\S+)\s+(.+)$/;
const KEYS = ['title', 'description', 'table', 'parameter', 'compares', 'reads', 'chart'];

/**
 * Reads a saved query. Its header is SQL comments: `-- title:`, `-- description:` (several lines are one text),
 * `-- table:` (`any` or a name), `-- parameter: name example what it is` for each `?`, `-- compares: nights`, `-- reads: every night`,
 * `-- chart:`.
 *
 * @throws Error naming the file and what its header lacks
 */
export function parseSavedQuery(name: string, text: string): SavedQuery {
  const { all, one, sql, wrong } = readHeader(`queries/${name}.sql`, text, KEYS);
  const title = one('title', '...');
  const table = one('table', 'any" or with the name of a table, such as "-- table: sushiorderdata');
  const description = all('description').join(' ') || wrong('its header needs a line "-- description: ..."');
  const parameters = all('parameter').map((line) => {
    const [, parameter, example, what] =
      PARAMETER.exec(line) ?? wrong(`"-- parameter: ${line}" needs a name, an example and what it is`);
    return { name: parameter ?? '', example: example ?? '', description: what ?? '' };
  });
  const compared = all('compares');
  if (compared.length > 0 && compared.join() !== 'nights') wrong('its line "-- compares:" can say "nights" alone');
  const read = all('reads');
  if (read.length > 0 && read.join() !== 'every night') wrong('its line "-- reads:" can say "every night" alone');
  return {
    name,
    title,
    description,
    table: table === 'any' ? undefined : table,
    parameters,
    comparesNights: compared.length > 0,
    readsEveryNight: read.length > 0,
    chart: all('chart')[0],
    sql,
  };
}

/** Whether a query, or a check, is about a table. */
export function isFor({ table }: Pick<SavedQuery, 'table'>, { name }: Pick<Table, 'name'>): boolean {
  return table === undefined || table === glueName(name);
}

/** The statement for a table: its placeholders, `"{table}"`, `"{table}_raw"`, `"{key}"`, are the table's names and key. */
export function sqlFor(
  { sql }: Pick<SavedQuery, 'sql'>,
  table: Pick<Table, 'name' | 'partitionKey' | 'sortKey'>,
): string {
  const key = [table.partitionKey, table.sortKey].flatMap((attribute) => (attribute ? [literal(attribute.name)] : []));
  return sql.replace(TOKEN, (token, name?: string) => {
    if (name === PLACEHOLDERS.key) return `ARRAY[${key.join(', ')}]`;
    return name?.startsWith(PLACEHOLDERS.table) === true
      ? identifier(`${glueName(table.name)}${name.slice(PLACEHOLDERS.table.length)}`)
      : token;
  });
}

/** What SQL is made of, as far as placeholders go: a text or a comment, which none is in; a delimited name. */
const TOKEN = /'(?:[^']|'')*'|--.*|\/\*[^]*?\*\/|"((?:[^"]|"")*)"/g;
