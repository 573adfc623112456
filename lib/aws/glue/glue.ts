import {
  paginateGetPartitions,
  paginateGetTables,
  type GlueClient,
  type Partition,
  type Table,
} from '@aws-sdk/client-glue';

/** The tables and views of a database. @throws EntityNotFoundException where there is no such database */
export async function glueTables(client: GlueClient, database: string): Promise<Table[]> {
  const tables: Table[] = [];
  for await (const { TableList = [] } of paginateGetTables({ client }, { DatabaseName: database }))
    tables.push(...TableList);
  return tables;
}

/** The partitions of a table. @throws EntityNotFoundException where there is no such table */
export async function gluePartitions(client: GlueClient, database: string, table: string): Promise<Partition[]> {
  const partitions: Partition[] = [];
  const request = { DatabaseName: database, TableName: table, ExcludeColumnSchema: true };
  for await (const { Partitions = [] } of paginateGetPartitions({ client }, request)) partitions.push(...Partitions);
  return partitions;
}
