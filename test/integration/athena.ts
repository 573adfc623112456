import {
  GetQueryExecutionCommand,
  paginateGetQueryResults,
  StartQueryExecutionCommand,
  type QueryExecution,
} from '@aws-sdk/client-athena';
import { athena, type TableUnderTest } from './system';
import { until } from './until';

/** A value of a result as Athena gives it; undefined is NULL. */
export type Value = string | undefined;

/** What an engine answers. */
export interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

/** What Athena answers, and what it read for it. */
export interface AthenaAnswer extends Answer {
  readonly scannedBytes: number;
}

/**
 * Asks Athena, in the system's own workgroup and database.
 *
 * @param parameters values of `?`, each a SQL literal
 * @throws Error with Athena's reason when the query fails
 */
export async function ask(
  { database, workgroup }: Pick<TableUnderTest, 'database' | 'workgroup'>,
  sql: string,
  parameters: readonly string[] = [],
): Promise<AthenaAnswer> {
  const { QueryExecutionId } = await athena.send(
    new StartQueryExecutionCommand({
      QueryString: sql,
      WorkGroup: workgroup,
      ...(parameters.length > 0 && { ExecutionParameters: [...parameters] }),
      QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: database },
    }),
  );
  const { Status, Statistics } = await until(`The end of query ${QueryExecutionId ?? ''}`, () =>
    findEndedQuery(QueryExecutionId),
  );
  if (Status?.State !== 'SUCCEEDED') throw new Error(`Athena: ${Status?.StateChangeReason ?? 'no reason'}\n${sql}`);
  const columns: string[] = [];
  const rows: Value[][] = [];
  for await (const { ResultSet } of paginateGetQueryResults({ client: athena }, { QueryExecutionId })) {
    const page = (ResultSet?.Rows ?? []).map(({ Data = [] }) => Data.map(({ VarCharValue }) => VarCharValue));
    const names = (ResultSet?.ResultSetMetadata?.ColumnInfo ?? []).map(({ Name = '' }) => Name);
    // The first row of the first page has the names.
    if (columns.length === 0) page.shift();
    if (columns.length === 0) columns.push(...names);
    rows.push(...page);
  }
  return { columns, rows, scannedBytes: Statistics?.DataScannedInBytes ?? 0 };
}

async function findEndedQuery(QueryExecutionId: string | undefined): Promise<QueryExecution | undefined> {
  const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
  const state = QueryExecution?.Status?.State;
  return state === 'QUEUED' || state === 'RUNNING' ? undefined : QueryExecution;
}
