import { Stack, Token } from 'aws-cdk-lib';
import { CfnGlobalTable, CfnTable, type ITable } from 'aws-cdk-lib/aws-dynamodb';

/** What a table says of itself when the app is synthesised; an imported one says little. */
export interface Source {
  /** What messages call it. */
  readonly name: string;
  readonly place: { readonly region?: string | undefined; readonly account?: string | undefined };
  readonly partitionKey?: SourceKey | undefined;
  readonly sortKey?: SourceKey | undefined;
  /** Whether its point-in-time recovery is on; undefined where only AWS knows. */
  readonly isRecoverable?: boolean;
}

/** A key attribute, its type as DynamoDB writes it. */
export interface SourceKey {
  readonly name: string;
  readonly type: string;
}

interface Recovery {
  readonly pointInTimeRecoveryEnabled?: boolean;
}

/** Reads key, place and recovery of a Table or TableV2 of this app, and the place of an imported one out of its ARN. */
export function readSource(table: ITable): Source {
  const child = table.node.defaultChild;
  if (!(child instanceof CfnTable || child instanceof CfnGlobalTable)) return readImported(table);
  const stack = Stack.of(table);
  const keys = stack.resolve(child.keySchema) as readonly { attributeName: string; keyType: string }[];
  const types = stack.resolve(child.attributeDefinitions) as readonly {
    attributeName: string;
    attributeType: string;
  }[];
  const key = (kind: string): SourceKey | undefined => {
    const name = keys.find(({ keyType }) => keyType === kind)?.attributeName;
    const type = types.find(({ attributeName }) => attributeName === name)?.attributeType;
    return name === undefined ? undefined : { name, type: type ?? 'S' };
  };
  const { region, account } = table.env;
  return {
    name: table.node.path,
    place: { region, account },
    partitionKey: key('HASH'),
    sortKey: key('RANGE'),
    isRecoverable: readRecovery(stack, child)?.pointInTimeRecoveryEnabled === true,
  };
}

/** Of a global table, the recovery of its replica in the stack's region. */
function readRecovery(stack: Stack, child: CfnTable | CfnGlobalTable): Recovery | undefined {
  if (child instanceof CfnTable) return stack.resolve(child.pointInTimeRecoverySpecification) as Recovery | undefined;
  const replicas = stack.resolve(child.replicas) as readonly {
    region: unknown;
    pointInTimeRecoverySpecification?: Recovery;
  }[];
  const region: unknown = stack.resolve(stack.region);
  const own = replicas.find((replica) => JSON.stringify(replica.region) === JSON.stringify(region)) ?? replicas[0];
  return own?.pointInTimeRecoverySpecification;
}

/** A table that was imported by its ARN has the stack's region in `env`, so the ARN is read. */
function readImported(table: ITable): Source {
  const [, , , region, account] = table.tableArn.split(':');
  return { name: Token.isUnresolved(table.tableName) ? table.node.path : table.tableName, place: { region, account } };
}
