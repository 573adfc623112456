import { partitionInput, tableInputs } from '../../../lib/catalog';
import { parseConfig, resources, type Config, type Table } from '../../../lib/config';
import { exportArn } from '../../../lib/export';
import type { CatalogPartition } from '../../../lib/night';
import type { SystemFacts, TableFacts } from '../../../lib/operations';
import { CHECKS, readChecks } from '../../../lib/query-files';
import { definition } from '../../../lib/workflow';

export const NOW = Date.parse('2026-02-01T00:00:00Z');
const TABLE_ARN = 'arn:aws:dynamodb:ap-northeast-1:123456789012:table/example-sushiorderdata-dev';
export const MACHINE_ARN = 'arn:aws:states:ap-northeast-1:123456789012:stateMachine:example-ExportSushiOrderData-dev';

/** Facts that a test changes. */
export type Changeable<T> = { -readonly [K in keyof T]: T[K] };

/** A system in which everything is as it should be, with the verified nights of two days. */
export interface Healthy {
  readonly system: Changeable<SystemFacts>;
  readonly table: Changeable<TableFacts>;
}

/** ExportId of the export that starts at 4:00 in Tokyo on a date. */
export function exportIdOf(date: string): string {
  return `0${Date.parse(`${date}T04:00:00+09:00`)}-0123abcd`;
}

/** A verified night of a date, as `<table>_raw` has it. */
export function night(config: Config, table: Table, date: string): CatalogPartition {
  const exportId = exportIdOf(date);
  const names = resources(config, table);
  const parameters = {
    export_id: exportId,
    export_arn: exportArn(TABLE_ARN, exportId),
    export_time: new Date(Number(exportId.slice(1, 14))).toISOString(),
    item_count: '3',
    validation_query_id: `query-${date}`,
    warnings: '0',
  };
  return partitionInput(
    'raw',
    [date],
    `s3://${names.bucket}/${names.exportPrefix}/AWSDynamoDB/${exportId}/data/`,
    parameters,
  );
}

export function healthy(context: Record<string, unknown> = {}): Healthy {
  const config = { ...parseConfig(context), account: TABLE_ARN.split(':')[4] ?? '' };
  const [table] = config.tables;
  if (!table) throw new Error('a configuration has a table');
  const names = resources(config, table);
  const checks = readChecks(CHECKS);
  const nights = ['2026-01-31', '2026-02-01'].map((date) => night(config, table, date));
  const slots = [
    { ...nights[1], Values: ['newest'] },
    { ...nights[0], Values: ['previous'] },
  ];
  const workgroup = {
    enabled: true,
    enforced: true,
    outputLocation: `s3://${names.bucket}/query-results/`,
    engine: 'Athena engine version 3',
  };
  const found = <T>(value: T) => ({ is: 'found' as const, value });
  return {
    system: {
      config,
      now: NOW,
      checks,
      lastScheduledTime: Date.parse('2026-01-31T19:00:00Z'),
      bucket: found({
        region: config.region,
        policy: JSON.stringify({
          Statement: [
            { Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
            { Effect: 'Allow', Action: 's3:GetObject' },
          ],
        }),
        publicAccessBlocked: true,
        lifecycle: [{ id: 'expire-results', prefix: 'query-results/', days: 30 }],
      }),
      workgroup: found({ ...workgroup, bytesScannedCutoff: config.bytesScannedCutoff }),
      nightWorkgroup: found({ ...workgroup, bytesScannedCutoff: undefined }),
      strays: found([]),
      runningExports: found(1),
      quotas: { queryMinutes: found(30), activeQueries: found(150) },
    },
    table: {
      table,
      names,
      source: found({ arn: TABLE_ARN, keys: [table.partitionKey, ...(table.sortKey ? [table.sortKey] : [])] }),
      recovery: found({
        enabled: true,
        earliest: '2026-01-01T00:00:00Z',
        latest: '2026-01-31T23:55:00Z',
        periodDays: 35,
      }),
      catalog: found(new Map(tableInputs(table, names).map((input) => [input.Name ?? '', input]))),
      partitions: { raw: found(nights), staged: found([]), files: found([]), latest: found(slots) },
      hasObjects: new Map(nights.map(({ StorageDescriptor }) => [StorageDescriptor?.Location ?? '', true])),
      machine: found({ arn: MACHINE_ARN, definition: JSON.stringify(definition(config, table, TABLE_ARN, checks)) }),
      executions: found({ newest: undefined, failed: undefined, running: [] }),
      schedule: found({
        enabled: true,
        expression: 'cron(0 4 * * ? *)',
        timeZone: 'Asia/Tokyo',
        targetArn: MACHINE_ARN,
      }),
      views: { newest: found(true as const), history: found(true as const) },
      validation: found({ bytesScanned: 1e9, milliseconds: 60_000 }),
    },
  };
}
