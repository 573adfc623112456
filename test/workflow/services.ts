import {
  run,
  TaskFailure,
  VirtualClock,
  type ExecutionOptions,
  type ExecutionResult,
  type Json,
  type TaskAdapters,
} from '../../lib/asl';
import { tableInputs } from '../../lib/catalog';
import { parseConfig, resources, type Config, type Resources, type Table } from '../../lib/config';
import { exportArn, exportLayout, newExportId } from '../../lib/export';
import { Catalog, glueAdapters } from '../../lib/local/glue';
import { PROBLEM_COLUMNS } from '../../lib/night';
import { type SavedCheck } from '../../lib/sql';
import { definition, type Definition } from '../../lib/workflow';
import { RECOVERY_DAYS, recoverySince, refuseTime, refuseWindow } from './export-refusals';
import { describeStarted, formatSummary, type ChangeWindow, type Script, type StartedExport } from './scripted-export';
import { SharedMap } from './shared-map';

/** What services begin with. */
export interface Settings {
  /** What their clock says, milliseconds since 1970. @default - an evening, or what the clock of the origin says */
  readonly time?: number;
  /** The users' checks. @default - none, or those of the origin */
  readonly checks?: readonly SavedCheck[];
  /** Changes the definition, to see what comes of it. @default - it stays */
  readonly change?: (definition: Definition) => Definition;
}

const ACCOUNT = '000000000000';

/** So long DynamoDB answers a client token with the export that it began. */
export const CLIENT_TOKEN_MILLIS = 8 * 3_600_000;

/** DynamoDB, S3 and Athena as far as the workflow sees them, from a script; Glue is the laptop's own. Nothing does I/O. */
export class Services {
  readonly clock: VirtualClock;
  readonly catalog: Catalog;
  readonly config: Config;
  readonly table: Table;
  readonly names: Resources;
  readonly tableArn: string;
  readonly definition: Definition;
  script: Script = {};
  /** What lies in the bucket: of each key, the export that it has something of. */
  readonly objects: SharedMap<string, string>;
  private executions = 0;
  /** How many random numbers were drawn at a time. */
  private drawn = { time: NaN, count: 0 };
  protected readonly exports: SharedMap<string, StartedExport>;

  /**
   * @param origin a configuration; or services, to go on apart from them from where they are
   * @param settings what is not in a configuration
   */
  constructor(
    origin: Record<string, unknown> | Services = {},
    { time, checks = [], change = (same) => same }: Settings = {},
  ) {
    if (origin instanceof Services) {
      ({ config: this.config, table: this.table, names: this.names } = origin);
      ({ tableArn: this.tableArn, definition: this.definition, script: this.script } = origin);
      this.clock = new VirtualClock(time ?? origin.clock.now());
      this.exports = new SharedMap(origin.exports);
      this.objects = new SharedMap(origin.objects);
      [this.executions, this.drawn] = [origin.executions, origin.drawn];
      this.catalog = Catalog.inMemory(origin.catalog);
      return;
    }
    this.config = parseConfig(origin);
    const [table] = this.config.tables;
    if (!table) throw new Error('a configuration has a table');
    this.table = table;
    this.names = resources(this.config, table);
    this.tableArn = `arn:aws:dynamodb:${this.config.region}:${ACCOUNT}:table/${this.names.sourceTable}`;
    this.definition = change(definition(this.config, table, this.tableArn, checks));
    this.clock = new VirtualClock(time ?? Date.UTC(2026, 0, 30, 19, 0, 0));
    this.exports = new SharedMap();
    this.objects = new SharedMap();
    this.catalog = Catalog.inMemory();
    this.catalog.putTables(this.names.database, tableInputs(table, this.names));
  }

  /** Runs an execution from its start to its end. */
  night(input: Json = {}, adapters: TaskAdapters = this.adapters()): Promise<ExecutionResult> {
    return run(this.options(input, adapters));
  }

  /** What the interpreter takes for a new execution. */
  options(input: Json, adapters: TaskAdapters = this.adapters()): ExecutionOptions {
    const { definition, clock } = this;
    const execution = { name: `night-${++this.executions}` };
    return { definition, input, adapters, clock, random: () => this.random(), execution };
  }

  /** The export with an id, which is the last part of its ARN. */
  exportOf(id: string): StartedExport | undefined {
    return [...this.exports.values()].find(({ arn }) => arn.endsWith(`/${id}`));
  }

  /** The published nights and slots, each with the id of the export that it shows. */
  readPublished(): Record<string, string | undefined> {
    const read = (name: string) =>
      (this.catalog.table(this.names.database, name)?.partitions ?? []).map(
        ({ Values, Parameters }) => [Values[0], Parameters?.export_id] as const,
      );
    const all = [...read(this.names.raw), ...read(this.names.latest)];
    return Object.fromEntries(all) as Record<string, string | undefined>;
  }

  /** Starts an export outside of any execution, below a prefix. */
  exportByHand(prefix = this.names.exportPrefix, window?: ChangeWindow): string {
    return this.startExport(`by-hand-${this.exports.size}`, prefix, window?.to, window).arn;
  }

  /** Turns the summary that DynamoDB wrote of an export into what lies in the bucket. */
  changeSummary(arn: string, summary: NonNullable<Script['summary']>): void {
    for (const [token, started] of [...this.exports])
      if (started.arn === arn) this.exports.set(token, { ...started, script: { ...started.script, summary } });
  }

  adapters(): TaskAdapters {
    return {
      ...glueAdapters(this.catalog),
      'arn:aws:states:::aws-sdk:dynamodb:exportTableToPointInTime': async (args) => {
        const { ClientToken, S3Prefix, ExportTime } = args as Record<'ClientToken' | 'S3Prefix' | 'ExportTime', string>;
        const window = windowOf(args);
        if (window) {
          refuseWindow(window, this.script, this.clock.now());
          const { arn } = this.startExport(ClientToken, S3Prefix, window.to, window);
          return { ExportDescription: { ExportArn: arn, ExportStatus: 'IN_PROGRESS' } };
        }
        refuseTime(Date.parse(ExportTime), this.script, this.clock.now());
        const { arn } = this.startExport(ClientToken, S3Prefix, Date.parse(ExportTime));
        return { ExportDescription: { ExportArn: arn, ExportStatus: 'IN_PROGRESS' } };
      },
      'arn:aws:states:::aws-sdk:dynamodb:describeExport': async (args) =>
        this.describe((args as { ExportArn: string }).ExportArn),
      'arn:aws:states:::aws-sdk:dynamodb:describeContinuousBackups': async () => ({
        ContinuousBackupsDescription: {
          ContinuousBackupsStatus: 'ENABLED',
          PointInTimeRecoveryDescription: {
            PointInTimeRecoveryStatus: 'ENABLED',
            EarliestRestorableDateTime: new Date(
              Math.min(recoverySince(this.script, this.clock.now()), this.clock.now()),
            ).toISOString(),
            RecoveryPeriodInDays: RECOVERY_DAYS,
            ...this.script.recovery,
          },
        },
      }),
      'arn:aws:states:::aws-sdk:s3:getObject': async (args) => {
        const { Key } = args as { Key: string };
        const found = [...this.exports.values()].find(({ arn }) => Key.includes(arn.split('/').at(-1) ?? '/'));
        const text =
          found &&
          this.objects.has(Key) &&
          (found.script.summary ?? ((same) => same))(formatSummary(found, this.place()));
        if (typeof text !== 'string') throw noSuchKey();
        return { Body: text };
      },
      'arn:aws:states:::aws-sdk:s3:copyObject': async (args) => {
        const { Key, CopySource } = args as { Key: string; CopySource: string };
        const source = decodeURIComponent(CopySource).replace(/^[^/]*\//, '');
        const exportId = this.objects.get(source);
        if (exportId === undefined) throw noSuchKey();
        this.objects.set(Key, exportId);
        return { CopyObjectResult: { ETag: '"0"' } };
      },
      'arn:aws:states:::aws-sdk:s3:listObjectsV2': async (args) => {
        const { Prefix, MaxKeys } = args as { Prefix: string; MaxKeys: number };
        const found = [...this.objects.keys()].filter((key) => key.startsWith(Prefix)).sort();
        const page = found.slice(0, MaxKeys).map((Key) => ({ Key, Size: 1 }));
        return {
          KeyCount: page.length,
          IsTruncated: found.length > MaxKeys,
          ...(page.length > 0 && { Contents: page }),
        };
      },
      'arn:aws:states:::aws-sdk:s3:deleteObjects': async (args) => {
        const { Delete } = args as { Delete: { Objects: { Key: string }[] } };
        for (const { Key } of Delete.Objects) this.objects.delete(Key);
        return {};
      },
      'arn:aws:states:::athena:startQueryExecution.sync': async () => {
        const reason = this.script.queryFails;
        if (reason === undefined) return { QueryExecution: { QueryExecutionId: 'query-1' } };
        throw new TaskFailure(
          'States.TaskFailed',
          JSON.stringify({ QueryExecution: { Status: { State: 'FAILED', StateChangeReason: reason } } }),
        );
      },
      'arn:aws:states:::aws-sdk:athena:getQueryResults': async () => {
        const problems = (this.script.problems ?? []).map((row) => PROBLEM_COLUMNS.map((name) => row[name]));
        const rows = [PROBLEM_COLUMNS, ...problems].map((row) => ({
          Data: row.map((text) => (text === undefined ? {} : { VarCharValue: text })),
        }));
        return { ResultSet: { Rows: rows } };
      },
    };
  }

  /** Random numbers of a time are the same whatever was drawn before it (splitmix32's mixing). */
  private random(): number {
    this.drawn = { time: this.clock.now(), count: this.drawnNow() + 1 };
    let mixed = Math.imul(this.drawn.time, 0x9e3779b9) + Math.imul(this.drawn.count, 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  }

  /** How many random numbers were drawn at this time. */
  protected drawnNow(): number {
    return this.drawn.time === this.clock.now() ? this.drawn.count : 0;
  }

  private describe(arn: string): Json {
    const found = [...this.exports.values()].find((started) => started.arn === arn);
    if (!found || found.script.forgotten)
      throw new TaskFailure('DynamoDb.ExportNotFoundException', `Export not found: ${arn}`);
    return describeStarted(found, this.place(), this.clock.now());
  }

  private place() {
    return { tableArn: this.tableArn, bucket: this.names.bucket };
  }

  private startExport(token: string, prefix: string, exportTime = this.clock.now(), window?: ChangeWindow) {
    let started = this.exports.get(token);
    if (!started || this.clock.now() - started.started >= CLIENT_TOKEN_MILLIS) {
      if (started) this.exports.set(`${token} of ${started.started}`, started);
      const id = newExportId(this.clock.now(), () => this.random());
      started = {
        arn: exportArn(this.tableArn, id),
        started: this.clock.now(),
        exportTime,
        script: this.script,
        prefix,
        ...(window && { window }),
      };
      this.exports.set(token, started);
      const { dataFolder, manifestFiles, manifestSummary } = exportLayout(prefix, id);
      const folder = window ? `${prefix}/AWSDynamoDB/data/` : dataFolder;
      for (const key of [`${folder}${window ? id : 'a'}.json.gz`, manifestFiles, manifestSummary])
        this.objects.set(key, id);
    }
    return started;
  }
}

function windowOf(args: Json): ChangeWindow | undefined {
  const { IncrementalExportSpecification: asked } = args as {
    IncrementalExportSpecification?: Record<'ExportFromTime' | 'ExportToTime', string>;
  };
  return asked && { from: Date.parse(asked.ExportFromTime), to: Date.parse(asked.ExportToTime) };
}

function noSuchKey(): TaskFailure {
  return new TaskFailure('S3.NoSuchKeyException', 'The specified key does not exist.');
}

/** The states of an execution, in the order in which it entered them. */
export function listEntered({ events }: ExecutionResult): string[] {
  return events.flatMap(({ type, state }) => (type.endsWith('StateEntered') && state !== undefined ? [state] : []));
}
