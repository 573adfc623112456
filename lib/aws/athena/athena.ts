import {
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
  type AthenaClient,
  type ColumnInfo,
  type QueryExecution,
  type Row,
} from '@aws-sdk/client-athena';
import type { Clock } from '../../asl';
import { InterruptedError, StatementError, type AnswerColumn, type TextRow } from '../../target';
import { isFailure } from '../account/failure';
import { showPosition } from './position';
import { beginsWithNames, isText, isUtility, utilityRow } from './statement-kind';

/** Where and when queries run. */
export interface AthenaContext {
  readonly client: AthenaClient;
  readonly workgroup: string;
  readonly database: string;
  /** What to do where the workgroup is not there. */
  readonly remedy: string;
  readonly clock: Clock;
}

/** Pauses between two questions whether a query has ended: short ones first, as most queries are short. */
const [FIRST_PAUSE, LONGEST_PAUSE, GROWTH] = [200, 2_000, 1.5];

/** What GetQueryResults gives at most in a page. */
const PAGE_ROWS = 1_000;

/**
 * Starts a query. Without a ClientRequestToken of our own: after a failure Athena would answer it with the failed query.
 *
 * @returns its id
 * @throws StatementError where Athena refuses the statement at once
 */
export async function startQuery(
  { client, workgroup, database, remedy }: AthenaContext,
  sql: string,
  parameters: readonly string[] = [],
): Promise<string> {
  try {
    const { QueryExecutionId = '' } = await client.send(
      new StartQueryExecutionCommand({
        QueryString: sql,
        WorkGroup: workgroup,
        QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: database },
        ...(parameters.length > 0 && { ExecutionParameters: [...parameters] }),
      }),
    );
    return QueryExecutionId;
  } catch (error) {
    if (!isFailure(error, 'InvalidRequestException')) throw error;
    if (/workgroup/i.test(error.message)) {
      throw new Error(`The workgroup ${workgroup} cannot be used (${error.message}): ${remedy}`, { cause: error });
    }
    throw new StatementError(showPosition(error.message, sql), { cause: error });
  }
}

/**
 * Waits until a query has succeeded.
 *
 * @throws StatementError with Athena's reason; InterruptedError when the signal aborts, after the query was stopped
 */
export async function querySucceeded(
  { client, clock }: AthenaContext,
  id: string,
  signal?: AbortSignal,
): Promise<QueryExecution> {
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * GROWTH, LONGEST_PAUSE)) {
    await stopIfAborted(client, id, signal);
    const { QueryExecution = {} } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
    const { State, StateChangeReason = 'Athena gives no reason' } = QueryExecution.Status ?? {};
    if (State === 'SUCCEEDED') return QueryExecution;
    if (State === 'CANCELLED') throw new StatementError(`Athena cancelled query ${id}: ${StateChangeReason}`);
    if (State === 'FAILED') throw new StatementError(showPosition(StateChangeReason, QueryExecution.Query ?? ''));
    await clock.sleep(pause, signal).catch((error: unknown) => {
      if (signal?.aborted !== true) throw error;
    });
  }
}

async function stopIfAborted(client: AthenaClient, id: string, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted !== true) return;
  await client.send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
  throw new InterruptedError(`Query ${id} was stopped. Athena charges what it had read until then`);
}

/** A page of a result. */
export interface ResultPage {
  /** Rows that the statement has written. */
  readonly updateCount: number;
  readonly columns: readonly AnswerColumn[];
  readonly rows: readonly TextRow[];
}

/** The pages of a result, each read when it is asked for. At least one comes; the row of names in it is taken away. */
export async function* resultPages({ client }: AthenaContext, execution: QueryExecution): AsyncGenerator<ResultPage> {
  const { QueryExecutionId } = execution;
  let token: string | undefined;
  let isFirst = true;
  do {
    const {
      ResultSet,
      NextToken,
      UpdateCount = 0,
    } = await client.send(new GetQueryResultsCommand({ QueryExecutionId, MaxResults: PAGE_ROWS, NextToken: token }));
    const { Rows = [], ResultSetMetadata } = ResultSet ?? {};
    const columns = (ResultSetMetadata?.ColumnInfo ?? []).map(column);
    const own = isFirst && beginsWithNames(execution) ? Rows.slice(1) : Rows;
    const rows = own.map(texts);
    yield {
      columns,
      rows: isUtility(execution) && !isText(execution) ? rows.map((row) => utilityRow(row, columns.length)) : rows,
      updateCount: UpdateCount,
    };
    isFirst = false;
    token = NextToken;
  } while (token !== undefined);
}

function texts({ Data = [] }: Row): TextRow {
  return Data.map(({ VarCharValue }) => VarCharValue);
}

function column({ Name = '', Type = '', Precision, Scale }: ColumnInfo): AnswerColumn {
  return { name: Name, type: Type === 'decimal' ? `decimal(${Precision ?? 38},${Scale ?? 0})` : Type };
}
