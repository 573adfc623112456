import { columnarStorage, partitionInput } from '../../catalog';
import { isColumnar } from '../columnar/columnar-folder';
import { jsonata, toLiteral, type Workflow } from '../states';

/**
 * The values and the storage of a partition that analysts read, at a location that a JSONata expression gives. Where
 * nights are columnar it may still be one from before they were: what reads a folder follows from where it lies.
 */
export function describePublishedPartition(
  workflow: Workflow,
  kind: 'raw' | 'latest',
  partitionValue: string,
  location: string,
): object {
  const lines = partitionInput(kind, [partitionValue], jsonata(location));
  if (!workflow.table.columnar) return lines;
  const [parquet, items] = [columnarStorage(workflow.table, ''), { ...lines.StorageDescriptor, Location: '' }];
  return {
    ...lines,
    StorageDescriptor: jsonata(
      `$merge([${isColumnar(workflow, location)} ? ${toLiteral(parquet)} : ${toLiteral(items)}, {'Location': ${location}}])`,
    ),
  };
}
