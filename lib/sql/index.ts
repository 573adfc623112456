export { changesQuery, type ComparedNights } from './changes';
export { checkQuery, EXAMPLE_ROWS, MAX_COUNTED_ROWS, type CheckedNight } from './check-query';
export { columns, type Column } from './columns';
export { driftQuery } from './drift';
export { identifier, literal } from './text';
export { PROBLEM_COLUMNS, validationQuery, type ValidatedNight, type ValidatedTables } from './validation';
export { views, type View } from './views';
export { parseSavedCheck, type SavedCheck } from './saved-check';
export { isFor, parseSavedQuery, sqlFor, type QueryParameter, type SavedQuery } from './saved-query';
