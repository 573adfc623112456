import type { QueryExecution } from '@aws-sdk/client-athena';
import type { TextRow } from '../../target';

/*
 * What Athena gives for statements that are no queries, as others have measured it (engine version 3): the first row of a
 * result has the names of the columns for StatementType DML, EXPLAIN among them, and for SHOW FUNCTIONS. The other SHOW
 * statements and DESCRIBE, StatementType UTILITY, have no such row, and a row is one text, whose columns are between tabs and
 * filled up with spaces.
 */

type Kind = Pick<QueryExecution, 'StatementType' | 'SubstatementType'>;

/** Whether the first row of a result has the names of its columns. */
export function beginsWithNames({ StatementType, SubstatementType }: Kind): boolean {
  return StatementType === 'DML' || SubstatementType === 'SHOW_FUNCTIONS';
}

/** Whether a result is that of SHOW or DESCRIBE. */
export function isUtility({ StatementType, SubstatementType }: Kind): boolean {
  return StatementType === 'UTILITY' && SubstatementType !== 'SHOW_FUNCTIONS';
}

/** Whether each row of a result is a line of one text, in which spaces matter. */
export function isText({ SubstatementType = '' }: Kind): boolean {
  return /^(EXPLAIN|SHOW_CREATE_\w+)$/.test(SubstatementType);
}

/** Whether a statement writes rows: of a query, Athena gives the number of rows written as 0. */
export function writesRows({ SubstatementType = '' }: Kind): boolean {
  return /^(CREATE_TABLE_AS_SELECT|INSERT|UPDATE|DELETE|MERGE)/.test(SubstatementType);
}

/** The columns of a row of SHOW or DESCRIBE. */
export function utilityRow(row: TextRow, columns: number): TextRow {
  const [text, ...others] = row;
  if (text === undefined || others.length > 0) return row;
  const parts = columns > 1 ? text.split('\t') : [text];
  return Array.from({ length: Math.max(columns, 1) }, (_, index) => (parts[index] ?? '').replace(/ +$/, ''));
}
