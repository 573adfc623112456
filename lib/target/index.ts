export { InterruptedError, NoCatalogError, NoSuchTableError, StatementError } from './errors';
export { inOrder, tableDescription, tablePartition } from './glue-shapes';
export { nightOf, nightsOf, NoSuchNightError, type Night } from './nights';
export type {
  Answer,
  AnswerColumn,
  AnswerStatistics,
  Partition,
  QueryOptions,
  TableDescription,
  Target,
  TextRow,
} from './target';
