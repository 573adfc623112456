/** The names of what all tables of a system share. */
export interface SharedResources {
  readonly bucket: string;
  readonly database: string;
  /** Athena workgroup of people, whose queries have a limit of bytes. */
  readonly workgroup: string;
  /** Athena workgroup of the nights' own queries, which have none. */
  readonly nightWorkgroup: string;
  /** Path of the roles, by which a policy of another account knows them: their names are made by CloudFormation. */
  readonly rolePath: string;
  /** SNS topic that is told of every night that died or did not come. */
  readonly topic: string;
  /** SQS queue of starts that EventBridge Scheduler could not deliver. */
  readonly deadLetters: string;
  readonly scheduleGroup: string;
}

/** The names of what a table has for itself outside of Glue. */
export interface TableResources {
  /** The DynamoDB table. */
  readonly sourceTable: string;
  readonly stateMachine: string;
  readonly logGroup: string;
  /** At most 64 characters, so shorter than the state machine's. */
  readonly schedule: string;
}

/** The account of a configuration that names none: a laptop's, and no account of AWS. */
export const UNKNOWN_ACCOUNT = '000000000000';

interface SystemNames {
  readonly namePrefix: string;
  readonly systemName: string;
}

/** The bucket that the stack creates. Names of buckets are unique in all of AWS, so it has account and region in it. */
export function nameCreatedBucket({
  namePrefix,
  systemName,
  account,
  region,
}: SystemNames & { readonly account: string; readonly region: string }): string {
  return `${namePrefix}-dynamodb-export-${systemName}-${account}-${region}`;
}

/** The DynamoDB table: the existing one, or the one that the stack creates. */
export function sourceTable(
  { namePrefix, systemName }: SystemNames,
  { name, existingTable }: { readonly name: string; readonly existingTable?: string | undefined },
): string {
  return existingTable ?? `${namePrefix}-${name.toLowerCase()}-${systemName}`;
}
