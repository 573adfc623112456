import { FakeAccount } from '../../aws/fake-account';
import { order, publishNights } from '../../target/published-nights';
import { inAccount } from '../account';
import { runCli } from '../run-cli';

jest.mock('../../../lib/aws/account/clients');
jest.mock('../../../lib/aws/account/account-clients');

function addFailed(account: FakeAccount): void {
  account.executions.push({
    executionArn: 'arn:failed',
    name: 'failed',
    status: 'FAILED',
    startDate: new Date('2026-02-01T19:00:00Z'),
    stopDate: new Date('2026-02-01T19:02:00Z'),
    input: JSON.stringify({ scheduledTime: '2026-02-01T19:00:00Z' }),
    error: 'Export.Failed',
    cause: JSON.stringify({ what: 'DynamoDB gave up the export.', exportDate: '2026-02-02' }),
    states: ['checkExportStatus', 'ExportFailed'],
  });
}

describe('status of an account', () => {
  it('is a table of the last nights, newest first', async () => {
    const { stdout, exitCode } = await inAccount(new FakeAccount(), 'status');
    expect(stdout.split('\n').filter((line) => line.includes('PUBLISHED'))).toEqual([
      expect.stringMatching(/SushiOrderData +2026-02-01 +PUBLISHED +3 +0 +1\.0 GB +0\.10\d* USD$/),
      expect.stringMatching(/2026-01-31/),
    ]);
    expect(exitCode).toBe(0);
  });

  it('says where the newest night failed and why, and ends with 1', async () => {
    const account = new FakeAccount();
    addFailed(account);
    const { stdout, exitCode } = await inAccount(account, 'status', '--nights', '1');
    expect(stdout).toMatch(/2026-02-02 +FAILED +checkExportStatus +2026-02-02 04:00 +2\.0 +Export\.Failed/);
    expect(stdout).toContain('2026-02-02  Export.Failed: DynamoDB gave up the export.\n            arn:failed');
    expect(exitCode).toBe(1);
  });

  it('is JSON with --json', async () => {
    const { stdout } = await inAccount(new FakeAccount(), 'status', '--json', '--nights', '1');
    expect(JSON.parse(stdout)).toMatchObject([{ table: 'SushiOrderData', exportDate: '2026-02-01', itemCount: 3 }]);
  });

  it('follows the execution that runs, a line a state, before the table', async () => {
    const account = new FakeAccount();
    const running = {
      executionArn: 'arn:running',
      name: 'running',
      status: 'RUNNING',
      startDate: new Date('2026-02-01T19:00:00Z'),
    };
    account.executions.push(running);
    account.answers.DescribeExecution = () => ({ ...running, status: 'SUCCEEDED', output: '{}' });
    const timestamp = new Date('2026-02-01T19:00:00Z');
    account.answers.GetExecutionHistory = () => ({
      events: [
        { id: 1, type: 'ChoiceStateEntered', timestamp, stateEnteredEventDetails: { name: 'checkInput' } },
        { id: 2, type: 'SucceedStateEntered', timestamp, stateEnteredEventDetails: { name: 'ExportCompleted' } },
      ],
    });
    const { stdout, stderr } = await inAccount(account, 'status', '--watch');
    expect(stderr).toBe('SushiOrderData: arn:running\n  04:00:00  checkInput\n  04:00:00  ExportCompleted\n');
    expect(stdout).toContain('SUCCEEDED');
  });

  it('says with --watch that nothing runs', async () => {
    expect((await inAccount(new FakeAccount(), 'status', '--watch')).stderr).toBe('No execution runs.\n');
  });

  it('ends with 2 for a stack that does not exist, and says which machines there are', async () => {
    const account = new FakeAccount();
    account.machines.pop();
    const { stderr, exitCode } = await inAccount(account, 'status');
    expect(stderr).toBe(
      'There is no state machine example-ExportSushiOrderData-dev in ap-northeast-1: deploy the stack, or give the system with -c systemName=... and its region with -c region=... (there are other)\n',
    );
    expect(exitCode).toBe(2);
  });
});

it('status of a folder is its published nights', async () => {
  const nights = await publishNights({ '2026-01-30': [order('1', 1)], '2026-01-31': [order('1', 1), order('2', 2)] });
  try {
    const { stdout, exitCode } = await runCli('status', '--target', 'local', '--folder', nights.folder);
    expect(stdout).toMatch(/2026-01-31 +PUBLISHED +2[^]*2026-01-30 +PUBLISHED +1/);
    expect(exitCode).toBe(0);
  } finally {
    nights.remove();
  }
});
