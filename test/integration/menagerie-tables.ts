import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import {
  CreateDatabaseCommand,
  CreatePartitionCommand,
  CreateTableCommand,
  DeleteDatabaseCommand,
} from '@aws-sdk/client-glue';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { partitionInput, tableInputs } from '../../lib/catalog';
import { findImportedItems, withQueries } from '../../lib/cli/inference/item-queries';
import { parseConfig, resources, type Resources, type Table } from '../../lib/config';
import { inferTable, tableIdentity } from '../../lib/infer';
import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { importExport } from '../../lib/local/s3';
import { localStore } from '../../lib/local/system';
import type { Animal } from '../menagerie/animal';
import { writeItems } from '../menagerie/items';
import { glue, s3, type TableUnderTest } from './system';

const EXPORT = { exportId: '01768385930622-efd1a093', time: '2026-01-14T10:00:00.000Z' };

/** The date of an animal's one night. */
export const NIGHT = '2026-01-14';

/** An awkward table in Glue and S3, as a published night leaves it. */
export interface GlueAnimal {
  readonly table: Table;
  readonly names: Resources;
}

/**
 * Makes the Glue tables and views that are proposed for an animal's items, in a database of its own, and registers its
 * export as their one night.
 *
 * @param system whose bucket and workgroup are used
 */
export async function putAnimal(animal: Animal, system: TableUnderTest): Promise<GlueAnimal> {
  const work = mkdtempSync(join(tmpdir(), 'menagerie-'));
  try {
    const prefix = animal.prefix ?? `menagerie/${animal.name}`;
    const { table: name, files, items } = animal;
    const own = writeItems(join(work, 'export'), items, { ...EXPORT, table: name, files, prefix });
    const table = await proposedTable(animal, own, join(work, 'local'));
    const database = `${system.database}_${animal.name.replaceAll('-', '_')}`;
    const named = resources(parseConfig({}), table);
    const names = { ...named, bucket: system.bucket, database, workgroup: system.workgroup };
    const folder = `${prefix}/AWSDynamoDB/${EXPORT.exportId}`;
    await upload(own, system.bucket, folder);
    await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: database } }));
    for (const TableInput of tableInputs(table, names))
      await glue.send(new CreateTableCommand({ DatabaseName: database, TableInput }));
    const data = `s3://${system.bucket}/${folder}/data/`;
    for (const [kind, values] of [
      ['raw', [NIGHT]],
      ['latest', ['newest']],
      ['files', [NIGHT, EXPORT.exportId]],
    ] as const) {
      const PartitionInput = partitionInput(kind, values, data);
      await glue.send(new CreatePartitionCommand({ DatabaseName: database, TableName: names[kind], PartitionInput }));
    }
    return { table, names };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Removes an animal's database with all tables; its objects go with the system's bucket. */
export async function removeAnimal({ names }: GlueAnimal): Promise<void> {
  await glue.send(new DeleteDatabaseCommand({ Name: names.database }));
}

/** The table that is proposed for the items of an animal; of none, one that has a key and no attributes. */
async function proposedTable(animal: Animal, exported: string, folder: string): Promise<Table> {
  const identity = tableIdentity(animal.table);
  const [partitionKey, sortKey] = animal.givenKey ?? [];
  const store = localStore(absoluteFolder(folder));
  const propose = async () => {
    const items = await findImportedItems(store, await importExport(store, exported, 'bucket'), false);
    const proposal = await withQueries(store, items, (query) => inferTable(query, identity, { partitionKey, sortKey }));
    return proposal.table;
  };
  const declared = animal.empty ? { ...identity, partitionKey: { name: 'id' } } : await propose();
  const [table] = parseConfig({ tables: [declared] }).tables as [Table];
  return table;
}

async function upload(folder: string, Bucket: string, prefix: string): Promise<void> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const { parentPath, name } of files) {
    const path = join(parentPath, name);
    const Key = `${prefix}/${relative(folder, path).split(sep).join('/')}`;
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: readFileSync(path) }));
  }
}
