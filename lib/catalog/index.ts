export { columnarStorage, PARQUET_SERDE } from './columnar';
export { storage, type Format } from './storage';
export { partitionInput, tableInputs, type PartitionedTable } from './tables';
export { viewInput, viewSql } from './view';
