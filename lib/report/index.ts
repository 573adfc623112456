export { type Patience, type ReportOptions, type SavedAnswer } from './gather';
export { report, type Report } from './report';
