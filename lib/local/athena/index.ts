export { athenaAdapters, type AthenaOptions } from './adapters';
export { catalogTables, parseLocation } from './tables';
