export { athenaAdapters, type AthenaOptions } from './adapters';
export { catalogTables, parseLocation, recordOfFiles } from './tables';
