import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { PartitionInput } from '@aws-sdk/client-glue';
import { partitionInput, tableInputs } from '../../lib/catalog';
import { parseConfig, resources, type Config, type Resources, type Table } from '../../lib/config';
import { exportLayout, exportLine, formatManifestFiles, md5Base64, type Item } from '../../lib/export';
import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { recordOfFiles } from '../../lib/local/athena';
import { Catalog, type CatalogPartition } from '../../lib/local/glue';
import { FileStore } from '../../lib/local/s3';

/** Verified nights in a folder of their own, as a local system leaves them there. */
export interface PublishedNights {
  readonly folder: string;
  readonly config: Config;
  readonly table: Table;
  readonly names: Resources;
  remove(): void;
}

/** Publishes nights of the sample table; `dates` gives the items of each, the oldest date first. */
export async function publishNights(dates: Readonly<Record<string, readonly Item[]>>): Promise<PublishedNights> {
  const folder = mkdtempSync(join(tmpdir(), 'published-nights-'));
  const config = parseConfig({});
  const [table] = config.tables as [Table];
  const names = resources(config, table);
  const store = new FileStore(absoluteFolder(join(folder, 's3')));
  await store.createBucket(names.bucket);
  const catalog = Catalog.open(join(folder, 'catalog'));
  catalog.putTables(names.database, tableInputs(table, names));
  const into = (name: string, ...added: CatalogPartition[]): void => {
    catalog.changePartitions(names.database, name, ({ partitions }) => [...partitions, ...added]);
  };
  const nights = [];
  for (const [date, items] of Object.entries(dates)) {
    const exportId = `0${Date.parse(date)}-00000000`;
    const { dataFolder, folder: exportFolder } = exportLayout('export', exportId);
    const dataFileS3Key = `${dataFolder}a.json.gz`;
    const data = gzipSync(items.map(exportLine).join(''));
    await store.put(names.bucket, dataFileS3Key, data);
    const file = { itemCount: items.length, md5Checksum: md5Base64(data), etag: '"-1"', dataFileS3Key };
    await store.put(names.bucket, `${exportFolder}manifests/manifest-files.json`, formatManifestFiles([file]));
    const parameters = {
      export_id: exportId,
      export_arn: `arn:aws:dynamodb:${config.region}:000000000000:table/${names.sourceTable}/export/${exportId}`,
      export_time: `${date}T00:00:00.000Z`,
      item_count: String(items.length),
    };
    nights.push({ date, exportId, location: `s3://${names.bucket}/${dataFolder}`, exportFolder, parameters });
  }
  const makePartition = async (input: PartitionInput) =>
    ({
      ...input,
      Files: await recordOfFiles(input.StorageDescriptor?.Location ?? '', store),
      CreationTime: '2026-01-01T00:00:00.000Z',
    }) as CatalogPartition;
  for (const { date, exportId, location, exportFolder, parameters } of nights) {
    into(names.raw, await makePartition(partitionInput('raw', [date], location, parameters)));
    into(
      names.files,
      await makePartition(partitionInput('files', [date, exportId], `s3://${names.bucket}/${exportFolder}manifests/`)),
    );
  }
  for (const [slot, night] of [
    ['newest', nights.at(-1)],
    ['previous', nights.at(-2)],
  ] as const)
    if (night)
      into(names.latest, await makePartition(partitionInput('latest', [slot], night.location, night.parameters)));
  return {
    folder,
    config,
    table,
    names,
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

/** Does something while the published nights say ids of their DynamoDB tables, which they have by their dates. */
export async function withTableIds(
  { folder, names }: PublishedNights,
  ids: Readonly<Record<string, string>>,
  act: () => Promise<void>,
): Promise<void> {
  const set = (idOf: (date: string) => string) => {
    Catalog.open(join(folder, 'catalog')).changePartitions(names.database, names.raw, ({ partitions }) =>
      partitions.map((night) => ({
        ...night,
        Parameters: { ...night.Parameters, table_id: idOf(night.Values[0] ?? '') },
      })),
    );
  };
  set((date) => ids[date] ?? '');
  try {
    await act();
  } finally {
    set(() => '');
  }
}

/** An order of the sample table; attributes of the sample can be changed, or others added. */
export function order(tableid: string, minute: number, more: Item = {}): Item {
  const datetime = `2026-11-20T01:${String(minute).padStart(2, '0')}:00.000Z`;
  return { tableid: { S: tableid }, datetime: { S: datetime }, quantity: { N: '1' }, menu: { S: 'いか' }, ...more };
}
