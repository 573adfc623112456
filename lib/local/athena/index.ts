export { athenaAdapters, type AthenaOptions } from './adapters';
export { catalogTables } from './tables';
