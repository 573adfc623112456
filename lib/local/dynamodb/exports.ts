import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Clock } from '../../asl';
import type { Json } from '../../asl/json';
import { TaskFailure, type TaskAdapters, type TaskContext } from '../../asl/task';
import { exportArn, exportLayout, newExportId, parseExportArn } from '../../export';
import type { FileStore, ImportedExport } from '../s3';
import { recordAdoptedExport } from './adopted-export';
import { describeExportAt, type ExportOutcome, type ExportRecord } from './export-description';
import { type ExportRequest, parseExportRequest, sameRequest, type Wanted, readWanted } from './export-request';
import { dynamoDbFailure } from './failure';
import { PointInTimeRecovery } from './recovery';
import { writeSnapshot } from './snapshot';
import { writeWindow } from './window';
import { type ExportWindow, windowRefusal } from './window-time';
import { type ExportableTable, findTable } from './table';

/** What an export can fail with, e.g. code `S3AccessDenied`. */
export interface ExportFailure {
  readonly code: string;
  readonly message: string;
}

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
    const [hash, range] = table.keys;
    return {
      Table: {
        TableName: name,
        TableId: table.tableId,
        TableStatus: 'ACTIVE',
        KeySchema: [
          ...(hash === undefined ? [] : [{ AttributeName: hash, KeyType: 'HASH' }]),
          ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' }]),
        ],
      },
    };
  }

  /**
   * Says how far recovery reaches back: to the last write before it began; a table that was never written to has no
   * such time.
   */
  private async describeRecovery(args: Json, context: TaskContext): Promise<Json> {
    const name = tableNameIn(args);
    if (!(await findTable(this.options.client, name)))
      throw dynamoDbFailure('TableNotFoundException', `Table not found: ${name}`, context);
    if (this.isRecoveryOff(name))
      return {
        ContinuousBackupsDescription: {
          ContinuousBackupsStatus: 'ENABLED',
          PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
        },
      };
    const earliest = this.recovery.earliest(name);
    return {
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: 'ENABLED',
        PointInTimeRecoveryDescription: {
          PointInTimeRecoveryStatus: 'ENABLED',
          RecoveryPeriodInDays: 35,
          ...(Number.isFinite(earliest) && { EarliestRestorableDateTime: new Date(earliest).toISOString() }),
        },
      },
    };
  }

  private isRecoveryOff(table: string): boolean {
    return this.options.withoutRecovery?.includes(table) ?? false;
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
    const span = this.spanOf(wanted, table, context);
    // the ids of recorded incremental exports end with 000
    const startTime = span.window ? wholeSeconds(now) : now;
    const { durationSeconds: duration = 720, random } = this.options;
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
    const record = { ...started, outcome: await this.outcomeOf(started, table) };
    this.records.set(record.exportArn, record);
    return record;
  }

  /** The time whose items are asked for, or the window of changes, where they are known. */
  private spanOf(
    wanted: Wanted,
    { name }: ExportableTable,
    context: TaskContext,
  ): Pick<ExportRecord, 'exportTime' | 'window'> {
    const refuse = (message: string): TaskFailure => dynamoDbFailure('InvalidExportTimeException', message, context);
    const now = context.clock.now();
    if (wanted.kind === 'window') {
      const { from, to, view } = wanted;
      const window: ExportWindow = {
        from: Date.parse(from),
        to: to === undefined ? wholeSeconds(now) : Date.parse(to),
        view,
      };
      const earliest = this.isRecoveryOff(name) ? Infinity : this.recovery.earliest(name);
      const refusal = windowRefusal(window, earliest, now);
      if (refusal !== undefined) throw refuse(refusal);
      return { exportTime: undefined, window };
    }
    if (this.isRecoveryOff(name)) {
      const message = `Point in time recovery is not enabled for table '${name}'`;
      throw dynamoDbFailure('PointInTimeRecoveryUnavailableException', message, context);
    }
    const time = wanted.time === undefined ? now : Date.parse(wanted.time);
    if (time <= now && time >= this.recovery.earliest(name)) return { exportTime: time, window: undefined };
    throw refuse('Export Time is invalid');
  }

  private async findExportedTable(request: ExportRequest, context: TaskContext): Promise<ExportableTable> {
    const name = TABLE_ARN.exec(request.TableArn)?.[1];
    const table = name === undefined ? undefined : await findTable(this.options.client, name);
    if (table) return table;
    throw dynamoDbFailure('TableNotFoundException', `Table not found: ${request.TableArn}`, context);
  }

  /** How the export will end. Its files are written at once, with the items that the table has at this moment. */
  private async outcomeOf(
    started: Omit<ExportRecord, 'outcome'>,
    table: ExportableTable,
  ): Promise<ExportOutcome | undefined> {
    const { store, failure, files = 4 } = this.options;
    const { S3Bucket, S3Prefix } = started.request;
    const injected = failure?.();
    if (injected) return { status: 'FAILED', ...injected };
    if (!(await store.hasBucket(S3Bucket))) {
      return { status: 'FAILED', code: 'S3NoSuchBucket', message: 'The specified bucket does not exist' };
    }
    const layout = exportLayout(S3Prefix, started.exportId);
    if (started.endTime === Infinity) {
      await store.put(S3Bucket, layout.started, '');
      return undefined;
    }
    const { itemCount, billedSizeBytes } = await this.write(started, table, files);
    return { status: 'COMPLETED', manifest: layout.manifestSummary, itemCount, billedSizeBytes };
  }

  private write(
    started: Omit<ExportRecord, 'outcome'>,
    table: ExportableTable,
    files: number,
  ): Promise<{ readonly itemCount: number; readonly billedSizeBytes?: number | undefined }> {
    const { window, exportTime = started.startTime } = started;
    const to = { ...this.options, files };
    return window
      ? writeWindow(started, table, window, this.recovery.changesIn(table.name, window.from, window.to), to)
      : writeSnapshot(started, table, exportTime, this.recovery.itemsAt(table.name, exportTime), to);
  }
}

function wholeSeconds(time: number): number {
  return Math.floor(time / 1000) * 1000;
}

/** The TableName of a request. */
function tableNameIn(args: Json): string {
  const parsed = tableArguments.safeParse(args);
  if (parsed.success) return parsed.data.TableName;
  throw new TaskFailure('DynamoDb.SdkClientException', z.prettifyError(parsed.error));
}
