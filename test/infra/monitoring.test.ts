import { Topic } from 'aws-cdk-lib/aws-sns';
import { DefinitionBody, Pass, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Monitoring } from '../../infra/parts/monitoring';
import { inStack } from './in-stack';

const EXECUTION = 'arn:aws:states:eu-central-1:123456789012:execution:example-ExportOrders-dev:night';

const { all, only, template } = inStack((stack) => {
  const stateMachine = new StateMachine(stack, 'Machine', {
    definitionBody: DefinitionBody.fromChainable(new Pass(stack, 'Pass')),
  });
  const topic = new Topic(stack, 'Topic');
  new Monitoring(stack, 'Monitoring', {
    table: { name: 'Orders', enabled: true },
    stateMachine,
    stateMachineName: 'example-ExportOrders-dev',
    topic,
  });
});
const [machineId] = Object.keys(template.findResources('AWS::StepFunctions::StateMachine'));
const [topicId] = Object.keys(template.findResources('AWS::SNS::Topic'));

describe('the rule about nights that died', () => {
  it('is one for every kind of death of this state machine, and for nothing else', () => {
    expect(only('AWS::Events::Rule').Properties.EventPattern).toEqual({
      source: ['aws.states'],
      'detail-type': ['Step Functions Execution Status Change'],
      detail: { stateMachineArn: [{ Ref: machineId }], status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
    });
  });

  it('tells the topic, once', () => {
    expect(targets()).toEqual([expect.objectContaining({ Arn: { Ref: topicId } })]);
  });
});

describe('the message about a night that died', () => {
  const link = `https://eu-central-1.console.aws.amazon.com/states/home?region=eu-central-1#/v2/executions/details/${EXECUTION}`;

  it('of a verdict has its name, its cause with the date and the remedy, and the link to the execution', () => {
    const cause = JSON.stringify({
      what: 'The export is not what its manifest says',
      remedy: 'Query the staged partition',
      exportDate: '2026-01-31',
    });
    const text = message({
      status: 'FAILED',
      error: 'Validation.Failed',
      cause,
      input: '{"scheduledTime":"2026-01-30T19:00:00Z"}',
    });
    expect(text).toContain('The night of Orders that ended at 2026-01-30T19:14:02Z was not published: FAILED.');
    expect(text).toContain('Analysts still see the last verified night.');
    expect(text).toContain('Error (empty if there is none): Validation.Failed');
    expect(text).toContain(cause);
    expect(text).toContain('{"scheduledTime":"2026-01-30T19:00:00Z"}');
    expect(text).toContain(`Execution: ${link}`);
  });

  it('of an execution that was stopped has no error and no cause, and still says what, when and what to do', () => {
    expect(message({ status: 'ABORTED', input: '{}' }).split('\n')).toEqual([
      '"The night of Orders that ended at 2026-01-30T19:14:02Z was not published: ABORTED."',
      '"Analysts still see the last verified night."',
      '"Error (empty if there is none): "',
      '"Cause (empty if there is none; after a verdict on the export it has what, found, expected, remedy and exportDate): "',
      '"Input (scheduledTime or exportDate tell the date of the night): {}"',
      '"What to do if the cause names no remedy:"',
      `"- FAILED: a call to AWS failed after all retries. Correct what the error names, then redrive the execution: aws stepfunctions redrive-execution --execution-arn ${EXECUTION}"`,
      '"- TIMED_OUT: look at the state in which the execution was, then redrive it."',
      '"- ABORTED: it was stopped by hand. Redrive it, or start a new execution with the same input."',
      `"Execution: ${link}"`,
    ]);
  });

  it('leaves no place unfilled and fits what EventBridge takes, 8,192 characters', () => {
    expect(message({ status: 'TIMED_OUT' })).not.toMatch(/[<>]/);
    expect(targets()[0]?.InputTransformer.InputTemplate.length).toBeLessThan(8_192);
  });
});

describe('the alarms of a table', () => {
  const alarm = (name: string) =>
    all('AWS::CloudWatch::Alarm').find(({ Properties }) => String(Properties.AlarmName).endsWith(`: ${name}`))
      ?.Properties;
  const dimensions = [{ Name: 'StateMachineArn', Value: { Ref: machineId } }];

  it('are three', () => {
    expect(
      all('AWS::CloudWatch::Alarm')
        .map(({ Properties }) => Properties.AlarmName)
        .sort(),
    ).toEqual([
      'example-ExportOrders-dev: failed',
      'example-ExportOrders-dev: no verified night for 26 hours',
      'example-ExportOrders-dev: timed out',
    ]);
  });

  it('count an hour without a verified night as 0, and fire after 26 of them, also where there never was one', () => {
    expect(alarm('no verified night for 26 hours')).toMatchObject({
      Metrics: [
        { Expression: 'FILL(succeeded, 0)', ReturnData: true },
        {
          Id: 'succeeded',
          ReturnData: false,
          MetricStat: {
            Metric: { Namespace: 'AWS/States', MetricName: 'ExecutionsSucceeded', Dimensions: dimensions },
            Period: 3_600,
            Stat: 'Sum',
          },
        },
      ],
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      EvaluationPeriods: 26,
      TreatMissingData: 'breaching',
    });
  });

  it('tell the topic that no night came, and that one came again', () => {
    expect(alarm('no verified night for 26 hours')).toMatchObject({
      AlarmDescription: expect.stringMatching(
        /^Orders had no verified night for 26 hours\. Look at the executions/,
      ) as unknown,
      AlarmActions: [{ Ref: topicId }],
      OKActions: [{ Ref: topicId }],
    });
  });

  it.each([
    ['failed', 'ExecutionsFailed'],
    ['timed out', 'ExecutionsTimedOut'],
  ])('%s: fires at the first one, and tells no person, as the rule has told', (name, metric) => {
    const found = alarm(name);
    expect(found).toMatchObject({
      Namespace: 'AWS/States',
      MetricName: metric,
      Dimensions: dimensions,
      Statistic: 'Sum',
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 1,
      EvaluationPeriods: 1,
      TreatMissingData: 'notBreaching',
    });
    expect(found).not.toHaveProperty('AlarmActions');
  });
});

interface Target {
  readonly Arn: unknown;
  readonly InputTransformer: {
    readonly InputPathsMap: Readonly<Record<string, string>>;
    readonly InputTemplate: string;
  };
}

function targets(): readonly Target[] {
  return only('AWS::Events::Rule').Properties.Targets as readonly Target[];
}

/** What the topic is told of an execution: a variable whose field the event does not have leaves its place empty. */
function message(detail: Readonly<Record<string, string>>): string {
  const event = { time: '2026-01-30T19:14:02Z', detail: { executionArn: EXECUTION, ...detail } };
  const { InputPathsMap = {}, InputTemplate = '' } = targets()[0]?.InputTransformer ?? {};
  return Object.entries(InputPathsMap).reduce((text, [name, path]) => {
    const value = path
      .slice(2)
      .split('.')
      .reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key], event);
    return text.replaceAll(`<${name}>`, () => (typeof value === 'string' ? value : ''));
  }, InputTemplate);
}
