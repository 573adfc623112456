export { columnarStorage, PARQUET_SERDE, parquetStorage } from './columnar';
export { storage, type Format } from './storage';
export { partitionInput, tableInputs, type PartitionedTable } from './tables';
export { viewDefinition, viewInput, viewSql, type ViewDefinition } from './view';
