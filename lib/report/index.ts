export { readFailure, type Failure } from './failure';
export { NoSuchNight, type ReportOptions, type SavedAnswer } from './gather';
export { report, type Report } from './report';
export type { ReportSource, SourcePartition, SourceResult } from './source';
