import type { TableInput } from '@aws-sdk/client-glue';
import type { TablePartition } from '../night';
import type { TableDescription } from './target';

/** A table as Glue gives it. */
export function tableDescription(
  table: Pick<TableInput, 'Name' | 'Description' | 'TableType' | 'PartitionKeys' | 'StorageDescriptor'>,
): TableDescription {
  const { Name = '', Description = '', TableType, PartitionKeys = [], StorageDescriptor } = table;
  const isView = TableType === 'VIRTUAL_VIEW';
  return {
    name: Name,
    kind: isView ? 'view' : 'table',
    // Every Presto view is described so, or Trino does not find it.
    description: isView && Description === 'Presto View' ? '' : Description,
    columns: (StorageDescriptor?.Columns ?? []).map((column) => ({ name: column.Name ?? '', type: column.Type ?? '' })),
    partitionKeys: PartitionKeys.map((key) => key.Name ?? ''),
  };
}

/** In the order of their values. */
export function inOrder(partitions: readonly TablePartition[]): TablePartition[] {
  const key = ({ values }: TablePartition) => JSON.stringify(values);
  return [...partitions].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
