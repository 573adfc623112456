import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  InvalidRequestException,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
  type QueryExecution,
  type Row,
} from '@aws-sdk/client-athena';
import {
  EntityNotFoundException,
  GetDatabaseCommand,
  GetPartitionsCommand,
  GetTablesCommand,
  GlueClient,
} from '@aws-sdk/client-glue';
import { SFNClient } from '@aws-sdk/client-sfn';
import { join } from 'node:path';
import type { AwsClients } from '../../lib/aws';
import { UNKNOWN_ACCOUNT } from '../../lib/config';
import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { catalogTables, Listings } from '../../lib/local/athena';
import { AthenaError, parseOtherStatement, SqlSyntaxError, typeText } from '../../lib/athena-sql/dialect';
import type { OtherStatement } from '../../lib/athena-sql/dialect';
import { allTextRows, Engine } from '../../lib/athena-sql/engine';
import { answerStatement } from '../../lib/local/athena/statements/answer';
import { athenaAnswer, type AthenaAnswer } from './athena-answer';
import { Catalog } from '../../lib/local/glue';
import { FileStore } from '../../lib/local/s3';

// As the command line does: the SDK's first client would print a warning.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** What a fake account does, and what it was asked. */
export interface FakeAwsOptions {
  /** Folder of a local system, whose nights the account has. */
  readonly folder: string;
  /** Rows of a page of a result. @default Athena's 1000 */
  readonly pageRows?: number;
  /** How often a query is still RUNNING when it is asked about. @default 1 */
  readonly runningFor?: number;
  /** Called before every call, with the command's name; may throw what AWS would. */
  readonly onCall?: (command: string) => void;
}

/** Entries of a page of Glue's lists: few, so that every list has pages. */
const GLUE_PAGE = 2;

/** Athena and Glue of an account, answered from a local system's folder through the shapes of the SDK. */
export class FakeAws {
  /** Names of the commands that were sent, in their order. */
  readonly calls: string[] = [];
  readonly clients: AwsClients;
  private readonly catalog: Catalog;
  private readonly store: FileStore;
  private readonly queries = new Map<
    string,
    { execution: QueryExecution; rows: readonly Row[]; columns: readonly object[]; updateCount?: number; asked: number }
  >();
  private engine: Engine | undefined;

  constructor(private readonly options: FakeAwsOptions) {
    this.catalog = Catalog.open(join(options.folder, 'catalog'));
    this.store = new FileStore(absoluteFolder(join(options.folder, 's3')));
    const send = (command: object) => this.answer(command);
    const account = { region: 'ap-northeast-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
    this.clients = {
      athena: Object.assign(new AthenaClient(account), { send }),
      glue: Object.assign(new GlueClient(account), { send }),
      stepFunctions: new SFNClient(account),
    };
  }

  async close(): Promise<void> {
    await this.engine?.close();
  }

  private async answer(command: object): Promise<object> {
    this.calls.push(command.constructor.name);
    this.options.onCall?.(command.constructor.name);
    if (command instanceof StartQueryExecutionCommand) return this.start(command.input);
    if (command instanceof GetQueryExecutionCommand) return this.execution(command.input);
    if (command instanceof GetQueryResultsCommand) return this.results(command.input);
    if (command instanceof StopQueryExecutionCommand) return {};
    // Buckets of a folder are named as in the account of a laptop.
    if (command instanceof GetDatabaseCommand)
      return { Database: { Name: command.input.Name, CatalogId: UNKNOWN_ACCOUNT } };
    if (command instanceof GetTablesCommand) return this.tables(command.input);
    if (command instanceof GetPartitionsCommand) return this.partitions(command.input);
    throw new Error(`The fake account knows no ${command.constructor.name}`);
  }

  private async start({
    QueryString = '',
    QueryExecutionContext,
    ExecutionParameters,
  }: StartQueryExecutionCommand['input']) {
    this.engine ??= await Engine.open({ root: this.store.root });
    const id = `query-${this.queries.size + 1}`;
    const database = QueryExecutionContext?.Database ?? '';
    const execution = { QueryExecutionId: id, Query: QueryString, StatementType: 'DML' as const };
    try {
      const other = parseOtherStatement(QueryString);
      if (other !== undefined) {
        const carriedOut = await this.carryOut(other, database);
        this.queries.set(id, { ...carriedOut, execution: { ...execution, ...carriedOut.execution }, asked: 0 });
        return { QueryExecutionId: id };
      }
      const result = await this.engine.query(QueryString, {
        catalog: catalogTables(this.catalog, new Listings(this.store)),
        database,
        ...(ExecutionParameters && { parameters: ExecutionParameters }),
      });
      const names = result.columns.map(({ name }) => name);
      const rows = [names, ...(await allTextRows(result))].map((row) => ({
        Data: row.map((text) => (text === undefined ? {} : { VarCharValue: text })),
      }));
      const { dataScannedInBytes } = result.statistics();
      this.queries.set(id, {
        execution: {
          ...execution,
          Status: { State: 'SUCCEEDED' },
          Statistics: { DataScannedInBytes: dataScannedInBytes },
        },
        rows,
        columns: result.columns.map(({ name, type }) => {
          const [Type, Precision, Scale] = typeText(type).split(/[(,)]/);
          return type.kind === 'decimal'
            ? { Name: name, Type, Precision: Number(Precision), Scale: Number(Scale) }
            : { Name: name, Type };
        }),
        asked: 0,
      });
    } catch (error) {
      if (error instanceof SqlSyntaxError)
        throw new InvalidRequestException({
          message: `line ${error.line}:${error.column}: ${error.message.split(/: |\n/)[2] ?? ''}`,
          $metadata: {},
        });
      if (!(error instanceof AthenaError)) throw error;
      // Athena names no tables that there are.
      const StateChangeReason = error.message.replace(/( Did you mean [^ ]*)? There are: .*$/, '');
      this.queries.set(id, {
        execution: { ...execution, Status: { State: 'FAILED', StateChangeReason } },
        rows: [],
        columns: [],
        asked: 0,
      });
    }
    return { QueryExecutionId: id };
  }

  /** A statement that is no query, as Athena answers it. */
  private async carryOut(statement: OtherStatement, database: string): Promise<AthenaAnswer> {
    const { catalog, store } = this;
    return athenaAnswer(
      statement,
      await answerStatement(statement, {
        catalog,
        store,
        database,
        engine: async () => (this.engine ??= await Engine.open({ root: this.store.root })),
        options: { catalog: catalogTables(catalog, new Listings(store)), database },
        throwIfStopped: () => undefined,
      }),
    );
  }

  private execution({ QueryExecutionId = '' }: GetQueryExecutionCommand['input']): object {
    const query = this.queries.get(QueryExecutionId);
    if (!query) throw new Error(`no query ${QueryExecutionId}`);
    const isRunning = query.asked++ < (this.options.runningFor ?? 1);
    return { QueryExecution: isRunning ? { ...query.execution, Status: { State: 'RUNNING' } } : query.execution };
  }

  private results({
    QueryExecutionId = '',
    MaxResults = 1000,
    NextToken = '0',
  }: GetQueryResultsCommand['input']): object {
    const query = this.queries.get(QueryExecutionId);
    const { rows = [], columns = [], updateCount } = query ?? {};
    const first = Number(NextToken);
    const next = first + Math.min(MaxResults, this.options.pageRows ?? 1000);
    return {
      UpdateCount: updateCount,
      ResultSet: { Rows: rows.slice(first, next), ResultSetMetadata: { ColumnInfo: columns } },
      ...(next < rows.length && { NextToken: String(next) }),
    };
  }

  private tables({ DatabaseName = '', NextToken = '0' }: GetTablesCommand['input']): object {
    if (!this.catalog.databaseNames().includes(DatabaseName)) throw notFound(`Database ${DatabaseName} not found.`);
    const all = this.catalog.tableNames(DatabaseName).map((name) => this.catalog.table(DatabaseName, name)?.input);
    return { ...page(all, NextToken, 'TableList') };
  }

  private partitions({ DatabaseName = '', TableName = '', NextToken = '0' }: GetPartitionsCommand['input']): object {
    const table = this.catalog.table(DatabaseName, TableName);
    if (!table) throw notFound(`Table ${DatabaseName}.${TableName} not found.`);
    return page(table.partitions, NextToken, 'Partitions');
  }
}

function page(all: readonly unknown[], token: string, name: string): object {
  const next = Number(token) + GLUE_PAGE;
  return { [name]: all.slice(Number(token), next), ...(next < all.length && { NextToken: String(next) }) };
}

function notFound(message: string): Error {
  return new EntityNotFoundException({ message, $metadata: {} });
}
