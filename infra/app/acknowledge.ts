import { CfnResource, Validations, type Stack } from 'aws-cdk-lib';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { IConstruct } from 'constructs';
import { NightlyRole } from '../parts/nightly-role';
import { skipChecks } from './checkov';
import { acknowledgeWildcards } from './wildcards';

/**
 * Says of the resources of a stack which rules of AwsSolutions and of checkov they do not keep, and why. It stands here and
 * not at the constructs, as an app that uses them may have other rules.
 */
export function acknowledgeRules(stack: Stack): void {
  for (const construct of stack.node.findAll()) {
    if (construct instanceof NightlyRole) acknowledgeWildcards(construct.role, construct.wildcards);
    if (!CfnResource.isCfnResource(construct)) continue;
    if (construct instanceof CfnBucket) {
      acknowledge(
        construct,
        'AwsSolutions-S1',
        'Server access logs would need a second bucket; where access must be recorded, CloudTrail data events of this bucket do it.',
      );
      skipChecks(
        construct,
        { id: 'CKV_AWS_18', reason: 'CloudTrail data events record access where that is wanted.' },
        {
          id: 'CKV_AWS_21',
          reason: 'Nothing is overwritten, and with versions what retention deletes would stay and cost.',
        },
      );
    }
    if (construct instanceof CfnTopic)
      skipChecks(construct, {
        id: 'CKV_AWS_26',
        reason:
          'Messages have no items. With a key whose policy forgets EventBridge or CloudWatch they would be lost unseen.',
      });
    if (construct instanceof CfnQueue) {
      acknowledge(construct, 'AwsSolutions-SQS3', 'It is itself the dead-letter queue of the schedules.');
      skipChecks(construct, {
        id: 'CKV_AWS_27',
        reason:
          'SQS encrypts with its own key; with another one, starts are lost where its policy forgets EventBridge Scheduler.',
      });
    }
    if (construct instanceof CfnLogGroup)
      skipChecks(construct, {
        id: 'CKV_AWS_158',
        reason:
          'CloudWatch Logs encrypts with its own key; with another one, logs stop where its policy forgets the service.',
      });
    if (construct instanceof CfnStateMachine)
      acknowledge(
        construct,
        'AwsSolutions-SF1',
        'The history of a STANDARD execution has every event for 90 days; the log keeps what failed, for a year.',
      );
  }
}

function acknowledge(construct: IConstruct, id: string, reason: string): void {
  Validations.of(construct).acknowledge({ id, reason });
}
