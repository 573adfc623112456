import { AthenaError, type ShowStatement } from '../../../athena-sql/dialect';
import { viewDefinition } from '../../../catalog';
import { createTableText, createViewText } from './create-text';
import { describeTable } from './describe';
import {
  databaseNames,
  findDatabase,
  findTable,
  tableText,
  linesAnswer,
  textAnswer,
  type FoundTable,
  type StatementAnswer,
  type StatementContext,
} from './context';
import { hivePattern, likePattern, regularPattern } from './patterns';

/**
 * Answers SHOW and DESCRIBE, with the columns that Athena gives them (measured on Athena engine version 3 by others, and on
 * Trino 476 where Athena's are Trino's). Rows are as people read them: Athena fills the texts of DESCRIBE up with spaces.
 *
 * @throws AthenaError, RefusedError
 */
export async function show(statement: ShowStatement, context: StatementContext): Promise<StatementAnswer> {
  switch (statement.kind) {
    case 'showTables':
      return list(
        'tab_name',
        tableNames(context, statement.database, () => true),
        hivePattern(statement.pattern),
      );
    case 'showViews':
      return list('views', tableNames(context, statement.database, isView), hivePattern(statement.pattern), 'varchar');
    case 'showDatabases':
      return list('database_name', databaseNames(context), regularPattern(statement.pattern));
    case 'showFunctions':
      return showFunctions(statement.pattern);
    case 'showPartitions':
      return showPartitions(findTable(context, statement.table));
    case 'showColumns':
    case 'describe':
      return describeTable(findTable(context, statement.table), statement.kind);
    case 'showCreateTable':
      return showCreateTable(findTable(context, statement.table));
    case 'showCreateView':
      return showCreateView(findTable(context, statement.table));
    case 'showTableProperties':
      return showTableProperties(findTable(context, statement.table), statement.property);
  }
}

function list(
  column: string,
  names: readonly string[],
  matches: (name: string) => boolean,
  type?: string,
): StatementAnswer {
  const rows = names.filter(matches).map((name) => [name]);
  return textAnswer([column], rows, type);
}

const isView = ({ input }: Pick<FoundTable, 'input'>): boolean => input.TableType === 'VIRTUAL_VIEW';

function tableNames(
  context: StatementContext,
  named: string | undefined,
  fits: (table: Pick<FoundTable, 'input'>) => boolean,
): string[] {
  const database = findDatabase(context, named);
  const names = context.catalog.tableNames(database).sort();
  return names.filter((name) => {
    const table = context.catalog.table(database, name);
    return table !== undefined && fits(table);
  });
}

/** The columns of Trino, as Athena passes the statement on to it. */
async function showFunctions(pattern: string | undefined): Promise<StatementAnswer> {
  const { describeFunctions } = await import('../../../athena-sql/analysis/described-functions');
  const matches = likePattern(pattern);
  const rows = describeFunctions().filter(({ name }) => matches(name));
  return {
    columns: ['Function', 'Return Type', 'Argument Types', 'Function Type', 'Deterministic', 'Description'].map(
      (name) => ({ name, type: name === 'Deterministic' ? 'boolean' : 'varchar' }),
    ),
    rows: rows.map((row) => [
      row.name,
      row.returnType,
      row.argumentTypes,
      row.kind,
      row.deterministic,
      row.description,
    ]),
    dataScannedInBytes: 0,
  };
}

/** `key=value`, with a slash between several keys. */
function showPartitions(table: FoundTable): StatementAnswer {
  const keys = (table.input.PartitionKeys ?? []).map(({ Name = '' }) => Name);
  if (keys.length === 0) {
    const what = isView(table) ? 'a view, and partitions are of tables' : 'not a partitioned table';
    throw new AthenaError('NOT_SUPPORTED', `${tableText(table.database, table.name)} is ${what}`);
  }
  const rows = table.partitions.map(({ Values }) => keys.map((key, i) => `${key}=${Values[i] ?? ''}`).join('/')).sort();
  return textAnswer(
    ['partition'],
    rows.map((row) => [row]),
  );
}

function showCreateTable(table: FoundTable): StatementAnswer {
  if (isView(table)) throw notA(table, 'view', 'table');
  return linesAnswer('createtab_stmt', createTableText(table), 'string');
}

function showCreateView(table: FoundTable): StatementAnswer {
  const definition = viewDefinition(table.input.ViewOriginalText);
  if (definition === undefined) throw notA(table, 'table', 'view');
  return linesAnswer('create view', createViewText(table, definition), 'varchar');
}

function notA({ database, name }: FoundTable, is: string, expected: string): AthenaError {
  return new AthenaError(
    'NOT_SUPPORTED',
    `Relation 'awsdatacatalog.${database}.${name}' is a ${is}, not a ${expected}: SHOW CREATE ${is.toUpperCase()} shows it`,
  );
}

function showTableProperties({ input, name }: FoundTable, property: string | undefined): StatementAnswer {
  const all = Object.entries(input.Parameters ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  if (property === undefined) return textAnswer(['prpt_name', 'prpt_value'], all);
  const found = all.filter(([key]) => key === property);
  // Hive's words for a property that is not there
  const rows = found.length > 0 ? found : [[property, `Table ${name} does not have property: ${property}`]];
  return textAnswer(['prpt_name', 'prpt_value'], rows);
}
