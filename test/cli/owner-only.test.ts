import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from './run-cli';

describe('a folder of nights', () => {
  const root = mkdtempSync(join(tmpdir(), 'owner-only-'));
  const folder = join(root, 'nights');
  const umask = process.umask(0);

  beforeAll(async () => {
    const run = (...args: string[]) => runCli(...args, '--folder', folder);
    expect(await run('start', '--orders', '3')).toMatchObject({ exitCode: 0 });
    expect(await run('night')).toMatchObject({ exitCode: 0 });
    expect(await run('report')).toMatchObject({ exitCode: 0 });
    expect(await run('query', 'SELECT count(*) FROM sushiorderdata')).toMatchObject({ exitCode: 0 });
    expect((await run('doctor', '--target', 'local')).exitCode).not.toBe(2);
    expect(await run('adopt', '--target', 'local')).toMatchObject({ exitCode: 0 });
  });

  afterAll(() => {
    process.umask(umask);
    rmSync(root, { recursive: true });
  });

  it('is readable by its owner alone, with all that the commands have put there', () => {
    const names = ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })];
    expect(names).toEqual(expect.arrayContaining(['catalog', 's3', 'reports']));
    const open = names.filter((name) => (statSync(join(folder, name)).mode & 0o077) !== 0);
    expect(open).toEqual([]);
  });
});
