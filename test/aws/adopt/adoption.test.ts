import { VirtualClock } from '../../../lib/asl';
import { adoptionFacts, makeDeployedActions } from '../../../lib/aws/operations';
import { exportArn, exportLayout } from '../../../lib/export';
import { formatWindowManifest } from '../../../lib/night';
import { adoptionPlan, runAdoption } from '../../../lib/operations';
import { manifestSummary } from '../../operations/manifest-summary';
import { exportIdOf, MACHINE_ARN, NOW } from '../../operations/doctor/healthy';
import { awsError, FakeAccount, type FakeExecution } from '../fake-account';

async function plan(account: FakeAccount, since?: string) {
  const { config, table, clients } = account;
  const facts = await adoptionFacts({
    config,
    table,
    clients,
    machineArn: MACHINE_ARN,
    now: NOW,
    since,
    onProgress: () => undefined,
  });
  return adoptionPlan(facts);
}

function addCompleted(account: FakeAccount, exportId: string) {
  account.exports.push({ ExportArn: exportArn(account.tableArn, exportId), ExportStatus: 'COMPLETED' });
}

describe('adoption in an account', () => {
  it('plans what DynamoDB lists and what the bucket alone still has, oldest first', async () => {
    const account = new FakeAccount();
    account.putExport('2025-06-01');
    for (const date of ['2026-01-28', '2026-01-27', '2026-01-29']) addCompleted(account, account.putExport(date));
    account.putExport('2026-01-26', { tableArn: `${account.tableArn}-other` });
    const { steps } = await plan(account);
    expect(steps.map(({ exportDate }) => exportDate)).toEqual(['2025-06-01', '2026-01-27', '2026-01-28', '2026-01-29']);
  });

  it('plans what lies in other folders that are read, and asks DynamoDB where one lies that is in none', async () => {
    const account = new FakeAccount({
      tables: [{ name: 'SushiOrderData', partitionKey: { name: 'tableid' }, exportPrefixes: ['old'] }],
    });
    addCompleted(account, account.putExport('2026-01-27', {}, 'old/2026/01'));
    const elsewhere = account.putExport('2026-01-28', {}, 'backups');
    addCompleted(account, elsewhere);
    account.answers.DescribeExport = ({ ExportArn }) => ({
      ExportDescription: {
        ExportArn,
        S3Bucket: account.names.bucket,
        ExportManifest: exportLayout('backups', elsewhere).manifestSummary,
      },
    });
    const { steps, skipped } = await plan(account);
    expect(steps.map(({ exportDate }) => exportDate)).toEqual(['2026-01-27']);
    expect(skipped.find(({ exportId }) => exportId === elsewhere)?.reason).toContain(
      'add "backups/AWSDynamoDB" to exportPrefixes',
    );
  });

  it('plans an incremental export that follows the newest night, where nights are made of changes', async () => {
    const account = new FakeAccount({
      tables: [{ name: 'SushiOrderData', partitionKey: { name: 'tableid' }, incremental: {} }],
    });
    const full = account.putExport('2027-01-28');
    addCompleted(account, full);
    const exportId = exportIdOf('2027-01-29');
    const { exportTime, ...common } = manifestSummary(account.tableArn, exportId, '2027-01-29T04:00:00+09:00', {
      s3Bucket: account.names.bucket,
      version: '2023-08-01',
    });
    const exportFromTime = new Date('2027-01-28T04:00:00+09:00').toISOString();
    const outputView = 'NEW_AND_OLD_IMAGES';
    account.put(
      exportLayout('export/sushiorderdata/changes/a', exportId).manifestSummary,
      formatWindowManifest({ ...common, exportFromTime, exportToTime: exportTime, outputView }),
    );
    account.exports.push({
      ExportArn: exportArn(account.tableArn, exportId),
      ExportStatus: 'COMPLETED',
      ExportType: 'INCREMENTAL_EXPORT',
    });
    const { steps } = await plan(account);
    expect(steps.map((step) => [step.exportId, step.isIncremental === true])).toEqual([
      [full, false],
      [exportId, true],
    ]);
  });

  it('leaves alone a filtered export, which DynamoDB tells of when it is asked for that one alone', async () => {
    const account = new FakeAccount();
    const [whole, part] = ['2026-01-27', '2026-01-28'].map((date) => account.putExport(date)) as [string, string];
    for (const exportId of [whole, part]) addCompleted(account, exportId);
    const FilterSpecification = { FilterExpression: 'id = :one' };
    account.answers.DescribeExport = ({ ExportArn }) => ({
      ExportDescription: { ExportArn, ...(String(ExportArn).endsWith(part) && { FilterSpecification }) },
    });
    const { steps, skipped } = await plan(account);
    expect(steps.map(({ exportId }) => exportId)).toEqual([whole]);
    expect(skipped.find(({ exportId }) => exportId === part)?.reason).toContain('Export.Filtered');
  });

  it('asks DynamoDB nothing of an export that is published', async () => {
    const account = new FakeAccount();
    addCompleted(account, exportIdOf('2026-02-01'));
    await plan(account);
    expect(account.calls.filter(([name]) => name === 'DescribeExport')).toEqual([]);
  });

  it('reads no manifest of before the first date that is wanted', async () => {
    const account = new FakeAccount();
    const [old] = [account.putExport('2025-06-01'), account.putExport('2026-01-28')];
    expect((await plan(account, '2026-01-01')).steps).toHaveLength(1);
    const read = account.calls.filter(([name]) => name === 'GetObject').map(([, { Key }]) => String(Key));
    expect(read.some((key) => key.includes(old))).toBe(false);
  });

  it('leaves alone what an execution works on', async () => {
    const account = new FakeAccount();
    const exportId = account.putExport('2026-01-28');
    account.executions.push({
      executionArn: 'arn:running',
      name: `adopt-${exportId}`,
      status: 'RUNNING',
      startDate: new Date(NOW),
      input: JSON.stringify({ exportArn: exportArn(account.tableArn, exportId) }),
    });
    expect(await plan(account)).toMatchObject({
      steps: [],
      skipped: expect.arrayContaining([
        { exportId, exportDate: '2026-01-28', reason: 'an execution works on it' },
      ]) as unknown,
    });
  });

  it('says that the stack has to be deployed first', async () => {
    const account = new FakeAccount();
    account.answers.GetPartitions = () => {
      throw awsError('EntityNotFoundException');
    };
    await expect(plan(account)).rejects.toThrow(/^There is no Glue table .*: deploy the stack, or give the system/);
  });

  it('says that there is no bucket to look into', async () => {
    const account = new FakeAccount();
    account.answers.ListObjectsV2 = () => {
      throw awsError('NoSuchBucket', 'The specified bucket does not exist', 404);
    };
    await expect(plan(account)).rejects.toThrow(
      /^There is no bucket example-dynamodb-export-dev-123456789012-ap-northeast-1: deploy the stack first/,
    );
  });

  it('starts the deployed machine with export and date under the name of the export, and waits until it has ended', async () => {
    const account = new FakeAccount();
    const exportId = account.putExport('2026-01-28');
    const looks: string[] = [];
    account.answers.StartExecution = ({ stateMachineArn, name, input }) => {
      const execution: FakeExecution = {
        executionArn: `arn:${String(name)}`,
        name: String(name),
        status: 'RUNNING',
        startDate: new Date(NOW),
        input: String(input),
      };
      account.executions.push(execution);
      return { executionArn: execution.executionArn, stateMachineArn };
    };
    account.answers.DescribeExecution = ({ executionArn }) => {
      const execution = account.executions.find((one) => one.executionArn === executionArn);
      looks.push(execution?.status ?? '');
      return { ...execution, status: looks.length < 3 ? 'RUNNING' : 'SUCCEEDED' };
    };
    const clock = new VirtualClock(NOW);
    const { steps } = await plan(account);
    const result = await runAdoption(steps, makeDeployedActions(account.clients, MACHINE_ARN, { clock }), {
      atOnce: 3,
    });
    expect(result.published).toHaveLength(1);
    expect(looks).toHaveLength(3);
    expect(clock.now() - NOW).toBe(20_000);
    expect(account.executions).toMatchObject([
      {
        name: `adopt-${exportId}`,
        input: JSON.stringify({
          exportArn: exportArn(account.tableArn, exportId),
          exportDate: '2026-01-28',
          exportManifest: exportLayout(account.names.exportPrefix, exportId).manifestSummary,
        }),
      },
    ]);
  });

  it('takes another name where an execution that has ended has it', async () => {
    const account = new FakeAccount();
    account.putExport('2026-01-28');
    const names: unknown[] = [];
    account.answers.StartExecution = ({ name }) => {
      if (names.push(name) === 1) throw awsError('ExecutionAlreadyExists');
      account.executions.push({
        executionArn: 'arn:new',
        name: String(name),
        status: 'SUCCEEDED',
        startDate: new Date(NOW),
      });
      return { executionArn: 'arn:new' };
    };
    const { steps } = await plan(account);
    const clock = new VirtualClock(NOW);
    await runAdoption(steps, makeDeployedActions(account.clients, MACHINE_ARN, { clock }), { atOnce: 1 });
    expect(names).toEqual([`adopt-${exportIdOf('2026-01-28')}`, `adopt-${exportIdOf('2026-01-28')}-2`]);
  });
});
