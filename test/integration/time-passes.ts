import { CreatePartitionCommand, DeletePartitionCommand, type PartitionInput } from '@aws-sdk/client-glue';
import { CopyObjectCommand, DeleteObjectCommand } from '@aws-sdk/client-s3';
import { daysBefore } from '../../lib/operations';
import { keysOfExport } from './objects';
import { gluePartitions } from './partitions';
import { glue, s3, type TableUnderTest } from './system';

const DAY = 86_400_000;
const EXPORT_ID = /\b0(\d{13})-([0-9a-f]{8})\b/g;
const DATE_OR_TIME = /\b\d{4}-\d\d-\d\d(T[\d:.]+Z)?\b/g;

/**
 * Lets days go by for a table. No clock of AWS can be set, so its past goes further back instead: the exports that it has
 * registered get ids, dates and times that are so many days earlier, in Glue and in the keys of their objects. What
 * stands in the objects stays as it is.
 */
export async function timePasses(table: TableUnderTest, days: number): Promise<void> {
  const ids = new Set((await gluePartitions(table, 'files')).map(({ Values }) => Values?.[1] ?? ''));
  for (const id of ids) for (const key of await keysOfExport(table, id)) await move(table, key, earlier(key, days));
  const kinds = ['files', 'staged', 'raw', 'latest', ...(table.table.columnar ? (['unloaded'] as const) : [])] as const;
  for (const kind of kinds) {
    const at = { DatabaseName: table.database, TableName: table[kind] };
    const found = await gluePartitions(table, kind);
    for (const { Values } of found) await glue.send(new DeletePartitionCommand({ ...at, PartitionValues: Values }));
    for (const { Values, StorageDescriptor, Parameters } of found) {
      const text = JSON.stringify({ Values, StorageDescriptor, Parameters });
      const PartitionInput = JSON.parse(earlier(text, days)) as PartitionInput;
      await glue.send(new CreatePartitionCommand({ ...at, PartitionInput }));
    }
  }
}

/** A text with every export's id, date and time in it so many days earlier. */
function earlier(text: string, days: number): string {
  return text
    .replace(EXPORT_ID, (_, time: string, suffix: string) => `0${Number(time) - days * DAY}-${suffix}`)
    .replace(DATE_OR_TIME, (found, time?: string) =>
      time === undefined ? daysBefore(found, days) : new Date(Date.parse(found) - days * DAY).toISOString(),
    );
}

async function move({ bucket }: TableUnderTest, from: string, to: string): Promise<void> {
  await s3.send(new CopyObjectCommand({ Bucket: bucket, Key: to, CopySource: `${bucket}/${from}` }));
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: from }));
}
