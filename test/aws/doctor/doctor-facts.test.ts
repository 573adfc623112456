import { doctorFacts } from '../../../lib/aws/operations';
import { diagnose, type Finding } from '../../../lib/operations';
import { parseSavedCheck } from '../../../lib/sql';
import { definition } from '../../../lib/workflow';
import { CHECKS, readChecks } from '../../../lib/query-files';
import { StatementError, type Target } from '../../../lib/target';
import { NOW } from '../../operations/doctor/healthy';
import { awsError, FakeAccount } from '../fake-account';

/** Answers every statement with a row, but for views that a test has broken. */
function target(broken = ''): Target {
  const query = (sql: string) => {
    if (broken !== '' && sql.includes(broken)) return Promise.reject(new StatementError('VIEW_IS_STALE'));
    const rows = (async function* () {
      yield await Promise.resolve([['x']]);
    })();
    return Promise.resolve({ columns: [], rows, statistics: () => ({ dataScannedInBytes: 0, milliseconds: 0 }) });
  };
  return { query } as unknown as Target;
}

async function findings({ config, clients }: FakeAccount, asked = target()): Promise<Finding[]> {
  const times = { now: NOW, lastScheduledTime: Date.parse('2026-01-31T19:00:00Z') };
  const { system, tables } = await doctorFacts({ config, clients, target: asked, checks: readChecks(CHECKS) }, times);
  return diagnose(system, tables);
}

const serious = (all: readonly Finding[]) => all.filter(({ severity }) => severity !== 'note');

describe('the facts of an account', () => {
  it('of a healthy one give nothing but notes', async () => {
    const all = await findings(new FakeAccount());
    expect(serious(all)).toEqual([]);
    expect(all.map(({ what }) => what)).toContainEqual(expect.stringContaining('read 1.00 GB in 1.0 of 30 minutes'));
  });

  it('of nothing deployed give what to deploy', async () => {
    const account = new FakeAccount();
    account.machines.pop();
    account.objects.clear();
    const none = (name: string) => () => {
      throw awsError(name, `${name}: not found`, 404);
    };
    Object.assign(account.answers, {
      GetTables: none('EntityNotFoundException'),
      GetPartitions: none('EntityNotFoundException'),
      DescribeTable: none('ResourceNotFoundException'),
      DescribeContinuousBackups: none('TableNotFoundException'),
      HeadBucket: none('NotFound'),
      ListObjectsV2: none('NoSuchBucket'),
      GetSchedule: none('ResourceNotFoundException'),
      GetWorkGroup: none('InvalidRequestException'),
    });
    expect((await findings(account)).map(({ check }) => check)).toEqual(['deployment']);
  });

  it('name partitions without objects, and finished exports without a partition', async () => {
    const account = new FakeAccount();
    const [key] = account.objects.keys();
    account.objects.delete(key ?? '');
    const exportId = account.putExport('2026-01-20');
    const all = serious(await findings(account));
    expect(all.map(({ check }) => check)).toEqual(['partitions', 'partitions', 'objects']);
    expect(all.at(-1)?.what).toContain(exportId);
  });

  it('have the last failure with the state in which it went wrong', async () => {
    const account = new FakeAccount();
    account.executions.push({
      executionArn: 'arn:failed',
      name: 'failed',
      status: 'TIMED_OUT',
      startDate: new Date('2026-01-30T19:00:00Z'),
      states: ['checkInput', 'callExport', 'Wait1'],
    });
    expect(serious(await findings(account))).toMatchObject([
      { check: 'last-failure', what: expect.stringContaining('TIMED_OUT in Wait1') as string },
    ]);
  });

  it('take no export for a stray that an execution works on', async () => {
    const account = new FakeAccount();
    const exportId = account.putExport('2026-01-20');
    const running = (input?: string) => ({
      executionArn: 'arn:running',
      name: 'running',
      status: 'RUNNING',
      startDate: new Date('2026-01-30T19:00:00Z'),
      ...(input !== undefined && { input }),
    });
    account.executions.push(running());
    expect(serious(await findings(account)).map(({ check }) => check)).toEqual(['objects']);
    account.executions.pop();
    account.executions.push(
      running(JSON.stringify({ exportArn: `arn:aws:dynamodb:x:1:table/example/export/${exportId}` })),
    );
    expect(serious(await findings(account))).toEqual([]);
  });

  it('say of a view why it cannot be read', async () => {
    expect(serious(await findings(new FakeAccount(), target('_history')))).toMatchObject([
      { check: 'views', what: expect.stringContaining('VIEW_IS_STALE') as string },
    ]);
  });

  it('say what the caller may not look at, and go on', async () => {
    const account = new FakeAccount();
    account.answers.GetSchedule = () => {
      throw awsError('AccessDeniedException', 'not authorized to perform: scheduler:GetSchedule', 403);
    };
    account.answers.HeadBucket = () => {
      throw awsError('403', 'UnknownError', 403);
    };
    expect(serious(await findings(account)).map(({ check, what }) => `${check} ${what.split(' ')[0] ?? ''}`)).toEqual([
      'access Bucket',
      'access Schedule',
    ]);
  });

  it("have the account's quotas, and AWS's default of one that was never changed", async () => {
    const account = new FakeAccount();
    account.quotas.set('L-E80DC288', 120);
    const read = async () => (await findings(account)).find(({ table, check }) => table && check === 'headroom')?.what;
    expect(await read()).toContain('1.0 of 120 minutes. 120 is the quota of this account.');
    account.answers.GetServiceQuota = () => {
      throw awsError('NoSuchResourceException');
    };
    account.answers.GetAWSDefaultServiceQuota = () => ({ Quota: { Value: 60 } });
    expect(await read()).toContain('1.0 of 60 minutes. 60 is the quota of this account.');
  });

  it('do without quotas that the caller may not read', async () => {
    const account = new FakeAccount();
    account.answers.GetServiceQuota = () => {
      throw awsError('AccessDeniedException', 'not authorized to perform: servicequotas:GetServiceQuota', 400);
    };
    const all = await findings(account);
    expect(serious(all)).toEqual([]);
    expect(all.map(({ what }) => what)).toContainEqual(
      expect.stringMatching(/30 is AWS's documented default, .*servicequotas:GetServiceQuota/),
    );
  });

  it('count full exports alone, as incremental ones have a quota of their own', async () => {
    const account = new FakeAccount();
    account.exports = ['FULL_EXPORT', 'INCREMENTAL_EXPORT', 'FULL_EXPORT'].map((ExportType, index) => ({
      ExportArn: `${account.tableArn}/export/0${index}`,
      ExportStatus: 'IN_PROGRESS',
      ExportType,
    }));
    expect((await findings(account)).map(({ what }) => what)).toContainEqual(
      expect.stringMatching(/^2 of 300 exports/),
    );
  });

  it.each([
    ['ThrottlingException', 400],
    ['NotImplemented', 501],
    ['ENOTFOUND', 0],
  ])('do without what a service does not say for %s, and name it', async (name, status) => {
    const account = new FakeAccount();
    for (const call of ['DescribeTable', 'GetServiceQuota', 'GetSchedule', 'HeadBucket', 'GetWorkGroup'])
      account.answers[call] = () => {
        throw awsError(name, `${call} failed`, status);
      };
    const all = await findings(account);
    expect(serious(all).map(({ check, what }) => `${check}: ${/^.*? could not/.exec(what)?.[0] ?? what}`)).toEqual([
      'access: Workgroup could not',
      'access: Night Workgroup could not',
      'access: Bucket could not',
      'access: Source could not',
      'access: Schedule could not',
    ]);
    expect(all.map(({ what }) => what)).toContainEqual(
      expect.stringMatching(/30 is AWS's documented default, .*GetServiceQuota failed/),
    );
  });

  it('end with ExpiredTokenException, which is the same for all', async () => {
    const account = new FakeAccount();
    account.answers.DescribeTable = () => {
      throw awsError('ExpiredTokenException');
    };
    await expect(findings(account)).rejects.toMatchObject({ name: 'ExpiredTokenException' });
  });

  it('end with what is no failure of AWS', async () => {
    const account = new FakeAccount();
    account.answers.DescribeTable = () => {
      throw new TypeError('a mistake of ours');
    };
    await expect(findings(account)).rejects.toBeInstanceOf(TypeError);
  });

  it('take the checks that the deployed machine runs, where no others are known', async () => {
    const account = new FakeAccount();
    const sql = 'SELECT * FROM sushiorderdata WHERE quantity < 1';
    const mine = parseSavedCheck(
      'mine',
      `-- title: Mine\n-- description: Mine.\n-- table: sushiorderdata\n-- severity: warn\n${sql}`,
    );
    const machine = JSON.stringify(definition(account.config, account.table, account.tableArn, [mine]));
    account.answers.DescribeStateMachine = ({ stateMachineArn }) => ({ stateMachineArn, definition: machine });
    const { config, clients } = account;
    const times = { now: NOW, lastScheduledTime: Date.parse('2026-01-31T19:00:00Z') };
    const { system, tables } = await doctorFacts({ config, clients, target: target() }, times);
    expect(serious(diagnose(system, tables))).toEqual([]);
    expect(serious(await findings(account)).map(({ check }) => check)).toEqual(['state-machine']);
  });
});
