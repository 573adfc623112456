import type { Json } from '../../../lib/asl';
import { RESULT_PREFIX } from '../../../lib/config';
import { ACCOUNT } from '../configurations';
import type { RecordedCall, Recording } from '../recording';

/** One permission that AWS asks for. */
export interface IamRequest {
  readonly action: string;
  readonly resource: string;
  /** The account that owns the resource. */
  readonly owner: string;
  readonly context: Readonly<Record<string, string>>;
  /** Which call asks for it, and who in its name. */
  readonly why: string;
}

type Need = (service: string, actions: readonly string[], resource: string, context?: IamRequest['context']) => void;

/**
 * The permissions that the calls of a night need of the state machine's role: those of the call itself, and those that Athena
 * and DynamoDB ask for with the caller's rights. Sources, AWS's pages:
 *
 * - Step Functions "Run Athena queries" and "IAM policies for integrated services";
 * - Athena "Access to workgroups", "Fine-grained access to databases and tables" (catalog, database and table are all asked
 *   for, and GetDatabase of `default`), "Control access to Amazon S3 from Athena", "Encrypt query results";
 * - DynamoDB "Requesting a table export": its objects are written with the caller's rights;
 * - Glue "Resource ARNs": an action on a table needs the catalog and the database too;
 * - Glue "Setting up encryption": an encrypted catalog asks for its key; Lake Formation "Underlying data access control";
 * - Service Authorization Reference, for the action of every S3 operation.
 */
export function requestsOf(recording: Recording): readonly IamRequest[] {
  const requests = new Map<string, IamRequest>();
  for (const call of [...recording.calls, OBSERVATION])
    for (const request of requestsOfCall(recording, call)) {
      const { action, resource, context } = request;
      const key = [action, resource, JSON.stringify(context)].join(' ');
      if (!requests.has(key)) requests.set(key, request);
    }
  return [...requests.values()];
}

/** What of a recording the needs of a call depend on. */
export type Caller = Pick<Recording, 'config' | 'names'>;

/** Stands for what Step Functions itself asks for with the role: logs and traces. */
const OBSERVATION: RecordedCall = { state: 'any', resource: 'observation', args: {}, reads: {} };

/** The permissions that one call needs; those of objects and partitions whose names differ by execution are one. */
export function requestsOfCall(recording: Caller, call: RecordedCall): IamRequest[] {
  const { config } = recording;
  const requests: IamRequest[] = [];
  const bucketOwner = config.bucketOwner ?? ACCOUNT;
  const need: Need = (service, actions, resource, context = {}) => {
    const owner = service === 's3' ? bucketOwner : service === 'kms' ? (resource.split(':')[4] ?? ACCOUNT) : ACCOUNT;
    const why = `${call.state}: ${call.resource.replace('arn:aws:states:::', '')}`;
    for (const action of actions)
      requests.push({ action: `${service}:${action}`, resource: generalise(resource), owner, context, why });
  };
  const operation = operationOf(call.resource);
  const permissions = PERMISSIONS[operation];
  if (permissions === undefined) throw new Error(`it is not written down what ${operation} needs`);
  permissions(recording, call, need);
  return requests;
}

/** The operation that a Task's Resource names: `glue:createPartition`. */
export function operationOf(resource: string): string {
  return resource.replace(/^arn:aws:states:::(aws-sdk:)?/, '').replace(/\.sync$/, '');
}

/** One folder of an export or of an execution stands for all. */
export function generalise(resource: string): string {
  return resource
    .replace(/\d{14}-[0-9a-f]{8}/g, '01693467621041-039fcf72')
    .replace(/\/[0-9a-f]{32}(-[^/]*)?\//, '/attempt/')
    .replace(/:000000000000:/, `:${ACCOUNT}:`);
}

const PERMISSIONS: Readonly<Record<string, (recording: Caller, call: RecordedCall, need: Need) => void>> = {
  'dynamodb:exportTableToPointInTime': (recording, { args }, need) => {
    const objects = `${objectsOf(text(args.S3Bucket))}${text(args.S3Prefix)}/AWSDynamoDB/01693467621041-039fcf72`;
    need('dynamodb', ['ExportTableToPointInTime'], text(args.TableArn));
    for (const name of ['_started', 'manifest-summary.json', 'data/a.json.gz'])
      need('s3', ['PutObject', 'PutObjectAcl', 'AbortMultipartUpload'], `${objects}/${name}`);
    useKey(recording, need, 'GenerateDataKey', 'Decrypt');
  },
  'dynamodb:describeExport': (_, { args }, need) => {
    need('dynamodb', ['DescribeExport'], text(args.ExportArn));
  },
  'dynamodb:describeContinuousBackups': ({ config }, { args }, need) => {
    const table = `table/${text(args.TableName)}`;
    need('dynamodb', ['DescribeContinuousBackups'], `arn:aws:dynamodb:${config.region}:${ACCOUNT}:${table}`);
  },
  's3:getObject': (recording, { args }, need) => {
    need('s3', ['GetObject'], `${objectsOf(text(args.Bucket))}${text(args.Key)}`);
    useKey(recording, need, 'Decrypt');
  },
  's3:copyObject': (recording, { args }, need) => {
    need('s3', ['GetObject'], `arn:aws:s3:::${decodeURIComponent(text(args.CopySource))}`);
    need('s3', ['PutObject'], `${objectsOf(text(args.Bucket))}${text(args.Key)}`);
    useKey(recording, need, 'Decrypt', 'GenerateDataKey');
  },
  's3:listObjectsV2': (_, { args }, need) => {
    need('s3', ['ListBucket'], `arn:aws:s3:::${text(args.Bucket)}`, { 's3:prefix': generalise(text(args.Prefix)) });
  },
  's3:deleteObjects': (_, { args }, need) => {
    const { Objects } = args.Delete as { Objects: { Key: string }[] };
    for (const { Key } of Objects) need('s3', ['DeleteObject'], `${objectsOf(text(args.Bucket))}${Key}`);
  },
  'athena:startQueryExecution': (recording, { args, reads }, need) => {
    const workgroup = athena(recording, 'workgroup', text(args.WorkGroup));
    // The last one when the state times out, or the execution is stopped.
    need('athena', ['StartQueryExecution', 'GetQueryExecution', 'StopQueryExecution'], workgroup);
    const { Catalog, Database } = args.QueryExecutionContext as { Catalog: string; Database: string };
    need('athena', ['GetDataCatalog'], athena(recording, 'datacatalog', Catalog));
    for (const database of [Database, 'default'])
      for (const resource of ['catalog', `database/${database}`])
        need('glue', ['GetDatabase'], glue(recording, resource));
    const bucket = `arn:aws:s3:::${recording.names.bucket}`;
    need('s3', ['GetBucketLocation', 'ListBucket', 'ListBucketMultipartUploads'], bucket);
    for (const [table, objects] of Object.entries(reads)) {
      onTable(recording, need, ['GetTable', 'GetPartition', 'GetPartitions', 'BatchGetPartition'], Database, table);
      for (const object of objects) need('s3', ['GetObject'], object);
      if (recording.config.lakeFormation) need('lakeformation', ['GetDataAccess'], '*');
    }
    const unloaded = /\bTO 's3:\/\/([^']+)'/.exec(text(args.QueryString))?.[1];
    for (const written of [`${bucket}/${RESULT_PREFIX}/a.csv`, ...(unloaded ? [`arn:aws:s3:::${unloaded}a`] : [])])
      need('s3', ['PutObject', 'AbortMultipartUpload', 'ListMultipartUploadParts'], written);
    useKey(recording, need, 'GenerateDataKey', 'Decrypt');
  },
  'athena:getQueryResults': (recording, _, need) => {
    need('athena', ['GetQueryResults'], athena(recording, 'workgroup', recording.names.nightWorkgroup));
    need('s3', ['GetObject'], `${objectsOf(recording.names.bucket)}${RESULT_PREFIX}/a.csv`);
    useKey(recording, need, 'Decrypt');
  },
  ...Object.fromEntries(
    [
      'createPartition',
      'updatePartition',
      'deletePartition',
      'getPartition',
      'getPartitions',
      'batchUpdatePartition',
      'batchDeletePartition',
    ].map((operation) => [
      `glue:${operation}`,
      (recording: Caller, { args }: RecordedCall, need: Need) => {
        const action = operation.charAt(0).toUpperCase() + operation.slice(1);
        onTable(recording, need, [action], text(args.DatabaseName), text(args.TableName));
      },
    ]),
  ),
  // Step Functions "Using CloudWatch Logs to log execution history", "Trace Step Functions request data in AWS X-Ray".
  observation: (_, __, need) => {
    need(
      'logs',
      [
        'CreateLogDelivery',
        'GetLogDelivery',
        'UpdateLogDelivery',
        'DeleteLogDelivery',
        'ListLogDeliveries',
        'PutResourcePolicy',
        'DescribeResourcePolicies',
        'DescribeLogGroups',
      ],
      '*',
    );
    need('xray', ['PutTraceSegments', 'PutTelemetryRecords', 'GetSamplingRules', 'GetSamplingTargets'], '*');
  },
};

/** The operations whose needs are written down. */
export const OPERATIONS: readonly string[] = Object.keys(PERMISSIONS).filter((name) => name !== OBSERVATION.resource);

function useKey({ config }: Caller, need: Need, ...actions: readonly string[]): void {
  if (config.kmsKeyArn !== undefined) need('kms', actions, config.kmsKeyArn);
}

/** Glue asks for the right on the catalog, the database and the table, all three. */
function onTable(recording: Caller, need: Need, actions: readonly string[], database: string, table: string): void {
  for (const resource of ['catalog', `database/${database}`, `table/${database}/${table}`])
    need('glue', actions, glue(recording, resource));
  const { catalogKeyArn } = recording.config;
  if (catalogKeyArn !== undefined) need('kms', ['GenerateDataKey', 'Decrypt', 'Encrypt'], catalogKeyArn);
}

function glue({ config }: Caller, resource: string): string {
  return `arn:aws:glue:${config.region}:${ACCOUNT}:${resource}`;
}

function athena({ config }: Caller, type: string, name: string): string {
  return `arn:aws:athena:${config.region}:${ACCOUNT}:${type}/${name}`;
}

function objectsOf(bucket: string): string {
  return `arn:aws:s3:::${bucket}/`;
}

function text(value: Json | undefined): string {
  if (typeof value !== 'string') throw new Error(`a text was expected: ${JSON.stringify(value)}`);
  return value;
}
