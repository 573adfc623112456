import { App, Stack, type Environment } from 'aws-cdk-lib';
import { AttributeType, TableV2, type ITable } from 'aws-cdk-lib/aws-dynamodb';

/** A KMS key of the stack's region. */
export const KEY_ARN = 'arn:aws:kms:eu-central-1:123456789012:key/0b2f2f3a-1111-2222-3333-444455556666';

/** Where the stack is. */
export const ENV = { region: 'eu-central-1', account: '123456789012' };

/** An app without CloudFormation's schemas, which take seconds to load: stack.test.ts holds such a stack against them. */
export function newApp(): App {
  return new App({ builtinCloudFormationValidation: false });
}

/** A stack of an app that is like the reader's own. */
export function newStack(env: Environment = ENV, app = newApp(), id = 'Shop'): Stack {
  return new Stack(app, id, { env });
}

/** A table with point-in-time recovery. */
export function newTable(stack: Stack, id = 'OrdersTable'): ITable {
  const table: unknown = new TableV2(stack, id, {
    partitionKey: { name: 'tableid', type: AttributeType.STRING },
    sortKey: { name: 'datetime', type: AttributeType.NUMBER },
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
  });
  return table as ITable;
}
