export { changedAttributesQuery } from './changed-attributes';
export type { WindowIds, WindowRows, Windows } from './changes';
export { differencesQuery } from './differences';
export { fingerprint } from './fingerprint';
export { mergeStatement, type Merge } from './merge';
export { validateChangesQuery, type ChangeTables } from './validate-changes';
export { validateMergedQuery, type MergedNight, type MergedTables } from './validate-merged';
