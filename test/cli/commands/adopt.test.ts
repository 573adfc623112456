import { exportArn, exportLayout } from '../../../lib/export';
import { FakeAccount } from '../../aws/fake-account';
import { exportIdOf } from '../../operations/doctor/healthy';
import { inAccount } from '../account';

jest.mock('../../../lib/aws/account/clients');
jest.mock('../../../lib/aws/account/account-clients');

/** An account with finished exports of these dates that are no nights. */
function accountWith(...dates: string[]): FakeAccount {
  const account = new FakeAccount();
  for (const date of dates) account.putExport(date, { itemCount: 1234 });
  account.answers.StartExecution = ({ name, input }) => {
    const executionArn = `arn:${String(name)}`;
    const { exportDate } = JSON.parse(String(input)) as { exportDate: string };
    const failing = exportDate === '2026-01-02';
    account.executions.push({
      executionArn,
      name: String(name),
      status: failing ? 'FAILED' : 'SUCCEEDED',
      startDate: new Date('2026-02-01T00:00:00Z'),
      ...(failing && {
        error: 'Validation.Failed',
        cause: JSON.stringify({
          what: 'It is not whole.',
          found: [{ check: 'item_count', expected: '2', found: '1' }],
        }),
      }),
    });
    return { executionArn };
  };
  return account;
}

const inputsOfStarted = ({ calls }: FakeAccount) =>
  calls.filter(([name]) => name === 'StartExecution').map(([, { input }]) => JSON.parse(String(input)) as object);

describe('adopt', () => {
  it('shows the plan with --dry-run and starts nothing', async () => {
    const account = accountWith('2026-01-03', '2026-01-01');
    const { stdout, exitCode } = await inAccount(account, 'adopt', '--dry-run');
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      'SushiOrderData: 2 to publish, 0 published already, 2 left alone.',
      `  2026-01-01  publish   ${exportIdOf('2026-01-01')}, 1,234 items`,
      `  2026-01-03  publish   ${exportIdOf('2026-01-03')}, 1,234 items`,
    ]);
    expect(inputsOfStarted(account)).toEqual([]);
    expect(exitCode).toBe(0);
  });

  it('starts the machine for each with its date, oldest first, and ends with 0', async () => {
    const account = accountWith('2026-01-03', '2026-01-01');
    const { stdout, exitCode } = await inAccount(account, 'adopt');
    expect(inputsOfStarted(account)).toEqual(
      ['2026-01-01', '2026-01-03'].map((exportDate) => ({
        exportArn: exportArn(account.tableArn, exportIdOf(exportDate)),
        exportDate,
        exportManifest: exportLayout(account.names.exportPrefix, exportIdOf(exportDate)).manifestSummary,
      })),
    );
    expect(stdout).toMatch(/\n2 published, 0 failed\.\n$/);
    expect(exitCode).toBe(0);
  });

  it('goes on after one that was not published, says why, and ends with 1', async () => {
    const account = accountWith('2026-01-02', '2026-01-03');
    const { stdout, exitCode } = await inAccount(account, 'adopt', '--at-once', '1');
    expect(stdout).toContain('  2026-01-02  FAILED Validation.Failed\n');
    expect(stdout).toContain('Validation.Failed: It is not whole.\n    item_count: expected 2, found 1');
    expect(stdout).toContain('1 published, 1 failed.');
    expect(exitCode).toBe(1);
  });

  it('begins with --since', async () => {
    const account = accountWith('2026-01-01', '2026-01-03');
    await inAccount(account, 'adopt', '--since', '2026-01-02');
    expect(inputsOfStarted(account)).toMatchObject([{ exportDate: '2026-01-03' }]);
  });

  it('gives plan and outcome as JSON', async () => {
    const account = accountWith('2026-01-03');
    const { stdout } = await inAccount(account, 'adopt', '--json');
    expect(JSON.parse(stdout)).toMatchObject([
      { table: 'SushiOrderData', steps: [{ exportDate: '2026-01-03' }], published: [{ exportDate: '2026-01-03' }] },
    ]);
  });

  it.each([
    ['--since', '31.1.2026', 'give a date such as 2026-01-31.'],
    ['--since', '2026-02-30', 'give a date such as 2026-01-31.'],
    ['--at-once', '21', 'give a number from 1 to 20'],
    ['--table', 'Nothing', 'there is SushiOrderData'],
  ])('refuses %s %s', async (option, value, text) => {
    const { stderr, exitCode } = await inAccount(new FakeAccount(), 'adopt', option, value);
    expect(stderr).toContain(text);
    expect(exitCode).toBe(2);
  });
});
