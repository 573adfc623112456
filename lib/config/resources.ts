import { glueName, glueNames, type GlueNames } from './names';
import { EXPORT_PREFIX } from './prefixes';
import { nameCreatedBucket, sourceTable, type SharedResources, type TableResources } from './resource-names';
import type { Config, Table } from './schema';

/** The names of everything that one table's nights use. */
export interface Resources extends SharedResources, TableResources, GlueNames {
  /** Key prefix of the table's exports, which they are asked for with (`S3Prefix`). */
  readonly exportPrefix: string;
  /** Folders of the bucket that exports of the table are read from: its own first, then those of `exportPrefixes`. */
  readonly exportFolders: readonly string[];
}

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
    ...nameTableResources(config, table),
    exportPrefix,
    exportFolders: [exportPrefix, ...table.exportPrefixes].map((prefix) => `${prefix}/`),
  };
}

/** The names of what a table has for itself outside of Glue: those that were given, and else made of the system's name. */
export function nameTableResources(config: Config, table: Table): TableResources {
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

/**
 * A stack's name: `export-to-athena-<systemName>` for the main one, which has what all tables share, and
 * `export-to-athena-<systemName>--<table>` for a table's. Two hyphens, which no system's name has: the stack of the table `b`
 * of the system `a` is not the main stack of the system `a-b`.
 *
 * @param table undefined for the main one
 */
export function stackName({ systemName }: Pick<Config, 'systemName'>, table?: Pick<Table, 'name'>): string {
  const main = `export-to-athena-${systemName}`;
  return table === undefined ? main : `${main}--${glueName(table.name).replaceAll('_', '-')}`;
}
