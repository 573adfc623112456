import { quoteText } from '../quote-text';
import { exportCost, recoveryCost, scanCost, storageCost } from './prices';

/** A key attribute of a DynamoDB table. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: 'S' | 'N' | 'B';
}

/** What DynamoDB says of a table that nothing exports yet. */
export interface NewTable {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  /** DynamoDB counts items and bytes about every six hours. */
  readonly items: number;
  readonly bytes: number;
  readonly partitionKey: KeyAttribute;
  readonly sortKey?: KeyAttribute | undefined;
  /** Whether point-in-time recovery is on; undefined where it could not be asked. */
  readonly recovery: boolean | undefined;
  /** Why it could not be asked. */
  readonly recoveryUnknown?: string | undefined;
}

/** What the nights of a table need and cost; costs in USD at the list prices of us-east-1. */
export interface NightEstimate {
  readonly exportCost: number;
  /** Bytes of the export as it lies in S3, gzipped as the sample orders are. */
  readonly exportedBytes: number;
  /** Of the validation, which reads the export once; each check of one's own reads it once more. */
  readonly validationCost: number;
  /** Of a month of a night that is kept. */
  readonly storageCost: number;
  /** Of a month of point-in-time recovery. */
  readonly recoveryCost: number;
  /** The command that turns recovery on; undefined where it is on. */
  readonly recoveryCommand: string | undefined;
}

/** How many times smaller the sample orders are as an export than as a table (docs/costs.md). */
const GZIPPED = 7;

/** What is known of a table's nights before the first one. */
export function estimateNights({ name, region, bytes, recovery }: NewTable): NightEstimate {
  const exportedBytes = Math.ceil(bytes / GZIPPED);
  return {
    exportCost: exportCost(bytes),
    exportedBytes,
    validationCost: scanCost(exportedBytes),
    storageCost: storageCost(exportedBytes),
    recoveryCost: recoveryCost(bytes),
    recoveryCommand:
      recovery === true
        ? undefined
        : `aws dynamodb update-continuous-backups --region ${region} --table-name ${name} --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true`,
  };
}

/** The block for `tables` in cdk.json. */
export function makeTableBlock({ name, partitionKey, sortKey }: NewTable): object {
  return { name: makeTableId(name), existingTable: name, partitionKey, ...(sortKey && { sortKey }) };
}

const MAX_ID = 40;

/** A name for views and constructs: `shop-orders` is ShopOrders. */
export function makeTableId(table: string): string {
  const id = table
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
  return (/^[A-Za-z]/.test(id) ? id : `Table${id}`).slice(0, MAX_ID);
}

const TYPES = { S: 'STRING', N: 'NUMBER', B: 'BINARY' } as const;

/** The code that exports a table, for a stack of a CDK app. */
export function writeCdkCode({ name, partitionKey, sortKey }: NewTable): string {
  const id = makeTableId(name);
  const key = (one: KeyAttribute) => `{ name: ${quoteText(one.name)}, type: AttributeType.${TYPES[one.type]} }`;
  return [
    "import { TimeZone } from 'aws-cdk-lib';",
    "import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';",
    "import { NightlyExports } from 'export-to-athena';",
    '',
    "const nights = new NightlyExports(this, 'Nights', { startTime: '4:00', timeZone: TimeZone.ETC_UTC });",
    `nights.add('${id}', {`,
    `  table: Table.fromTableName(this, '${id}Table', ${quoteText(name)}),`,
    `  partitionKey: ${key(partitionKey)},`,
    ...(sortKey ? [`  sortKey: ${key(sortKey)},`] : []),
    '  columns: [], // of the module that, after the first night, is written by',
    '  // npx export-to-athena infer --database DATABASE --format cdk > columns.ts',
    '});',
  ].join('\n');
}
