import { glueName, glueNames, type GlueNames } from './names';
import type { Config, Table } from './schema';

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

/** The names of everything that one table's nights use. */
export interface Resources extends SharedResources, TableResources, GlueNames {
  /** Key prefix of the table's exports, which they are asked for with (`S3Prefix`). */
  readonly exportPrefix: string;
  /** Folders of the bucket that exports of the table are read from: its own first, then those of `exportPrefixes`. */
  readonly exportFolders: readonly string[];
}

/** Key prefix of the exports that the system makes; every table has one of its own below it. */
export const EXPORT_PREFIX = 'export';

/** Key prefix of the copies of the exports' lists of data files. */
export const MANIFEST_PREFIX = 'manifests';

/** Key prefix of the Parquet files of columnar nights. */
export const COLUMNAR_PREFIX = 'columnar';

/** Key prefix of the results of Athena's queries. */
export const RESULT_PREFIX = 'query-results';

/** The account of a configuration that names none: a laptop's, and no account of AWS. */
export const UNKNOWN_ACCOUNT = '000000000000';

/** The bucket that the stack creates. Names of buckets are unique in all of AWS, so it has account and region in it. */
export function nameCreatedBucket({ namePrefix, systemName, account, region }: Named): string {
  return `${namePrefix}-dynamodb-export-${systemName}-${account}-${region}`;
}

type Named = Pick<Config, 'namePrefix' | 'systemName' | 'account' | 'region'>;

/**
 * The names of what all tables share: those that were given with the configuration, and else each made of the system's
 * name, so systems do not meet in an account.
 */
export function nameSharedResources(config: Config): SharedResources {
  const { namePrefix, systemName, existingBucket, names } = config;
  const name = `${namePrefix}-dynamodb-export-${systemName}`;
  return {
    bucket: existingBucket ?? nameCreatedBucket(config),
    database: glueName(name),
    workgroup: name,
    nightWorkgroup: `${name}-nights`,
    rolePath: `/export-to-athena/${systemName}/`,
    topic: name,
    deadLetters: `${name}-dead-letters`,
    scheduleGroup: name,
    ...names,
  };
}

/** The names of a table's resources, and of the shared ones. */
export function resources(config: Config, table: Table): Resources {
  const exportPrefix = `${EXPORT_PREFIX}/${glueName(table.name)}`;
  return {
    ...nameSharedResources(config),
    ...glueNames(table.name),
    ...tableResources(config, table),
    exportPrefix,
    exportFolders: [exportPrefix, ...table.exportPrefixes].map((prefix) => `${prefix}/`),
  };
}

/** The names of what a table has for itself outside of Glue: those that were given, and else made of the system's name. */
export function tableResources(config: Config, table: Table): TableResources {
  const { namePrefix, systemName } = config;
  const stateMachine = table.names?.stateMachine ?? `${namePrefix}-Export${table.name}-${systemName}`;
  return {
    sourceTable: sourceTable(config, table),
    stateMachine,
    logGroup: `/aws/vendedlogs/states/${stateMachine}`,
    schedule: `${namePrefix}-${table.name}-${systemName}`,
    ...table.names,
  };
}

/** The DynamoDB table: the existing one, or the one that the stack creates. */
export function sourceTable(
  { namePrefix, systemName }: Pick<Config, 'namePrefix' | 'systemName'>,
  { name, existingTable }: Pick<Table, 'name' | 'existingTable'>,
): string {
  return existingTable ?? `${namePrefix}-${name.toLowerCase()}-${systemName}`;
}

/**
 * A stack's name: `export-to-athena-<systemName>` for the main one, `export-to-athena-<systemName>--<stack>` for another.
 * Two hyphens, which no system's name has: the stack `b` of the system `a` is not the main stack of the system `a-b`.
 *
 * @param stack undefined for the main one
 */
export function stackName({ systemName }: Pick<Config, 'systemName'>, stack: string | undefined): string {
  const main = `export-to-athena-${systemName}`;
  return stack === undefined ? main : `${main}--${stack}`;
}
