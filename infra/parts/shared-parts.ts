import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { SharedResources } from '../../lib/config';
import type { SavedCheck, SavedQuery } from '../../lib/sql';

/** What the tables of a system share, made by this stack or another one. */
export interface SharedParts {
  readonly bucket: IBucket;
  readonly key: IKey | undefined;
  readonly catalogKey: IKey | undefined;
  readonly topic: ITopic;
  readonly deadLetters: IQueue;
  readonly scheduleGroup: IScheduleGroup;
  /** Names of all of it; of database and workgroups as they are written. */
  readonly names: SharedResources;
  /** The database as a resource of this stack, which tables wait for; elsewhere its name. */
  readonly databaseReference: string;
  readonly workgroupReference: string;
  readonly lakeFormation: boolean;
  /** Whether the bucket is one that was there before. */
  readonly isBucketGiven: boolean;
  readonly bucketOwner: string | undefined;
  /** The shared settings as a person writes them, without what may be a token. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly queries: readonly SavedQuery[];
  readonly checks: readonly SavedCheck[];
}
