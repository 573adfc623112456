import { Annotations, type RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, type Attribute } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { skipChecks } from './checkov';

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
  readonly tableArn: string;

  constructor(scope: Construct, id: string, props: SourceTableProps) {
    super(scope, id);
    if (props.exists) {
      this.tableArn = Table.fromTableName(this, 'Existing', props.tableName).tableArn;
      Annotations.of(this).addInfo(
        `The existing table ${props.tableName} stays as it is. It can be exported only while its point-in-time recovery is on; ` +
          `to see: aws dynamodb describe-continuous-backups --table-name ${props.tableName}`,
      );
      return;
    }
    const table = new Table(this, 'Table', {
      tableName: props.tableName,
      partitionKey: attribute(props.partitionKey),
      ...(props.sortKey && { sortKey: attribute(props.sortKey) }),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: props.removalPolicy,
    });
    skipChecks(table, {
      id: 'CKV_AWS_119',
      reason:
        'DynamoDB encrypts with its own key; a table that needs another one is made elsewhere, and named as existingTable.',
    });
    this.tableArn = table.tableArn;
  }
}

const TYPES = { S: AttributeType.STRING, N: AttributeType.NUMBER, B: AttributeType.BINARY };

function attribute({ name, type }: SourceKey): Attribute {
  return { name, type: TYPES[type] };
}
