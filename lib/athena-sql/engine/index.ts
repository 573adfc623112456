export { athenaText } from './athena-text';
export {
  Engine,
  type DescribedColumn,
  type EngineOptions,
  type QueryOptions,
  type QueryResult,
  type ResultColumn,
  type Statistics,
} from './engine';
export type {
  ItemsSource,
  JsonLinesSource,
  MapsSource,
  ParquetSource,
  Partition,
  TableResolver,
  TableSource,
  ViewSource,
} from './tables/table-source';
export type { QueryPlan, ReadPlan } from './plan';
export { leastMemory } from './memory';
export { allTextRows, textRows, type TextRow } from './text-rows';
export { EngineMap, type EngineValue } from './values';
