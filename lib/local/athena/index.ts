export { athenaAdapters, type AthenaOptions } from './adapters';
export { Listings, parseLocation, recordOfFiles } from './listings';
export { catalogTables } from './tables';
