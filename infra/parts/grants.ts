import { Lazy, Stack } from 'aws-cdk-lib';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { RESULT_PREFIX } from '../../lib/config';
import { giveTo } from './grantees';
import type { SharedParts } from './shared-parts';

/** What of a system's data a grantee may read. */
export interface Readable {
  /** Glue tables and views, by their names or a pattern of them. */
  readonly tables: readonly string[];
  /** Those of them whose nights may be read: no table of nights that are not verified. */
  readonly partitioned: readonly string[];
  /** Folders of the bucket, without a slash at the end; asked for when all tables are known. */
  readonly folders: () => readonly string[];
}

/**
 * The permissions that a query in Athena needs: workgroup, catalog, data, results. Listing is limited to the folders,
 * because Athena lists the location of a partition; before it writes, it may also list the first level of the bucket
 * and of the results (the users of workgroups in awslabs/aws-dataall have the same condition). GetTables returns only
 * the tables that are named here (AWS: "Identity-based policy examples for AWS Glue", filter tables).
 */
export function grantReading(scope: Construct, shared: SharedParts, grantee: IGrantable, readable: Readable): Grant {
  const stack = Stack.of(scope);
  const arn = (service: string, resource: string, resourceName?: string) =>
    stack.formatArn({ service, resource, ...(resourceName !== undefined && { resourceName }) });
  const objects = (folder: string) => shared.bucket.arnForObjects(`${folder}/*`);
  const folders = () => [...readable.folders(), RESULT_PREFIX];
  const tables = (names: readonly string[]) => names.map((table) => arn('glue', 'table', `${database}/${table}`));
  const give = giveTo(scope, 'grantQuery', grantee);
  const allow = (actions: string[], ...resourceArns: string[]) => give({ actions, resourceArns });
  const allowListing = (conditions: Record<string, Record<string, unknown>>) =>
    give({ actions: ['s3:ListBucket'], resourceArns: [shared.bucket.bucketArn], conditions });
  const { database } = shared.names;
  const grants = [
    allow(
      [
        'athena:StartQueryExecution',
        'athena:StopQueryExecution',
        'athena:GetQueryExecution',
        'athena:BatchGetQueryExecution',
        'athena:ListQueryExecutions',
        'athena:GetQueryResults',
        'athena:GetQueryResultsStream',
        'athena:GetWorkGroup',
        'athena:ListNamedQueries',
        'athena:GetNamedQuery',
        'athena:BatchGetNamedQuery',
        'athena:ListPreparedStatements',
        'athena:GetPreparedStatement',
      ],
      arn('athena', 'workgroup', shared.names.workgroup),
    ),
    allow(
      [
        'athena:GetDataCatalog',
        'athena:ListDatabases',
        'athena:GetDatabase',
        'athena:ListTableMetadata',
        'athena:GetTableMetadata',
      ],
      arn('athena', 'datacatalog', 'AwsDataCatalog'),
    ),
    // Athena asks for the database `default` too, whichever is queried.
    allow(
      ['glue:GetDatabase'],
      arn('glue', 'catalog'),
      arn('glue', 'database', database),
      arn('glue', 'database', 'default'),
    ),
    allow(
      ['glue:GetTable', 'glue:GetTables'],
      arn('glue', 'catalog'),
      arn('glue', 'database', database),
      ...tables(readable.tables),
    ),
    allow(
      ['glue:GetPartition', 'glue:GetPartitions', 'glue:BatchGetPartition'],
      arn('glue', 'catalog'),
      arn('glue', 'database', database),
      ...tables(readable.partitioned),
    ),
    allow(['s3:GetBucketLocation', 's3:ListBucketMultipartUploads'], shared.bucket.bucketArn),
    allowListing({
      StringLike: { 's3:prefix': Lazy.list({ produce: () => folders().map((folder) => `${folder}/*`) }) },
    }),
    allowListing({ StringEquals: { 's3:prefix': ['', RESULT_PREFIX, `${RESULT_PREFIX}/`], 's3:delimiter': '/' } }),
    allow(['s3:GetObject'], ...Lazy.list({ produce: () => folders().map(objects) })),
    allow(['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'], objects(RESULT_PREFIX)),
    ...(shared.key === undefined ? [] : [allow(['kms:Decrypt', 'kms:GenerateDataKey'], shared.key.keyArn)]),
    // Needed to read an encrypted catalog (AWS: "Configure access to encrypted metadata in the AWS Glue Data Catalog").
    ...(shared.catalogKey === undefined
      ? []
      : [allow(['kms:GenerateDataKey', 'kms:Decrypt', 'kms:Encrypt'], shared.catalogKey.keyArn)]),
    ...(shared.lakeFormation ? [allow(['lakeformation:GetDataAccess'], '*')] : []),
  ];
  return grants.reduce((all, one) => all.combine(one));
}

/** What it takes to start nights by hand, follow them, redrive and stop them. */
export function grantOperating(scope: Construct, grantee: IGrantable, machines: () => readonly string[]): Grant {
  const give = giveTo(scope, 'grantOperate', grantee);
  const allow = (actions: string[], resourceArns: () => string[]) =>
    give({ actions, resourceArns: Lazy.list({ produce: resourceArns }) });
  const executions = () => machines().map((machine) => `${machine.replace(':stateMachine:', ':execution:')}:*`);
  return allow(['states:StartExecution', 'states:ListExecutions', 'states:DescribeStateMachine'], () => [
    ...machines(),
  ]).combine(
    allow(
      [
        'states:DescribeExecution',
        'states:DescribeStateMachineForExecution',
        'states:GetExecutionHistory',
        'states:RedriveExecution',
        'states:StopExecution',
      ],
      executions,
    ),
  );
}
