import * as z from 'zod';
import type { Json } from '../../asl/json';
import { TaskFailure, type TaskAdapters } from '../../asl/task';
import { RefusedError, SqlSyntaxError } from '../../athena-sql/dialect';
import type { QueryOutcome, QueryResultTexts } from './outcome';
import { QueryExecutions, type QueryExecutionsOptions } from './query-executions';

const startArguments = z.object({
  QueryString: z.string().min(1).max(262_144),
  QueryExecutionContext: z.object({ Database: z.string(), Catalog: z.string().optional() }),
  WorkGroup: z.string().optional(),
});

const resultsArguments = z.object({
  QueryExecutionId: z.string(),
  MaxResults: z.int().min(1).max(1000).default(1000),
  NextToken: z.string().optional(),
});

export interface AthenaOptions extends QueryExecutionsOptions {
  /** Numbers in [0, 1) for the ids of queries. */
  readonly random: () => number;
}

/** Athena's SDK integrations on the local engine, with the shapes and error names that Step Functions has. */
export function athenaAdapters(options: AthenaOptions): TaskAdapters {
  const executions = new QueryExecutions(options);
  const results = new Map<string, QueryResultTexts>();
  return {
    'arn:aws:states:::athena:startQueryExecution.sync': async (args, { clock }) => {
      const request = parse(startArguments, args);
      const submitted = clock.now();
      const outcome = await start(executions, request, submitted);
      const id = queryExecutionId(options.random);
      const QueryExecution = describeExecution(id, request, outcome, { submitted, completed: clock.now() });
      // Step Functions gives the failed execution as the cause's text.
      if (outcome.state === 'FAILED') throw new TaskFailure('States.TaskFailed', JSON.stringify({ QueryExecution }));
      results.set(id, outcome.result);
      return { QueryExecution };
    },
    'arn:aws:states:::aws-sdk:athena:getQueryResults': async (args) => {
      const request = parse(resultsArguments, args);
      const result = results.get(request.QueryExecutionId);
      if (result) return page(result, request);
      throw invalid(`QueryExecution ${request.QueryExecutionId} was not found`);
    },
  };
}

type StartRequest = z.infer<typeof startArguments>;

async function start(executions: QueryExecutions, request: StartRequest, now: number): Promise<QueryOutcome> {
  try {
    return await executions.run(request.QueryString, request.QueryExecutionContext.Database, new Date(now));
  } catch (error) {
    if (error instanceof SqlSyntaxError || error instanceof RefusedError) throw invalid(error.message);
    throw error;
  }
}

function describeExecution(
  id: string,
  request: StartRequest,
  outcome: QueryOutcome,
  { submitted, completed }: { submitted: number; completed: number },
): Json {
  const failed = outcome.state === 'FAILED';
  return {
    QueryExecutionId: id,
    Query: request.QueryString,
    StatementType: 'DML',
    ...(request.WorkGroup !== undefined && { WorkGroup: request.WorkGroup }),
    Status: {
      State: outcome.state,
      SubmissionDateTime: submitted,
      CompletionDateTime: completed,
      ...(failed && { StateChangeReason: outcome.reason }),
    },
    Statistics: { DataScannedInBytes: failed ? 0 : outcome.dataScannedInBytes },
  };
}

/** A page of a result; the first row of the first page is the header, and counts. */
function page({ columns, rows }: QueryResultTexts, request: z.infer<typeof resultsArguments>): Json {
  const all = [columns.map(({ name }) => name), ...rows];
  const first = Number(request.NextToken ?? 0);
  const next = first + request.MaxResults;
  return {
    ResultSet: {
      Rows: all.slice(first, next).map((row) => ({ Data: row.map(datum) })),
      ResultSetMetadata: { ColumnInfo: columns.map(({ name, type }) => ({ Name: name, Label: name, Type: type })) },
    },
    ...(next < all.length && { NextToken: String(next) }),
  };
}

function datum(text: string | undefined): Record<string, Json> {
  return text === undefined ? {} : { VarCharValue: text };
}

function parse<Schema extends z.ZodType>(schema: Schema, args: Json): z.infer<Schema> {
  const parsed = schema.safeParse(args);
  if (parsed.success) return parsed.data;
  throw invalid(z.prettifyError(parsed.error));
}

function invalid(message: string): TaskFailure {
  return new TaskFailure(
    'Athena.InvalidRequestException',
    `${message} (Service: Athena, Status Code: 400, Request ID: local)`,
  );
}

/** Looks like Athena's: a UUID. */
function queryExecutionId(random: () => number): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
  return hex.replace(/^(.{8})(.{4}).(.{3})(.{4})(.{12})$/, '$1-$2-4$3-$4-$5');
}
