import { paginateGetPartitions, paginateGetTables, type GlueClient } from '@aws-sdk/client-glue';
import { inOrder, tableDescription, tablePartition, type Partition, type TableDescription } from '../target';

/** The tables and views of a database, by name. @throws EntityNotFoundException where there is no such database */
export async function glueTables(client: GlueClient, database: string): Promise<TableDescription[]> {
  const tables: TableDescription[] = [];
  for await (const { TableList = [] } of paginateGetTables({ client }, { DatabaseName: database }))
    tables.push(...TableList.map(tableDescription));
  return tables.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The partitions of a table, in the order of their values. @throws EntityNotFoundException where there is no such table */
export async function gluePartitions(client: GlueClient, database: string, table: string): Promise<Partition[]> {
  const partitions: Partition[] = [];
  const request = { DatabaseName: database, TableName: table, ExcludeColumnSchema: true };
  for await (const { Partitions = [] } of paginateGetPartitions({ client }, request))
    partitions.push(...Partitions.map(tablePartition));
  return inOrder(partitions);
}
