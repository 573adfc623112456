export { InterruptedError, MemoryError, NoCatalogError, NoSuchTableError, StatementError } from './errors';
export { inOrder, tableDescription } from './glue-shapes';
export { nightOf, NoSuchNightError } from './nights';
export type { Answer, AnswerColumn, AnswerStatistics, QueryOptions, TableDescription, Target, TextRow } from './target';
