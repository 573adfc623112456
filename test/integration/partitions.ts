import { paginateGetPartitions, type Partition } from '@aws-sdk/client-glue';
import { glue, type TableUnderTest } from './system';

/** A partition of one of the system's tables. */
export interface FoundPartition {
  readonly values: readonly string[];
  readonly location: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The partitions of a table in Glue, in the order of their values. */
export async function partitions(
  table: TableUnderTest,
  kind: 'raw' | 'staged' | 'unloaded' | 'files' | 'latest',
): Promise<FoundPartition[]> {
  const found = await gluePartitions(table, kind);
  return found
    .map(({ Values = [], StorageDescriptor, Parameters = {} }) => ({
      values: Values,
      location: StorageDescriptor?.Location ?? '',
      parameters: Parameters,
    }))
    .sort((a, b) => a.values.join('/').localeCompare(b.values.join('/')));
}

/** The partitions of a table as Glue gives them. */
export async function gluePartitions(
  table: TableUnderTest,
  kind: 'raw' | 'staged' | 'unloaded' | 'files' | 'latest',
): Promise<Partition[]> {
  const all: Partition[] = [];
  for await (const page of paginateGetPartitions(
    { client: glue },
    { DatabaseName: table.database, TableName: table[kind] },
  ))
    all.push(...(page.Partitions ?? []));
  return all;
}
