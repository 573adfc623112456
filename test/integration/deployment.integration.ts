import { DescribeStacksCommand, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { GetScheduleCommand } from '@aws-sdk/client-scheduler';
import { cloudFormation, config, scheduler, MAIN_STACK, nameStackOf, tableUnderTest } from './system';

describe('The deployed system', () => {
  it.each([MAIN_STACK, ...config.tables.map(nameStackOf)])('has all resources of the stack %s', async (StackName) => {
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
    expect(Stacks?.[0]?.StackStatus).toBe('CREATE_COMPLETE');
    const resources = [];
    for await (const page of paginateListStackResources({ client: cloudFormation }, { StackName }))
      resources.push(...(page.StackResourceSummaries ?? []));
    expect(resources.filter(({ ResourceStatus }) => ResourceStatus !== 'CREATE_COMPLETE')).toEqual([]);
    expect(resources.filter(({ ResourceType }) => ResourceType === 'AWS::StepFunctions::StateMachine')).toHaveLength(
      config.tables.filter((table) => nameStackOf(table) === StackName).length,
    );
  });

  it('starts the state machine every night, with the scheduled time', async () => {
    const { schedule, scheduleGroup, stateMachineArn } = tableUnderTest('SushiOrderData');
    const { ScheduleExpression, ScheduleExpressionTimezone, Target } = await scheduler.send(
      new GetScheduleCommand({ Name: schedule, GroupName: scheduleGroup }),
    );
    expect(ScheduleExpression).toMatch(/^cron\(0 \d+ \* \* \? \*\)$/);
    expect(ScheduleExpressionTimezone).toBe(config.timeZone);
    expect(Target?.Arn).toBe(stateMachineArn);
    expect(JSON.parse(Target?.Input ?? '')).toEqual({ scheduledTime: '<aws.scheduler.scheduled-time>' });
  });
});
