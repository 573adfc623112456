import { App } from 'aws-cdk-lib';
import { addStacks } from '../../infra/app/stacks';
import { parseConfig } from '../../lib/config';
import { synthesise } from './synthesise';
import { resolveReferences, resourcesOf } from './template';

const table = (name: string) => ({ name, partitionKey: { name: 'id' } });

describe('the stacks of several tables', () => {
  const { stacks, assembly } = synthesise({
    systemName: 'shop',
    tables: [table('Orders'), table('Customer_Visits')],
  });
  const [main, orders] = stacks;
  const machines = ({ template } = main) =>
    Object.values(resourcesOf(template, 'AWS::StepFunctions::StateMachine')).map(
      ({ Properties }) => Properties.StateMachineName,
    );

  it('are the main one and one for each table', () => {
    expect(stacks.map(({ name }) => name)).toEqual([
      'export-to-athena-shop',
      'export-to-athena-shop--orders',
      'export-to-athena-shop--customer-visits',
    ]);
    expect(stacks.map(machines)).toEqual([[], ['example-ExportOrders-shop'], ['example-ExportCustomer_Visits-shop']]);
  });

  it.each([
    'AWS::S3::Bucket',
    'AWS::Glue::Database',
    'AWS::SNS::Topic',
    'AWS::SQS::Queue',
    'AWS::Scheduler::ScheduleGroup',
  ])('share one %s, which the main stack makes', (type) => {
    expect(stacks.map(({ template }) => Object.keys(resourcesOf(template, type)).length)).toEqual([1, 0, 0]);
  });

  it("find what is shared by its name, so neither stack holds the other's resources fast", () => {
    const text = JSON.stringify(orders?.template.toJSON());
    expect(text).not.toContain('Fn::ImportValue');
    expect(main.template.toJSON()).not.toMatchObject({ Outputs: { Export: expect.anything() as unknown } });
    const [schedule] = Object.values(resourcesOf(orders?.template ?? main.template, 'AWS::Scheduler::Schedule'));
    expect(resolveReferences(schedule?.Properties)).toMatchObject({
      GroupName: 'example-dynamodb-export-shop',
      Target: {
        DeadLetterConfig: { Arn: 'arn:aws:sqs:ap-northeast-1:123456789012:example-dynamodb-export-shop-dead-letters' },
      },
    });
  });

  it('are deployed after the main stack', () => {
    const artifact = assembly.getStackByName('export-to-athena-shop--orders');
    expect(artifact.dependencies.map(({ id }) => id)).toContain('export-to-athena-shop');
  });

  it('name what a person needs: each state machine, and the shared parts once', () => {
    const outputs = ({ template }: typeof main) => Object.keys(template.findOutputs('*')).sort();
    expect(outputs(main)).toEqual(['Bucket', 'Database', 'NightWorkgroup', 'Topic', 'Workgroup']);
    expect(orders && outputs(orders)).toEqual(['StateMachineOrders']);
  });
});

describe('the stack of the table b of the system a', () => {
  it('is not the main stack of the system a-b', () => {
    const names = (context: object) =>
      addStacks(new App({ autoSynth: false }), parseConfig({ ...context })).map(({ stackName }) => stackName);
    const [, other] = names({ systemName: 'a', tables: [table('b')] });
    const [main] = names({ systemName: 'a-b', tables: [table('T')] });
    expect([other, main]).toEqual(['export-to-athena-a--b', 'export-to-athena-a-b']);
  });
});
