import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { order, publishNights, type PublishedNights } from '../target/published-nights';
import { runCli } from './run-cli';

describe('a data file that was cut off after its night was published', () => {
  let nights: PublishedNights;
  let [cut, whole] = ['', Buffer.alloc(0)];
  const local = (...args: string[]) => runCli(...args, '--folder', nights.folder);
  const csv = (sql: string) => local('query', sql, '--format', 'csv');

  beforeAll(async () => {
    nights = await publishNights({ '2026-11-21': [order('1', 1), order('2', 2)] });
    expect(await local('night')).toMatchObject({ exitCode: 0 });
    const sql = `SELECT "$path" AS path FROM ${nights.names.raw} WHERE export_date = '2026-11-22' LIMIT 1`;
    const [, path = ''] = /"s3:\/\/(.*)"/.exec((await csv(sql)).stdout) ?? [];
    cut = join(nights.folder, 's3', path);
    whole = readFileSync(cut);
    writeFileSync(cut, whole.subarray(0, whole.length - 9));
  });

  afterAll(() => {
    nights.remove();
  });

  it('is no answer with fewer rows', async () => {
    const { stderr, exitCode } = await csv('SELECT count(*) FROM sushiorderdata');
    expect(stderr).toContain('are not those that were published: ');
    expect(exitCode).toBe(1);
  });

  it('leaves other nights to be queried', async () => {
    const { stdout } = await csv(`SELECT count(*) AS n FROM ${nights.names.raw} WHERE export_date = '2026-11-21'`);
    expect(stdout).toBe('"n"\n"2"\n');
  });

  it.each(['raw', 'latest'] as const)('is no empty night where nothing is left of it: %s', async (name) => {
    const kept = join(nights.folder, 'kept');
    renameSync(dirname(cut), kept);
    const { stderr, exitCode } = await csv(`SELECT count(*) FROM ${nights.names[name]}`);
    renameSync(kept, dirname(cut));
    expect(stderr).toContain('0 files of 0 bytes are there, ');
    expect(exitCode).toBe(1);
  });

  it('is found by doctor, whose remedy names it', async () => {
    const { stdout, exitCode } = await local('doctor', '--target', 'local');
    expect(exitCode).toBe(3);
    expect(stdout).toContain('has other files than were published');
    const [, command = ''] = /remedy {2}npx export-to-athena (verify .*)/.exec(stdout) ?? [];
    const verified = await runCli(...command.split(' '));
    expect(verified.exitCode).toBe(1);
    expect(verified.stdout).toContain('file_truncated');
  });

  it('is noticed of a night of an earlier version, too, once that is adopted as doctor says', async () => {
    const folder = join(nights.folder, 'catalog', nights.names.database);
    for (const table of [nights.names.raw, nights.names.latest])
      for (const name of readdirSync(join(folder, table, 'partitions'))) {
        const file = join(folder, table, 'partitions', name);
        const { Files, ...earlier } = JSON.parse(readFileSync(file, 'utf8')) as { Files: object };
        expect(Files).toBeDefined();
        writeFileSync(file, JSON.stringify(earlier));
      }
    writeFileSync(cut, whole);
    const { stdout } = await local('doctor', '--target', 'local');
    expect(stdout).toContain('before the sizes of their files were recorded: 2026-11-21, 2026-11-22.');
    const [, command = ''] = /remedy {2}npx export-to-athena (adopt .*)/.exec(stdout) ?? [];
    expect(await runCli(...command.split(' '))).toMatchObject({ exitCode: 0 });
    // the other one has no manifest in this folder, and stays as it was
    expect((await local('doctor', '--target', 'local')).stdout).toContain('were recorded: 2026-11-21.');
    expect(await csv('SELECT count(*) FROM sushiorderdata')).toMatchObject({ exitCode: 0 });
    writeFileSync(cut, whole.subarray(0, whole.length - 9));
    expect((await csv('SELECT count(*) FROM sushiorderdata')).stderr).toContain('are not those that were published: ');
  });
});
