import { RemovalPolicy } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { SourceTable, type SourceTableProps } from '../../infra/app/source-table';
import { inStack } from './in-stack';
import { resolveReferences } from './template';

const PROPS: SourceTableProps = {
  tableName: 'example-orders-dev',
  exists: false,
  partitionKey: { name: 'tableid', type: 'S' },
  sortKey: { name: 'datetime', type: 'S' },
  removalPolicy: RemovalPolicy.RETAIN,
};

function table(props: Partial<SourceTableProps> = {}) {
  return inStack((stack) => new SourceTable(stack, 'Source', { ...PROPS, ...props })).only('AWS::DynamoDB::Table');
}

describe('the table that the stack makes', () => {
  it("has the article's settings", () => {
    expect(table().Properties).toEqual({
      TableName: 'example-orders-dev',
      KeySchema: [
        { AttributeName: 'tableid', KeyType: 'HASH' },
        { AttributeName: 'datetime', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'tableid', AttributeType: 'S' },
        { AttributeName: 'datetime', AttributeType: 'S' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  it('has keys of other types, and no sort key where none is configured', () => {
    expect(table({ partitionKey: { name: 'id', type: 'N' }, sortKey: undefined }).Properties).toMatchObject({
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' }],
    });
    expect(table({ partitionKey: { name: 'id', type: 'B' } }).Properties).toMatchObject({
      AttributeDefinitions: [{ AttributeType: 'B' }, { AttributeType: 'S' }],
    });
  });

  it('stays when the stack is removed, or when CloudFormation would replace it', () => {
    expect(table()).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  it('goes with the stack where the configuration says so', () => {
    expect(table({ removalPolicy: RemovalPolicy.DESTROY })).toMatchObject({ DeletionPolicy: 'Delete' });
  });
});

describe('a table that exists already', () => {
  let arn: unknown;
  const { types, annotations } = inStack((stack) => {
    const { table } = new SourceTable(stack, 'Source', { ...PROPS, exists: true, tableName: 'shop-orders' });
    arn = resolveReferences(stack.resolve(table.tableArn));
  });

  it('is not touched: the stack has no resource for it', () => {
    expect(types).toEqual([]);
  });

  it("is found by its name in the stack's account and region", () => {
    expect(arn).toBe('arn:aws:dynamodb:eu-central-1:123456789012:table/shop-orders');
  });

  it('is said to need point-in-time recovery, with the command that shows it', () => {
    annotations().hasInfo(
      '/Stack/Source',
      Match.stringLikeRegexp(
        'shop-orders stays as it is\\. It can be exported only while its point-in-time recovery is on; to see: aws dynamodb describe-continuous-backups --table-name shop-orders',
      ),
    );
  });
});
