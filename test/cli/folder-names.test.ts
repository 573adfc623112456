import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { order, publishNights, type PublishedNights } from '../target/published-nights';
import { runCli } from './run-cli';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'folder-names-')));
const before = process.cwd();
const EXPORT = join(__dirname, '../fixtures/exports/good-with-another-type/export');
let nights: PublishedNights;

/** A new current folder, with the nights in a folder of it. */
function nightsIn(name: string): string {
  const current = mkdtempSync(join(root, 'current-'));
  process.chdir(current);
  cpSync(nights.folder, join(current, name), { recursive: true });
  return current;
}

beforeAll(async () => {
  nights = await publishNights({ '2026-11-22': [order('1', 1), order('2', 2), order('3', 3)] });
});

afterEach(() => {
  process.chdir(before);
});

afterAll(() => {
  nights.remove();
  rmSync(root, { recursive: true });
});

/** Each gives the options for the command line, once the nights are where they mean. */
const NAMES: Readonly<Record<string, () => readonly string[]>> = {
  'no --folder': () => {
    nightsIn('.local');
    return [];
  },
  'a relative path with a slash at its end': () => {
    mkdirSync(join(nightsIn('nights'), 'below'));
    process.chdir('below');
    return ['--folder', '../nights/'];
  },
  'a folder below a symbolic link': () => {
    symlinkSync('a', join(nightsIn('a/nights'), 'link'));
    return ['--folder', 'link/nights'];
  },
  'characters that SQL, JSON, patterns and shells read': () => {
    const name = `a 'b' "c" %d [e] {f} $g *h item=1 いか`;
    nightsIn(name);
    return ['--folder', name];
  },
};

describe('the folder of the nights', () => {
  it.each(Object.keys(NAMES))('is the same folder given as %s', async (name) => {
    const options = NAMES[name]?.() ?? [];
    const night = await runCli('night', ...options);
    expect(night).toMatchObject({
      stdout: expect.stringContaining('\nVerified and published: 2026-11-23, ') as string,
      exitCode: 0,
    });

    const sql = `SELECT DISTINCT substr("$path", 1, ${'s3://'.length + nights.names.bucket.length}) AS bucket FROM ${nights.names.raw}`;
    const paths = await runCli('query', sql, '--format', 'csv', ...options);
    expect(paths.stdout).toBe(`"bucket"\n"s3://${nights.names.bucket}"\n`);

    const report = await runCli('report', ...options);
    expect(report.exitCode).toBe(0);
    expect(readFileSync(report.stdout.trim(), 'utf8')).toContain('Verified and published');
    expect(await runCli('verify', '2026-11-23', '--target', 'local', ...options)).toMatchObject({ exitCode: 0 });
  });

  it('never has a line of its own from a newline in its name', async () => {
    const name = 'a\nERROR b';
    const current = nightsIn(name);
    const nowhere = join(current, name, 'c');
    cpSync(EXPORT, join(current, name, 'd'), { recursive: true });
    writeFileSync(join(current, name, 'e.json'), '');
    const inside = ['--target', 'local', '--folder', name];
    const runs: readonly (readonly string[])[] = [
      ['tables', ...inside],
      ['tables', '--target', 'local', '--folder', nowhere],
      ['report', ...inside],
      ['doctor', ...inside],
      ['verify', '2026-11-22', ...inside],
      ['verify', '01769799600000-00000000', ...inside],
      ['verify', join(name, 'd')],
      ['verify', join(name, 's3')],
      ['infer', nowhere],
      ['infer', join(name, 'd'), '--date', '2026-11-22'],
      ['start', '--folder', name],
      ['start', '--folder', join(name, 'e.json', 'f')],
      ['start', '--folder', join(current, 'nights'), '--export', join(name, 'd'), '--no-answers'],
      ['query', 'SELECT 1', ...inside, '--output', join(nowhere, 'f.csv')],
      ['adopt', ...inside],
    ];
    for (const run of runs) {
      const { stdout, stderr } = await runCli(...run);
      expect([run, `${stdout}${stderr}`]).toEqual([run, expect.not.stringMatching(/^ERROR b/m)]);
    }
  });

  it.each(['\\', '?'])('is refused with %s in its path, which no query could read', async (character) => {
    const folder = join(root, `a${character}b`);
    const { stderr, exitCode } = await runCli('start', '--folder', folder);
    expect(stderr).toBe(
      `${folder}: a path with ${character} cannot be that of a folder of nights; give another --folder\n`,
    );
    expect(exitCode).toBe(2);
  });
});
