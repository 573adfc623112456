import type { Permissions, Statement } from '../../infra/permissions';
import { ACCOUNT, ONE_TABLE_EACH } from '../configurations';
import { recordNights, type Recording } from '../recording';
import { deployedPolicies, keyPolicy, type DeployedPolicies } from './deployed';
import { checkGrants } from './grants';
import { findNeedless, listRemovals, type Removal } from './removals';
import { requestsOf, type IamRequest } from './requests';
import { ALLOWED, installSimulator, simulate, type Asked } from './simulate';

/**
 * Evaluates each call of many nights against the policies that a configuration deploys, then each again without one action on
 * one resource, with an evaluator that is not this project's.
 *
 * The same for what people ask who were granted it.
 *
 * @returns whether no call is denied, and nothing is allowed that no call needs
 */
export async function checkPermissions(): Promise<boolean> {
  installSimulator();
  let sound = true;
  for (const { name, context } of ONE_TABLE_EACH) {
    const recording = await recordNights(context);
    const policies = deployedPolicies(context, recording);
    const asked = [...listAsksOfNights(recording, policies), ...listAsksOfServices(recording, policies)];
    const denied = simulate(asked).flatMap((verdict, index) =>
      verdict === ALLOWED ? [] : [{ verdict, asked: asked[index] }],
    );
    const removals = removalsOf(policies);
    const needless = findNeedless(removals, asked);
    console.log(
      `  ${name}: ${recording.calls.length} calls, ${asked.length} requests, ${denied.length} denied; ` +
        `${removals.length} permissions taken away one by one, ${needless.length} missed by no call`,
    );
    for (const state of recording.unvisited) console.log(`    no night came to ${state}`);
    for (const { verdict, asked: one } of denied)
      console.log(
        `    ${verdict}: ${one?.request.action ?? ''} on ${one?.request.resource ?? ''} (${one?.request.why ?? ''})`,
      );
    for (const { statement, action, resource } of needless)
      console.log(`    no call needs ${statement.Sid ?? 'a statement'}: ${action} on ${resource}`);
    sound &&= denied.length + needless.length + recording.unvisited.length === 0;
  }
  return checkGrants() && sound;
}

/** What the nights ask with the state machine's role. */
function listAsksOfNights(recording: Recording, { nightly, bucket }: DeployedPolicies): Asked[] {
  const identity = statementsOf(nightly);
  return requestsOf(recording).map((request) => ({
    principal: sessionOf(recording, 'Nightly'),
    identity,
    resourcePolicy: request.action.startsWith('s3:')
      ? bucket
      : request.action.startsWith('kms:')
        ? keyPolicy(request.resource)
        : undefined,
    request,
  }));
}

/** What starts a night, and what tells of it. */
function listAsksOfServices(recording: Recording, { nightly, schedule, topic }: DeployedPolicies): Asked[] {
  const { config, names } = recording;
  const arn = (service: string, resource: string) => `arn:aws:${service}:${config.region}:${ACCOUNT}:${resource}`;
  const stateMachine = arn('states', `stateMachine:${names.stateMachine}`);
  const ask = (action: string, resource: string, why: string, context: IamRequest['context'] = {}): IamRequest => ({
    ...{ action, resource, owner: ACCOUNT, context, why },
  });
  const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role${names.rolePath}${name}`;
  const assumes = (service: string, name: string, { trust }: Permissions, sourceArn: string): Asked => ({
    principal: service,
    identity: [],
    resourcePolicy: { Version: '2012-10-17', Statement: trust },
    request: ask('sts:AssumeRole', role(name), `${service} takes on the role`, {
      'aws:SourceAccount': ACCOUNT,
      'aws:SourceArn': sourceArn,
    }),
  });
  const starts = (request: IamRequest): Asked => ({
    ...{
      principal: sessionOf(recording, 'Schedule'),
      identity: statementsOf(schedule),
      resourcePolicy: undefined,
      request,
    },
  });
  const tells = (principal: string, context: IamRequest['context']): Asked => ({
    ...{ principal, identity: [], resourcePolicy: topic },
    request: ask('sns:Publish', arn('sns', names.topic), `${principal} tells of a night`, context),
  });
  return [
    assumes('states.amazonaws.com', 'Nightly', nightly, stateMachine),
    assumes('scheduler.amazonaws.com', 'Schedule', schedule, arn('scheduler', `schedule-group/${names.scheduleGroup}`)),
    starts(ask('states:StartExecution', stateMachine, 'the schedule starts a night')),
    starts(ask('sqs:SendMessage', arn('sqs', names.deadLetters), 'the schedule keeps a start that failed')),
    // EventBridge gives no source account where it publishes to a topic.
    tells('events.amazonaws.com', {}),
    tells('cloudwatch.amazonaws.com', { 'aws:SourceAccount': ACCOUNT }),
  ];
}

function sessionOf({ names }: Recording, role: string): string {
  return `arn:aws:sts::${ACCOUNT}:assumed-role${names.rolePath}${role}/night`;
}

function statementsOf({ policies }: Permissions): readonly Statement[] {
  return Object.values(policies).flat();
}

/** Everything that a statement of a role or of the topic allows. */
function removalsOf({ nightly, schedule, topic }: DeployedPolicies): Removal[] {
  return listRemovals([
    ...statementsOf(nightly),
    ...statementsOf(schedule),
    ...nightly.trust,
    ...schedule.trust,
    ...topic.Statement,
  ]);
}
