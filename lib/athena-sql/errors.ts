/** Whether Athena has what the laptop refuses; `unknown` where that is not recorded, `changes` of what must not be tried there. */
export type OnAthena = 'has it' | 'has not' | 'unknown' | 'changes';

/** A construct of which the laptop is not proven to answer as Athena does. Nothing was run. */
export class RefusedError extends Error {
  readonly refused = true;
  /** Where it stands in the statement, when that is known. */
  readonly place: Place | undefined;

  constructor(
    /** What was refused, as it stands in the statement: a function, a clause, a type. */
    readonly construct: string,
    /** What to write instead, if there is something. */
    readonly remedy?: string,
    readonly onAthena: OnAthena = 'unknown',
    place?: Place,
  ) {
    super(`${refusal(construct, remedy, onAthena)}${place === undefined ? '' : `\n${caret(place)}`}`);
    this.name = 'RefusedError';
    this.place = place;
  }

  /** The same, with the place where it stands; one that has a place keeps it. */
  at(sql: string, offset: number): RefusedError {
    if (this.place !== undefined) return this;
    return new RefusedError(this.construct, this.remedy, this.onAthena, placeOf(sql, offset));
  }
}

function refusal(construct: string, remedy: string | undefined, onAthena: OnAthena): string {
  const instead = remedy === undefined ? '' : `Use ${remedy}`;
  if (onAthena === 'has not') return `${construct} is not supported; Athena has it neither. ${instead}`.trimEnd();
  // nothing that would be told to be run there
  if (onAthena === 'changes') return `${construct} is not supported on the laptop. ${instead}`.trimEnd();
  const known = onAthena === 'has it' ? '; Athena has it' : '';
  const run = 'un the query with --target aws';
  const rest = onAthena === 'has it' ? '' : ' to see what Athena says';
  return `${construct} is not supported on the laptop${known}. ${instead === '' ? `R${run}` : `${instead}, or r${run}`}${rest}`;
}

/** A place in a statement. Line and column count from 1, as Athena prints them. */
export interface Place {
  readonly line: number;
  readonly column: number;
  /** The line of the statement that the position is in. */
  readonly sourceLine: string;
}

/** Text that is no Trino SQL. Line and column count from 1, as Athena prints them. */
export class SqlSyntaxError extends Error {
  readonly code = 'SYNTAX_ERROR';
  readonly line: number;
  readonly column: number;
  /** The line of the statement that the position is in. */
  readonly sourceLine: string;

  constructor(problem: string, sql: string, offset: number) {
    const place = placeOf(sql, offset);
    const { line, column, sourceLine } = place;
    super(`SYNTAX_ERROR: line ${line}:${column}: ${problem}\n${caret(place, false)}`);
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
  | 'COLUMN_TYPE_UNKNOWN'
  | 'DIVISION_BY_ZERO'
  | 'DUPLICATE_WINDOW_NAME'
  | 'DUPLICATE_COLUMN_NAME'
  | 'EXCEEDED_LOCAL_LINE_LIMIT'
  | 'EXCEEDED_LOCAL_MEMORY_LIMIT'
  | 'EXPRESSION_NOT_AGGREGATE'
  | 'EXPRESSION_NOT_IN_DISTINCT'
  | 'EXPRESSION_NOT_SCALAR'
  | 'FUNCTION_NOT_FOUND'
  | 'GENERIC_INTERNAL_ERROR'
  | 'GENERIC_USER_ERROR'
  | 'HIVE_BAD_DATA'
  | 'HIVE_CANNOT_OPEN_SPLIT'
  | 'HIVE_CURSOR_ERROR'
  | 'INVALID_ARGUMENTS'
  | 'INVALID_CAST_ARGUMENT'
  | 'INVALID_COLUMN_REFERENCE'
  | 'INVALID_FUNCTION_ARGUMENT'
  | 'INVALID_LITERAL'
  | 'INVALID_ORDER_BY'
  | 'INVALID_PARAMETER_USAGE'
  | 'INVALID_PARTITION_BY'
  | 'INVALID_PATH'
  | 'INVALID_RECURSIVE_REFERENCE'
  | 'INVALID_TABLE_PROPERTY'
  | 'INVALID_WINDOW_FRAME'
  | 'INVALID_WINDOW_REFERENCE'
  | 'MISMATCHED_COLUMN_ALIASES'
  | 'JSON_INPUT_CONVERSION_ERROR'
  | 'JSON_OUTPUT_CONVERSION_ERROR'
  | 'JSON_VALUE_RESULT_ERROR'
  | 'MISSING_COLUMN_ALIASES'
  | 'MISSING_COLUMN_NAME'
  | 'MISSING_ORDER_BY'
  | 'NESTED_AGGREGATION'
  | 'NESTED_WINDOW'
  | 'NOT_SUPPORTED'
  | 'NUMERIC_VALUE_OUT_OF_RANGE'
  | 'PATH_EVALUATION_ERROR'
  | 'SCHEMA_NOT_FOUND'
  | 'SUBQUERY_MULTIPLE_ROWS'
  | 'TABLE_ALREADY_EXISTS'
  | 'TABLE_NOT_FOUND'
  | 'TYPE_MISMATCH'
  | 'TYPE_NOT_FOUND'
  | 'VIEW_IS_RECURSIVE';

/**
 * A failure as Athena reports it: `CODE: text`, or `CODE: line 1:8: text` where its place is known. Raised by the analysis and
 * by the engine while it runs.
 */
export class AthenaError extends Error {
  /** Where it stands in the statement, when that is known. */
  readonly place: Place | undefined;

  constructor(
    readonly code: AthenaErrorCode,
    readonly detail: string,
    options?: ErrorOptions,
    place?: Place,
  ) {
    const at = place === undefined ? '' : `line ${place.line}:${place.column}: `;
    super(`${code}: ${at}${detail}${place === undefined ? '' : `\n${caret(place, false)}`}`, options);
    this.name = 'AthenaError';
    this.place = place;
  }

  /** The same, with the place where it stands; one that has a place keeps it. */
  at(sql: string, offset: number): AthenaError {
    if (this.place !== undefined) return this;
    return new AthenaError(this.code, this.detail, { cause: this.cause }, placeOf(sql, offset));
  }
}

/** The line that a place is in, with a mark below the place. */
function caret({ line, column, sourceLine }: Place, numbered = true): string {
  const mark = `  ${sourceLine}\n  ${' '.repeat(column - 1)}^`;
  return numbered ? `line ${line}:${column}:\n${mark}` : mark;
}

function placeOf(sql: string, offset: number): Place {
  const before = sql.slice(0, offset).split('\n');
  const line = before.length;
  const sourceLine = (sql.split('\n')[line - 1] ?? '').replace(/\r$/, '');
  return { line, column: (before.at(-1) ?? '').length + 1, sourceLine };
}
