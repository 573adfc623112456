import { Annotations, Duration, Validations, type RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership, type LifecycleRule } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { COLUMNAR_PREFIX, EXPORT_PREFIX, MANIFEST_PREFIX, RESULT_PREFIX } from '../lib/config';

/** So long after a night's partition its objects go: nights that fail in the meantime leave published ones readable. */
const OBJECTS_OUTLIVE_PARTITIONS_DAYS = 30;

/** Properties of {@link Storage}. */
export interface StorageProps {
  readonly bucketName: string;
  /** Whether the bucket exists already; then it is not the stack's and nothing of it is changed. */
  readonly exists: boolean;
  /** Days that results of Athena's queries stay. */
  readonly resultRetentionDays: number;
  /** Whether a table has its nights as Parquet, which then goes with the exports. */
  readonly columnar: boolean;
  /** Whether the bucket stays when the stack is removed. */
  readonly removalPolicy: RemovalPolicy;
  /**
   * Customer-managed key of all objects.
   *
   * @default - S3's own keys
   */
  readonly kmsKeyArn?: string | undefined;
  /**
   * Days that the partitions of verified nights stay; the objects stay 30 days longer.
   *
   * @default - exports stay for ever
   */
  readonly retentionDays?: number | undefined;
}

/** The bucket: exports, copies of their manifests, and results of queries. */
export class Storage extends Construct {
  readonly bucketName: string;
  readonly bucketArn: string;

  constructor(scope: Construct, id: string, props: StorageProps) {
    super(scope, id);
    if (props.exists) {
      const { bucketName, bucketArn } = Bucket.fromBucketName(this, 'Existing', props.bucketName);
      [this.bucketName, this.bucketArn] = [bucketName, bucketArn];
      Annotations.of(this).addWarningV2('export-to-athena:nothing-expires', nothingExpires(props));
      return;
    }
    const bucket = new Bucket(this, 'Bucket', {
      bucketName: props.bucketName,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      ...(props.kmsKeyArn === undefined
        ? { encryption: BucketEncryption.S3_MANAGED }
        : {
            encryption: BucketEncryption.KMS,
            encryptionKey: Key.fromKeyArn(this, 'Key', props.kmsKeyArn),
            bucketKeyEnabled: true,
          }),
      lifecycleRules: lifecycle(props),
      removalPolicy: props.removalPolicy,
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Server access logs would need a second bucket; where access must be recorded, CloudTrail data events of this bucket do it.',
    });
    [this.bucketName, this.bucketArn] = [bucket.bucketName, bucket.bucketArn];
  }
}

function nothingExpires({ bucketName, retentionDays, resultRetentionDays, columnar }: StorageProps): string {
  const rules = [`${RESULT_PREFIX}/ (${resultRetentionDays} days)`];
  if (retentionDays !== undefined)
    for (const prefix of [EXPORT_PREFIX, MANIFEST_PREFIX, ...(columnar ? [COLUMNAR_PREFIX] : [])])
      rules.push(`${prefix}/ (${retentionDays + OBJECTS_OUTLIVE_PARTITIONS_DAYS} days)`);
  return (
    `The existing bucket ${bucketName} stays as it is, so nothing that is written to it ever expires: ` +
    `give it lifecycle rules for the prefixes ${rules.join(', ')}; docs/deploy.md has them.`
  );
}

function lifecycle({ retentionDays, resultRetentionDays, columnar }: StorageProps): LifecycleRule[] {
  const expired = (prefix: string): LifecycleRule[] =>
    retentionDays === undefined
      ? []
      : [
          {
            id: `expire-${prefix}`,
            prefix: `${prefix}/`,
            expiration: Duration.days(retentionDays + OBJECTS_OUTLIVE_PARTITIONS_DAYS),
          },
        ];
  return [
    // DynamoDB and Athena both leave parts of uploads that broke off.
    { id: 'abort-uploads', abortIncompleteMultipartUploadAfter: Duration.days(7) },
    { id: 'expire-results', prefix: `${RESULT_PREFIX}/`, expiration: Duration.days(resultRetentionDays) },
    ...expired(EXPORT_PREFIX),
    ...expired(MANIFEST_PREFIX),
    ...(columnar ? expired(COLUMNAR_PREFIX) : []),
  ];
}
