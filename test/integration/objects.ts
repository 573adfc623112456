import { paginateListObjectsV2, type _Object } from '@aws-sdk/client-s3';
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
