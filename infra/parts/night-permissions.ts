import type { Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { COLUMNAR_PREFIX, MANIFEST_PREFIX, RESULT_PREFIX, type Resources } from '../../lib/config';

/** A resource of a policy that has a wildcard, and why it has one. */
export type Wildcard = readonly [resource: string, reason: string];

/** What decides on the permissions of a night. */
export interface NightPermissions {
  readonly names: Resources;
  readonly sourceTableArn: string;
  readonly bucketArn: string;
  /** Whether nights expire, so that their partitions and later their objects are deleted. */
  readonly expires: boolean;
  /** Whether nights are kept as Parquet, which the machine writes and, where it was refused, removes. */
  readonly columnar: boolean;
  /** Whether nights are made of the night before and the changes since. */
  readonly incremental: boolean;
  /**
   * Customer-managed key of exports and results.
   *
   * @default - S3's own keys, which need no permission
   */
  readonly kmsKeyArn?: string | undefined;
  /**
   * Customer-managed key of the account's Data Catalog.
   *
   * @default - the catalog is not encrypted with one
   */
  readonly catalogKeyArn?: string | undefined;
  /** Whether Lake Formation governs the tables, and gives Athena the right to read their objects. */
  readonly lakeFormation: boolean;
}

/** The policies of a role that runs nights, by what they are about. */
export function permitNights(stack: Stack, props: NightPermissions): Readonly<Record<string, PolicyDocument>> {
  return {
    Export: new PolicyDocument({ statements: exportStatements(props) }),
    Catalog: new PolicyDocument({ statements: catalogStatements(stack, props) }),
    Query: new PolicyDocument({ statements: queryStatements(stack, props) }),
    Observe: new PolicyDocument({ statements: observeStatements() }),
  };
}

/** The resources with a wildcard, each with its reason. */
export function listWildcards(props: NightPermissions): Wildcard[] {
  const { names, sourceTableArn, bucketArn, columnar, expires } = props;
  return [
    [`${sourceTableArn}/export/*`, 'DynamoDB names an export when it is asked for one.'],
    ...exportsRead(props).map(
      (resource) => [resource, 'DynamoDB names the folder and the files of an export.'] as const,
    ),
    [`${bucketArn}/${MANIFEST_PREFIX}/${names.files}/*`, 'Every export has a folder of its own there, named after it.'],
    [`${bucketArn}/${RESULT_PREFIX}/*`, 'Athena names the files of a result.'],
    ...(columnar || expires
      ? [[formatParquetArn(props), 'Athena names the Parquet files that it writes.'] as const]
      : []),
    ['*', 'The delivery of logs and traces are of the account; AWS takes no resource for them.'],
  ];
}

/** The exports that the table's nights are made of: its own first, then those of other folders. */
function exportsRead({ names, bucketArn }: NightPermissions): string[] {
  return names.exportFolders.map((folder) => `${bucketArn}/${folder}*`);
}

/** The Parquet files of the table's nights. */
function formatParquetArn({ names, bucketArn }: NightPermissions): string {
  return `${bucketArn}/${COLUMNAR_PREFIX}/${names.raw}/*`;
}

function allow(sid: string, actions: string[], ...resources: string[]): PolicyStatement {
  return new PolicyStatement({ sid, actions, resources });
}

function exportStatements(props: NightPermissions): PolicyStatement[] {
  const { names, sourceTableArn, bucketArn, expires, columnar, kmsKeyArn } = props;
  const exported = `${bucketArn}/${names.exportPrefix}/*`;
  const manifests = `${bucketArn}/${MANIFEST_PREFIX}/${names.files}/*`;
  return [
    // A night says whether point-in-time recovery began anew.
    allow('StartExport', ['dynamodb:ExportTableToPointInTime', 'dynamodb:DescribeContinuousBackups'], sourceTableArn),
    allow('WatchExport', ['dynamodb:DescribeExport'], `${sourceTableArn}/export/*`),
    // DynamoDB writes with the rights of the caller that requested the export.
    allow('WriteExport', ['s3:PutObject', 's3:PutObjectAcl', 's3:AbortMultipartUpload'], exported),
    allow('ReadExport', ['s3:GetObject'], ...exportsRead(props), manifests),
    allow('WriteManifest', ['s3:PutObject'], manifests),
    // The Parquet of nights that were columnar once, too; that of a columnar table it may delete anyway.
    ...(expires
      ? [
          allow(
            'RemoveExpired',
            ['s3:DeleteObject'],
            exported,
            manifests,
            ...(columnar ? [] : [formatParquetArn(props)]),
          ),
        ]
      : []),
    ...(kmsKeyArn === undefined ? [] : [allow('UseKey', ['kms:GenerateDataKey', 'kms:Decrypt'], kmsKeyArn)]),
  ];
}

/** Glue asks for the right on a table, its database and the catalog, all three. */
function catalogStatements(stack: Stack, props: NightPermissions): PolicyStatement[] {
  const { names, expires, columnar, incremental, catalogKeyArn, lakeFormation } = props;
  const { raw, staged, files, latest } = names;
  const unverified = columnar ? [staged, names.unloaded] : [staged];
  const tables = (...tables: string[]) => [
    ...glue(stack, 'catalog'),
    ...glue(stack, 'database', names.database),
    ...glue(stack, 'table', ...tables.map((table) => `${names.database}/${table}`)),
  ];
  return [
    allow(
      'CreatePartitions',
      ['glue:CreatePartition'],
      ...tables(raw, ...unverified, files, latest, ...(incremental ? [names.changes] : [])),
    ),
    allow(
      'UpdatePartitions',
      ['glue:UpdatePartition'],
      ...tables(raw, ...(columnar ? [names.unloaded] : []), files, latest),
    ),
    // Those of the unverified tables for Athena, which validates them; it reads the files table, too.
    allow(
      'ReadPartitions',
      ['glue:GetPartitions'],
      ...tables(raw, ...unverified, files, ...(incremental ? [latest, names.changes] : [])),
    ),
    allow(
      'DropPartitions',
      ['glue:DeletePartition'],
      ...tables(...unverified, ...(expires ? [files, ...(incremental ? [names.changes] : [])] : [])),
    ),
    ...(expires
      ? [
          allow('ExpireNights', ['glue:BatchDeletePartition'], ...tables(raw)),
          allow('MarkExpired', ['glue:BatchUpdatePartition'], ...tables(files)),
        ]
      : []),
    // What Athena asks of Glue for the validation, which reads these tables, and the checks, which read one of them. A night
    // of changes is made of the night before.
    allow(
      'ReadValidated',
      ['glue:GetTable', 'glue:GetPartition', 'glue:BatchGetPartition'],
      ...tables(...unverified, files, ...(incremental ? [raw, names.changes] : [])),
    ),
    allow(
      'ReadDatabases',
      ['glue:GetDatabase'],
      ...glue(stack, 'catalog'),
      ...glue(stack, 'database', names.database, 'default'),
    ),
    // Needed to read or write an encrypted catalog (AWS: "Setting up encryption in AWS Glue").
    ...(catalogKeyArn === undefined
      ? []
      : [allow('UseCatalogKey', ['kms:GenerateDataKey', 'kms:Decrypt', 'kms:Encrypt'], catalogKeyArn)]),
    // AWS takes no resource for it: what may be read, Lake Formation's grants say.
    ...(lakeFormation ? [allow('UseLakeFormation', ['lakeformation:GetDataAccess'], '*')] : []),
  ];
}

function glue(stack: Stack, resource: string, ...names: string[]): string[] {
  return names.length === 0
    ? [stack.formatArn({ service: 'glue', resource })]
    : names.map((resourceName) => stack.formatArn({ service: 'glue', resource, resourceName }));
}

function queryStatements(stack: Stack, props: NightPermissions): PolicyStatement[] {
  const { names, bucketArn, columnar } = props;
  const write = ['s3:PutObject', 's3:GetObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'];
  const athena = (resource: string, resourceName: string) =>
    stack.formatArn({ service: 'athena', resource, resourceName });
  return [
    allow(
      'Query',
      ['athena:StartQueryExecution', 'athena:GetQueryExecution', 'athena:StopQueryExecution', 'athena:GetQueryResults'],
      athena('workgroup', names.nightWorkgroup),
    ),
    allow('ReadCatalog', ['athena:GetDataCatalog'], athena('datacatalog', 'AwsDataCatalog')),
    // Without ListBucket S3 answers "denied" where an object is missing.
    allow('ListBucket', ['s3:ListBucket', 's3:GetBucketLocation', 's3:ListBucketMultipartUploads'], bucketArn),
    allow('WriteResults', write, `${bucketArn}/${RESULT_PREFIX}/*`),
    // Athena leaves what a failed UNLOAD has written; the machine removes it, and what was refused.
    ...(columnar ? [allow('WriteParquet', [...write, 's3:DeleteObject'], formatParquetArn(props))] : []),
  ];
}

function observeStatements(): PolicyStatement[] {
  return [
    // AWS takes no resource for these: the delivery of logs is of the account.
    allow(
      'DeliverLogs',
      [
        'logs:CreateLogDelivery',
        'logs:GetLogDelivery',
        'logs:UpdateLogDelivery',
        'logs:DeleteLogDelivery',
        'logs:ListLogDeliveries',
        'logs:PutResourcePolicy',
        'logs:DescribeResourcePolicies',
        'logs:DescribeLogGroups',
      ],
      '*',
    ),
    // Traces have no resource either.
    allow(
      'Trace',
      ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
      '*',
    ),
  ];
}
