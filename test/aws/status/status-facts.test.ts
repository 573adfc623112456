import { statusFacts } from '../../../lib/aws/operations';
import { nightStatuses } from '../../../lib/operations';
import { MACHINE_ARN, NOW } from '../../operations/doctor/healthy';
import { FakeAccount } from '../fake-account';
import { verifiedExecution } from '../verified-execution';

describe('the nights of an account', () => {
  it('are its executions with what they read and cost, and the published nights that no execution is known of', async () => {
    const account = new FakeAccount();
    account.executions.push(
      verifiedExecution(account.tableArn),
      {
        executionArn: 'arn:running',
        name: 'running',
        status: 'RUNNING',
        startDate: new Date('2026-01-31T23:00:00Z'),
        states: ['checkInput', 'callExport', 'Wait1'],
      },
      {
        executionArn: 'arn:old',
        name: 'old',
        status: 'FAILED',
        startDate: new Date('2026-01-29T19:00:00Z'),
        stopDate: new Date('2026-01-29T19:02:00Z'),
        error: 'Export.Failed',
        cause: JSON.stringify({ what: 'DynamoDB gave up the export.', exportDate: '2026-01-30' }),
        states: ['checkExport', 'checkExportStatus', 'ExportFailed'],
      },
    );
    const { clients, config, table } = account;
    const facts = await statusFacts(clients, config, table, MACHINE_ARN, { limit: 10, now: NOW });
    expect(nightStatuses(facts, 10)).toMatchObject([
      { exportDate: '2026-02-01', status: 'RUNNING', state: 'Wait1', seconds: 3600 },
      { exportDate: '2026-02-01', status: 'SUCCEEDED', itemCount: 3, bytesScanned: 1e9, seconds: 780 },
      { exportDate: '2026-01-31', status: 'PUBLISHED', bytesScanned: 1e9 },
      {
        exportDate: '2026-01-30',
        state: 'checkExportStatus',
        failure: 'Export.Failed: DynamoDB gave up the export.',
      },
    ]);
  });

  it('are no more than asked for, however many there were', async () => {
    const account = new FakeAccount();
    for (let day = 1; day <= 7; day++)
      account.executions.push({
        executionArn: `arn:${day}`,
        name: String(day),
        status: 'FAILED',
        startDate: new Date(Date.UTC(2026, 0, day)),
      });
    const { clients, config, table } = account;
    const { executions } = await statusFacts(clients, config, table, MACHINE_ARN, { limit: 3, now: NOW });
    expect(executions.map(({ name }) => name).sort()).toEqual(['5', '6', '7']);
  });
});
