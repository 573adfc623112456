import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectOwnership,
  type IBucket,
  type LifecycleRule,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { RESULT_PREFIX } from '../../lib/config';

/** Properties of {@link Storage}. */
export interface StorageProps {
  /** @default - CloudFormation makes it */
  readonly bucketName?: string | undefined;
  /** Days that results of Athena's queries stay. */
  readonly resultRetentionDays: number;
  /** Whether the bucket stays when the stack is removed. */
  readonly removalPolicy: RemovalPolicy;
  /**
   * Customer-managed key of all objects.
   *
   * @default - S3's own keys
   */
  readonly key?: IKey | undefined;
}

/** The bucket: exports, copies of their manifests, and results of queries. */
export class Storage extends Construct {
  readonly bucket: IBucket;

  constructor(scope: Construct, id: string, props: StorageProps) {
    super(scope, id);
    const { bucketName, key } = props;
    const bucket: unknown = new Bucket(this, 'Bucket', {
      ...(bucketName !== undefined && { bucketName }),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      ...(key === undefined
        ? { encryption: BucketEncryption.S3_MANAGED }
        : { encryption: BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true }),
      lifecycleRules: listLifecycleRules(props),
      removalPolicy: props.removalPolicy,
    });
    // CDK's own class is not of CDK's own interface where the compiler is as strict as here.
    this.bucket = bucket as IBucket;
  }
}

/** None for what is published: a rule goes by age alone, and would take the newest night where no other came. */
function listLifecycleRules({ resultRetentionDays }: StorageProps): LifecycleRule[] {
  return [
    // DynamoDB and Athena both leave parts of uploads that broke off.
    { id: 'abort-uploads', abortIncompleteMultipartUploadAfter: Duration.days(7) },
    { id: 'expire-results', prefix: `${RESULT_PREFIX}/`, expiration: Duration.days(resultRetentionDays) },
  ];
}
