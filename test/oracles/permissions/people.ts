import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { EntityCondition, NightFormat, NightlyExports } from '../../../infra';
import { resources, RESULT_PREFIX, type Config, type Resources } from '../../../lib/config';
import { readDescribedSystem } from '../../infra/described';
import type { Statement } from '../../infra/permissions';
import { resolveReferences, resourcesOf } from '../../infra/template';
import { ACCOUNT } from '../configurations';
import { requestsOfCall, type IamRequest } from './requests';

/** One who was granted something. */
export interface Person {
  readonly name: string;
  readonly statements: readonly Statement[];
  /** What is asked in their name. */
  readonly needs: readonly IamRequest[];
  /** What must not be theirs. */
  readonly mayNot: readonly IamRequest[];
}

const REGION = 'eu-central-1';
const BUCKET = 'lake';
const DATABASE = 'shop';
const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/0b2f2f3a-1111-2222-3333-444455556666`;
const CATALOG_KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/0b2f2f3a-1111-2222-3333-777788889999`;

/** People of a system of two tables, with all that grants depend on: keys, Lake Formation, Parquet, entities, other folders. */
export function listPeople(): Person[] {
  const { config, statementsOf } = deploy();
  const [orders, visits] = config.tables.map((table) => resources(config, table));
  if (orders === undefined || visits === undefined) throw new Error('a table is missing');
  return [
    {
      name: 'who may query all tables',
      statements: statementsOf('QueriesAll'),
      needs: [...needsOfQuerying(config, orders), ...needsOfQuerying(config, visits)],
      mayNot: [...ofNobody(orders), ...ofNobody(visits), ...listUnsafe(''), ...listUnsafe('private/')],
    },
    {
      name: 'who may query one table',
      statements: statementsOf('QueriesOne'),
      needs: needsOfQuerying(config, orders),
      mayNot: [
        ...ofNobody(orders),
        ...ofNobody(visits),
        ...ofOtherTable(config, visits),
        ...[...listUnsafe(''), ...listUnsafe(`${visits.exportPrefix}/`), ...listUnsafe('export/')],
      ],
    },
    {
      name: 'who may operate all tables',
      statements: statementsOf('OperatesAll'),
      needs: [...needsOfOperating(orders), ...needsOfOperating(visits)],
      mayNot: [...changesOfMachine(orders), ...readsOfOperator(config, orders)],
    },
    {
      name: 'who may operate one table',
      statements: statementsOf('OperatesOne'),
      needs: needsOfOperating(orders),
      mayNot: [...changesOfMachine(orders), ...needsOfOperating(visits), ...readsOfOperator(config, orders)],
    },
  ];
}

function deploy(): { readonly config: Config; readonly statementsOf: (person: string) => Statement[] } {
  const stack = new Stack(new App({ builtinCloudFormationValidation: false }), 'Shop', {
    env: { region: REGION, account: ACCOUNT },
  });
  const exports = new NightlyExports(stack, 'Exports', {
    bucketName: BUCKET,
    databaseName: DATABASE,
    workgroupName: 'people',
    encryptionKey: Key.fromKeyArn(stack, 'Key', KEY),
    catalogKey: Key.fromKeyArn(stack, 'CatalogKey', CATALOG_KEY),
    lakeFormation: true,
  });
  const add = (id: string, exportPrefixes: string[]) =>
    exports.add(id, {
      table: Table.fromTableName(stack, `${id}Table`, id.toLowerCase()),
      partitionKey: { name: 'id', type: AttributeType.STRING },
      entities: [{ name: 'menu', where: [EntityCondition.beginsWith('id', 'MENU#')] }],
      exportPrefixes,
      format: NightFormat.PARQUET,
      stateMachineName: `Export${id}`,
    });
  const orders = add('Orders', ['backups/orders']);
  const person = (id: string) => new Role(stack, id, { assumedBy: new AccountRootPrincipal() });
  exports.grantQuery(person('QueriesAll'));
  orders.grantQuery(person('QueriesOne'));
  exports.grantOperate(person('OperatesAll'));
  orders.grantOperate(person('OperatesOne'));
  add('Visits', ['backups/visits']);
  const template = Template.fromStack(stack);
  const [bucket = ''] = Object.keys(resourcesOf(template, 'AWS::S3::Bucket'));
  const known = { [`${bucket}.Arn`]: `arn:aws:s3:::${BUCKET}`, [bucket]: BUCKET };
  const policies = Object.values(resourcesOf(template, 'AWS::IAM::Policy'));
  return {
    config: readDescribedSystem(template, known),
    statementsOf: (id) =>
      policies
        .filter(({ Properties }) => JSON.stringify(Properties.Roles).includes(id))
        .flatMap(({ Properties }) => {
          const { Statement } = resolveReferences(Properties.PolicyDocument, known) as {
            Statement: readonly Statement[];
          };
          return Statement;
        }),
  };
}

/**
 * What Athena, its console and `query`, `tables` and saved queries ask in the name of one who queries a table. The query is
 * one of all that analysts see of the table (AWS: "Access to workgroups", "Fine-grained access to databases and tables").
 */
function needsOfQuerying(config: Config, names: Resources): IamRequest[] {
  const objects = (...folders: string[]) => folders.map((folder) => `arn:aws:s3:::${BUCKET}/${folder}object`);
  const nights = objects(...names.exportFolders, `columnar/${names.raw}/`);
  const views = [names.newest, names.history, `${names.newest}_menu`, `${names.newest}_menu_history`];
  const reads = {
    ...{ [names.raw]: nights, [names.latest]: nights, [names.files]: objects(`manifests/${names.files}/`) },
  };
  const start = {
    ...{ WorkGroup: names.workgroup, QueryString: '' },
    QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: names.database },
  };
  // The results of people are asked for in their own workgroup.
  const caller = { config, names: { ...names, nightWorkgroup: names.workgroup } };
  const call = (operation: string, args: object, read = {}) =>
    requestsOfCall(caller, {
      ...{ state: 'a person', resource: `arn:aws:states:::${operation}`, args: args as never, reads: read },
    });
  return [
    // A listing names a folder: Athena's of a partition's location, the console's of results.
    ...call('athena:startQueryExecution', start, reads).filter(({ action }) => action !== 's3:ListBucket'),
    ...call('athena:getQueryResults', {}),
    ...[...names.exportFolders, `columnar/${names.raw}/`, `manifests/${names.files}/`, `${RESULT_PREFIX}/a`].map(
      (prefix) => list({ 's3:prefix': prefix }, 'a listing of a location'),
    ),
    ...['', RESULT_PREFIX, `${RESULT_PREFIX}/`].map((prefix) =>
      list({ 's3:prefix': prefix, 's3:delimiter': '/' }, 'a look at where results go'),
    ),
    ...[...views, names.raw, names.latest, names.files].flatMap((view) =>
      ['glue:GetTable', 'glue:GetTables'].flatMap((action) =>
        ['catalog', `database/${DATABASE}`, `table/${DATABASE}/${view}`].map((resource) =>
          ask(action, `arn:aws:glue:${REGION}:${ACCOUNT}:${resource}`, 'a view, and a list of tables'),
        ),
      ),
    ),
    ...[
      ...['BatchGetQueryExecution', 'ListQueryExecutions', 'GetQueryResultsStream', 'GetWorkGroup', 'ListNamedQueries'],
      ...['GetNamedQuery', 'BatchGetNamedQuery', 'ListPreparedStatements', 'GetPreparedStatement'],
    ].map((operation) => askAthena(operation, `workgroup/${names.workgroup}`)),
    ...['ListDatabases', 'GetDatabase', 'ListTableMetadata', 'GetTableMetadata'].map((operation) =>
      askAthena(operation, 'datacatalog/AwsDataCatalog'),
    ),
  ];
}

/** What no person who queries may: write nights, read those that are not verified, query as a night does. */
function ofNobody(names: Resources): IamRequest[] {
  const tables = [names.staged, names.unloaded];
  return [
    ...[...names.exportFolders, `columnar/${names.raw}/`, `manifests/${names.files}/`].flatMap((folder) =>
      ['s3:PutObject', 's3:DeleteObject'].map((action) =>
        ask(action, `arn:aws:s3:::${BUCKET}/${folder}object`, 'writes a night'),
      ),
    ),
    ask('s3:DeleteObject', `arn:aws:s3:::${BUCKET}/${RESULT_PREFIX}/a`, 'removes results'),
    ...tables.flatMap((table) =>
      ['glue:GetPartition', 'glue:GetPartitions', 'glue:BatchGetPartition'].map((action) =>
        ask(action, glueTable(table), 'reads nights that are not verified'),
      ),
    ),
    ...[
      'CreatePartition',
      'UpdatePartition',
      'DeletePartition',
      'BatchDeletePartition',
      'UpdateTable',
      'DeleteTable',
    ].map((operation) => ask(`glue:${operation}`, glueTable(names.raw), 'changes the catalog')),
    ...['StartQueryExecution', 'GetQueryResults', 'ListQueryExecutions'].map((operation) =>
      askAthena(operation, `workgroup/${names.nightWorkgroup}`),
    ),
    ...['CreateNamedQuery', 'DeleteNamedQuery', 'UpdateWorkGroup'].map((operation) =>
      askAthena(operation, `workgroup/${names.workgroup}`),
    ),
    ask('states:StartExecution', machineOf(names), 'starts a night'),
    ...['GetItem', 'Scan', 'ExportTableToPointInTime'].map((operation) =>
      ask(
        `dynamodb:${operation}`,
        `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${names.sourceTable}`,
        'reads the table itself',
      ),
    ),
  ];
}

/** What of another table the tables of a grant do not have: its objects, its metadata, its partitions. */
function ofOtherTable(config: Config, names: Resources): IamRequest[] {
  const isOfTable = ({ action, resource }: IamRequest) =>
    (action === 's3:GetObject' && !resource.includes(`/${RESULT_PREFIX}/`)) || resource.includes(`:table/${DATABASE}/`);
  return needsOfQuerying(config, names).filter(isOfTable);
}

function listUnsafe(prefix: string): IamRequest[] {
  return [list({ 's3:prefix': prefix }, 'lists what is not theirs')];
}

function needsOfOperating(names: Resources): IamRequest[] {
  return [
    ...['StartExecution', 'ListExecutions', 'DescribeStateMachine'].map((operation) =>
      ask(`states:${operation}`, machineOf(names), 'night, status'),
    ),
    ...[
      ...['DescribeExecution', 'DescribeStateMachineForExecution', 'GetExecutionHistory'],
      ...['RedriveExecution', 'StopExecution'],
    ].map((operation) =>
      ask(`states:${operation}`, `${machineOf(names).replace(':stateMachine:', ':execution:')}:night`, 'night, status'),
    ),
  ];
}

function changesOfMachine(names: Resources): IamRequest[] {
  return ['UpdateStateMachine', 'DeleteStateMachine', 'CreateStateMachine', 'TagResource'].map((operation) =>
    ask(`states:${operation}`, machineOf(names), 'changes the machine'),
  );
}

/** Who operates reads no nights: that is granted by grantQuery. */
function readsOfOperator(config: Config, names: Resources): IamRequest[] {
  const reads = needsOfQuerying(config, names).filter(({ action }) => /^(s3|athena|glue|kms):/.test(action));
  return [...reads, ask('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role${names.rolePath}Nightly`, 'runs as a night')];
}

function machineOf({ stateMachine }: Resources): string {
  return `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:${stateMachine}`;
}

function glueTable(name: string): string {
  return `arn:aws:glue:${REGION}:${ACCOUNT}:table/${DATABASE}/${name}`;
}

function askAthena(operation: string, resource: string): IamRequest {
  return ask(`athena:${operation}`, `arn:aws:athena:${REGION}:${ACCOUNT}:${resource}`, 'the console, or a command');
}

function list(context: IamRequest['context'], why: string): IamRequest {
  return { ...ask('s3:ListBucket', `arn:aws:s3:::${BUCKET}`, why), context };
}

function ask(action: string, resource: string, why: string): IamRequest {
  return { action, resource, owner: ACCOUNT, context: {}, why };
}
