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
  /** How a report draws the result, e.g. `bar x=day y=orders color=menu`. */
  readonly chart: string | undefined;
  /** The statement, without the header. */
  readonly sql: string;
}

/** The table that queries for any table are written for. */
const WRITTEN_FOR = 'sushiorderdata';

const HEADER = /^--\s*(\w+):\s*(.*)$/;
const PARAMETER = /^(\w+)\s+('(?:[^']|'')*'|\S+)\s+(.+)$/;
const KEYS = ['title', 'description', 'table', 'parameter', 'chart'];

/**
 * Reads a saved query. Its header is SQL comments: `-- title:`, `-- description:` (several lines are one text),
 * `-- table:` (`any` or a name), `-- parameter: name example what it is` for each `?`, `-- chart:`.
 *
 * @throws Error naming the file and what its header lacks
 */
export function parseSavedQuery(name: string, text: string): SavedQuery {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => line.trim() !== '' && !line.startsWith('--'));
  const header = lines.slice(0, end < 0 ? lines.length : end).map((line) => HEADER.exec(line.trim()));
  const all = (key: string) => header.filter((match) => match?.[1] === key).map((match) => match?.[2]?.trim() ?? '');
  const wrong = (problem: string): never => {
    throw new Error(`queries/${name}.sql: ${problem}`);
  };

  const unknown = header.find((match) => match && !KEYS.includes(match[1] ?? ''))?.[1];
  if (unknown !== undefined) wrong(`its header has "${unknown}"; use ${KEYS.join(', ')}`);
  const [title = wrong('its header needs a line "-- title: ..."')] = all('title');
  const [table = wrong('its header needs a line "-- table: any" or with the name of a table')] = all('table');
  const description = all('description').join(' ') || wrong('its header needs a line "-- description: ..."');
  const parameters = all('parameter').map((line) => {
    const [, parameter, example, what] =
      PARAMETER.exec(line) ?? wrong(`"-- parameter: ${line}" needs a name, an example and what it is`);
    return { name: parameter ?? '', example: example ?? '', description: what ?? '' };
  });
  const sql = end < 0 ? wrong('it has no statement') : lines.slice(end).join('\n').trim().replace(/;$/, '');
  return {
    name,
    title,
    description,
    table: table === 'any' ? undefined : table,
    parameters,
    chart: all('chart')[0],
    sql,
  };
}

/** The statement for a table: a query for any table is about the table's own views and partitions. */
export function sqlFor(query: SavedQuery, table: string): string {
  return query.table === undefined
    ? query.sql.replace(new RegExp(`\\b${WRITTEN_FOR}(?=_|\\b)`, 'g'), table)
    : query.sql;
}
