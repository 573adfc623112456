import { Annotations, type RemovalPolicy } from 'aws-cdk-lib';
import { BillingMode, Table, type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { skipChecks } from './checkov';
import { toAttribute } from './settings';

/** Properties of {@link SourceTable}. */
export interface SourceTableProps {
  readonly tableName: string;
  /** Whether the table exists already; then it is not the stack's and nothing of it is changed. */
  readonly exists: boolean;
  readonly partitionKey: SourceKey;
  /**
   * @default - the table has no sort key
   */
  readonly sortKey?: SourceKey | undefined;
  /** Whether the table stays when the stack is removed. */
  readonly removalPolicy: RemovalPolicy;
}

/** A key attribute, its type as DynamoDB writes it. */
export interface SourceKey {
  readonly name: string;
  readonly type: 'S' | 'N' | 'B';
}

/** The DynamoDB table that is exported. */
export class SourceTable extends Construct {
  readonly table: ITable;

  constructor(scope: Construct, id: string, props: SourceTableProps) {
    super(scope, id);
    if (props.exists) {
      this.table = Table.fromTableName(this, 'Existing', props.tableName);
      Annotations.of(this).addInfo(
        `The existing table ${props.tableName} stays as it is. It can be exported only while its point-in-time recovery is on; ` +
          `to see: aws dynamodb describe-continuous-backups --table-name ${props.tableName}`,
      );
      return;
    }
    const made = new Table(this, 'Table', {
      tableName: props.tableName,
      partitionKey: toAttribute(props.partitionKey),
      ...(props.sortKey && { sortKey: toAttribute(props.sortKey) }),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: props.removalPolicy,
    });
    skipChecks(made, {
      id: 'CKV_AWS_119',
      reason:
        'DynamoDB encrypts with its own key; a table that needs another one is made elsewhere, and named as existingTable.',
    });
    // CDK's own class is not of CDK's own interface where the compiler is as strict as here.
    const table: unknown = made;
    this.table = table as ITable;
  }
}
