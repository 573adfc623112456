export { athenaText } from './athena-text';
export type { DescribedColumn, EngineOptions, QueryOptions, QueryResult, ResultColumn, Statistics } from './contract';
export { Engine } from './engine';
export type {
  ItemsSource,
  JsonLinesSource,
  MapsSource,
  MayRead,
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
