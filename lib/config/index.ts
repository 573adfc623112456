export { hiveType, trinoType, type AthenaType, type ElementType, type NumberType } from './athena-type';
export { columnName, glueName } from './names';
export {
  COLUMNAR_PREFIX,
  EXPORT_PREFIX,
  MANIFEST_PREFIX,
  RESULT_PREFIX,
  resources,
  sharedResources,
  type Resources,
  type SharedResources,
} from './resources';
export { ConfigError, parseConfig } from './parse';
export { OWN_COLUMNS, type Attribute, type Config, type Table } from './schema';
