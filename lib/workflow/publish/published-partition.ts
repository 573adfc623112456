import { columnarStorage, parquetStorage, partitionInput } from '../../catalog';
import { isColumnar } from '../columnar/columnar-folder';
import { jsonata, toLiteral, type Workflow } from '../states';

/**
 * The values and the storage of a partition that analysts read, at a location that a JSONata expression gives. The
 * storage format follows from the location, because a table that was switched to or from `columnar` has both kinds of
 * nights.
 */
export function describePublishedPartition(
  workflow: Workflow,
  kind: 'raw' | 'latest',
  partitionValue: string,
  location: string,
): object {
  const lines = partitionInput(kind, [partitionValue], jsonata(location));
  const items = { ...lines.StorageDescriptor, Location: '' };
  const { table } = workflow;
  // the views of a table without columnar nights read the items alone
  const parquet = table.columnar ? columnarStorage(table, '') : { Columns: items.Columns, ...parquetStorage('') };
  return {
    ...lines,
    StorageDescriptor: jsonata(
      `$merge([${isColumnar(workflow, location)} ? ${toLiteral(parquet)} : ${toLiteral(items)}, {'Location': ${location}}])`,
    ),
  };
}
