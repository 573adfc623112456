import { parseOtherStatement, SqlSyntaxError, tableNames, withClause, withQueries } from '../../athena-sql/dialect';
import { type PublishedNight, readPublishedNights } from '../../night';
import { identifier, literal } from '../../sql';
import { nightOf, type Target } from '../../target';

/** A statement that reads an earlier night in the place of the newest one. */
export interface NightStatement {
  readonly sql: string;
  /** The queries that were put before the statement, to show what was asked. */
  readonly added: readonly string[];
}

/** A statement that reads no newest night, so that it is the same whatever night is meant. */
export class NoNewestNightError extends Error {
  override readonly name = 'NoNewestNightError';
}

/**
 * Lets a statement be about the night of a date: `<table>` has the items of that night and not of the newest, and the slots
 * `newest` and `previous` of `<table>_latest` are that night and the one before. Queries of these names are put before the
 * statement (WITH), where they come before the tables, on a laptop as on Athena.
 *
 * @throws NoSuchNightError; Error for a statement that this cannot be done to for certain, with what to write instead
 */
export async function statementOfNight(
  sql: string,
  date: string,
  target: Pick<Target, 'tables' | 'partitions'>,
): Promise<NightStatement> {
  const inner = queryWithin(sql);
  if (inner === undefined) return queryOfNight(sql, date, target);
  // what stands before it is blanks in its text
  const start = inner.length - inner.trimStart().length;
  const dated = await statementOfNight(inner, date, target);
  return { ...dated, sql: sql.slice(0, start) + dated.sql.slice(start) + sql.slice(inner.length) };
}

/** The query that EXPLAIN, or a statement that makes a table or view, has within it. */
function queryWithin(sql: string): string | undefined {
  try {
    const other = parseOtherStatement(sql);
    return other !== undefined && 'sql' in other ? other.sql : undefined;
  } catch {
    return undefined; // the parser of queries says what is wrong
  }
}

async function queryOfNight(
  sql: string,
  date: string,
  target: Pick<Target, 'tables' | 'partitions'>,
): Promise<NightStatement> {
  const hint = ` Write it into the statement instead, for example: FROM <table>_history WHERE export_date = ${literal(date)}`;
  const cannot = (why: string, more = '', instead = hint) =>
    new Error(`--date ${date} cannot be applied: ${why}.${instead}${more && `\n${more}`}`);
  const { names, clause } = parseStatement(sql, cannot);
  const existing = new Set((await target.tables()).map(({ name }) => name));
  const added = new Map<string, string>();
  for (const { database, table } of names) {
    const name = table.replace(/\$\w+$/, '');
    const base = name.replace(/_(latest|raw|history|files|staged)$/, '');
    if (!existing.has(name) || clause.names.includes(table)) continue;
    const owner = ownerOf(base, existing);
    if (owner === undefined || ![base, `${base}_history`].every((part) => existing.has(part)))
      throw cannot(`it is not known which night ${name} reads`);
    if (name !== base && name !== `${base}_latest`) continue;
    if (database !== undefined) throw cannot(`${database}.${table} names its database; leave that away`);
    if (table !== name) throw cannot(`"${table}" has no earlier state`);
    const nights = readPublishedNights(await target.partitions(`${owner}_raw`));
    const night = nightOf(date, base, nights);
    added.set(name, name === base ? newest(base, night) : slots(base, night, nights[nights.indexOf(night) - 1]));
  }
  if (clause.names.some((name) => added.has(name))) throw cannot(`its WITH has a query that is called like a table`);
  if (added.size === 0) throw new NoNewestNightError(cannot('the statement reads no newest night').message);
  const queries = [...added.values()];
  return { sql: withQueries(sql, clause, queries), added: queries };
}

/** The table whose nights a view shows: itself or, of an entity's view, what its name begins with. */
function ownerOf(view: string, existing: ReadonlySet<string>): string | undefined {
  const parts = view.split('_');
  const names = parts.map((_, index) => parts.slice(0, parts.length - index).join('_'));
  return names.find((name) => existing.has(`${name}_raw`));
}

function parseStatement(sql: string, cannot: (why: string, more?: string, instead?: string) => Error) {
  try {
    return { names: tableNames(sql), clause: withClause(sql) };
  } catch (error) {
    // of a typing error there is nothing to write instead
    if (error instanceof SqlSyntaxError) throw cannot('the statement cannot be read', error.message, '');
    throw cannot('the statement cannot be read', error instanceof Error ? error.message : String(error));
  }
}

function newest(table: string, { exportDate }: PublishedNight): string {
  return `${identifier(table)} AS (SELECT * FROM ${identifier(`${table}_history`)} WHERE export_date = ${literal(exportDate)})`;
}

function slots(table: string, night: PublishedNight, previous: PublishedNight | undefined): string {
  const slot = (name: string, { exportDate }: PublishedNight) =>
    `SELECT item, ${literal(name)} AS slot FROM ${identifier(`${table}_raw`)} WHERE export_date = ${literal(exportDate)}`;
  const both = [slot('newest', night), ...(previous ? [slot('previous', previous)] : [])];
  return `${identifier(`${table}_latest`)} AS (${both.join(' UNION ALL ')})`;
}
