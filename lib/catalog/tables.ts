import type { PartitionInput, TableInput } from '@aws-sdk/client-glue';
import type { Resources, Table } from '../config';
import { views } from '../sql';
import { storage, type Format } from './storage';
import { viewInput } from './view';

/** The tables that partitions go into. */
export type PartitionedTable = 'raw' | 'staged' | 'files' | 'latest';

const FORMATS: Record<PartitionedTable, Format> = {
  raw: 'items',
  staged: 'items-checked',
  files: 'files',
  latest: 'items',
};

const PARTITION_KEYS: Record<PartitionedTable, readonly string[]> = {
  raw: ['export_date'],
  staged: ['export_id'],
  files: ['export_date', 'export_id'],
  latest: ['slot'],
};

const DESCRIPTIONS: Record<PartitionedTable, string> = {
  raw: 'Verified nights: one row an item, as DynamoDB exported it',
  staged: 'Nights that are being verified, and those that failed',
  files: "The exports' manifest-files.json: one row a data file",
  latest: 'The slots newest and previous: the two last verified nights',
};

/** All Glue tables and views of a source table, as CreateTable takes them. */
export function tableInputs(table: Table, names: Resources): TableInput[] {
  const tables = (Object.keys(FORMATS) as PartitionedTable[]).map((kind): TableInput => ({
    Name: names[kind],
    Description: DESCRIPTIONS[kind],
    TableType: 'EXTERNAL_TABLE',
    Parameters: { EXTERNAL: 'TRUE', classification: 'json' },
    PartitionKeys: PARTITION_KEYS[kind].map((name) => ({ Name: name, Type: 'string' })),
    // No objects ever lie there: every partition brings its own location.
    StorageDescriptor: storage(FORMATS[kind], `s3://${names.bucket}/tables/${names[kind]}/`),
  }));
  const typed = views(table, names);
  return [...tables, ...typed.map(({ name, columns, sql }) => viewInput(name, names.database, columns, sql))];
}

/**
 * A partition, as CreatePartition and UpdatePartition take it.
 *
 * @param values one for each partition key, in their order
 * @param location folder with a slash at its end
 */
export function partitionInput(
  kind: PartitionedTable,
  values: readonly string[],
  location: string,
  parameters?: Readonly<Record<string, string>>,
): PartitionInput {
  return {
    Values: [...values],
    StorageDescriptor: storage(FORMATS[kind], location),
    ...(parameters && { Parameters: { ...parameters } }),
  };
}
