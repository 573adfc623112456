import { join } from 'node:path';
import { App, Duration, Stack, TimeZone } from 'aws-cdk-lib';
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { ColumnType, NightlyExports } from 'export-to-athena';

const app = new App();
const stack = new Stack(app, 'ShopAnalytics');

const orders = new TableV2(stack, 'Orders', {
  partitionKey: { name: 'orderId', type: AttributeType.STRING },
  pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
});

const nights = new NightlyExports(stack, 'Analytics', {
  databaseName: 'shop',
  startTime: '4:00',
  timeZone: TimeZone.EUROPE_BERLIN,
  retention: Duration.days(90),
  queries: join(__dirname, 'queries'),
});

nights.add('OrderNights', {
  table: orders,
  viewName: 'Orders',
  columns: [
    { attribute: 'total', type: ColumnType.decimalOf(12, 2) },
    { attribute: 'orderedAt', type: ColumnType.TIMESTAMP },
  ],
});
