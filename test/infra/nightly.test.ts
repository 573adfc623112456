import { Nightly } from '../../infra/parts/nightly';
import { inStack } from './in-stack';
import { oneTable } from './one-table';
import { resolveReferences } from './template';

const { config, table } = oneTable({ name: 'SushiOrderData' });
const { only, types } = inStack((stack) => {
  new Nightly(stack, 'Nightly', {
    config,
    table,
    sourceTableArn: 'arn:aws:dynamodb:eu-central-1:123456789012:table/orders',
    bucketArn: 'arn:aws:s3:::example-dynamodb-export-dev',
    checks: [],
  });
});
const machine = resolveReferences(only('AWS::StepFunctions::StateMachine').Properties) as Readonly<
  Record<string, unknown>
>;

describe('the state machine of a table', () => {
  it('is a STANDARD one with a name that people and alarms know', () => {
    expect(machine).toMatchObject({
      StateMachineName: 'example-ExportSushiOrderData-dev',
      StateMachineType: 'STANDARD',
    });
  });

  it('is traced', () => {
    expect(machine).toMatchObject({ TracingConfiguration: { Enabled: true } });
  });

  it('logs what fails, with its data, to a log group of its own', () => {
    expect(machine.LoggingConfiguration).toEqual({
      Level: 'ERROR',
      IncludeExecutionData: true,
      Destinations: [
        { CloudWatchLogsLogGroup: { LogGroupArn: expect.stringMatching(/^<NightlyLog\w+\.Arn>$/) as unknown } },
      ],
    });
  });

  it('keeps the log for a year, under the prefix that log deliveries need no policy for', () => {
    expect(only('AWS::Logs::LogGroup').Properties).toEqual({
      LogGroupName: '/aws/vendedlogs/states/example-ExportSushiOrderData-dev',
      RetentionInDays: 365,
    });
  });

  it('runs what the workflow defines for the table', () => {
    const { States } = JSON.parse(String(machine.DefinitionString)) as { readonly States: Record<string, object> };
    expect(States.callExport).toMatchObject({
      Arguments: {
        TableArn: 'arn:aws:dynamodb:eu-central-1:123456789012:table/orders',
        S3Bucket: 'example-dynamodb-export-dev-000000000000-ap-northeast-1',
        S3Prefix: 'export/sushiorderdata',
      },
    });
  });

  it('has one role, whose policies are all its own', () => {
    expect([...types].sort()).toEqual(['AWS::IAM::Role', 'AWS::Logs::LogGroup', 'AWS::StepFunctions::StateMachine']);
  });
});
