export { changesQuery, type ComparedNights } from './changes';
export { checkQuery, EXAMPLE_ROWS, MAX_COUNTED_ROWS, type CheckedNight } from './check-query';
export { columnSet, listStoredColumns, type StoredColumn } from './columnar';
export { historyQuery, type HistoryOf } from './history';
export { columns, type Column } from './columns';
export { readDeployedQuery, writeDeployedQuery } from './deployed-query';
export { driftQuery } from './drift';
export {
  changedAttributesQuery,
  differencesQuery,
  fingerprint,
  mergeStatement,
  validateChangesQuery,
  validateMergedQuery,
  type ChangeTables,
  type Merge,
  type MergedNight,
  type MergedTables,
  type WindowIds,
  type WindowRows,
  type Windows,
} from './incremental';
export { identifier, literal, needsQuotes, ownTable, tableIdentifier } from './text';
export { USUAL_INSTANT } from './typed-value';
export { unloadStatement, type Unload } from './unload';
export { validationQuery, type ValidatedNight, type ValidatedTables } from './validation';
export { newestItems, views, type View } from './views';
export { parseSavedCheck, type SavedCheck } from './saved-check';
export { isFor, parseSavedQuery, sqlFor, type QueryParameter, type SavedQuery } from './saved-query';
export { checks, type Check } from './validation-checks';
