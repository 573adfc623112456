import { jsonata, toLiteral, type Workflow } from '../states';

/** Athena ends a query after 30 minutes, or later where the quota was raised; then the state times out. */
export const QUERY_TIMEOUT_SECONDS = 4 * 3600;

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
export function fillIn<Name extends string>(
  expressions: Readonly<Record<Name, string>>,
  sql: (marks: Readonly<Record<Name, string>>) => string,
): string {
  const names = Object.keys(expressions) as Name[];
  const marks = Object.fromEntries(names.map((name) => [name, `<${name}>`])) as Record<Name, string>;
  return sql(marks)
    .split(new RegExp(`<(${names.join('|')})>`))
    .map((part, index) => (index % 2 === 0 ? toLiteral(part) : expressions[part as Name]))
    .join(' & ');
}

const CAUSE = '$states.errorOutput.Cause';

/** Stand for an escaped backslash and quote meanwhile: no JSON text has these characters as they are. */
const [BACKSLASH, QUOTE] = ['\u0001', '\u0002'];

/**
 * The text of the field StateChangeReason of the cause, which is JSON, with its `\"` and `\\` read; undefined where there is
 * none. By cutting: parsing could fail, and Java overflows its stack where a pattern repeats a choice some thousand times.
 */
const STATE_CHANGE_REASON = `($json := $replace($replace(${CAUSE}, ${toLiteral('\\\\')}, ${toLiteral(BACKSLASH)}), ${toLiteral('\\"')}, ${toLiteral(QUOTE)}); $field := $substringAfter($json, '"StateChangeReason"'); $reason := $substringAfter($field, '"'); $contains($json, '"StateChangeReason"') and $contains($reason, '"') ? $replace($replace($substringBefore($reason, '"'), ${toLiteral(QUOTE)}, '"'), ${toLiteral(BACKSLASH)}, ${toLiteral('\\')}))`;

/**
 * In a catcher, why a query failed, or was not run. The cause of a failed query is its QueryExecution as JSON; that of one
 * that was not run is a text.
 */
export const REASON = `($reason := ${STATE_CHANGE_REASON}; $exists($reason) ? $reason : ${CAUSE})`;
