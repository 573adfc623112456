export { columnarStorage, PARQUET_SERDE } from './columnar';
export { partitionInput, tableInputs, type PartitionedTable } from './tables';
export { viewInput, viewSql } from './view';
