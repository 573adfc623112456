import { Stack, Token } from 'aws-cdk-lib';
import { CfnGlobalTable, CfnTable, type ITable } from 'aws-cdk-lib/aws-dynamodb';

/** What a table says of itself when the app is synthesised; an imported one says little. */
export interface Source {
  /** What messages call it. */
  readonly name: string;
  readonly place: { readonly region?: string | undefined; readonly account?: string | undefined };
  readonly partitionKey?: SourceKey | undefined;
  readonly sortKey?: SourceKey | undefined;
}

/** A key attribute, its type as DynamoDB writes it. */
export interface SourceKey {
  readonly name: string;
  readonly type: string;
}

/**
 * Reads the key, region and account of a Table or TableV2 of this app, and region and account of an imported one from
 * its ARN.
 */
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
  };
}

interface Recoverable {
  readonly PointInTimeRecoverySpecification?: { readonly PointInTimeRecoveryEnabled?: unknown };
}

/**
 * Whether a table's point-in-time recovery is on in its template, where overrides are in, too; of a global table, that of the
 * replica in the stack's region.
 *
 * @returns undefined where only AWS knows: an imported table, or a value that is known only when it is deployed
 */
export function isRecoverable(table: ITable): boolean | undefined {
  const child = table.node.defaultChild;
  if (!(child instanceof CfnTable || child instanceof CfnGlobalTable)) return undefined;
  const stack = Stack.of(table);
  const element = child as unknown as { _toCloudFormation(): { readonly Resources: unknown } };
  const [resource] = Object.values(
    stack.resolve(element._toCloudFormation().Resources) as Readonly<
      Record<string, { readonly Properties?: Recoverable & { readonly Replicas?: readonly Replica[] } }>
    >,
  );
  const { Replicas: replicas } = resource?.Properties ?? {};
  const region = JSON.stringify(stack.resolve(stack.region));
  const own = replicas?.find((replica) => JSON.stringify(replica.Region) === region) ?? replicas?.[0];
  const enabled = (own ?? resource?.Properties)?.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled;
  return typeof enabled === 'object' ? undefined : enabled === true;
}

interface Replica extends Recoverable {
  readonly Region?: unknown;
}

/** A table that was imported by its ARN has the stack's region in `env`, so the ARN is read. */
function readImported(table: ITable): Source {
  const [, , , region, account] = table.tableArn.split(':');
  return { name: Token.isUnresolved(table.tableName) ? table.node.path : table.tableName, place: { region, account } };
}
