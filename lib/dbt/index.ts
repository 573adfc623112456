export { sourceTables, writeSources, type SourceTable } from './sources';
export { checkTests, type CheckTest } from './check-tests';
