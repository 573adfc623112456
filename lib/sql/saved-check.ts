import { readHeader } from './header';

/** A file of `queries/checks/`: a query over the night that is being validated, which selects what is wrong in it. */
export interface SavedCheck {
  /** File name without `.sql`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** The table whose nights it checks, as Glue names it; undefined: those of any table. */
  readonly table: string | undefined;
  /** `error`: a selected row stops the publication; `warn`: it is told with the night. */
  readonly severity: 'error' | 'warn';
  /** The query, without the header. Under the table's name it reads the night that is being validated, and nothing else. */
  readonly sql: string;
}

const KEYS = ['title', 'description', 'table', 'severity'];
const NAME = /^[a-z][a-z0-9_]{0,63}$/;
const TEXT_OR_COMMENT = /'(?:[^']|'')*'|--.*$|\/\*[^]*?\*\//gm;
const OTHER_TABLE = /\b\w+_(?:raw|latest|history|staged|files)\b/i;

/**
 * Reads a check. Its header is SQL comments: `-- title:`, `-- description:` (several lines are one text), `-- table:`
 * (`any` or a name) and `-- severity:` (`error` or `warn`).
 *
 * @throws Error naming the file and what is wrong with it
 */
export function parseSavedCheck(name: string, text: string): SavedCheck {
  const { all, one, sql, wrong } = readHeader(`queries/checks/${name}.sql`, text, KEYS);
  if (!NAME.test(name)) wrong('a check is called by 1 to 64 lower-case letters, digits and _, beginning with a letter');
  const severity = one('severity', 'error" or "-- severity: warn');
  const table = one('table', 'any" or with the name of a table, such as "-- table: sushiorderdata');
  if (severity !== 'error' && severity !== 'warn') return wrong(`severity "${severity}" is neither error nor warn`);
  const words = sql.replace(TEXT_OR_COMMENT, ' ');
  if (words.includes('?')) wrong('it has a question mark, and nobody is there at night to give a value; write it out');
  if (words.includes(';')) wrong('it has more than one statement; a check is one query');
  const [other] = OTHER_TABLE.exec(words) ?? [];
  if (other !== undefined)
    wrong(`it reads ${other}; a check reads the night that is being validated alone, under the name of its table`);
  return {
    name,
    title: one('title', '...'),
    description: all('description').join(' ') || wrong('its header needs a line "-- description: ..."'),
    table: table === 'any' ? undefined : table,
    severity,
    sql,
  };
}
