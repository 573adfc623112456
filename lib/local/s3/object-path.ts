import { dirname, join } from 'node:path';
import { EMPTY_PART } from '../../athena-sql/engine/empty-part';
import { StoreError } from './store-error';

const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const MAX_SEGMENT_BYTES = 255;
// "." and ".." would lead out of the bucket.
const BAD_SEGMENT = /^\.{1,2}$|[\0\\]/;

/** @throws StoreError InvalidBucketName for a name that S3 would refuse too */
export function bucketPath(root: string, bucket: string): string {
  if (BUCKET_NAME.test(bucket) && !bucket.includes('..')) return join(root, bucket);
  throw new StoreError(
    'InvalidBucketName',
    `Bucket name ${JSON.stringify(bucket)}: expected 3 to 63 characters of a-z, 0-9, "." and "-".`,
  );
}

/** @throws StoreError InvalidKey for a key that cannot be a path inside its bucket */
export function objectPath(root: string, bucket: string, key: string): string {
  const segments = key.split('/');
  const bad = segments.at(-1) === '' ? '' : segments.find(isBad);
  if (bad === undefined) return join(bucketPath(root, bucket), ...segments.map((segment) => segment || EMPTY_PART));
  throw new StoreError(
    'InvalidKey',
    `Key ${JSON.stringify(key)}: its part ${JSON.stringify(bad)} cannot be a file name inside the bucket's folder; ` +
      'a part is at most 255 bytes, neither "." nor "..", and the last one is not empty.',
  );
}

/**
 * The folder of the objects whose keys begin with this.
 *
 * @param folder empty, or with a slash at its end
 * @throws StoreError InvalidKey
 */
export function folderPath(root: string, bucket: string, folder: string): string {
  return dirname(objectPath(root, bucket, `${folder}file`));
}

/** The part of a key that a folder stands for. */
export function partOfFolder(name: string): string {
  return name === EMPTY_PART ? '' : name;
}

function isBad(segment: string): boolean {
  return BAD_SEGMENT.test(segment) || segment === EMPTY_PART || Buffer.byteLength(segment) > MAX_SEGMENT_BYTES;
}
