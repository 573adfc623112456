import type { GlueClient, Partition as GluePartition, TableInput } from '@aws-sdk/client-glue';
import type { Config, Resources } from '../../config';
import type { CatalogPartition } from '../../night';
import { gluePartitions, glueTables } from './glue';
import { explainAbsence } from '../account/absence';
import { orNothing } from '../account/or-nothing';

/**
 * The tables and views of a database, by name, with their full descriptions in Glue; undefined if there is no such
 * database.
 */
export function catalogTables(
  client: GlueClient,
  database: string,
): Promise<ReadonlyMap<string, TableInput> | undefined> {
  return orNothing('EntityNotFoundException', async () => {
    const tables = await glueTables(client, database);
    return new Map(tables.map((table) => [table.Name ?? '', table as TableInput]));
  });
}

/** The partitions of a table with the SerDe that each of them is read with; undefined if there is no such table. */
export function catalogPartitions(
  client: GlueClient,
  database: string,
  table: string,
): Promise<readonly CatalogPartition[] | undefined> {
  return orNothing('EntityNotFoundException', async () =>
    (await gluePartitions(client, database, table)).map(asPartition),
  );
}

/** Why nothing can be said of the nights of a table whose Glue table is not there. */
export function noGlueTable(config: Config, { database, raw }: Resources): Error {
  return new Error(`There is no Glue table ${database}.${raw} in ${config.region}: ${explainAbsence(config)}`);
}

function asPartition({ Values = [], StorageDescriptor = {}, Parameters = {} }: GluePartition): CatalogPartition {
  return { Values, StorageDescriptor, Parameters };
}
