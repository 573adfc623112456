import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { NightlyExport, NightlyExports } from '../../infra';
import { REFUSED } from './refused';
import { ENV, newApp, newStack, newTable } from './shop';

it.each(REFUSED)('%s is refused with the path of the construct, and what to do', (_, make, message) => {
  const stack = newStack();
  expect(() => {
    make(stack);
    Template.fromStack(stack);
  }).toThrow(message);
});

it('a table of a stack of another region is refused', () => {
  const app = newApp();
  const table = newTable(newStack({ ...ENV, region: 'us-east-1' }, app, 'Far'));
  const stack = newStack(ENV, app);
  expect(() => new NightlyExport(stack, 'Orders', { table })).toThrow(
    'Shop/Orders: the table Far/OrdersTable lies in the region us-east-1, the stack in eu-central-1',
  );
});

it('exports of a stack of another region are refused', () => {
  const app = new App();
  const exports = new NightlyExports(newStack({ ...ENV, region: 'us-east-1' }, app, 'Far'), 'Exports');
  const stack = newStack(ENV, app);
  expect(() => new NightlyExport(stack, 'Orders', { table: newTable(stack), exports })).toThrow(
    'Shop/Orders: what the given exports share lies in the region us-east-1, the stack in eu-central-1',
  );
});
