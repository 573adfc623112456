import { RefusedError, SqlSyntaxError } from '../athena-sql/errors';
import { tokenize } from '../athena-sql/syntax/tokens';
import { tablesRead } from '../athena-sql/analysis/table-names';
import { readHeader } from './header';
import { PLACEHOLDERS } from './saved-query';

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
  const problem = problemOf(sql, table === 'any' ? PLACEHOLDERS.table : table);
  if (problem !== undefined) wrong(problem);
  return {
    name,
    title: one('title', '...'),
    description: all('description').join(' ') || wrong('its header needs a line "-- description: ..."'),
    table: table === 'any' ? undefined : table,
    severity,
    sql,
  };
}

/**
 * What a check's query must not have. A query that only the laptop cannot parse is left for Athena to judge, but for its
 * tokens.
 */
function problemOf(sql: string, table: string): string | undefined {
  try {
    const symbols = tokenize(sql).flatMap(({ kind, text }) => (kind === 'symbol' ? [text] : []));
    if (symbols.includes('?')) return 'it has a question mark, and a night has no value for it; write the value out';
    if (symbols.includes(';')) return 'it has more than one statement; a check is one query';
    const other = tablesRead(sql).find((name) => ![table, PLACEHOLDERS.table].includes(name.toLowerCase()));
    return other === undefined
      ? undefined
      : `it reads ${other}; a check reads only the night that is being validated, under the name ${table}`;
  } catch (error) {
    if (error instanceof SqlSyntaxError) return error.message;
    if (error instanceof RefusedError) return undefined;
    throw error;
  }
}
