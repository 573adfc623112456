import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NightStatus } from '../../lib/operations';
import { cliOf, runCli } from './cli';
import { daysAgo, TODAY } from './dates';
import { startNight, type NightOutput } from './execution';
import { exportObjects, type ExportObjects } from './export-objects';
import { FAULTS, requireUntampered } from './faults';
import { nightItems, put } from './items';
import { setFault } from './lab-faults';
import { tableUnderTest } from './system';

const table = tableUnderTest('Operated');
const cli = cliOf('Operated');
const COUNT = 40;

const statuses = async (...args: string[]) =>
  JSON.parse((await cli('status', '--json', ...args)).stdout) as NightStatus[];

let exported: ExportObjects;

beforeAll(() => put(table, nightItems(1, COUNT)), 3_600_000);

describe('night', () => {
  it('runs the deployed machine to its end, and gives what came of it', async () => {
    const { stdout, stderr, exitCode } = await cli('night', '--target', 'aws', '--date', daysAgo(1), '--json');
    const { status, output } = JSON.parse(stdout) as { status: string; output: NightOutput };
    expect({ status, output }).toMatchObject({
      status: 'SUCCEEDED',
      output: { exportDate: daysAgo(1), itemCount: COUNT },
    });
    expect(stderr).toMatch(
      /callExport +\d{14}-[0-9a-f]{8}\n[^]+readValidation +nothing wrong, 1 warning\n[^]+ExportCompleted\n/,
    );
    expect(stderr).toContain(`  warning: items_date: expected items of ${daysAgo(1)}, found those of ${TODAY}, `);
    expect(exitCode).toBe(0);
    exported = await exportObjects(table, output.exportArn);
  });

  it('says why it was not published: there is no such export', async () => {
    const exportArn = `${table.tableArn}/export/01700000000000-00000000`;
    const { stdout, exitCode } = await cli('night', '--target', 'aws', '--date', TODAY, '--export-arn', exportArn);
    expect(stdout).toMatch(
      /Not published \([^)]+\):\n {2}Export\.NotFound: .+\n {4}found +.+\n(.+\n)? {4}to do +.+\n$/,
    );
    expect(stdout).toContain(exportArn);
    expect(exitCode).toBe(1);
  });
});

describe('status', () => {
  it('lists the last nights, and says where and why the newest one failed', async () => {
    const { stdout, exitCode } = await cli('status');
    expect(stdout).toMatch(new RegExp(`Operated +${TODAY} +FAILED +\\w+ .+ Export\\.NotFound`));
    expect(stdout).toMatch(new RegExp(`Operated +${daysAgo(1)} +SUCCEEDED .+ ${COUNT} +1 `));
    expect(stdout).toContain(`${TODAY}  Export.NotFound: `);
    expect(exitCode).toBe(1);
  });

  it('follows the night that runs to its end', async () => {
    setFault(table, 'IN_PROGRESS');
    const executionArn = await startNight(table, { exportDate: TODAY });
    const running = await statuses('--nights', '1');
    const { stdout, stderr, exitCode } = await runCli({
      tables: ['Operated'],
      args: ['status', '--watch', '--nights', '1'],
      onOutput: (written) => {
        if (written.includes('callExport')) setFault(table, '');
      },
    });
    expect(running).toMatchObject([{ exportDate: TODAY, status: 'RUNNING', executionArn }]);
    expect(stderr).toMatch(/^Operated: arn:.+\n/);
    expect(stderr).toMatch(/ExportCompleted\n$/);
    expect(stdout).toMatch(new RegExp(`Operated +${TODAY} +SUCCEEDED `));
    expect(exitCode).toBe(0);
  });

  it('gives all that is known of each night as JSON', async () => {
    const [newest, ...others] = await statuses();
    expect(newest).toMatchObject({
      table: 'Operated',
      exportDate: TODAY,
      status: 'SUCCEEDED',
      itemCount: COUNT,
      warnings: 0,
      bytesScanned: expect.any(Number) as number,
      cost: expect.any(Number) as number,
    });
    expect(others.map(({ exportDate, status }) => [exportDate, status])).toEqual([
      [TODAY, 'FAILED'],
      [daysAgo(1), 'SUCCEEDED'],
    ]);
    expect(others[1]?.exportArn).toBe(exported.exportArn);
  });
});

describe('report', () => {
  it('writes the newest night as one file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'export-to-athena-report-'));
    try {
      const file = join(folder, 'report.html');
      const { stdout, exitCode } = await cli('report', '--target', 'aws', '--out', file);
      expect({ stdout, exitCode }).toEqual({ stdout: `${file}\n`, exitCode: 0 });
      const html = readFileSync(file, 'utf8');
      expect(html).toContain('Verified and published');
      expect(html).toContain(TODAY);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('verify', () => {
  const place = () => `s3://${table.bucket}/${exported.summary.replace(/[^/]+$/, '')}`;

  it.each([
    ['its place', () => place()],
    ['its ARN', () => exported.exportArn],
    ['the date of its night', () => daysAgo(1)],
  ])('finds every byte of an export as it was written, by %s', async (_, argument) => {
    const { stdout, exitCode } = await cli('verify', argument());
    expect(stdout.startsWith(`${place()}: `)).toBe(true);
    expect(stdout).toContain(`, ${COUNT} items (`);
    expect(stdout).toContain(': every byte is as DynamoDB wrote it.\n');
    expect(exitCode).toBe(0);
  });

  it.each([
    ['has a data file that is cut off', 'file_truncated'],
    ['has a data file that lacks a line', 'file_changed'],
    ['lacks a data file', 'file_missing'],
  ])('names the file when an export %s', async (what, check) => {
    const damage = (await FAULTS.find((fault) => fault.what === what)?.tampering(exported)) ?? {};
    const original = await requireUntampered(exported, damage);
    await exported.tamper(damage);
    const { stdout, exitCode } = await cli('verify', place());
    await exported.tamper(original);
    expect(stdout).toContain(`  ${check}  ${exported.dataFile}\n    expected  `);
    expect(stdout).toContain('1 thing is wrong.\n');
    expect(exitCode).toBe(1);
  });
});
