import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../run-cli';

// Two nights and the saved queries take a while on a busy machine.
jest.setTimeout(120_000);

describe('start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'start-'));

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('leaves two verified nights that the other commands find', async () => {
    const { stdout, exitCode } = await runCli('start', '--orders', '60', '--folder', folder);
    expect(stdout.match(/^Verified and published: /gm)).toHaveLength(2);
    expect(exitCode).toBe(0);
    const tables = await runCli('tables', 'sushiorderdata_raw', '--json', '--folder', folder);
    expect((JSON.parse(tables.stdout) as { partitions: object[] }).partitions).toHaveLength(2);
  });

  it('leaves three with --incremental, of which two are made of changes, and goes on from them', async () => {
    const own = mkdtempSync(join(tmpdir(), 'start-'));
    try {
      const args = ['--incremental', '--no-answers', '--orders', '60', '--folder', own];
      const { stdout, exitCode } = await runCli('start', ...args);
      expect(stdout.match(/^ {2}made of .*/gm)).toEqual([
        '  made of a full export: there is no published night yet',
        expect.stringMatching(
          /^ {2}made of the night before and the changes since: \d+ inserted, \d+ updated/,
        ) as string,
        expect.stringMatching(/^ {2}made of the night before and the changes since: /) as string,
      ]);
      expect(stdout.match(/^ {2}exported .* of changes, where a full export has .*/gm)).toHaveLength(2);
      expect(exitCode).toBe(0);
      const doctor = await runCli('doctor', '--target', 'local', '--folder', own);
      expect(doctor.stdout).toMatch(/made of the night \S+ and the changes since, 2 nights after the last full export/);
      expect(doctor.stdout).toContain('\n0 errors, 0 warnings, 1 note.\n');
      const night = await runCli('night', '--folder', own);
      expect(night.stdout).toContain('made of the night before and the changes since');
    } finally {
      rmSync(own, { recursive: true });
    }
  });

  it('takes whole numbers of orders alone', async () => {
    const { stderr, exitCode } = await runCli('start', '--orders', 'many', '--folder', folder);
    expect(stderr).toContain('give a whole number of at least 1.');
    expect(exitCode).toBe(2);
  });
});
