import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeSystem, parseConfig, type Table } from '../../../lib/config';
import { runCli } from '../run-cli';

// Two nights and the saved queries take a while on a busy machine.
jest.setTimeout(120_000);

describe('start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'start-'));

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('leaves three verified nights that the other commands find, the last made of changes, and goes on from them', async () => {
    const { stdout, exitCode } = await runCli('start', '--orders', '60', '--folder', folder);
    expect(exitCode).toBe(0);
    expect(stdout.match(/^Verified and published: /gm)).toHaveLength(3);
    expect(stdout.match(/^ {2}made of .*/gm)).toEqual([
      expect.stringMatching(/^ {2}made of the night before and the changes since: \d+ inserted, \d+ updated/) as string,
    ]);
    expect(stdout).toMatch(
      /^ {2}read \S+ k?B of changes, where a full night would have read an export of about \S+ kB/m,
    );
    const tables = await runCli('tables', 'sushiorderdata_raw', '--json', '--folder', folder);
    expect((JSON.parse(tables.stdout) as { partitions: object[] }).partitions).toHaveLength(3);
    const doctor = await runCli('doctor', '--target', 'local', '--folder', folder);
    expect(doctor.stdout).toMatch(/made of the night \S+ and the changes since, 1 night after the last full export/);
    expect(doctor.stdout).toContain('\n0 errors, 0 warnings, 1 note.\n');
    const night = await runCli('night', '--folder', folder);
    expect(night.stdout).toContain('made of the night before and the changes since');
    expect((await runCli('report', '--folder', folder)).exitCode).toBe(0);

    // the nights of changes come again, too, where the catalog is lost, and the objects are not
    rmSync(join(folder, 'catalog'), { recursive: true });
    const adopted = await runCli('adopt', '--target', 'local', '--folder', folder);
    expect(adopted.stdout).toContain('4 published, 0 failed.');
    expect(adopted.stdout.match(/changes? since the night before/g)).toHaveLength(2);
    expect((await runCli('doctor', '--target', 'local', '--folder', folder)).stdout).toMatch(/, 2 nights after/);
  });

  it('leaves two full ones with --no-incremental, as configured', async () => {
    const args = ['--no-incremental', '--no-answers', '--orders', '60', '--folder', folder];
    const { stdout, exitCode } = await runCli('start', ...args);
    expect(exitCode).toBe(0);
    expect(stdout.match(/^Verified and published: /gm)).toHaveLength(2);
    expect(stdout).not.toContain('changes since');
    expect((await runCli('doctor', '--target', 'local', '--folder', folder)).stdout).toBe(
      '0 errors, 0 warnings, 0 notes.\n',
    );
  });

  it('makes all nights but the first of changes where cdk.json says so', async () => {
    const config = parseConfig({});
    const [first] = config.tables as [Table];
    const { names: _, ...orders } = describeSystem(config, first).table;
    const tables = JSON.stringify([{ ...orders, columnar: true, incremental: {} }]);
    const { stdout } = await runCli(
      'start',
      '-c',
      `tables=${tables}`,
      '--no-answers',
      '--orders',
      '60',
      '--folder',
      folder,
    );
    expect(stdout.match(/^ {2}made of [^:]*/gm)).toEqual([
      '  made of a full export',
      '  made of the night before and the changes since',
      '  made of the night before and the changes since',
    ]);
    expect(stdout.match(/^ {2}read .* of changes/gm)).toHaveLength(2);
  });

  it('takes whole numbers of orders alone', async () => {
    const { stderr, exitCode } = await runCli('start', '--orders', 'many', '--folder', folder);
    expect(stderr).toContain('give a whole number of at least 1.');
    expect(exitCode).toBe(2);
  });
});
