import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { awsError, FakeAccount } from '../../aws/fake-account';
import { order, publishNights, type PublishedNights } from '../../target/published-nights';
import { inAccount } from '../account';
import { runCli } from '../run-cli';

jest.mock('../../../lib/aws/account/clients');
jest.mock('../../../lib/aws/account/account-clients');

/** A minute after the schedule of the fake account's newest night. */
beforeEach(() => {
  jest.useFakeTimers({
    now: Date.parse('2026-01-31T19:01:00Z'),
    doNotFake: ['nextTick', 'setImmediate', 'setTimeout'],
  });
});

afterEach(() => {
  jest.useRealTimers();
});

describe('doctor in an account', () => {
  it('ends with 0 where there are notes alone', async () => {
    const { stdout, exitCode } = await inAccount(new FakeAccount(), 'doctor');
    expect(stdout).toMatch(/\n0 errors, 0 warnings, 3 notes\.\n$/);
    expect(exitCode).toBe(0);
  });

  it('says of each finding what, why and the remedy, errors first, and ends with 3', async () => {
    const account = new FakeAccount();
    account.answers.GetSchedule = () => ({ State: 'DISABLED', ScheduleExpression: 'cron(0 4 * * ? *)' });
    account.answers.GetBucketPolicy = () => {
      throw awsError('NoSuchBucketPolicy', 'none', 404);
    };
    const { stdout, exitCode } = await inAccount(account, 'doctor');
    expect(stdout).toMatch(
      /^error {3}schedule of SushiOrderData\n {2}what {4}.*DISABLED\.\n {2}why {5}No night starts by itself\.\n {2}remedy {2}npx cdk deploy/,
    );
    expect(stdout.indexOf('bucket-policy')).toBeGreaterThan(stdout.indexOf('schedule'));
    expect(exitCode).toBe(3);
  });

  it('ends with 1 for warnings, and gives the findings as JSON', async () => {
    const account = new FakeAccount();
    account.answers.GetBucketPolicy = () => {
      throw awsError('NoSuchBucketPolicy', 'none', 404);
    };
    const { stdout, exitCode } = await inAccount(account, 'doctor', '--json');
    expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ check: 'bucket-policy', severity: 'warning' }));
    expect(exitCode).toBe(1);
  });

  it.each([
    [
      'CredentialsProviderError',
      'Could not load credentials from any providers',
      /^No AWS credentials were found: .*\n$/,
    ],
    ['ThrottlingException', 'Rate exceeded', /^AWS had too many requests.*try again in a minute\n$/],
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND dynamodb.eu-nowhere-1.amazonaws.com', /^AWS was not reached .*region.*\n$/],
  ])('ends with 2 and one line for %s', async (name, message, line) => {
    const account = new FakeAccount();
    account.answers.GetTables = () => {
      throw awsError(name, message);
    };
    const { stdout, stderr, exitCode } = await inAccount(account, 'doctor');
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toMatch(line);
  });
});

describe('doctor of a folder', () => {
  let nights: PublishedNights;

  beforeEach(async () => {
    nights = await publishNights({ '2026-01-30': [order('1', 1)], '2026-01-31': [order('1', 1), order('2', 2)] });
  });

  afterEach(() => {
    nights.remove();
  });

  it('finds what is missing in the bucket, and says what to do here', async () => {
    rmSync(join(nights.folder, 's3', nights.names.bucket, 'export'), { recursive: true });
    const { stdout, exitCode } = await runCli('doctor', '--target', 'local', '--folder', nights.folder);
    expect(stdout).toContain(
      'The partition 2026-01-31 of example_dynamodb_export_dev.sushiorderdata_raw has no objects',
    );
    expect(stdout).toContain(`remedy  put its files back below ${nights.folder}/s3: `);
    expect(stdout).not.toContain('npm start');
    expect(stdout).not.toContain('remedy  aws');
    expect(exitCode).toBe(3);
  });

  it('gives the findings of one table alone', async () => {
    rmSync(join(nights.folder, 's3', nights.names.bucket, 'export'), { recursive: true });
    const tables = [
      { ...nights.table, attributes: [] },
      { name: 'Other', partitionKey: { name: 'id', type: 'S' }, attributes: [] },
    ];
    const doctor = (...args: string[]) =>
      runCli(
        'doctor',
        '--target',
        'local',
        '--folder',
        nights.folder,
        '-c',
        `tables=${JSON.stringify(tables)}`,
        ...args,
      );
    const all = await doctor('--json');
    const of = async (name: string) => {
      const { stdout, exitCode } = await doctor('--json', '--table', name);
      return { tables: (JSON.parse(stdout) as { table?: string }[]).map(({ table }) => table), exitCode };
    };
    const mine = await of('sushiorderdata');
    expect(mine.exitCode).toBe(3);
    expect(new Set(mine.tables)).toEqual(new Set(['SushiOrderData']));
    expect(JSON.parse(all.stdout)).toHaveLength(mine.tables.length);
    expect(await of('Other')).toEqual({ tables: [], exitCode: 0 });
    expect(await doctor('--table', 'SushiOrder')).toMatchObject({
      stderr:
        'The configuration has no table SushiOrder: there is SushiOrderData, Other. Did you mean SushiOrderData?\n',
      exitCode: 2,
    });
  });

  it('reads the views', async () => {
    const { stdout } = await runCli('doctor', '--target', 'local', '--folder', nights.folder, '--json');
    const checks = (JSON.parse(stdout) as { check: string }[]).map(({ check }) => check);
    expect(checks).not.toContain('views');
  });

  it('ends with 2 where there is none', async () => {
    const { stderr, exitCode } = await runCli('doctor', '--target', 'local', '--folder', '/no');
    expect(stderr).toBe(
      '/no has no nights: run some with "npm start", or give the folder that has them with --folder\n',
    );
    expect(exitCode).toBe(2);
  });
});
