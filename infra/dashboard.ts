import { Duration } from 'aws-cdk-lib';
import { AlarmStatusWidget, Dashboard, GraphWidget, Metric, TextWidget, type Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

/** A table on the dashboard. */
export interface WatchedTable {
  readonly name: string;
  readonly stateMachine: StateMachine;
  readonly alarms: readonly Alarm[];
}

/** Properties of {@link NightsDashboard}. */
export interface NightsDashboardProps {
  readonly dashboardName: string;
  /** Workgroup of people. */
  readonly workgroupName: string;
  /** Workgroup of the nights. */
  readonly nightWorkgroupName: string;
  readonly tables: readonly WatchedTable[];
}

/** One row a table: are its nights verified, how long do they take; and what Athena reads for it all. */
export class NightsDashboard extends Construct {
  constructor(scope: Construct, id: string, props: NightsDashboardProps) {
    super(scope, id);
    const { dashboardName, workgroupName, nightWorkgroupName, tables } = props;
    new Dashboard(this, 'Dashboard', {
      dashboardName,
      defaultInterval: Duration.days(28),
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', width: 24, alarms: tables.flatMap(({ alarms }) => [...alarms]) })],
        ...tables.map(nights),
        [
          new TextWidget({
            width: 12,
            height: 6,
            markdown: `Bytes that queries read: of people in the workgroup **${workgroupName}**, of the nights in **${nightWorkgroupName}**.`,
          }),
          new GraphWidget({
            title: 'Bytes read by Athena',
            width: 12,
            left: [bytesRead(workgroupName, 'people'), bytesRead(nightWorkgroupName, 'nights')],
          }),
        ],
      ],
    });
  }
}

function bytesRead(workgroupName: string, label: string): Metric {
  return new Metric({
    namespace: 'AWS/Athena',
    metricName: 'ProcessedBytes',
    dimensionsMap: { WorkGroup: workgroupName },
    statistic: 'Sum',
    period: Duration.days(1),
    label,
  });
}

function nights({ name, stateMachine }: WatchedTable) {
  const day = { period: Duration.days(1) };
  return [
    new GraphWidget({
      title: `${name}: nights`,
      width: 12,
      left: [
        stateMachine.metricSucceeded({ ...day, label: 'verified' }),
        stateMachine.metricFailed({ ...day, label: 'failed' }),
        stateMachine.metricTimedOut({ ...day, label: 'timed out' }),
        stateMachine.metricAborted({ ...day, label: 'aborted' }),
      ],
    }),
    new GraphWidget({
      title: `${name}: duration`,
      width: 12,
      left: [stateMachine.metricTime({ ...day, statistic: 'Maximum', label: 'longest' })],
    }),
  ];
}
