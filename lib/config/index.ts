export { hiveType, trinoType, type AthenaType, type ElementType, type NumberType } from './athena-type';
export { OWN_COLUMNS } from './columns';
export { columnName, entityViews, glueName, glueNames, MAX_COLUMN_NAME, type EntityViews } from './names';
export {
  COLUMNAR_PREFIX,
  createdBucket,
  EXPORT_PREFIX,
  MANIFEST_PREFIX,
  RESULT_PREFIX,
  resources,
  sharedResources,
  stackName,
  UNKNOWN_ACCOUNT,
  type Resources,
  type SharedResources,
} from './resources';
export { OBJECTS_OUTLIVE_PARTITIONS_DAYS, PUBLISHABLE_AFTER_RETENTION_DAYS } from './retention';
export { ConfigError, parseConfig } from './parse';
export type { Attribute, Config, Entity, Table } from './schema';
