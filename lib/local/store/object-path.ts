import { join } from 'node:path';
import { StoreError } from './store-error';

const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const MAX_SEGMENT_BYTES = 255;
// A file system has no empty name, and "." and ".." would lead out of the bucket.
const BAD_SEGMENT = /^\.{0,2}$|[\0\\]/;

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
  const bad = segments.find((segment) => BAD_SEGMENT.test(segment) || Buffer.byteLength(segment) > MAX_SEGMENT_BYTES);
  if (bad === undefined) return join(bucketPath(root, bucket), ...segments);
  throw new StoreError(
    'InvalidKey',
    `Key ${JSON.stringify(key)}: its part ${JSON.stringify(bad)} cannot be a file name inside the bucket's folder; ` +
      'a part is 1 to 255 bytes and neither "." nor "..".',
  );
}
