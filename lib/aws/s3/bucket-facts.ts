import {
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  type LifecycleRule,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { BucketFacts, LifecycleFacts } from '../../operations';
import { orNothing } from '../account/or-nothing';

/** What the doctor wants to know of a bucket; undefined if there is none of that name. */
export async function bucketFacts(client: S3Client, bucket: string): Promise<BucketFacts | undefined> {
  const request = { Bucket: bucket };
  const head = await orNothing('NotFound', () => client.send(new HeadBucketCommand(request)));
  if (!head) return undefined;
  const [policy, access, lifecycle] = await Promise.all([
    orNothing('NoSuchBucketPolicy', () => client.send(new GetBucketPolicyCommand(request))),
    orNothing('NoSuchPublicAccessBlockConfiguration', () => client.send(new GetPublicAccessBlockCommand(request))),
    orNothing('NoSuchLifecycleConfiguration', () => client.send(new GetBucketLifecycleConfigurationCommand(request))),
  ]);
  const blocked = access?.PublicAccessBlockConfiguration;
  return {
    region: head.BucketRegion,
    policy: policy?.Policy,
    publicAccessBlocked:
      blocked?.BlockPublicAcls === true &&
      blocked.IgnorePublicAcls === true &&
      blocked.BlockPublicPolicy === true &&
      blocked.RestrictPublicBuckets === true,
    lifecycle: (lifecycle?.Rules ?? []).flatMap(expiry),
  };
}

/** Rules that remove only what has certain tags or sizes are none that a night can rely on, or need fear. */
function expiry({ ID = '', Status, Filter, Expiration }: LifecycleRule): LifecycleFacts[] {
  if (Status !== 'Enabled' || Expiration?.Days === undefined || Filter?.And || Filter?.Tag) return [];
  return [{ id: ID, prefix: Filter?.Prefix ?? '', days: Expiration.Days }];
}
