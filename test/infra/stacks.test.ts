import { App } from 'aws-cdk-lib';
import { addStacks } from '../../infra/stacks';
import { parseConfig } from '../../lib/config';
import { synthesise } from './synthesise';
import { resolved, resourcesOf } from './template';

const table = (name: string, stack?: string) => ({ name, ...(stack && { stack }), partitionKey: { name: 'id' } });

describe('tables of several stacks', () => {
  const { stacks, assembly } = synthesise({
    systemName: 'shop',
    tables: [table('Orders'), table('Customers', 'crm'), table('Menus'), table('Visits', 'crm')],
  });
  const [main, crm, ...more] = stacks;
  const machines = (stack = main) =>
    Object.values(resourcesOf(stack.template, 'AWS::StepFunctions::StateMachine')).map(
      ({ Properties }) => Properties.StateMachineName,
    );

  it('make the main stack and one for each name', () => {
    expect(stacks.map(({ name }) => name)).toEqual(['export-to-athena-shop', 'export-to-athena-shop--crm']);
    expect(more).toEqual([]);
  });

  it('are where their configuration says', () => {
    expect(machines()).toEqual(['example-ExportOrders-shop', 'example-ExportMenus-shop']);
    expect(machines(crm)).toEqual(['example-ExportCustomers-shop', 'example-ExportVisits-shop']);
  });

  it.each([
    'AWS::S3::Bucket',
    'AWS::Glue::Database',
    'AWS::SNS::Topic',
    'AWS::SQS::Queue',
    'AWS::Scheduler::ScheduleGroup',
  ])('share one %s, which the main stack makes', (type) => {
    expect(stacks.map(({ template }) => Object.keys(resourcesOf(template, type)).length)).toEqual([1, 0]);
  });

  it("find what is shared by its name, so neither stack holds the other's resources fast", () => {
    const text = JSON.stringify(crm?.template.toJSON());
    expect(text).not.toContain('Fn::ImportValue');
    expect(main.template.toJSON()).not.toMatchObject({ Outputs: { Export: expect.anything() as unknown } });
    const [schedule] = Object.values(resourcesOf(crm?.template ?? main.template, 'AWS::Scheduler::Schedule'));
    expect(resolved(schedule?.Properties)).toMatchObject({
      GroupName: 'example-dynamodb-export-shop',
      Target: {
        DeadLetterConfig: { Arn: 'arn:aws:sqs:ap-northeast-1:123456789012:example-dynamodb-export-shop-dead-letters' },
      },
    });
  });

  it('are deployed after the main stack', () => {
    const artifact = assembly.getStackByName('export-to-athena-shop--crm');
    expect(artifact.dependencies.map(({ id }) => id)).toContain('export-to-athena-shop');
  });

  it('name what a person needs: each state machine, and the shared parts once', () => {
    const outputs = ({ template }: typeof main) => Object.keys(template.findOutputs('*')).sort();
    expect(outputs(main)).toEqual([
      'Bucket',
      'Database',
      'NightWorkgroup',
      'StateMachineMenus',
      'StateMachineOrders',
      'Topic',
      'Workgroup',
    ]);
    expect(crm && outputs(crm)).toEqual(['StateMachineCustomers', 'StateMachineVisits']);
  });
});

describe('the stack b of the system a', () => {
  it('is not the main stack of the system a-b', () => {
    const names = (context: object) =>
      addStacks(new App({ autoSynth: false }), parseConfig({ ...context })).map(({ stackName }) => stackName);
    const [, other] = names({ systemName: 'a', tables: [table('T'), table('U', 'b')] });
    const [main] = names({ systemName: 'a-b', tables: [table('T')] });
    expect([other, main]).toEqual(['export-to-athena-a--b', 'export-to-athena-a-b']);
  });
});
