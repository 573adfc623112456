import { NightsDashboard } from '../../infra/parts/dashboard';
import { formatAlarmNames } from '../../infra/parts/monitoring';
import { inStack } from './in-stack';
import { resolveReferences } from './template';

interface Widget {
  readonly type: string;
  readonly properties: {
    readonly title?: string;
    readonly alarms?: readonly string[];
    readonly metrics?: readonly (readonly unknown[])[];
    readonly markdown?: string;
  };
}

const { only } = inStack((stack) => {
  const tables = ['Orders', 'Menus'].map((viewName) => ({
    viewName,
    stateMachineName: `example-Export${viewName}-dev`,
  }));
  new NightsDashboard(stack, 'Nights', {
    dashboardName: 'nights',
    workgroupName: 'people',
    nightWorkgroupName: 'nights',
    tables,
  });
});
const { widgets, start } = JSON.parse(
  String(resolveReferences(only('AWS::CloudWatch::Dashboard').Properties.DashboardBody)),
) as {
  readonly widgets: readonly Widget[];
  readonly start: string;
};
const widgetOf = (title: string) => widgets.find(({ properties }) => properties.title === title);

describe('the dashboard', () => {
  it('shows four weeks of nights', () => {
    expect(start).toBe('-P28D');
  });

  it('begins with the alarms of all tables', () => {
    expect(widgets[0]).toMatchObject({ type: 'alarm' });
    expect(widgets[0]?.properties.alarms).toEqual([
      ...['Orders', 'Menus'].flatMap((name) =>
        formatAlarmNames(`example-Export${name}-dev`).map(
          (alarm) => `arn:aws:cloudwatch:eu-central-1:123456789012:alarm:${alarm}`,
        ),
      ),
    ]);
  });

  it.each(['Orders', 'Menus'])('shows how the nights of %s ended, day by day, and how long they took', (name) => {
    const metrics = (title: string) =>
      widgetOf(title)?.properties.metrics?.map(([namespace, metric]) => [namespace, metric]);
    expect(metrics(`${name}: nights`)).toEqual(
      ['ExecutionsSucceeded', 'ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted'].map((metric) => [
        'AWS/States',
        metric,
      ]),
    );
    expect(metrics(`${name}: duration`)).toEqual([['AWS/States', 'ExecutionTime']]);
  });

  it('shows what Athena reads in both workgroups', () => {
    expect(widgetOf('Bytes read by Athena')?.properties.metrics).toEqual([
      ...['people', 'nights'].map((name) => [
        'AWS/Athena',
        'ProcessedBytes',
        'WorkGroup',
        name,
        { label: name, period: 86_400, stat: 'Sum' },
      ]),
    ]);
  });
});
