import { jsonata, value, type Workflow } from './states';

/** What a query is started with, for a QueryString in JSONata. */
export function queryArguments({ names }: Workflow, query: string): Readonly<Record<string, unknown>> {
  // No ClientRequestToken: after a failed query the same token would answer with that failed query.
  return {
    QueryString: jsonata(query),
    QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: names.database },
    WorkGroup: names.nightWorkgroup,
  };
}

/**
 * JSONata of SQL with values of the execution put in, which were checked before.
 *
 * @param expressions the values in JSONata, by name
 * @param sql gives the SQL for the names with a mark for each value
 */
export function filledIn<Name extends string>(
  expressions: Readonly<Record<Name, string>>,
  sql: (marks: Readonly<Record<Name, string>>) => string,
): string {
  const names = Object.keys(expressions) as Name[];
  const marks = Object.fromEntries(names.map((name) => [name, `<${name}>`])) as Record<Name, string>;
  return sql(marks)
    .split(new RegExp(`<(${names.join('|')})>`))
    .map((part, index) => (index % 2 === 0 ? value(part) : expressions[part as Name]))
    .join(' & ');
}

const CAUSE = '$states.errorOutput.Cause';
const STATE_CHANGE_REASON = `$match(${CAUSE}, /"StateChangeReason" ?: ?"(([^\\\\"]|\\\\.)*)"/, 1).groups[0]`;

/**
 * In a catcher, why a query failed, or was not run. The cause of a failed query is its QueryExecution as JSON; the reason is
 * taken out by pattern, since parsing could fail.
 */
export const REASON = `($exists(${STATE_CHANGE_REASON}) ? $replace(${STATE_CHANGE_REASON}, /\\\\(["\\\\])/, '$1') : ${CAUSE})`;
