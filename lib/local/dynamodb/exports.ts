import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Clock } from '../../asl';
import type { Json } from '../../asl/json';
import { TaskFailure, type TaskAdapters, type TaskContext } from '../../asl/task';
import { exportArn, newExportId, parseExportArn } from '../../export';
import type { FileStore, ImportedExport } from '../s3';
import { recordAdoptedExport } from './adopted-export';
import { describeExportAt, type ExportRecord } from './export-description';
import { type ExportFailure, makeOutcome } from './export-outcome';
import { type ExportRequest, parseExportRequest, sameRequest, readWanted } from './export-request';
import { decideSpan } from './export-span';
import { dynamoDbFailure } from './failure';
import { PointInTimeRecovery } from './recovery';
import { type ExportableTable, findTable } from './table';
import { describeRecovery, describeTable } from './table-description';
import { wholeSeconds } from './window-time';

export interface LocalExportsOptions {
  readonly client: DynamoDBClient;
  /** The clock of the executions; the tables' writes have its time. */
  readonly clock: Pick<Clock, 'now'>;
  /** Where exports are written to. */
  readonly store: FileStore;
  /** Numbers in [0, 1) for export ids and file names. */
  readonly random: () => number;
  /** How long an export takes on the execution's clock; `Infinity`: it never ends. @default 720, AWS's for a toy table */
  readonly durationSeconds?: number | (() => number);
  /** Data files of an export. @default 4 */
  readonly files?: number;
  /** Names of tables without point-in-time recovery, which cannot be exported. @default none */
  readonly withoutRecovery?: readonly string[];
  /** Asked at each export's start what it will fail with. @default it succeeds */
  readonly failure?: () => ExportFailure | undefined;
}

const TABLE_ARN = /^arn:[^:]+:dynamodb:[^:]+:\d+:table\/([^/]+)$/;
const describeArguments = z.object({ ExportArn: z.string() });
const tableArguments = z.object({ TableName: z.string() });

/**
 * DynamoDB's export service for a local table: reads the items of the export's time, or the changes of its window, writes
 * AWS's layout into the store, and is done when the execution's clock says so. Shapes, refusals and ClientToken behave as
 * recorded on AWS.
 */
export class LocalExports {
  private readonly records = new Map<string, ExportRecord>();
  private readonly tokens = new Map<
    string,
    { readonly request: ExportRequest; readonly record: Promise<ExportRecord> }
  >();

  private readonly recovery: PointInTimeRecovery;

  constructor(private readonly options: LocalExportsOptions) {
    this.recovery = new PointInTimeRecovery(options.client, options.clock);
  }

  /** Keeps from now on what the tables were, so that exports of an earlier time than now, and of changes, are possible. */
  beginRecovery(): void {
    this.recovery.begin();
  }

  /** The SDK integrations `exportTableToPointInTime`, `describeExport`, `describeTable` and `describeContinuousBackups`. */
  adapters(): TaskAdapters {
    return {
      'arn:aws:states:::aws-sdk:dynamodb:exportTableToPointInTime': (args, context) => this.export(args, context),
      'arn:aws:states:::aws-sdk:dynamodb:describeExport': async (args, context) => this.describe(args, context),
      'arn:aws:states:::aws-sdk:dynamodb:describeTable': (args, context) => this.describeTable(args, context),
      'arn:aws:states:::aws-sdk:dynamodb:describeContinuousBackups': (args, context) =>
        this.describeRecovery(args, context),
    };
  }

  /**
   * Makes an export that was imported into the store known as a completed one, under its own ARN.
   *
   * @param tableArn the table it is taken for where its manifest cannot be read
   * @returns its ExportArn; made up from its folder's name where its manifest cannot be read
   */
  adopt(imported: ImportedExport, tableArn: string): string {
    const record = recordAdoptedExport(imported, tableArn);
    this.records.set(record.exportArn, record);
    return record.exportArn;
  }

  private async export(args: Json, context: TaskContext): Promise<Json> {
    const request = parseExportRequest(args, context);
    const record = await this.once(request, context);
    return { ExportDescription: describeExportAt(record, context.clock.now()) };
  }

  private describe(args: Json, context: TaskContext): Json {
    const parsed = describeArguments.safeParse(args);
    if (!parsed.success) throw new TaskFailure('DynamoDb.SdkClientException', z.prettifyError(parsed.error));
    const { ExportArn } = parsed.data;
    if (!parseExportArn(ExportArn)) {
      throw dynamoDbFailure('DynamoDbException', `Invalid ExportArn: ${ExportArn}`, context);
    }
    const record = this.records.get(ExportArn);
    if (!record) throw dynamoDbFailure('ExportNotFoundException', `Export not found: ${ExportArn}`, context);
    return { ExportDescription: describeExportAt(record, context.clock.now()) };
  }

  private async describeTable(args: Json, context: TaskContext): Promise<Json> {
    const name = tableNameIn(args);
    const table = await findTable(this.options.client, name);
    const message = `Requested resource not found: Table: ${name} not found`;
    if (!table) throw dynamoDbFailure('ResourceNotFoundException', message, context);
    return describeTable(table);
  }

  private async describeRecovery(args: Json, context: TaskContext): Promise<Json> {
    const name = tableNameIn(args);
    if (!(await findTable(this.options.client, name)))
      throw dynamoDbFailure('TableNotFoundException', `Table not found: ${name}`, context);
    return describeRecovery(this.findEarliest(name));
  }

  /** The first time that recovery reaches back to, the last write before it began; undefined where it is off. */
  private findEarliest(table: string): number | undefined {
    return this.options.withoutRecovery?.includes(table) === true ? undefined : this.recovery.earliest(table);
  }

  /** One export for each ClientToken, also after it failed; a refused request leaves the token free. */
  private async once(request: ExportRequest, context: TaskContext): Promise<ExportRecord> {
    const token = request.ClientToken;
    if (token === undefined) return this.start(request, context);
    const known = this.tokens.get(token);
    if (known && !sameRequest(known.request, request)) {
      const message = `Export with client token ${token} already exists with different parameters`;
      throw dynamoDbFailure('ExportConflictException', message, context);
    }
    if (known) return known.record;
    const record = this.start(request, context);
    this.tokens.set(token, { request, record });
    record.catch(() => this.tokens.delete(token));
    return record;
  }

  private async start(request: ExportRequest, context: TaskContext): Promise<ExportRecord> {
    const now = context.clock.now();
    const wanted = readWanted(request, context);
    const table = await this.findExportedTable(request, context);
    const span = decideSpan(wanted, table.name, this.findEarliest(table.name), context);
    // the ids of recorded incremental exports end with 000
    const startTime = span.window ? wholeSeconds(now) : now;
    const { durationSeconds: duration = 720, files = 4, store, random } = this.options;
    const seconds = typeof duration === 'function' ? duration() : duration;
    const endTime = now + seconds * 1000;
    const exportId = newExportId(startTime, random);
    const started = {
      exportArn: exportArn(request.TableArn, exportId),
      exportId,
      tableId: table.tableId,
      request,
      startTime,
      ...span,
      endTime,
      endSeenFrom: endTime,
    };
    const to = { store, random, files };
    const outcome = await makeOutcome(started, table, this.recovery, to, this.options.failure?.());
    const record = { ...started, outcome };
    this.records.set(record.exportArn, record);
    return record;
  }

  private async findExportedTable(request: ExportRequest, context: TaskContext): Promise<ExportableTable> {
    const name = TABLE_ARN.exec(request.TableArn)?.[1];
    const table = name === undefined ? undefined : await findTable(this.options.client, name);
    if (table) return table;
    throw dynamoDbFailure('TableNotFoundException', `Table not found: ${request.TableArn}`, context);
  }
}

/** The TableName of a request. */
function tableNameIn(args: Json): string {
  const parsed = tableArguments.safeParse(args);
  if (parsed.success) return parsed.data.TableName;
  throw new TaskFailure('DynamoDb.SdkClientException', z.prettifyError(parsed.error));
}
