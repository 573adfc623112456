import { Lazy, Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { RESULT_PREFIX } from '../../lib/config';
import type { SharedParts } from './shared-parts';

/** What of a system's data a grantee may read. */
export interface Readable {
  /** Glue tables and views, by their names or a pattern of them. */
  readonly tables: readonly string[];
  /** Folders of the bucket, without a slash at the end; asked for when all tables are known. */
  readonly folders: () => readonly string[];
}

/** What Athena asks of a person who queries: the workgroup, the catalog, the data, the own results. */
export function grantReading(scope: Construct, shared: SharedParts, grantee: IGrantable, readable: Readable): Grant {
  const stack = Stack.of(scope);
  const arn = (service: string, resource: string, resourceName?: string) =>
    stack.formatArn({ service, resource, ...(resourceName !== undefined && { resourceName }) });
  const objects = (folder: string) => shared.bucket.arnForObjects(`${folder}/*`);
  const allow = (actions: string[], ...resourceArns: string[]) =>
    Grant.addToPrincipal({ grantee, actions, resourceArns });
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
      ['glue:GetTable', 'glue:GetTables', 'glue:GetPartition', 'glue:GetPartitions', 'glue:BatchGetPartition'],
      arn('glue', 'catalog'),
      arn('glue', 'database', database),
      ...readable.tables.map((table) => arn('glue', 'table', `${database}/${table}`)),
    ),
    allow(['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'], shared.bucket.bucketArn),
    allow(['s3:GetObject'], ...Lazy.list({ produce: () => [...readable.folders(), RESULT_PREFIX].map(objects) })),
    allow(['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'], objects(RESULT_PREFIX)),
    ...(shared.key === undefined ? [] : [allow(['kms:Decrypt', 'kms:GenerateDataKey'], shared.key.keyArn)]),
    ...(shared.catalogKey === undefined ? [] : [allow(['kms:Decrypt'], shared.catalogKey.keyArn)]),
    ...(shared.lakeFormation ? [allow(['lakeformation:GetDataAccess'], '*')] : []),
  ];
  return grants.reduce((all, one) => all.combine(one));
}

/** What it takes to start nights by hand, follow them, redrive and stop them. */
export function grantOperating(grantee: IGrantable, machines: () => readonly string[]): Grant {
  const allow = (actions: string[], resourceArns: () => string[]) =>
    Grant.addToPrincipal({ grantee, actions, resourceArns: Lazy.list({ produce: resourceArns }) });
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
