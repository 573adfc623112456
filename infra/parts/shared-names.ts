import { Names, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { NightSettings } from '../night-settings';
import type { NightlyExportsProps } from '../nightly-exports-props';
import { NAME_RULES } from './names';
import { needConcrete, needName, refuse, refuseElsewhere } from './refuse';

/** The name of the database, which a given one may have beside it where it is a reference. */
export function nameDatabase(scope: Construct, { database, databaseName }: NightlyExportsProps): string {
  const unique = () =>
    Names.uniqueResourceName(scope, { maxLength: 100, separator: '_', allowedSpecialCharacters: '_' });
  const name = needConcrete(scope, 'databaseName', databaseName ?? database?.databaseName ?? unique().toLowerCase());
  const given = database?.databaseName;
  if (given !== undefined && !Token.isUnresolved(given) && given !== name)
    refuse(scope, `databaseName = "${name}": database is ${given}; leave databaseName out`);
  if (name === 'information_schema')
    refuse(scope, 'databaseName = "information_schema": is that of Athena, which describes all others; give another');
  return needName(scope, 'databaseName', name, NAME_RULES.database);
}

/** The Athena workgroups of people and of the nights. */
export function nameWorkgroups(scope: Construct, workgroupName: string, nightWorkgroupName?: string): [string, string] {
  const people = needName(
    scope,
    'workgroupName',
    needConcrete(scope, 'workgroupName', workgroupName),
    NAME_RULES.workgroup,
  );
  const nights = needConcrete(scope, 'nightWorkgroupName', nightWorkgroupName ?? `${people}-nights`);
  needName(scope, 'nightWorkgroupName', nights, NAME_RULES.workgroup);
  if (nights === people)
    refuse(
      scope,
      `nightWorkgroupName = "${nights}": is that of people, whose limit of bytes would end nights; give another`,
    );
  if ([people, nights].includes('primary'))
    refuse(scope, 'workgroupName = "primary": is that of Athena, which is there already; give another');
  return [people, nights];
}

/** Refuses props that contradict each other, and names that AWS does not take. */
export function refuseUnusable(scope: Construct, props: NightlyExportsProps): void {
  const { bucket, topic, removalPolicy } = props;
  if (bucket !== undefined && props.bucketName !== undefined)
    refuse(scope, 'bucketName is of a bucket that is made; give it or bucket, not both');
  if (topic !== undefined && props.topicName !== undefined)
    refuse(scope, 'topicName is of a topic that is made; give it or topic, not both');
  if (bucket !== undefined && removalPolicy !== undefined)
    refuse(scope, 'removalPolicy is of a bucket that is made; of a given one nothing is changed, so leave it out');
  if (topic?.fifo === true)
    refuse(
      scope,
      'topic is a FIFO topic, to which EventBridge and alarms of CloudWatch send no message; give a standard one',
    );
  if (removalPolicy === RemovalPolicy.SNAPSHOT)
    refuse(scope, `removalPolicy = "${removalPolicy}": S3 has no snapshots; use RETAIN or DESTROY`);
  if (bucket === undefined && props.bucketOwner !== undefined)
    refuse(
      scope,
      `bucketOwner = "${props.bucketOwner}": a bucket that is made is of the stack's account; give bucket too`,
    );
  if (bucket !== undefined) refuseElsewhere(scope, 'bucket', { region: bucket.env.region });
  if (topic !== undefined) refuseElsewhere(scope, 'topic', { region: topic.env.region });
  if (props.scheduleGroupName === 'default')
    refuse(
      scope,
      'scheduleGroupName = "default": is that of EventBridge Scheduler, which is there already; give another',
    );
  needName(scope, 'bucketName', props.bucketName, NAME_RULES.bucket);
  needName(scope, 'topicName', props.topicName, NAME_RULES.topic);
  needName(scope, 'deadLetterQueueName', props.deadLetterQueueName, NAME_RULES.queue);
  needName(scope, 'scheduleGroupName', props.scheduleGroupName, NAME_RULES.schedule);
}

/**
 * The account of the bucket if it is not that of the stack: the given one, or that of the bucket construct. Queries and
 * exports name the account that they expect, so they would be refused without it.
 */
export function findBucketOwner(
  scope: Construct,
  bucket: IBucket | undefined,
  bucketOwner?: string,
): string | undefined {
  const account = bucket?.env.account;
  if (account === undefined || Token.isUnresolved(account) || account === Stack.of(scope).account) return bucketOwner;
  if (bucketOwner !== undefined && bucketOwner !== account)
    refuse(scope, `bucketOwner = "${bucketOwner}": the bucket is of the account ${account}; leave bucketOwner out`);
  return account;
}

/** The path of the nights' roles: the given one, or one of the database's own. */
export function findRolePath({ rolePath }: NightSettings, databaseName: string): string {
  return rolePath ?? `/export-to-athena/${databaseName}/`;
}
