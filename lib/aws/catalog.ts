import {
  paginateGetPartitions,
  paginateGetTables,
  type GlueClient,
  type Partition as GluePartition,
  type TableInput,
} from '@aws-sdk/client-glue';
import type { Partition } from '../operations';
import { orNothing } from './or-nothing';

/** The tables and views of a database, by name, with all that Glue keeps of them; undefined if there is no such database. */
export function catalogTables(
  client: GlueClient,
  database: string,
): Promise<ReadonlyMap<string, TableInput> | undefined> {
  return orNothing('EntityNotFoundException', async () => {
    const tables = new Map<string, TableInput>();
    for await (const { TableList = [] } of paginateGetTables({ client }, { DatabaseName: database }))
      for (const table of TableList) tables.set(table.Name ?? '', table);
    return tables;
  });
}

/** The partitions of a table with the SerDe that each of them is read with; undefined if there is no such table. */
export function catalogPartitions(
  client: GlueClient,
  database: string,
  table: string,
): Promise<readonly Partition[] | undefined> {
  return orNothing('EntityNotFoundException', async () => {
    const partitions: Partition[] = [];
    const request = { DatabaseName: database, TableName: table, ExcludeColumnSchema: true };
    for await (const page of paginateGetPartitions({ client }, request))
      partitions.push(...(page.Partitions ?? []).map(asPartition));
    return partitions;
  });
}

function asPartition({ Values = [], StorageDescriptor = {}, Parameters = {} }: GluePartition): Partition {
  return { Values, StorageDescriptor, Parameters };
}
