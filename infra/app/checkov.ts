import { CfnResource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** A check of checkov that a resource does not meet, and why. */
export interface SkippedCheck {
  /** Such as `CKV_AWS_21`. */
  readonly id: string;
  readonly reason: string;
}

/** Writes into the template why a resource does not meet checks of checkov, which reads it there. */
export function skipChecks(construct: Construct, ...skipped: readonly SkippedCheck[]): void {
  const resource = CfnResource.isCfnResource(construct) ? construct : construct.node.defaultChild;
  if (!CfnResource.isCfnResource(resource)) throw new Error(`${construct.node.path} is no resource`);
  resource.addMetadata('checkov', { skip: skipped.map(({ id, reason }) => ({ id, comment: reason })) });
}
