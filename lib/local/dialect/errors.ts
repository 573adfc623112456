/** A construct that Athena has and the laptop does not prove to answer alike. Nothing was run. */
export class RefusedError extends Error {
  readonly refused = true;

  constructor(
    /** What was refused, as it stands in the statement: a function, a clause, a type. */
    readonly construct: string,
    /** What to write instead, if there is something. */
    remedy?: string,
  ) {
    const instead = remedy === undefined ? '' : `Use ${remedy}, or `;
    const run = remedy === undefined ? 'Run' : 'run';
    super(`${construct} is not supported on the laptop; Athena has it. ${instead}${run} the query with --target aws`);
    this.name = 'RefusedError';
  }
}

/** Text that is no Trino SQL. Line and column count from 1, as Athena prints them. */
export class SqlSyntaxError extends Error {
  readonly code = 'SYNTAX_ERROR';
  readonly line: number;
  readonly column: number;
  /** The line of the statement that the position is in. */
  readonly sourceLine: string;

  constructor(problem: string, sql: string, offset: number) {
    const { line, column, sourceLine } = positionOf(sql, offset);
    super(`SYNTAX_ERROR: line ${line}:${column}: ${problem}\n  ${sourceLine}\n  ${' '.repeat(column - 1)}^`);
    this.name = 'SqlSyntaxError';
    this.line = line;
    this.column = column;
    this.sourceLine = sourceLine;
  }
}

/** The classes of failure that Athena names, for statements that are well formed but wrong. */
export type AthenaErrorCode =
  | 'AMBIGUOUS_FUNCTION_CALL'
  | 'AMBIGUOUS_NAME'
  | 'COLUMN_NOT_FOUND'
  | 'DIVISION_BY_ZERO'
  | 'EXPRESSION_NOT_AGGREGATE'
  | 'EXPRESSION_NOT_IN_DISTINCT'
  | 'EXPRESSION_NOT_SCALAR'
  | 'FUNCTION_NOT_FOUND'
  | 'GENERIC_INTERNAL_ERROR'
  | 'HIVE_BAD_DATA'
  | 'HIVE_CURSOR_ERROR'
  | 'INVALID_ARGUMENTS'
  | 'INVALID_CAST_ARGUMENT'
  | 'INVALID_COLUMN_REFERENCE'
  | 'INVALID_FUNCTION_ARGUMENT'
  | 'INVALID_LITERAL'
  | 'INVALID_PARAMETER_USAGE'
  | 'MISMATCHED_COLUMN_ALIASES'
  | 'MISSING_COLUMN_NAME'
  | 'NESTED_AGGREGATION'
  | 'NESTED_WINDOW'
  | 'NOT_SUPPORTED'
  | 'NUMERIC_VALUE_OUT_OF_RANGE'
  | 'SUBQUERY_MULTIPLE_ROWS'
  | 'TABLE_NOT_FOUND'
  | 'TYPE_MISMATCH'
  | 'TYPE_NOT_FOUND'
  | 'VIEW_IS_RECURSIVE';

/** A failure as Athena reports it: `CODE: text`. Raised by the analysis and by the engine while it runs. */
export class AthenaError extends Error {
  constructor(
    readonly code: AthenaErrorCode,
    readonly detail: string,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${detail}`, options);
    this.name = 'AthenaError';
  }
}

function positionOf(sql: string, offset: number): { line: number; column: number; sourceLine: string } {
  const before = sql.slice(0, offset).split('\n');
  const line = before.length;
  const sourceLine = (sql.split('\n')[line - 1] ?? '').replace(/\r$/, '');
  return { line, column: (before.at(-1) ?? '').length + 1, sourceLine };
}
