import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountClients } from '../../../lib/aws/account/account-clients';
import { awsClients } from '../../../lib/aws/account/clients';
import { COMMANDS } from '../../../lib/cli/commands';
import { DESCRIPTION_PARAMETER } from '../../../lib/config';
import { parseSavedQuery, writeDeployedQuery } from '../../../lib/sql';
import { awsError, FakeAccount } from '../../aws/fake-account';
import { inAccount } from '../account';
import { runCli, type CliRun } from '../run-cli';

jest.mock('../../../lib/aws/account/clients');
jest.mock('../../../lib/aws/account/account-clients');

/** A system that no cdk.json knows of: other names, and another table than the default one. */
const SHOP = {
  systemName: 'shop',
  namePrefix: 'acme',
  region: 'eu-west-1',
  tables: [{ name: 'Orders', partitionKey: { name: 'id' }, attributes: [{ name: 'total', type: 'bigint' }] }],
};
const DATABASE = 'acme_dynamodb_export_shop';

const environment = { ...process.env };
const folder = process.cwd();
let empty: string;

beforeEach(() => {
  empty = mkdtempSync(join(tmpdir(), 'empty-'));
  process.chdir(empty);
  jest.clearAllMocks();
  jest.useFakeTimers({
    now: Date.parse('2026-01-31T19:01:00Z'),
    doNotFake: ['nextTick', 'setImmediate', 'setTimeout'],
  });
});

afterEach(() => {
  jest.useRealTimers();
  process.chdir(folder);
  rmSync(empty, { recursive: true });
  process.env = { ...environment };
});

const shop = (account: FakeAccount, ...args: string[]): Promise<CliRun> =>
  inAccount(account, ...args, '--database', DATABASE, '--region', 'eu-west-1');

/** The same system, its raw table with another text of itself. */
function describeAs(text: string | undefined): FakeAccount {
  const account = new FakeAccount(SHOP);
  const Parameters = text === undefined ? {} : { [DESCRIPTION_PARAMETER]: text };
  account.answers.GetTables = () => ({ TableList: [{ Name: 'orders_raw', Parameters }] });
  return account;
}

describe('--database', () => {
  const asking = Object.keys(COMMANDS).filter((name) => !['start', 'init', 'cost', 'completion'].includes(name));

  it.each(asking)('is an option of %s, with a region and a profile', async (name) => {
    const { stdout } = await runCli(name, '--help');
    for (const option of ['--database <name>', '--region <region>', '--profile <name>'])
      expect(stdout).toContain(option);
  });

  it('lets a statement be asked in an empty folder, of the system that has the database', async () => {
    const account = new FakeAccount(SHOP);
    const { stdout, exitCode } = await shop(account, 'query', 'SELECT 1');
    expect([stdout, exitCode]).toEqual([expect.stringContaining('menu'), 0]);
    expect(account.calls.find(([name]) => name === 'StartQueryExecution')?.[1]).toMatchObject({
      WorkGroup: 'acme-dynamodb-export-shop',
      QueryExecutionContext: { Database: DATABASE },
    });
  });

  it('lets a saved query for any table be asked of its table', async () => {
    const account = new FakeAccount(SHOP);
    await shop(account, 'query', 'growth_by_night');
    expect(account.calls.find(([name]) => name === 'StartQueryExecution')?.[1].QueryString).toContain('orders_raw');
  });

  it('lets a query be asked that was deployed with the system, by its name', async () => {
    const account = new FakeAccount(SHOP);
    const query = '-- title: Best\n-- description: d\n-- table: any\n-- parameter: day 1 it\nSELECT ? FROM "{table}"';
    const QueryString = writeDeployedQuery(parseSavedQuery('best_customers', query), account.table);
    account.namedQueries['orders: Best'] = { Database: DATABASE, QueryString };
    account.namedQueries['of a person'] = { Database: DATABASE, QueryString: 'SELECT 2' };
    account.namedQueries['of another'] = { Database: 'other', QueryString: QueryString.replace('"orders"', 'wrong') };
    const { exitCode } = await shop(account, 'query', 'best_customers', '--param', 'day=7');
    expect(exitCode).toBe(0);
    expect(account.calls.find(([name]) => name === 'ListNamedQueries')?.[1]).toMatchObject({
      WorkGroup: 'acme-dynamodb-export-shop',
    });
    expect(account.calls.find(([name]) => name === 'StartQueryExecution')?.[1]).toMatchObject({
      QueryString: 'SELECT ? FROM "orders"',
      ExecutionParameters: ['7'],
    });
  });

  it('names those that were deployed where there is none of the name, and says so where they may not be seen', async () => {
    const account = new FakeAccount(SHOP);
    expect((await shop(account, 'query', 'best')).stderr).toMatch(/^There is no file and no saved query best\./);
    account.answers.ListNamedQueries = () => {
      throw awsError('AccessDeniedException', 'not authorized to perform: athena:ListNamedQueries', 400);
    };
    expect((await shop(account, 'query', 'best')).stderr).toMatch(/^AWS does not allow it \(.*ListNamedQueries/);
    expect((await shop(account, 'query', 'growth_by_night')).exitCode).toBe(0);
  });

  it('has no setting of a cdk.json in its remedies', async () => {
    const account = new FakeAccount(SHOP);
    account.machines.length = 0;
    account.answers.StartQueryExecution = () => {
      throw awsError('InvalidRequestException', 'WorkGroup x is not found.');
    };
    for (const args of [['night'], ['status', '--watch'], ['adopt'], ['query', 'SELECT 1']]) {
      const { stderr, exitCode } = await shop(account, ...args);
      expect(stderr).not.toContain('systemName');
      expect(stderr).toContain(`deploy the stacks of ${DATABASE} again in the app that they are of`);
      expect(exitCode).not.toBe(0);
    }
  });

  it.each([
    ['tables', ['tables'], 'orders_history'],
    ['status', ['status'], '2026-01-31'],
    ['dbt', ['dbt'], `\n    schema: ${DATABASE}\n`],
    ['doctor', ['doctor'], '0 errors, 0 warnings'],
    ['adopt', ['adopt', '--dry-run'], 'Orders: 0 to publish, 0 published already'],
  ])('lets %s ask the system', async (_, args, told) => {
    const { stdout, stderr, exitCode } = await shop(new FakeAccount(SHOP), ...args);
    expect([stderr, exitCode]).toEqual(['', 0]);
    expect(stdout).toContain(told);
  });

  it('stands in the commands that doctor gives, and its app in those that deploy', async () => {
    const account = new FakeAccount(SHOP);
    account.answers.GetSchedule = () => ({ State: 'DISABLED', ScheduleExpression: 'cron(0 4 * * ? *)' });
    const { stdout } = await shop(account, 'doctor');
    expect(stdout).toContain(`--scheduled-time TIME --database ${DATABASE} --region eu-west-1\n`);
    expect(stdout).toContain(`npx cdk deploy --all --revert-drift, in the app that deploys ${DATABASE}\n`);
  });

  it.each([
    ['tables'],
    ['query', 'SELECT 1'],
    ['status'],
    ['doctor'],
    ['adopt', '--dry-run'],
    ['night'],
    ['verify', '2026-01-31'],
    ['report'],
    ['infer'],
    ['drift'],
    ['diff', '2026-01-30', '2026-01-31'],
  ])('lets all clients of %s be those of the region and the profile', async (...args) => {
    const account = new FakeAccount(SHOP);
    // What comes of a night, and of answers that are none, is no matter.
    account.answers.StartExecution = account.answers.StartQueryExecution = () => {
      throw new Error('enough');
    };
    await shop(account, ...args, '--profile', 'prod');
    const asked = [...jest.mocked(awsClients).mock.calls, ...jest.mocked(accountClients).mock.calls];
    expect(asked.length).toBeGreaterThan(1);
    for (const [access] of asked) expect(access).toEqual({ region: 'eu-west-1', profile: 'prod' });
  });

  it('is looked for in the region of the environment where none is given', async () => {
    process.env.AWS_REGION = 'eu-central-1';
    await inAccount(new FakeAccount(SHOP), 'tables', '--database', DATABASE);
    expect(jest.mocked(awsClients).mock.calls[0]).toEqual([{ region: 'eu-central-1' }]);
  });

  it('is looked for in no region that is not known', async () => {
    const none = join(empty, 'none');
    process.env = { PATH: environment.PATH, AWS_CONFIG_FILE: none, AWS_SHARED_CREDENTIALS_FILE: none };
    const { stderr, exitCode } = await inAccount(new FakeAccount(SHOP), 'tables', '--database', DATABASE);
    expect(stderr).toMatch(/^No region is known: give --region, set AWS_REGION, or give your profile a region/);
    expect(exitCode).toBe(2);
  });
});

describe('--database that cannot be used', () => {
  it('names the one that was meant where there is none of the name, and what else may be the cause', async () => {
    const account = new FakeAccount(SHOP);
    account.answers.GetTables = () => {
      throw awsError('EntityNotFoundException', 'Database acme_dynamodb_export_shp not found.');
    };
    const { stderr, exitCode } = await inAccount(
      account,
      'tables',
      '--database',
      'acme_dynamodb_export_shp',
      '--region',
      'eu-west-1',
    );
    expect(stderr).toBe(
      `There is no database acme_dynamodb_export_shp in eu-west-1. Did you mean ${DATABASE}? Of another region give --region, of another account --profile\n`,
    );
    expect(exitCode).toBe(2);
  });

  it.each([
    ['is none of ours', describeAs(undefined), /none of export-to-athena's: .*as orders_raw has not\. If an earlier/],
    ['says nothing that can be read', describeAs('{}'), /is no description of a table: \{\}/],
    [
      'is of a newer version',
      describeAs('{"version": 99}'),
      /described in version 99, .* npm install export-to-athena@latest$/m,
    ],
  ])('%s', async (_, account, message) => {
    const { stdout, stderr, exitCode } = await shop(account, 'tables');
    expect(stderr).toMatch(message);
    expect(stderr).toContain(DATABASE);
    expect([stdout, exitCode]).toEqual(['', 2]);
  });

  it('has no table that the caller may see', async () => {
    const account = new FakeAccount(SHOP);
    account.answers.GetTables = () => ({ TableList: [] });
    expect((await shop(account, 'query', 'SELECT 1')).stderr).toMatch(
      /has no table that you may see: .*glue:GetTables/,
    );
  });

  it('may not be looked at', async () => {
    const account = new FakeAccount(SHOP);
    account.answers.GetTables = () => {
      throw awsError('AccessDeniedException', 'not authorized to perform: glue:GetTables', 400);
    };
    const { stderr, exitCode } = await shop(account, 'status');
    expect(stderr).toMatch(/^AWS does not allow it \(.*glue:GetTables\): .* --profile/);
    expect(exitCode).toBe(2);
  });

  it.each([
    ['settings of cdk.json', ['-c', 'systemName=prod'], /^Give --database or -c, not both/],
    ['a local target', ['--target', 'local'], /^--database is for --target aws/],
  ])('is not asked together with %s', async (_, args, message) => {
    const { stderr, exitCode } = await shop(new FakeAccount(SHOP), 'tables', ...args);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(2);
  });
});

describe('--region and --profile without a database', () => {
  it('are those of the configuration that is asked', async () => {
    const account = new FakeAccount();
    await inAccount(account, 'tables', '--target', 'aws', '--region', 'us-east-1', '--profile', 'dev');
    expect(jest.mocked(awsClients).mock.calls).toEqual([[{ region: 'us-east-1', profile: 'dev' }]]);
  });

  it('are refused of a folder', async () => {
    const { stderr } = await runCli('tables', '--profile', 'dev');
    expect(stderr).toMatch(/^--profile is for --target aws/);
  });
});
