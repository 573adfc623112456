const { App, Stack } = require('aws-cdk-lib');
const { AttributeType, Table } = require('aws-cdk-lib/aws-dynamodb');
const { ColumnType, NightlyExports } = require('export-to-athena');

const app = new App();
const stack = new Stack(app, 'ShopAnalytics');

new NightlyExports(stack, 'Analytics', { databaseName: 'shop' }).add('Orders', {
  table: Table.fromTableName(stack, 'OrdersTable', 'shop-orders'),
  partitionKey: { name: 'orderId', type: AttributeType.STRING },
  columns: [{ attribute: 'total', type: ColumnType.of('decimal(12,2)') }],
});
