import { paginateListObjectsV2, type _Object } from '@aws-sdk/client-s3';
import { COLUMNAR_PREFIX, MANIFEST_PREFIX } from '../../lib/config';
import { s3, type TableUnderTest } from './system';

type Bucket = Pick<TableUnderTest, 'bucket'>;

/** The objects in a partition's folder. */
export async function objectsIn({ bucket }: Bucket, location: string): Promise<_Object[]> {
  const Prefix = location.replace(`s3://${bucket}/`, '');
  const objects: _Object[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix }))
    objects.push(...Contents);
  return objects;
}

/** The size of a partition's folder. */
export async function bytesIn(bucket: Bucket, location: string): Promise<number> {
  return (await objectsIn(bucket, location)).reduce((sum, { Size = 0 }) => sum + Size, 0);
}

/** The keys of all that there is of an export: what DynamoDB wrote, copies of its list of files, and Parquet. */
export async function keysOfExport(table: TableUnderTest, exportId: string): Promise<string[]> {
  const folders = [
    `${table.exportPrefix}/AWSDynamoDB/${exportId}/`,
    `${MANIFEST_PREFIX}/${table.files}/`,
    `${COLUMNAR_PREFIX}/${table.raw}/${exportId}/`,
  ];
  const objects = await Promise.all(folders.map((folder) => objectsIn(table, folder)));
  const keys = objects.flat().map(({ Key = '' }) => Key);
  return keys.filter((key) => key.includes(`/${exportId}/`)).sort();
}
