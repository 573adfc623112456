import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeAccount } from '../../aws/fake-account';
import { verifiedExecution } from '../../aws/verified-execution';
import { order, publishNights, type PublishedNights } from '../../target/published-nights';
import { inAccount } from '../account';
import { runCli } from '../run-cli';

jest.mock('../../../lib/aws/account/clients');
jest.mock('../../../lib/aws/account/account-clients');

const root = mkdtempSync(join(tmpdir(), 'report-all-'));

afterAll(() => {
  rmSync(root, { recursive: true });
});

const indexOf = (stdout: string) =>
  JSON.parse(stdout) as { file: string; folder: string; missing: string[]; nights: Record<string, unknown>[] };

describe('report --all of an account', () => {
  it('has what executions, exports and validations took, of at most 90 executions, and asks no query for it', async () => {
    const account = new FakeAccount();
    account.executions.push(verifiedExecution(account.tableArn));
    for (let day = 1; day <= 120; day++)
      account.executions.push({
        executionArn: `arn:old:${day}`,
        name: `old-${day}`,
        status: 'FAILED',
        startDate: new Date(Date.UTC(2025, 8, day)),
      });
    const folder = join(root, 'account');
    const { stdout, stderr } = await inAccount(
      account,
      ...['report', '--target', 'aws', '--all', '--ask', '0', '--json', '--out', folder],
    );
    expect(stderr).toMatch(/^0 B read/m);
    const { nights, file } = indexOf(stdout);
    expect(nights).toMatchObject([
      { date: '2026-02-01', isPublished: true, items: 3, seconds: 780, bytesScanned: 1e9 },
      { date: '2026-01-31', isPublished: true, bytesScanned: 1e9 },
    ]);
    expect(nights[0]?.cost).toBeGreaterThan(0);
    const described = account.calls.filter(([name]) => name === 'DescribeExecution').length;
    expect(described).toBeGreaterThan(0);
    expect(described).toBeLessThanOrEqual(90);
    expect(account.calls.map(([name]) => name)).not.toContain('StartQueryExecution');
    const html = readFileSync(file, 'utf8');
    expect(html).toContain('>13.0</td>');
    expect(readdirSync(folder).sort()).toEqual(['2026-01-31.html', '2026-02-01.html', 'index.html']);
  });
});

describe('report --json of a folder', () => {
  let nights: PublishedNights;

  beforeAll(async () => {
    nights = await publishNights({
      '2026-11-21': [order('01', 1)],
      '2026-11-23': [order('01', 1), order('02', 2)],
    });
  });

  afterAll(() => {
    nights.remove();
  });

  it('says of a night what its page begins with, and where the page is', async () => {
    const out = join(root, 'one.html');
    const { stdout, exitCode } = await runCli('report', '--folder', nights.folder, '--json', '--out', out);
    const said = JSON.parse(stdout) as { lookAt: string[]; spent: { dataScannedInBytes: number } };
    expect(said).toMatchObject({
      file: out,
      table: 'SushiOrderData',
      exportDate: '2026-11-23',
      verdict: 'published',
      itemCount: 2,
      previous: { exportDate: '2026-11-21', itemCount: 1 },
      changes: { inserted: 1, updated: 0, deleted: 0 },
      problems: [],
    });
    expect(said.lookAt).toContain('Before it there is no night of 2026-11-22.');
    expect(said.spent.dataScannedInBytes).toBeGreaterThan(0);
    expect(readFileSync(out, 'utf8')).toContain('Before it there is no night of 2026-11-22.');
    expect(exitCode).toBe(0);
  });

  it('says of all nights each with its numbers, the newest first, and the days that have none', async () => {
    const { stdout, exitCode } = await runCli('report', '--folder', nights.folder, '--all', '--ask', '0', '--json');
    const { nights: listed, missing, folder, file } = indexOf(stdout);
    expect(listed).toMatchObject([
      { date: '2026-11-23', isPublished: true, items: 2, more: 1 },
      { date: '2026-11-21', isPublished: true, items: 1 },
    ]);
    expect(missing).toEqual(['2026-11-22']);
    expect(file).toBe(join(folder, 'index.html'));
    expect(exitCode).toBe(0);
  });

  it.each([
    [['--all', '--date', '2026-11-23'], 'Give --date or --all, not both'],
    [['--ask', '2'], '--ask is for --all'],
  ])('refuses %j', async (options, message) => {
    const { stderr, exitCode } = await runCli('report', '--folder', nights.folder, ...options);
    expect(stderr).toContain(message);
    expect(exitCode).not.toBe(0);
  });
});
