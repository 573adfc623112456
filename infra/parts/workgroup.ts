import { Stack } from 'aws-cdk-lib';
import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { Construct } from 'constructs';
import { RESULT_PREFIX } from '../../lib/config';

/** Properties of {@link Workgroup}. */
export interface WorkgroupProps {
  readonly workgroupName: string;
  /** The bucket whose prefix for results every query of the workgroup writes to. */
  readonly bucketName: string;
  readonly description: string;
  /**
   * A query that has read more bytes than this is cancelled; at least 10,000,000.
   *
   * @default - no query is
   */
  readonly bytesScannedCutoff?: number | undefined;
  /**
   * The account that the bucket belongs to.
   *
   * @default - the stack's own
   */
  readonly bucketOwner?: string | undefined;
  /**
   * Customer-managed key of the results.
   *
   * @default - S3's own keys
   */
  readonly kmsKeyArn?: string | undefined;
}

/** An Athena workgroup, whose settings bind everyone who queries in it. */
export class Workgroup extends Construct {
  readonly workgroupName: string;

  constructor(scope: Construct, id: string, props: WorkgroupProps) {
    super(scope, id);
    const workgroup = new CfnWorkGroup(this, 'Workgroup', {
      name: props.workgroupName,
      description: props.description,
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        ...(props.bytesScannedCutoff !== undefined && { bytesScannedCutoffPerQuery: props.bytesScannedCutoff }),
        resultConfiguration: {
          outputLocation: `s3://${props.bucketName}/${RESULT_PREFIX}/`,
          encryptionConfiguration:
            props.kmsKeyArn === undefined
              ? { encryptionOption: 'SSE_S3' }
              : { encryptionOption: 'SSE_KMS', kmsKey: props.kmsKeyArn },
          expectedBucketOwner: props.bucketOwner ?? Stack.of(this).account,
        },
      },
    });
    this.workgroupName = workgroup.ref;
  }
}
