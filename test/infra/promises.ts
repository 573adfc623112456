import { App, Duration, Stack, TimeZone } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AttributeType, TableV2, type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { join } from 'node:path';
import { ColumnType, EntityCondition, NightFormat, NightlyExports } from '../../infra';
import { DESCRIPTION_PARAMETER } from '../../lib/config';
import { resolveReferences, type Resource } from './template';

/** What a deployed system would lose, or have twice, if a version changed it: by logical id, the type and all names. */
export type Promises = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export const PROMISES_FILE = join(__dirname, 'promises.json');

/** Properties by which other things find a resource, or whose change makes CloudFormation replace it. */
const NAMES = [
  'Name',
  'StateMachineName',
  'LogGroupName',
  'AlarmName',
  'GroupName',
  'Path',
  'StatementName',
  'PolicyName',
];

/** The stack of an app that uses the library, as examples/ do, with all that makes resources. */
export function readPromises(): Promises {
  const stack = new Stack(new App({ builtinCloudFormationValidation: false }), 'Shop', {
    env: { region: 'eu-central-1', account: '123456789012' },
  });
  const exports = new NightlyExports(stack, 'Analytics', {
    timeZone: TimeZone.EUROPE_BERLIN,
    retention: Duration.days(90),
    queries: join(__dirname, '../../queries'),
  });
  const table = (id: string) =>
    new TableV2(stack, id, {
      partitionKey: { name: 'orderId', type: AttributeType.STRING },
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    }) as unknown as ITable;
  exports.add('Orders', {
    table: table('OrdersTable'),
    columns: [
      { attribute: 'total', type: ColumnType.decimalOf(12, 2) },
      { attribute: 'orderedAt', type: ColumnType.TIMESTAMP },
    ],
    entities: [{ name: 'refund', where: [EntityCondition.beginsWith('orderId', 'R#')] }],
  });
  exports.add('Visits', { table: table('VisitsTable'), format: NightFormat.PARQUET });
  exports.addDashboard('Nights');
  const { Resources } = Template.fromStack(stack).toJSON() as { readonly Resources: Record<string, Resource> };
  const own = Object.entries(Resources).filter(([, { Type }]) => Type !== 'AWS::DynamoDB::GlobalTable');
  own.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(own.map(([id, resource]) => [id, promise(resource)] as const));
}

function promise({ Type, DeletionPolicy, Properties = {} }: Partial<Resource>): Record<string, unknown> {
  const names = NAMES.flatMap((name) =>
    Properties[name] === undefined ? [] : [[name, resolveReferences(Properties[name])]],
  );
  return {
    Type,
    ...(DeletionPolicy !== undefined && { DeletionPolicy }),
    ...(Object.fromEntries(names) as object),
    ...(Type === 'AWS::Glue::Database' && { Database: (Properties.DatabaseInput as { Name: string }).Name }),
    ...(Type === 'AWS::Glue::Table' && describeTable(Properties.TableInput as TableInput)),
  };
}

interface GlueColumn {
  readonly Name: string;
  readonly Type: string;
}

interface TableInput {
  readonly Name: string;
  readonly StorageDescriptor: { readonly Columns: readonly GlueColumn[] };
  readonly PartitionKeys?: readonly GlueColumn[];
  readonly Parameters?: Readonly<Record<string, unknown>>;
}

/** The columns in their order, as `SELECT *` and readers of files by position have them. */
function describeTable({ Name, StorageDescriptor, PartitionKeys = [], Parameters = {} }: TableInput): object {
  const write = ({ Name, Type }: GlueColumn) => `${Name} ${Type}`;
  const description = resolveReferences(Parameters[DESCRIPTION_PARAMETER]);
  const version = typeof description === 'string' ? /"version":(\d+)/.exec(description)?.[1] : undefined;
  return {
    Table: Name,
    Columns: StorageDescriptor.Columns.map(write),
    ...(PartitionKeys.length > 0 && { PartitionKeys: PartitionKeys.map(write) }),
    ...(version !== undefined && { DescriptionVersion: Number(version) }),
  };
}

/**
 * What became of promises: what is kept may have more columns at its end and nothing else.
 *
 * @returns a line for each promise that is broken, and for each thing that none is given of yet
 */
export function comparePromises(
  given: Promises,
  now: Promises,
): { readonly broken: string[]; readonly added: string[] } {
  const broken = Object.entries(given).flatMap(([id, before]) => {
    const after = now[id];
    if (after === undefined) return [`${id} (${String(before.Type)}) is gone, or has another logical id`];
    return Object.entries(before).flatMap(([field, value]) => {
      const kept =
        field === 'Columns' ? beginsWith(after[field], value) : JSON.stringify(after[field]) === JSON.stringify(value);
      return kept ? [] : [`${id}: ${field} was ${JSON.stringify(value)}, is ${JSON.stringify(after[field])}`];
    });
  });
  const added = Object.entries(now).flatMap(([id, after]) => {
    const before = given[id];
    if (before === undefined) return [`${id} (${String(after.Type)})`];
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [`${id}: more columns or names`];
  });
  return { broken, added: broken.length > 0 ? [] : added };
}

function beginsWith(now: unknown, before: unknown): boolean {
  const [longer, shorter] = [now, before].map((list) => (Array.isArray(list) ? (list as string[]) : []));
  return shorter?.every((one, index) => longer?.[index] === one) === true;
}
