import type { PartitionInput, TableInput } from '@aws-sdk/client-glue';
import type { Resources, Table } from '../config';
import { views } from '../sql';
import { columnarStorage } from './columnar';
import { storage, type Format } from './storage';
import { viewInput } from './view';

/** The tables that partitions go into, as they are where nights are not columnar. */
export type PartitionedTable = 'raw' | 'staged' | 'changes' | 'files' | 'latest';

const FORMATS: Record<PartitionedTable, Format> = {
  raw: 'items',
  staged: 'items-checked',
  changes: 'changes',
  files: 'files',
  latest: 'items',
};

/** A Glue table by what it is for. */
type Kind = PartitionedTable | 'unloaded';

const PARTITION_KEYS: Record<Kind, readonly string[]> = {
  raw: ['export_date'],
  staged: ['export_id'],
  unloaded: ['unload_id'],
  changes: ['export_date', 'export_id'],
  files: ['export_date', 'export_id'],
  latest: ['slot'],
};

const DESCRIPTIONS: Record<Kind, string> = {
  raw: 'Verified nights: one row an item, as DynamoDB exported it',
  staged: 'Nights that are being verified, and those that failed',
  unloaded: 'Nights as Parquet that are being verified',
  changes: 'What was written between nights: one row a changed item, before and after',
  files: "The exports' manifest-files.json: one row a data file",
  latest: 'The slots newest and previous: the two last verified nights',
};

/** The tables of published nights, and of those that may become such. */
const COLUMNAR: readonly Kind[] = ['raw', 'unloaded', 'latest'];

/** All Glue tables and views of a source table, as CreateTable takes them. */
export function tableInputs(table: Table, names: Resources): TableInput[] {
  const isParquet = (kind: Kind) => table.columnar && COLUMNAR.includes(kind);
  const isMade: Partial<Record<Kind, boolean>> = {
    unloaded: table.columnar,
    changes: table.incremental !== undefined,
  };
  const kinds = (Object.keys(PARTITION_KEYS) as Kind[]).filter((kind) => isMade[kind] ?? true);
  const tables = kinds.map((kind): TableInput => {
    // No objects ever lie there: every partition brings its own location.
    const location = `s3://${names.bucket}/tables/${names[kind]}/`;
    return {
      Name: names[kind],
      Description: DESCRIPTIONS[kind],
      TableType: 'EXTERNAL_TABLE',
      Parameters: { EXTERNAL: 'TRUE', classification: isParquet(kind) ? 'parquet' : 'json' },
      PartitionKeys: PARTITION_KEYS[kind].map((name) => ({ Name: name, Type: 'string' })),
      StorageDescriptor:
        kind === 'unloaded' || isParquet(kind) ? columnarStorage(table, location) : storage(FORMATS[kind], location),
    };
  });
  const typed = views(table, names);
  return [...tables, ...typed.map(({ name, columns, sql }) => viewInput(name, names.database, columns, sql))];
}

/**
 * A partition of lines, as CreatePartition and UpdatePartition take it.
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
