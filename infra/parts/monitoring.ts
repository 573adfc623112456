import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  MathExpression,
  TreatMissingData,
  type IMetric,
  type Metric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { HOURS_BETWEEN_NIGHTS, type Table } from '../../lib/config';
import { findConsole } from './partition';

const SUFFIXES = {
  overdue: `no verified night for ${HOURS_BETWEEN_NIGHTS} hours`,
  failed: 'failed',
  timedOut: 'timed out',
};

/** The names of a table's alarms. */
export function formatAlarmNames(stateMachineName: string): string[] {
  return Object.values(SUFFIXES).map((suffix) => `${stateMachineName}: ${suffix}`);
}

/** Properties of {@link Monitoring}. */
export interface MonitoringProps {
  /** Its name is what messages call it; where its schedule is off, nights are not expected, and it is not told that none came. */
  readonly table: Pick<Table, 'name' | 'enabled'>;
  readonly stateMachine: StateMachine;
  /** The state machine's name as it is written, for the names of alarms. */
  readonly stateMachineName: string;
  readonly topic: ITopic;
}

/**
 * Notifies of failed and of missing nights. Only the rule sends a message for a failed night, because it knows the
 * error. The alarms `failed` and `timedOut` send none, so that one failure is one message; they are for the dashboard.
 */
export class Monitoring extends Construct {
  /** No verified night for some time. */
  readonly overdue: Alarm;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const { stateMachine, table } = props;
    tellOfDeaths(this, props);
    const hour = { period: Duration.hours(1) };
    this.overdue = this.alarm(props, 'Overdue', SUFFIXES.overdue, {
      description: `${table.name} had no verified night for ${HOURS_BETWEEN_NIGHTS} hours. Look at the executions of the state machine: one still runs, failed, or was never started. Until the first night this is so by nature.`,
      // An alarm on the bare metric, which has a point only where a night succeeded, waits for more hours than it was
      // told to.
      metric: new MathExpression({
        expression: 'FILL(succeeded, 0)',
        usingMetrics: { succeeded: stateMachine.metricSucceeded(hour) },
        label: 'verified nights',
        ...hour,
      }),
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: HOURS_BETWEEN_NIGHTS,
      treatMissingData: TreatMissingData.BREACHING,
      ...(!table.enabled && { actionsEnabled: false }),
    });
    this.overdue.addAlarmAction(new SnsAction(props.topic));
    this.overdue.addOkAction(new SnsAction(props.topic));
    const describeAlarm = (metric: Metric, how: string) => ({
      description: `A night of ${table.name} ${how}; the topic was told why.`,
      metric,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    this.alarm(props, 'Failed', SUFFIXES.failed, describeAlarm(stateMachine.metricFailed(hour), 'failed'));
    this.alarm(props, 'TimedOut', SUFFIXES.timedOut, describeAlarm(stateMachine.metricTimedOut(hour), 'timed out'));
  }

  private alarm(props: MonitoringProps, id: string, name: string, settings: AlarmSettings): Alarm {
    const { description, ...rest } = settings;
    return new Alarm(this, id, {
      ...rest,
      alarmName: `${props.stateMachineName}: ${name}`,
      alarmDescription: description,
      threshold: 1,
    });
  }
}

interface AlarmSettings {
  readonly description: string;
  readonly metric: IMetric;
  readonly comparisonOperator: ComparisonOperator;
  readonly evaluationPeriods: number;
  readonly treatMissingData: TreatMissingData;
  readonly actionsEnabled?: boolean;
}

/** One rule for every kind of death: failed, timed out, aborted. */
function tellOfDeaths(scope: Construct, { table, stateMachine, topic }: MonitoringProps): void {
  const rule = new Rule(scope, 'Died', {
    description: `A night of ${table.name} did not end well`,
    eventPattern: {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: { stateMachineArn: [stateMachine.stateMachineArn], status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
    },
  });
  // Not the L2 target: it opens the topic again for every rule.
  rule.addTarget({ bind: () => ({ arn: topic.topicArn, input: message(table.name, Stack.of(scope)) }) });
}

/**
 * Lines of text, where a field that the event does not have leaves its place empty (AWS: "Amazon EventBridge input
 * transformation"), so every line has a meaning without it.
 */
function message(tableName: string, stack: Stack): RuleTargetInput {
  const { region } = stack;
  const field = (path: string) => EventField.fromPath(`$.detail.${path}`);
  const execution = field('executionArn');
  return RuleTargetInput.fromMultilineText(
    [
      `The night of ${tableName} that ended at ${EventField.time} was not published: ${field('status')}.`,
      'Analysts still see the last verified night.',
      `Error (empty if there is none): ${field('error')}`,
      `Cause (empty if there is none; after a verdict on the export it has what, found, expected, remedy and exportDate): ${field('cause')}`,
      `Input (scheduledTime or exportDate tell the date of the night): ${field('input')}`,
      'What to do if the cause names no remedy:',
      `- FAILED: a call to AWS failed after all retries. Correct what the error names, then redrive the execution: aws stepfunctions redrive-execution --execution-arn ${execution}`,
      '- TIMED_OUT: look at the state in which the execution was, then redrive it.',
      '- ABORTED: it was stopped by hand. Redrive it, or start a new execution with the same input.',
      `Execution: https://${findConsole(stack)}/states/home?region=${region}#/v2/executions/details/${execution}`,
    ].join('\n'),
  );
}
