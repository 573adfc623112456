import type { QueryExecution, Row } from '@aws-sdk/client-athena';
import type { OtherStatement } from '../../lib/athena-sql/dialect';
import type { StatementAnswer } from '../../lib/local/athena/statements/context';

/** What Athena keeps of a statement that has ended. */
export interface AthenaAnswer {
  readonly execution: QueryExecution;
  readonly rows: readonly Row[];
  readonly columns: readonly object[];
  readonly updateCount: number;
}

/** Athena's StatementType and SubstatementType (measured by others on engine version 3). */
const KINDS: Readonly<Record<Exclude<OtherStatement['kind'], 'drop'>, readonly ['DML' | 'DDL' | 'UTILITY', string]>> = {
  explain: ['DML', 'EXPLAIN'],
  showTables: ['UTILITY', 'SHOW_TABLES'],
  showViews: ['UTILITY', 'SHOW_VIEWS'],
  showDatabases: ['UTILITY', 'SHOW_DATABASES'],
  showFunctions: ['UTILITY', 'SHOW_FUNCTIONS'],
  showColumns: ['UTILITY', 'SHOW_COLUMNS'],
  showPartitions: ['UTILITY', 'SHOW_PARTITIONS'],
  showCreateTable: ['UTILITY', 'SHOW_CREATE_TABLE'],
  showCreateView: ['UTILITY', 'SHOW_CREATE_VIEW'],
  showTableProperties: ['UTILITY', 'SHOW_TABLE_PROPERTIES'],
  describe: ['UTILITY', 'DESCRIBE_TABLE'],
  createTable: ['DDL', 'CREATE_TABLE_AS_SELECT'],
  createView: ['DDL', 'CREATE_VIEW'],
};

/** Hive fills the texts of these up to twenty characters. */
const FILLED: readonly OtherStatement['kind'][] = ['describe', 'showColumns'];

/** The answer of the laptop in the form that Athena gives such a one. */
export function athenaAnswer(statement: OtherStatement, answer: StatementAnswer): AthenaAnswer {
  const { kind } = statement;
  const [StatementType, SubstatementType] =
    kind === 'drop' ? (['DDL', `DROP_${statement.what}`] as const) : KINDS[kind];
  const names = answer.columns.map(({ name }) => name);
  const hasNames = StatementType === 'DML' || kind === 'showFunctions';
  // EXPLAIN has empty lines at its end
  const ending = kind === 'explain' ? [[''], [''], ['']] : [];
  const rows = [...(hasNames ? [names] : []), ...answer.rows, ...ending].map((texts): Row => {
    if (hasNames) return { Data: texts.map((text) => ({ VarCharValue: text })) };
    const filled = FILLED.includes(kind) ? texts.map((text) => text.padEnd(20)) : texts;
    return { Data: [{ VarCharValue: filled.join('\t') }] };
  });
  return {
    execution: {
      StatementType,
      SubstatementType,
      Status: { State: 'SUCCEEDED' },
      Statistics: { DataScannedInBytes: answer.dataScannedInBytes },
    },
    rows,
    // that of CREATE TABLE AS has a column for its number of rows, and no row
    columns:
      answer.rowsWritten === undefined
        ? answer.columns.map(({ name, type }) => ({ Name: name, Type: type }))
        : [{ Name: 'rows', Type: 'bigint' }],
    updateCount: answer.rowsWritten ?? 0,
  };
}
