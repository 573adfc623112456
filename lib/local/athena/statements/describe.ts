import { viewDefinition } from '../../../catalog';
import { textAnswer, type FoundTable, type StatementAnswer } from './context';

/**
 * Answers DESCRIBE and SHOW COLUMNS: of a table in Hive's words, of a view in Trino's, as Athena does. DESCRIBE of a
 * partitioned table has the partition keys among the columns, and again below a heading of their own.
 */
export function describeTable({ input }: FoundTable, kind: 'describe' | 'showColumns'): StatementAnswer {
  const view = viewDefinition(input.ViewOriginalText);
  if (view !== undefined) {
    const rows = view.columns.map(({ name, type }) => [name, type]);
    return textAnswer(['column', 'type'], rows, 'varchar');
  }
  const columns = input.StorageDescriptor?.Columns ?? [];
  const keys = input.PartitionKeys ?? [];
  const rowOf = ({ Name = '', Type = '', Comment = '' }: (typeof columns)[number]) => [Name, Type, Comment];
  const all = [...columns, ...keys].map(rowOf);
  if (kind === 'showColumns')
    return textAnswer(
      ['field'],
      all.map(([name = '']) => [name]),
    );
  const partitions = [
    ['', '', ''],
    ['# Partition Information', '', ''],
    ['# col_name', 'data_type', 'comment'],
    ['', '', ''],
    ...keys.map(rowOf),
  ];
  return textAnswer(['col_name', 'data_type', 'comment'], keys.length === 0 ? all : [...all, ...partitions]);
}
