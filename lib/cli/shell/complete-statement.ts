import type { KnownNames, Place } from './known-names';
import { quoteIfNeeded } from './quote-if-needed';

/** What a statement begins with. */
const BEGINNINGS = 'SELECT WITH SHOW DESCRIBE EXPLAIN VALUES CREATE DROP INSERT UNLOAD'.split(' ');

/** What comes within one; the words that name no clause are found by their beginning as well. */
const KEYWORDS = `ALL AND ANALYZE ANY AS ASC BETWEEN BY CASE CAST COLUMNS CROSS CURRENT CURRENT_DATE CURRENT_TIMESTAMP
  DATABASES DATE DESC DISTINCT ELSE END ESCAPE EXCEPT EXISTS EXTRACT FALSE FETCH FILTER FIRST FOLLOWING FROM FULL FUNCTIONS GROUP HAVING
  IN INNER INTERSECT INTERVAL INTO IS JOIN LAST LATERAL LEFT LIKE LIMIT NATURAL NOT NULL NULLS OFFSET ON OR ORDER OUTER
  OVER PARTITION PARTITIONS PRECEDING RANGE RECURSIVE RIGHT ROLLUP ROW ROWS SCHEMAS SELECT TABLE TABLES TABLESAMPLE TBLPROPERTIES THEN
  TIMESTAMP TRUE TRY_CAST UNBOUNDED UNION UNNEST USING VALUES VIEW VIEWS WHEN WHERE WINDOW WITH`.split(/\s+/);

/** Behind these, a table is named. */
const BEFORE_TABLE =
  /\b(?:from|join|into|describe|desc|table|view|columns\s+(?:from|in)|partitions|tblproperties)\s+$/i;

const NAME = String.raw`(?:"(?:[^"]|"")+"|[A-Za-z_][\w$]*)`;
/** The word, or the dotted name, that a text ends with. */
export const WORD = new RegExp(String.raw`(?:${NAME}\.)*(?:"(?:[^"]|"")*|[A-Za-z_][\w$]*)?$`);

/** The only candidate has a space behind it, so that one goes on. */
export function single(candidates: readonly string[]): string[] {
  const [only] = candidates;
  return only !== undefined && candidates.length === 1 && !only.endsWith('(') ? [`${only} `] : [...candidates];
}

/**
 * Candidates for a word of a statement.
 *
 * @param start the statement before the word
 */
export function statementCandidates(start: string, word: string, { after }: Place, names: KnownNames): string[] {
  const [prefix = ''] = /(?:"(?:[^"]|"")*"?|[^."]*)$/.exec(word) ?? [];
  const qualifier = word.slice(0, word.length - prefix.length);
  if (BEFORE_TABLE.test(start)) return single(byPrefix([...names.tables.keys()], word));
  const whole = `${start}${word}${after}`;
  if (qualifier !== '') {
    const columns = columnsOf(qualifier.slice(0, -1), whole, names);
    return single(byPrefix(columns, prefix).map((name) => qualifier + name));
  }
  const isFirst = start.trim() === '' || /^\s*explain\s+(analyze\s+)?$/i.test(start);
  if (isFirst) return single(inCase(BEGINNINGS, word));
  const columns = findNamedTables(whole, names).flatMap((table) => names.tables.get(table) ?? []);
  const own = byPrefix([...new Set(columns)], prefix);
  // without a letter only what is likely is listed
  if (prefix === '' || prefix.startsWith('"')) return single(own);
  const lower = prefix.toLowerCase();
  const functions = names.functions.filter((name) => name.startsWith(lower)).map((name) => `${name}(`);
  return single([...new Set([...own, ...functions, ...inCase(KEYWORDS, prefix)])]);
}

/** Names that begin so, without regard to case, each as it has to be written. */
function byPrefix(names: readonly string[], typed: string): string[] {
  const prefix = typed.replaceAll('"', '').toLowerCase();
  return names
    .filter((name) => name.toLowerCase().startsWith(prefix))
    .map(quoteIfNeeded)
    .filter((name) => name.toLowerCase().startsWith(typed.toLowerCase()) || typed === '');
}

/** Keywords that begin so, in the case of what was typed. */
function inCase(keywords: readonly string[], typed: string): string[] {
  const isLower = typed !== '' && typed === typed.toLowerCase();
  const found = keywords.filter((keyword) => keyword.startsWith(typed.toUpperCase()));
  return isLower ? found.map((keyword) => keyword.toLowerCase()) : found;
}

const FROM = new RegExp(
  String.raw`\b(?:from|join|describe|into|,)\s+(${NAME}(?:\.${NAME})?)(?:\s+(?:as\s+)?(${NAME}))?`,
  'gi',
);

interface NamedTable {
  readonly table: string;
  readonly alias: string | undefined;
}

function tablesIn(text: string, { tables }: KnownNames): NamedTable[] {
  return [...text.matchAll(FROM)].flatMap(([, name = '', alias]) => {
    const table = name.replaceAll('"', '').toLowerCase();
    return tables.has(table) ? [{ table, alias: alias?.replaceAll('"', '').toLowerCase() }] : [];
  });
}

/** The known tables that a statement names, as far as it is typed. */
function findNamedTables(text: string, names: KnownNames): string[] {
  return [...new Set(tablesIn(text, names).map(({ table }) => table))];
}

/** The columns of what stands before a dot: a table, or another name that the statement gives one. */
function columnsOf(qualifier: string, text: string, names: KnownNames): readonly string[] {
  const name = qualifier.replaceAll('"', '').toLowerCase();
  const table = names.tables.has(name) ? name : tablesIn(text, names).find(({ alias }) => alias === name)?.table;
  if (table !== undefined) return names.tables.get(table) ?? [];
  const inDatabase = [...names.tables.keys()].filter((key) => key.startsWith(`${name}.`));
  return inDatabase.map((key) => key.slice(name.length + 1));
}
