export { declaredType, hiveType, trinoType, type AthenaType, type ElementType, type NumberType } from './athena-type';
export { OWN_COLUMNS } from './columns';
export { HOURS_BETWEEN_NIGHTS } from './hours-between-nights';
export {
  DESCRIPTION_PARAMETER,
  DescriptionError,
  describeSystem,
  readDescriptions,
  type Description,
} from './description';
export { columnName, entityViews, glueName, glueNames, MAX_COLUMN_NAME, type EntityViews } from './names';
export { COLUMNAR_PREFIX, EXPORT_PREFIX, MANIFEST_PREFIX, RESULT_PREFIX } from './prefixes';
export { nameCreatedBucket, UNKNOWN_ACCOUNT, type SharedResources, type TableResources } from './resource-names';
export { nameSharedResources, nameTableResources, resources, stackName, type Resources } from './resources';
export { OBJECTS_OUTLIVE_PARTITIONS_DAYS, PUBLISHABLE_AFTER_RETENTION_DAYS } from './retention';
export { RECONCILE_DAYS } from './reconcile';
export { ConfigError } from './config-error';
export { parseConfig } from './parse';
export type { Attribute, Config, Entity, Table } from './schema';
export { incrementalSchema, TABLE_SETTINGS } from './table-settings';
