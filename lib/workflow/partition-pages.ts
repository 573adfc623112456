import { jsonata, toLiteral, type Workflow } from './states';

/** Assigns to `nextToken` what {@link nextPage} goes on with; it is empty after the last page. */
export const NEXT_TOKEN = jsonata(`$exists($states.result.NextToken) ? $states.result.NextToken : ''`);

/** Assigns to `nextToken` that the first page is next. */
export const FIRST_PAGE = jsonata("''");

/** The condition that there is a further page. Glue gives pages with nothing on them before the last one. */
export const HAS_NEXT_PAGE = `$nextToken != ''`;

/**
 * The arguments of GetPartitions for the first page, or for the one that the variable `nextToken` names.
 *
 * @param expression JSONata of what the partitions' values must be; undefined for all partitions
 * @param size partitions of a page, which as a task's answer may have 256 KiB
 */
export function nextPage({ names }: Workflow, table: string, expression: string | undefined, size: number): string {
  const selected = expression === undefined ? '' : `, 'Expression': ${expression}`;
  return jsonata(
    `$merge([{'DatabaseName': ${toLiteral(names.database)}, 'TableName': ${toLiteral(table)}${selected}, 'ExcludeColumnSchema': true, 'MaxResults': ${size}}, ${HAS_NEXT_PAGE} ? {'NextToken': $nextToken} : {}])`,
  );
}
