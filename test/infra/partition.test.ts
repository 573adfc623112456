import { App, Stack, type Environment } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { NightlyExports } from '../../infra';
import { resourcesOf } from './template';

/** What a template of a system in a place has of other places: the ARNs of its machine's tasks, the links in messages. */
function writtenIn(env: Environment): {
  readonly partitions: string[];
  readonly links: string[];
  readonly text: string;
} {
  const stack = new Stack(new App({ builtinCloudFormationValidation: false }), 'Shop', { env });
  const table = Table.fromTableName(stack, 'Table', 'orders');
  new NightlyExports(stack, 'Exports', { databaseName: 'shop' }).add('Orders', {
    table,
    partitionKey: { name: 'id', type: AttributeType.STRING },
    incremental: {},
  });
  const template = Template.fromStack(stack);
  const [machine] = Object.values(resourcesOf(template, 'AWS::StepFunctions::StateMachine'));
  const text = JSON.stringify(machine?.Properties.DefinitionString);
  const rules = JSON.stringify(resourcesOf(template, 'AWS::Events::Rule'));
  const found = (written: string, pattern: RegExp) => [...new Set(written.match(pattern) ?? [])];
  return { partitions: found(text, /arn:[\w-]*(?=:states:::)/g), links: found(rules, /https:\/\/[\w.-]+/g), text };
}

it.each([
  ['eu-central-1', 'arn:aws', 'eu-central-1.console.aws.amazon.com'],
  ['cn-north-1', 'arn:aws-cn', 'cn-north-1.console.amazonaws.cn'],
  ['us-gov-west-1', 'arn:aws-us-gov', 'us-gov-west-1.console.amazonaws-us-gov.com'],
])('in %s the tasks of a machine, and the links of its messages, are of its own partition', (region, arn, host) => {
  expect(writtenIn({ region })).toMatchObject({ partitions: [arn], links: [`https://${host}`] });
});

it('where no region is known, the tasks of a machine are of the partition that it is deployed to', () => {
  const { partitions, text } = writtenIn({});
  expect(partitions).toEqual([]);
  expect(text).toMatch(/arn:",\{"Ref":"AWS::Partition"\},":states:::aws-sdk:dynamodb:exportTableToPointInTime/);
});
