export { columns, type Column } from './columns';
export { identifier, literal } from './text';
export { PROBLEM_COLUMNS, validationQuery, type ValidatedNight, type ValidatedTables } from './validation';
export { views, type View } from './views';
export { isFor, parseSavedQuery, sqlFor, type QueryParameter, type SavedQuery } from './saved-query';
