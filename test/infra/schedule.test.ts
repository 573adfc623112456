import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { NightlySchedule, type NightlyScheduleProps } from '../../infra/parts/schedule';
import { inStack } from './in-stack';
import { resolveReferences } from './template';

const MACHINE = 'arn:aws:states:eu-central-1:123456789012:stateMachine:example-ExportOrders-dev';
const QUEUE = 'arn:aws:sqs:eu-central-1:123456789012:dead-letters';

function schedule(props: Partial<NightlyScheduleProps> = {}) {
  return inStack((stack) => {
    new NightlySchedule(stack, 'Schedule', {
      scheduleName: 'example-Orders-dev',
      rolePath: '/export-to-athena/dev/',
      scheduleGroup: ScheduleGroup.fromScheduleGroupName(stack, 'Schedules', 'example-dynamodb-export-dev'),
      time: '4:00',
      timeZone: 'Asia/Tokyo',
      enabled: true,
      flexibleWindowMinutes: 0,
      stateMachine: StateMachine.fromStateMachineArn(stack, 'Machine', MACHINE),
      deadLetters: Queue.fromQueueArn(stack, 'DeadLetters', QUEUE),
      ...props,
    });
  }).only('AWS::Scheduler::Schedule').Properties;
}

describe('the schedule of a table', () => {
  it('starts the state machine every night at the local time of its zone', () => {
    expect(schedule()).toMatchObject({
      Name: 'example-Orders-dev',
      GroupName: 'example-dynamodb-export-dev',
      State: 'ENABLED',
      ScheduleExpression: 'cron(0 4 * * ? *)',
      ScheduleExpressionTimezone: 'Asia/Tokyo',
      Target: { Arn: MACHINE },
    });
  });

  it('is off where the table says so', () => {
    expect(schedule({ enabled: false })).toMatchObject({ State: 'DISABLED' });
  });

  it.each([
    ['2:30', 'cron(30 2 * * ? *)'],
    ['02:05', 'cron(5 2 * * ? *)'],
    ['0:00', 'cron(0 0 * * ? *)'],
    ['23:59', 'cron(59 23 * * ? *)'],
  ])('at %s is %s', (time, expression) => {
    expect(schedule({ time, timeZone: 'Europe/Berlin' })).toMatchObject({
      ScheduleExpression: expression,
      ScheduleExpressionTimezone: 'Europe/Berlin',
    });
  });

  it('tells the state machine for which time it is: a late start is still the night that was due', () => {
    const { Target } = resolveReferences(schedule()) as { readonly Target: { readonly Input: string } };
    expect(JSON.parse(Target.Input)).toEqual({ scheduledTime: '<aws.scheduler.scheduled-time>' });
  });

  it('tries a start that cannot be delivered twice more within a day, then keeps it in the dead-letter queue', () => {
    expect(schedule()).toMatchObject({
      Target: {
        RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 86_400 },
        DeadLetterConfig: { Arn: QUEUE },
      },
    });
  });

  it('starts on time for one table, and within a window for several', () => {
    expect(schedule()).toMatchObject({ FlexibleTimeWindow: { Mode: 'OFF' } });
    expect(schedule({ flexibleWindowMinutes: 15 })).toMatchObject({
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 },
    });
  });
});
