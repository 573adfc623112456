import { glueName, glueNames, type GlueNames } from './names';
import type { Config, Table } from './schema';

/** The names of what all tables of a system share. */
export interface SharedResources {
  readonly bucket: string;
  readonly database: string;
  readonly workgroup: string;
  /** SNS topic that is told of every night that died or did not come. */
  readonly topic: string;
  /** SQS queue of starts that EventBridge Scheduler could not deliver. */
  readonly deadLetters: string;
  readonly scheduleGroup: string;
}

/** The names of everything that one table's nights use. */
export interface Resources extends SharedResources, GlueNames {
  /** The DynamoDB table. */
  readonly sourceTable: string;
  /** Key prefix of the table's exports, which they are asked for with (`S3Prefix`). */
  readonly exportPrefix: string;
  /** Folders of the bucket that exports of the table are read from: its own first, then those of `exportPrefixes`. */
  readonly exportFolders: readonly string[];
  readonly stateMachine: string;
  readonly logGroup: string;
  /** At most 64 characters, so shorter than the state machine's. */
  readonly schedule: string;
}

/** Key prefix of the exports that the system makes; every table has one of its own below it. */
export const EXPORT_PREFIX = 'export';

/** Key prefix of the copies of the exports' lists of data files. */
export const MANIFEST_PREFIX = 'manifests';

/** Key prefix of the Parquet files of columnar nights. */
export const COLUMNAR_PREFIX = 'columnar';

/** Key prefix of the results of Athena's queries. */
export const RESULT_PREFIX = 'query-results';

/** The names of what all tables share; each is made of the system's name, so systems do not meet in an account. */
export function sharedResources({ systemName, existingBucket }: Config): SharedResources {
  const name = `example-dynamodb-export-${systemName}`;
  return {
    bucket: existingBucket ?? name,
    database: glueName(name),
    workgroup: name,
    topic: name,
    deadLetters: `${name}-dead-letters`,
    scheduleGroup: name,
  };
}

/** The names of a table's resources, and of the shared ones. */
export function resources(config: Config, table: Table): Resources {
  const { systemName } = config;
  const stateMachine = `example-Export${table.name}-${systemName}`;
  const exportPrefix = `${EXPORT_PREFIX}/${glueName(table.name)}`;
  return {
    ...sharedResources(config),
    ...glueNames(table.name),
    sourceTable: sourceTable(systemName, table),
    exportPrefix,
    exportFolders: [exportPrefix, ...table.exportPrefixes].map((prefix) => `${prefix}/`),
    stateMachine,
    logGroup: `/aws/vendedlogs/states/${stateMachine}`,
    schedule: `example-${table.name}-${systemName}`,
  };
}

/** The DynamoDB table: the existing one, or the one that the stack creates. */
export function sourceTable(
  systemName: string,
  { name, existingTable }: Pick<Table, 'name' | 'existingTable'>,
): string {
  return existingTable ?? `example-${name.toLowerCase()}-${systemName}`;
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
