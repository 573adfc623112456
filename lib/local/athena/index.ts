export { athenaAdapters, type AthenaOptions } from './adapters';
export type { Inspect, InspectedStatement, Inspection } from './inspection';
export { Listings, parseLocation, recordOfFiles } from './listings';
export type { QueryResultTexts } from './outcome';
export { catalogTables } from './tables';
