import { accountClients } from '../../../lib/aws/account/account-clients';
import { awsError, FakeAccount } from '../../aws/fake-account';
import { inAccount } from '../account';

jest.mock('../../../lib/aws/account/clients');
jest.mock('../../../lib/aws/account/account-clients');

/** An account with the table shop-orders of 2 GiB. */
function shop(change: object = {}): FakeAccount {
  const account = new FakeAccount();
  account.answers.DescribeTable = () => ({
    Table: {
      TableName: 'shop-orders',
      TableArn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/shop-orders',
      ItemCount: 1_234_567,
      TableSizeBytes: 2 * 1024 ** 3,
      KeySchema: [
        { AttributeName: "customer's", KeyType: 'HASH' },
        { AttributeName: 'line', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'line', AttributeType: 'N' },
        { AttributeName: 'status', AttributeType: 'S' },
        { AttributeName: "customer's", AttributeType: 'S' },
      ],
      ...change,
    },
  });
  return account;
}

const init = (account: FakeAccount, ...args: string[]) =>
  inAccount(account, 'init', '--table', 'shop-orders', '--region', 'eu-west-1', ...args);

const off = (account: FakeAccount) => {
  account.answers.DescribeContinuousBackups = () => ({
    ContinuousBackupsDescription: { PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' } },
  });
  return account;
};

describe('init', () => {
  it('says what a night costs and holds, and gives the code for a CDK app', async () => {
    const { stdout, stderr, exitCode } = await init(shop(), '--profile', 'prod');
    expect(exitCode).toBe(0);
    expect(jest.mocked(accountClients)).toHaveBeenLastCalledWith({ region: 'eu-west-1', profile: 'prod' });
    expect(stderr).toContain("key       customer's (S) and line (N)\n");
    expect(stderr).toMatch(/a night {3}about 1,234,567 items, 2\.\d+ GB/);
    expect(stderr).toMatch(/cost {6}\S*0\.20\S* .*for the export of a night/);
    expect(stderr).toMatch(/export of a night, \S*0\.0014\S* .*for its validation in Athena\n/);
    expect(stderr).toMatch(
      /storage {3}about 30\d\.?\d* MB of S3 a night, \S*0\.0066\S* .*a month for each night that is kept/,
    );
    expect(stderr).toContain('recovery  on\n');
    expect(stdout).toContain(`nights.add('ShopOrders', {
  table: Table.fromTableName(this, 'ShopOrdersTable', 'shop-orders'),
  partitionKey: { name: "customer's", type: AttributeType.STRING },
  sortKey: { name: 'line', type: AttributeType.NUMBER },
`);
  });

  it('gives the context of cdk.json, and all of it as JSON', async () => {
    const block = {
      name: 'ShopOrders',
      existingTable: 'shop-orders',
      partitionKey: { name: "customer's", type: 'S' },
      sortKey: { name: 'line', type: 'N' },
    };
    const { stdout } = await init(shop(), '--format', 'cdk.json');
    expect(JSON.parse(stdout)).toEqual({ context: { region: 'eu-west-1', tables: [block] } });
    const json = await init(off(shop()), '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({ items: 1_234_567, recovery: false, exportCost: 0.2 });
    expect(json.stderr).toBe('');
  });

  it('says that recovery is off, what it costs, and the command that turns it on', async () => {
    const { stderr, exitCode } = await init(off(shop()));
    expect(stderr).toMatch(
      /recovery {2}OFF: .*\n.*0\.40.* a month\. To turn it on:\n +aws dynamodb update-continuous-backups --region eu-west-1 --table-name shop-orders /,
    );
    expect(exitCode).toBe(0);
  });

  it('goes on where recovery may not be looked at', async () => {
    const account = shop();
    account.answers.DescribeContinuousBackups = () => {
      throw awsError('AccessDeniedException', 'not authorized to perform: dynamodb:DescribeContinuousBackups');
    };
    const { stdout, stderr, exitCode } = await init(account);
    expect(stderr).toMatch(/recovery {2}is not known: AWS does not allow it \(.*DescribeContinuousBackups/);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('NightlyExports')]);
  });

  it.each([
    [
      'is not there',
      { name: 'ResourceNotFoundException' },
      /^There is no DynamoDB table shop-orders in eu-west-1: .*--region.*--profile\n$/,
    ],
    ['may not be looked at', { name: 'AccessDeniedException' }, /^AWS does not allow it .*--profile/],
  ])('ends with 2 and a remedy where the table %s', async (_, { name }, message) => {
    const account = shop();
    account.answers.DescribeTable = () => {
      throw awsError(name, 'dynamodb:DescribeTable');
    };
    const { stdout, stderr, exitCode } = await init(account);
    expect(stderr).toMatch(message);
    expect([stdout, exitCode]).toEqual(['', 2]);
  });

  it.each([
    [
      'a type that no column has',
      [{ AttributeName: "customer's", AttributeType: 'BOOL' }],
      /^The key customer's of shop-orders has the type BOOL, of which no column is made/,
    ],
    ['no type', [], /has the type \(none\)/],
  ])('refuses a key of %s', async (_, AttributeDefinitions, message) => {
    const { stderr, exitCode } = await init(shop({ AttributeDefinitions }));
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(2);
  });

  it('refuses a key that a column cannot be called', async () => {
    const { stderr, exitCode } = await init(
      shop({
        KeySchema: [{ AttributeName: 'export_date', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'export_date', AttributeType: 'S' }],
      }),
    );
    expect(stderr).toContain('a table with such keys cannot have views');
    expect(exitCode).toBe(2);
  });
});
