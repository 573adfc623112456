export { columnSet, storedColumns, type StoredColumn } from './columnar';
export { columns, type Column } from './columns';
export { unloadStatement, type Unload } from './unload';
export { identifier, literal } from './text';
export { PROBLEM_COLUMNS, validationQuery, type ValidatedNight, type ValidatedTables } from './validation';
export { historyView, newestView, type View } from './views';
export { isFor, parseSavedQuery, sqlFor, type QueryParameter, type SavedQuery } from './saved-query';
