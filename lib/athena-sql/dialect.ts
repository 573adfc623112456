export type { Catalog, ColumnShape, PartitionShape, TableColumns, TableShape } from './catalog';
export { endingLimit } from './analysis/ending-limit';
export { AthenaError, RefusedError, SqlSyntaxError, type AthenaErrorCode } from './errors';
export { canonicalAttributes } from './runtime/canonical-attributes';
export { findMacros } from './runtime/macros/index';
export {
  entryName,
  registeredName,
  RUNTIME_FUNCTIONS,
  type RuntimeFunction,
  type RuntimeType,
  type RuntimeValue,
} from './runtime/functions';
export { findComparedTables, tableNames, tablesRead, type TableName } from './analysis/table-names';
export { isQuery } from './syntax/is-query';
export { parseOtherStatement } from './syntax/other-statement';
export type * from './syntax/other-statements';
export { splitStatements, type SplitText, type TextStatement } from './syntax/split';
export { parseUnload, type UnloadStatement } from './syntax/unload';
export { attributeColumn, type ScanPlan } from './values/scan';
export { translate, type TranslateOptions, type Translation } from './translate';
export { duckType, typeText, type Type } from './types';
export { withClause, withQueries, type WithClause } from './analysis/with-queries';
export { quote, quoteName } from './quote';
