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

  it('takes whole numbers of orders alone', async () => {
    const { stderr, exitCode } = await runCli('start', '--orders', 'many', '--folder', folder);
    expect(stderr).toContain('give a whole number of at least 1.');
    expect(exitCode).toBe(2);
  });
});
