import type * as z from 'zod';
import { nameCreatedBucket } from './resource-names';
import { issue } from './setting';

/** AWS: "General purpose bucket naming rules". */
const MAX_BUCKET_NAME = 63;

type Bucket = Parameters<typeof nameCreatedBucket>[0] & {
  readonly existingBucket?: string | undefined;
  readonly bucketOwner?: string | undefined;
};

/** A bucket that the stack creates has a name that S3 takes, and no other owner. */
export function refuseBucket(config: Bucket, context: z.RefinementCtx): void {
  const { namePrefix, existingBucket, bucketOwner } = config;
  if (existingBucket !== undefined) return;
  const name = nameCreatedBucket(config);
  const tooLong = name.length - MAX_BUCKET_NAME;
  if (tooLong > 0)
    issue(
      context,
      ['namePrefix'],
      namePrefix,
      `makes the bucket's name ${name} longer than the ${MAX_BUCKET_NAME} characters that S3 takes; shorten it, or systemName, by ${tooLong}, or set "existingBucket"`,
    );
  if (bucketOwner !== undefined)
    issue(context, ['bucketOwner'], bucketOwner, 'needs "existingBucket"; a bucket of the stack is its own');
}
