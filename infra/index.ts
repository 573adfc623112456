export { ColumnType, type Column } from './column';
export { EntityCondition, type Entity } from './entity';
export { NightFormat, Reconcile, TypeConformance } from './formats';
export type { NightSettings, Polling } from './night-settings';
export type {
  IncrementalNights,
  INightlyExport,
  NightlyExportOptions,
  NightlyExportProps,
} from './nightly-export-props';
export { NightlyExport, NightlyExports } from './nightly-exports';
export type {
  INamedDatabase,
  INightlyExports,
  NightlyExportsAttributes,
  NightlyExportsProps,
  NightsDashboardOptions,
} from './nightly-exports-props';
