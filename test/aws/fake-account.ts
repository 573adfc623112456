import { Readable } from 'node:stream';
import { AthenaClient } from '@aws-sdk/client-athena';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GlueClient } from '@aws-sdk/client-glue';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SFNClient } from '@aws-sdk/client-sfn';
import type { AccountClients } from '../../lib/aws/operations';
import { tableInputs } from '../../lib/catalog';
import { DESCRIPTION_PARAMETER, describeSystem, type Config, type Resources, type Table } from '../../lib/config';
import { exportLayout } from '../../lib/export';
import { type CatalogPartition, formatManifestSummary, type ManifestSummary } from '../../lib/night';
import { getValue, QUOTAS } from '../../lib/operations';
import { exportIdOf, healthy, MACHINE_ARN } from '../operations/doctor/healthy';
import { manifestSummary } from '../operations/manifest-summary';

/** An execution of the fake account, as DescribeExecution has it. */
export interface FakeExecution {
  readonly executionArn: string;
  readonly name: string;
  readonly startDate: Date;
  status: string;
  stopDate?: Date;
  input?: string;
  output?: string;
  error?: string;
  cause?: string;
  /** States that it entered. */
  states?: readonly string[];
}

// As the command line does: the SDK's first client would print a warning.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

type Input = Readonly<Record<string, unknown>>;
type Handler = (input: Input) => unknown;

/** Entries of a page: few, so that every list has pages. */
const PAGE = 2;

/** A failure as a service of AWS gives it. */
export function awsError(name: string, message = name, httpStatusCode = 400): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode, attempts: 1 } });
}

/** A deployed, healthy system with two verified nights, behind the SDK's clients. What a test changes, it answers so. */
export class FakeAccount {
  readonly config: Config;
  readonly table: Table;
  readonly names: Resources;
  readonly tableArn: string;
  /** Bodies by `bucket/key`. */
  readonly objects = new Map<string, string>();
  readonly partitions = new Map<string, CatalogPartition[]>();
  readonly executions: FakeExecution[] = [];
  /** Applied values of quotas, by their codes. */
  readonly quotas = new Map([
    [QUOTAS.queryMinutes.quotaCode, 30],
    [QUOTAS.activeQueries.quotaCode, 150],
  ] as [string, number][]);
  exports: { ExportArn: string; ExportStatus: string; ExportType?: string }[] = [];
  readonly machines = [{ name: 'other', stateMachineArn: 'arn:other' }];
  /** The named queries of the workgroup, by their names. */
  readonly namedQueries: Record<string, { readonly Database: string; readonly QueryString: string }> = {};
  /** Commands that were sent, with their inputs. */
  readonly calls: (readonly [command: string, input: Input])[] = [];
  /** Answers of a test's own, by command. */
  readonly answers: Record<string, Handler> = {};
  readonly clients: AccountClients;

  constructor(context: Record<string, unknown> = {}) {
    const { system, table: facts } = healthy(context);
    this.config = system.config;
    this.table = facts.table;
    this.names = facts.names;
    this.tableArn = getValue(facts.source)?.arn ?? '';
    this.machines.push({ name: this.names.stateMachine, stateMachineArn: MACHINE_ARN });
    this.partitions.set(this.names.raw, [...(getValue(facts.partitions.raw) ?? [])]);
    this.partitions.set(this.names.latest, [...(getValue(facts.partitions.latest) ?? [])]);
    for (const { StorageDescriptor } of this.partitions.get(this.names.raw) ?? [])
      this.objects.set(`${(StorageDescriptor?.Location ?? '').replace('s3://', '')}a.json.gz`, 'x');
    const definition = getValue(facts.machine)?.definition;
    const policy = getValue(system.bucket)?.policy;
    const handlers = this.handlers(definition, policy);
    const send = (command: { readonly input: Input }) => {
      const name = command.constructor.name.replace(/Command$/, '');
      this.calls.push([name, command.input]);
      const handler = this.answers[name] ?? handlers[name];
      if (!handler) return Promise.reject(new Error(`The fake account knows no ${name}`));
      return Promise.resolve().then(() => handler(command.input));
    };
    const account = { region: 'ap-northeast-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
    this.clients = {
      athena: Object.assign(new AthenaClient(account), { send }),
      dynamoDb: Object.assign(new DynamoDBClient(account), { send }),
      glue: Object.assign(new GlueClient(account), { send }),
      s3: Object.assign(new S3Client(account), { send }),
      scheduler: Object.assign(new SchedulerClient(account), { send }),
      serviceQuotas: Object.assign(new ServiceQuotasClient(account), { send }),
      stepFunctions: Object.assign(new SFNClient(account), { send }),
    };
  }

  /** Puts the manifest of a finished export into the system's bucket, below the table's prefix if no other is given. @returns the export's id */
  putExport(date: string, change: Partial<ManifestSummary> = {}, prefix = this.names.exportPrefix): string {
    const exportId = exportIdOf(date);
    const summary = manifestSummary(change.tableArn ?? this.tableArn, exportId, `${date}T04:00:00+09:00`, {
      s3Bucket: this.names.bucket,
      ...change,
    });
    this.put(exportLayout(prefix, exportId).manifestSummary, formatManifestSummary(summary));
    return exportId;
  }

  /** Puts an object into the system's bucket. */
  put(key: string, body: string): void {
    this.objects.set(`${this.names.bucket}/${key}`, body);
  }

  /** The Glue tables and views; the raw one describes the system. */
  private tables(): object[] {
    const description = JSON.stringify(describeSystem(this.config, this.table));
    return tableInputs(this.table, this.names).map((input) =>
      input.Name === this.names.raw
        ? { ...input, Parameters: { ...input.Parameters, [DESCRIPTION_PARAMETER]: description } }
        : input,
    );
  }

  private handlers(definition: string | undefined, policy: string | undefined): Record<string, Handler> {
    const { names, table, config } = this;
    return {
      DescribeTable: () => ({
        Table: {
          TableArn: this.tableArn,
          KeySchema: [
            ...(table.sortKey ? [{ AttributeName: table.sortKey.name, KeyType: 'RANGE' }] : []),
            { AttributeName: table.partitionKey.name, KeyType: 'HASH' },
          ],
          AttributeDefinitions: [table.partitionKey, ...(table.sortKey ? [table.sortKey] : [])].map((key) => ({
            AttributeName: key.name,
            AttributeType: key.type,
          })),
        },
      }),
      DescribeContinuousBackups: () => ({
        ContinuousBackupsDescription: {
          PointInTimeRecoveryDescription: {
            PointInTimeRecoveryStatus: 'ENABLED',
            EarliestRestorableDateTime: new Date('2026-01-01T00:00:00Z'),
          },
        },
      }),
      ListExports: (input) => page(this.exports, input.NextToken, 'ExportSummaries', 'NextToken'),
      DescribeExport: ({ ExportArn }) => ({ ExportDescription: { ExportArn, BilledSizeBytes: 1024 ** 3 } }),
      HeadBucket: () => ({ BucketRegion: config.region }),
      GetBucketPolicy: () => ({ Policy: policy }),
      GetPublicAccessBlock: () => ({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          IgnorePublicAcls: true,
          BlockPublicPolicy: true,
          RestrictPublicBuckets: true,
        },
      }),
      GetBucketLifecycleConfiguration: () => {
        throw awsError('NoSuchLifecycleConfiguration', 'none', 404);
      },
      ListObjectsV2: (input) => this.list(input),
      GetObject: ({ Bucket, Key }) => {
        const body = this.objects.get(`${String(Bucket)}/${String(Key)}`);
        if (body === undefined) throw awsError('NoSuchKey', 'The specified key does not exist.', 404);
        const Body = Object.assign(Readable.from([Buffer.from(body)]), {
          transformToString: () => Promise.resolve(body),
        });
        return { Body, ContentLength: Buffer.byteLength(body), ETag: '"etag"' };
      },
      GetTables: (input) => page(this.tables(), input.NextToken, 'TableList', 'NextToken'),
      GetDatabases: (input) =>
        page(
          ['default', 'other', names.database].map((Name) => ({ Name })),
          input.NextToken,
          'DatabaseList',
          'NextToken',
        ),
      GetPartitions: ({ TableName, NextToken }) =>
        page(this.partitions.get(String(TableName)) ?? [], NextToken, 'Partitions', 'NextToken'),
      ListStateMachines: (input) => page(this.machines, input.nextToken, 'stateMachines', 'nextToken'),
      DescribeStateMachine: ({ stateMachineArn }) => ({ stateMachineArn, definition }),
      ListExecutions: ({ statusFilter, nextToken, maxResults }) =>
        page(
          this.executions
            .filter(({ status }) => statusFilter === undefined || status === statusFilter)
            .sort((a, b) => Number(b.startDate) - Number(a.startDate)),
          nextToken,
          'executions',
          'nextToken',
          Math.min(PAGE, Number(maxResults)),
        ),
      DescribeExecution: ({ executionArn }) => this.executions.find((one) => one.executionArn === executionArn),
      GetExecutionHistory: ({ executionArn }) => ({
        events: [...(this.executions.find((one) => one.executionArn === executionArn)?.states ?? [])]
          .reverse()
          .map((name) => ({ type: 'TaskStateEntered', stateEnteredEventDetails: { name } })),
      }),
      GetSchedule: () => ({
        State: 'ENABLED',
        ScheduleExpression: 'cron(0 4 * * ? *)',
        ScheduleExpressionTimezone: config.timeZone,
        Target: { Arn: MACHINE_ARN },
      }),
      GetDatabase: () => ({ Database: { Name: names.database, CatalogId: config.account } }),
      GetWorkGroup: ({ WorkGroup }) => ({
        WorkGroup: {
          State: 'ENABLED',
          Configuration: {
            EnforceWorkGroupConfiguration: true,
            ...(WorkGroup === names.workgroup && { BytesScannedCutoffPerQuery: config.bytesScannedCutoff }),
            ResultConfiguration: { OutputLocation: `s3://${names.bucket}/query-results/` },
            EngineVersion: { EffectiveEngineVersion: 'Athena engine version 3' },
          },
        },
      }),
      GetServiceQuota: ({ QuotaCode }) => ({ Quota: { QuotaCode, Value: this.quotas.get(String(QuotaCode)) } }),
      ListNamedQueries: (input) => page(Object.keys(this.namedQueries), input.NextToken, 'NamedQueryIds', 'NextToken'),
      BatchGetNamedQuery: ({ NamedQueryIds }) => ({
        NamedQueries: (NamedQueryIds as string[]).map((Name) => ({ Name, ...this.namedQueries[Name] })),
      }),
      StartQueryExecution: () => ({ QueryExecutionId: 'query' }),
      GetQueryExecution: () => ({
        QueryExecution: { QueryExecutionId: 'query', StatementType: 'DML', Status: { State: 'SUCCEEDED' } },
      }),
      GetQueryResults: () => ({
        ResultSet: {
          Rows: [{ Data: [{ VarCharValue: 'menu' }] }],
          ResultSetMetadata: { ColumnInfo: [{ Name: 'menu' }] },
        },
      }),
      BatchGetQueryExecution: ({ QueryExecutionIds }) => ({
        QueryExecutions: (QueryExecutionIds as string[]).map((QueryExecutionId) => ({
          QueryExecutionId,
          StatementType: 'DML',
          Statistics: { DataScannedInBytes: 1e9, TotalExecutionTimeInMillis: 60_000 },
        })),
      }),
    };
  }

  private list({ Bucket, Prefix, Delimiter, ContinuationToken, MaxKeys }: Input): object {
    const root = `${String(Bucket)}/`;
    const prefix = String(Prefix);
    const keys = [...this.objects.keys()]
      .filter((key) => key.startsWith(root + prefix))
      .map((key) => key.slice(root.length));
    if (Delimiter === undefined) {
      const contents = keys.sort().map((Key) => ({ Key, Size: Buffer.byteLength(this.objects.get(root + Key) ?? '') }));
      return listPage(contents, ContinuationToken, 'Contents', Number(MaxKeys ?? PAGE));
    }
    const inFolders = keys.map((key) => key.slice(prefix.length)).filter((key) => key.includes('/'));
    const folders = new Set(inFolders.map((key) => `${prefix}${key.split('/')[0] ?? ''}/`));
    return listPage(
      [...folders].sort().map((folder) => ({ Prefix: folder })),
      ContinuationToken,
      'CommonPrefixes',
      PAGE,
    );
  }
}

function listPage(all: readonly unknown[], token: unknown, name: string, size: number): object {
  const { NextToken, ...rest } = page(all, token, name, 'NextToken', size) as { readonly NextToken?: string };
  return { ...rest, IsTruncated: NextToken !== undefined, NextContinuationToken: NextToken };
}

function page(all: readonly unknown[], token: unknown, name: string, tokenName: string, size = PAGE): object {
  const first = Number(token ?? 0);
  const next = first + size;
  return { [name]: all.slice(first, next), ...(next < all.length && { [tokenName]: String(next) }) };
}
