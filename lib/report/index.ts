export type { SavedAnswer } from './answers';
export type { ReportOptions } from './gather';
export type { ReportModel } from './model';
export type { Patience } from './outcome';
export { writeAllNights, type AllNightsOptions } from './all/all-nights';
export type { IndexModel, NightNumbers } from './all/model';
export { report, type Report } from './report';
