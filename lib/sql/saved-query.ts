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
  /** The table whose question it is, as Glue names it; undefined: a question to any table, written for `sushiorderdata`. */
  readonly table: string | undefined;
  readonly parameters: readonly QueryParameter[];
  /** Whether its answer is what differs between the newest night and the previous one. */
  readonly comparesNights: boolean;
  /** How a report draws the result, e.g. `bar x=day y=orders color=menu`. */
  readonly chart: string | undefined;
  /** The statement, without the header. */
  readonly sql: string;
}

/** The table that statements for any table are written for, and how they name its key attributes. */
export const WRITTEN_FOR = { table: 'sushiorderdata', key: "ARRAY['tableid', 'datetime']" };

const PARAMETER = /^(\w+)\s+('(?:[^']|'')*'|\S+)\s+(.+)$/;
const KEYS = ['title', 'description', 'table', 'parameter', 'compares', 'chart'];

/**
 * Reads a saved query. Its header is SQL comments: `-- title:`, `-- description:` (several lines are one text),
 * `-- table:` (`any` or a name), `-- parameter: name example what it is` for each `?`, `-- compares: nights`, `-- chart:`.
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
  return {
    name,
    title,
    description,
    table: table === 'any' ? undefined : table,
    parameters,
    comparesNights: compared.length > 0,
    chart: all('chart')[0],
    sql,
  };
}

/** Whether a query, or a check, is about a table. */
export function isFor({ table }: Pick<SavedQuery, 'table'>, { name }: Pick<Table, 'name'>): boolean {
  return table === undefined || table === glueName(name);
}

/**
 * The statement for a table: a query for any table, written for `sushiorderdata` and its key attributes
 * `ARRAY['tableid', 'datetime']`, asks this one and its key.
 */
export function sqlFor(
  { table: about, sql }: Pick<SavedQuery, 'table' | 'sql'>,
  table: Pick<Table, 'name' | 'partitionKey' | 'sortKey'>,
): string {
  if (about !== undefined) return sql;
  const key = [table.partitionKey, table.sortKey].flatMap((attribute) => (attribute ? [literal(attribute.name)] : []));
  return sql
    .replaceAll(WRITTEN_FOR.key, () => `ARRAY[${key.join(', ')}]`)
    .replace(TOKEN, (token, delimited?: string, plain?: string) => {
      const [, ending] = ABOUT_WRITTEN_FOR.exec(delimited ?? plain ?? '') ?? [];
      return ending === undefined ? token : identifier(`${glueName(table.name)}${ending}`);
    });
}

/** What SQL is made of, as far as names go: a text or a comment, which no name is in; a delimited name; a plain one. */
const TOKEN = /'(?:[^']|'')*'|--.*|\/\*[^]*?\*\/|"((?:[^"]|"")*)"|\b([A-Za-z_]\w*)/g;

/** The table itself, or one whose name begins with its own, such as `sushiorderdata_raw` and `sushiorderdata_files$partitions`. */
const ABOUT_WRITTEN_FOR = new RegExp(`^${WRITTEN_FOR.table}((?:[_$].*)?)$`);
