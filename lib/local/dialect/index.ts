export type { Catalog, ColumnShape, TableShape } from './analysis/catalog';
export { AthenaError, RefusedError, SqlSyntaxError, type AthenaErrorCode } from './errors';
export { MACROS } from './macros';
export { RUNTIME_FUNCTIONS, type RuntimeFunction, type RuntimeType, type RuntimeValue } from './runtime/functions';
export { tableNames, type TableName } from './table-names';
export { parseUnload, type UnloadStatement } from './syntax/unload';
export { translate, type TranslateOptions, type Translation } from './translate';
export { duckType, typeText, type Type } from './types';
export { withClause, type WithClause } from './with-queries';
