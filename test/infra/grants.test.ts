import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Role, AccountRootPrincipal, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { EntityCondition, NightlyExports, type NightlyExport } from '../../infra';
import { listOf, type Statement } from './permissions';
import { resolveReferences, resourcesOf } from './template';

const BUCKET = 'arn:aws:s3:::lake';
const GLUE = 'arn:aws:glue:eu-central-1:123456789012';

/** What a role may do that something was granted to: each action with its resources. */
function grantIn(grant: (exports: NightlyExports, orders: NightlyExport, grantee: IGrantable) => void) {
  const app = new App({ builtinCloudFormationValidation: false });
  const stack = new Stack(app, 'Shop', { env: { region: 'eu-central-1', account: '123456789012' } });
  const exports = new NightlyExports(stack, 'Exports', {
    bucketName: 'lake',
    databaseName: 'shop',
    workgroupName: 'people',
  });
  const add = (id: string, exportPrefixes: string[]) =>
    exports.add(id, {
      table: Table.fromTableName(stack, `${id}Table`, id.toLowerCase()),
      partitionKey: { name: 'id', type: AttributeType.STRING },
      entities: [{ name: 'menu', where: [EntityCondition.beginsWith('id', 'MENU#')] }],
      exportPrefixes,
      stateMachineName: `Export${id}`,
    });
  const orders = add('Orders', ['backups/orders']);
  const grantee: unknown = new Role(stack, 'Analyst', { assumedBy: new AccountRootPrincipal() });
  grant(exports, orders, grantee as IGrantable);
  // a table that is added later
  add('Visits', ['backups/visits']);
  const template = Template.fromStack(stack);
  const [bucketId = ''] = Object.keys(resourcesOf(template, 'AWS::S3::Bucket'));
  const statements = Object.values(resourcesOf(template, 'AWS::IAM::Policy'))
    .filter(({ Properties }) => JSON.stringify(Properties.Roles).includes('Analyst'))
    .flatMap(({ Properties }) => {
      const document = resolveReferences(Properties.PolicyDocument, { [`${bucketId}.Arn`]: BUCKET });
      return (document as { readonly Statement: readonly Statement[] }).Statement;
    });
  const all = statements.flatMap(({ Action, Resource }) =>
    listOf(Action).flatMap((action) => listOf(Resource).map((resource) => [action, resource] as const)),
  );
  const conditions = (action: string) =>
    statements.filter(({ Action }) => listOf(Action).includes(action)).map(({ Condition }) => Condition);
  const resourcesFor = (action: string) => all.filter(([name]) => name === action).map(([, resource]) => resource);
  return Object.assign(resourcesFor, { conditions });
}

describe('who may query all tables', () => {
  const resourcesFor = grantIn((exports, _, grantee) => exports.grantQuery(grantee));

  it('reads the objects of all, also of tables that are added later, and writes results alone', () => {
    expect(resourcesFor('s3:GetObject')).toEqual(
      [...['export', 'manifests', 'columnar', 'backups/orders', 'backups/visits', 'query-results']].map(
        (folder) => `${BUCKET}/${folder}/*`,
      ),
    );
    expect(resourcesFor('s3:PutObject')).toEqual([`${BUCKET}/query-results/*`]);
    expect(resourcesFor('s3:DeleteObject')).toEqual([]);
  });

  it('sees the tables of the database and the databases that Athena asks for, and changes none', () => {
    expect(resourcesFor('glue:GetTable')).toEqual([`${GLUE}:catalog`, `${GLUE}:database/shop`, `${GLUE}:table/shop/*`]);
    expect(resourcesFor('glue:GetDatabase')).toEqual([
      `${GLUE}:catalog`,
      `${GLUE}:database/shop`,
      `${GLUE}:database/default`,
    ]);
    for (const action of ['glue:CreatePartition', 'glue:UpdateTable', 'glue:DeleteTable'])
      expect(resourcesFor(action)).toEqual([]);
  });

  it('reads partitions of verified nights alone', () => {
    expect(resourcesFor('glue:GetPartitions')).toEqual([
      ...[`${GLUE}:catalog`, `${GLUE}:database/shop`],
      ...['raw', 'latest', 'files'].map((kind) => `${GLUE}:table/shop/*_${kind}`),
    ]);
  });

  it('lists names of objects below its folders, and of the bucket the first level', () => {
    const folders = ['export', 'manifests', 'columnar', 'backups/orders', 'backups/visits', 'query-results'];
    expect(resourcesFor.conditions('s3:ListBucket')).toEqual([
      { StringLike: { 's3:prefix': folders.map((folder) => `${folder}/*`) } },
      { StringEquals: { 's3:prefix': ['', 'query-results', 'query-results/'], 's3:delimiter': '/' } },
    ]);
  });

  it('queries in the workgroup of people, not in that of the nights', () => {
    expect(resourcesFor('athena:StartQueryExecution')).toEqual([
      'arn:aws:athena:eu-central-1:123456789012:workgroup/people',
    ]);
  });
});

describe('who may query one table', () => {
  const resourcesFor = grantIn((_, orders, grantee) => orders.grantQuery(grantee));

  it('sees its verified nights and its views alone', () => {
    expect(resourcesFor('glue:GetTable')).toEqual([
      `${GLUE}:catalog`,
      `${GLUE}:database/shop`,
      ...['raw', 'latest', 'files', 'history'].map((kind) => `${GLUE}:table/shop/orders_${kind}`),
      ...['orders', 'orders_menu', 'orders_menu_history'].map((view) => `${GLUE}:table/shop/${view}`),
    ]);
  });

  it('reads its objects alone', () => {
    expect(resourcesFor('s3:GetObject')).toEqual(
      ['export/orders', 'backups/orders', 'manifests/orders_files', 'columnar/orders_raw', 'query-results'].map(
        (folder) => `${BUCKET}/${folder}/*`,
      ),
    );
  });
});

describe('who may operate', () => {
  const machine = (name: string) => `arn:aws:states:eu-central-1:123456789012:stateMachine:Export${name}`;
  const execution = (name: string) => `arn:aws:states:eu-central-1:123456789012:execution:Export${name}:*`;

  it('all tables starts, follows and redrives the nights of all', () => {
    const resourcesFor = grantIn((exports, _, grantee) => exports.grantOperate(grantee));
    expect(resourcesFor('states:StartExecution')).toEqual([machine('Orders'), machine('Visits')]);
    for (const action of ['RedriveExecution', 'GetExecutionHistory', 'DescribeExecution', 'StopExecution'])
      expect(resourcesFor(`states:${action}`)).toEqual([execution('Orders'), execution('Visits')]);
  });

  it('one table has to do with that one alone, and queries nothing', () => {
    const resourcesFor = grantIn((_, orders, grantee) => orders.grantOperate(grantee));
    expect(resourcesFor('states:StartExecution')).toEqual([machine('Orders')]);
    expect(resourcesFor('states:RedriveExecution')).toEqual([execution('Orders')]);
    expect(resourcesFor('athena:StartQueryExecution')).toEqual([]);
  });
});
