import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  Metric,
  TextWidget,
  type IWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { formatAlarmNames } from './monitoring';

/** A table on the dashboard, found by names alone: a reference would tie the stack of the dashboard to the table's. */
export interface WatchedTable {
  readonly viewName: string;
  readonly stateMachineName: string;
}

/** Properties of {@link NightsDashboard}. */
export interface NightsDashboardProps {
  readonly dashboardName?: string | undefined;
  /** Workgroup of people. */
  readonly workgroupName: string;
  /** Workgroup of the nights. */
  readonly nightWorkgroupName: string;
  readonly tables: readonly WatchedTable[];
}

/**
 * A dashboard with a row for each table (whether its nights are verified, and how long they take), and the bytes that
 * Athena reads.
 */
export class NightsDashboard extends Construct {
  readonly dashboard: Dashboard;

  constructor(scope: Construct, id: string, props: NightsDashboardProps) {
    super(scope, id);
    const { dashboardName, workgroupName, nightWorkgroupName } = props;
    // each once, by what it is found by
    const tables = [...new Map(props.tables.map((table) => [table.stateMachineName, table])).values()];
    this.dashboard = new Dashboard(this, 'Dashboard', {
      ...(dashboardName !== undefined && { dashboardName }),
      defaultInterval: Duration.days(28),
      widgets: [
        ...this.alarms(tables),
        ...tables.map((table) => this.nights(table)),
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

  private alarms(tables: readonly WatchedTable[]): IWidget[][] {
    const alarms = tables.flatMap(({ stateMachineName }) =>
      formatAlarmNames(stateMachineName).map((name) => Alarm.fromAlarmName(this, name, name)),
    );
    const rows = Array.from({ length: Math.ceil(alarms.length / ALARMS_OF_A_WIDGET) }, (_, row) =>
      alarms.slice(row * ALARMS_OF_A_WIDGET, (row + 1) * ALARMS_OF_A_WIDGET),
    );
    return rows.map((row) => [new AlarmStatusWidget({ title: 'Alarms', width: 24, alarms: row })]);
  }

  private nights({ viewName, stateMachineName }: WatchedTable): IWidget[] {
    const day = { period: Duration.days(1) };
    const stateMachine = StateMachine.fromStateMachineName(this, stateMachineName, stateMachineName);
    return [
      new GraphWidget({
        title: `${viewName}: nights`,
        width: 12,
        left: [
          stateMachine.metricSucceeded({ ...day, label: 'verified' }),
          stateMachine.metricFailed({ ...day, label: 'failed' }),
          stateMachine.metricTimedOut({ ...day, label: 'timed out' }),
          stateMachine.metricAborted({ ...day, label: 'aborted' }),
        ],
      }),
      new GraphWidget({
        title: `${viewName}: duration`,
        width: 12,
        left: [stateMachine.metricTime({ ...day, statistic: 'Maximum', label: 'longest' })],
      }),
    ];
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

/** What an alarm widget takes (AWS: "CloudWatch service quotas"). */
const ALARMS_OF_A_WIDGET = 100;
