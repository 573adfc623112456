import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { order, publishNights, type PublishedNights } from '../target/published-nights';
import { runCli } from './run-cli';

const root = mkdtempSync(join(tmpdir(), 'full-disk-'));
const disk = join(root, 'disk');
const BIN = join(__dirname, '../../bin/export-to-athena');

/** Why no file system can be mounted here; undefined where one can. */
function cannotMount(): string | undefined {
  mkdirSync(disk);
  try {
    mount('64k');
    execFileSync('umount', [disk], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    return (error as Error).message.split('\n').slice(0, 2).join(' ');
  }
}

function mount(size: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk], { stdio: 'pipe' });
}

const reason = cannotMount();
const onDisk = reason === undefined ? describe : describe.skip;

afterAll(() => {
  rmSync(root, { recursive: true });
});

describe('an output that cannot be written', () => {
  /** Runs the help, which any terminal, pipe or file takes. */
  const help = (stdout: number) =>
    spawnSync(process.execPath, [BIN, 'help', 'query'], { stdio: ['ignore', stdout, 'pipe'], encoding: 'utf8' });

  it('ends in order where its reader has had enough, as head has', async () => {
    const child = spawn(process.execPath, [BIN, 'help', 'query'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    const [stderr, [status]] = await Promise.all([text(child.stderr), once(child, 'exit') as Promise<unknown[]>]);
    expect([stderr, status]).toEqual(['', 0]);
  });

  const full = existsSync('/dev/full') ? it : it.skip;

  full('ends with one line that says why', () => {
    const { stderr, status } = help(openSync('/dev/full', 'w'));
    expect(stderr).toBe(
      'Standard output cannot be written: no space is left on its disk; free some, then run the command again\n',
    );
    expect(status).toBe(2);
  });

  full('is named by an answer, too', async () => {
    const nights = await publishNights({ '2026-11-22': [order('1', 1)] });
    const query = ['query', 'SELECT x FROM UNNEST(sequence(1, 9999)) AS t (x)', '--format', 'csv'];
    const { stderr, status } = spawnSync(process.execPath, [BIN, ...query, '--folder', nights.folder], {
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
      encoding: 'utf8',
    });
    nights.remove();
    expect([stderr, status]).toEqual([
      'Standard output cannot be written: no space is left on its disk; free some, then run the command again\n',
      2,
    ]);
  });
});

onDisk(`on a disk that is full${reason === undefined ? '' : ` (cannot be mounted: ${reason})`}`, () => {
  let nights: PublishedNights;

  beforeAll(async () => {
    nights = await publishNights({ '2026-11-22': [order('1', 1), order('2', 2), order('3', 3)] });
  });

  afterEach(() => {
    execFileSync('umount', [disk]);
  });

  afterAll(() => {
    nights.remove();
  });

  const dates = async () => {
    const sql = `SELECT export_date FROM "${nights.names.raw}$partitions" ORDER BY export_date`;
    const { stdout } = await runCli('query', sql, '--format', 'csv', '--folder', disk);
    return stdout.match(/\d{4}-\d\d-\d\d/g);
  };

  it('an output to a file is not cut short without a word', () => {
    mount('4k');
    const stdout = openSync(join(disk, 'help.txt'), 'w');
    const run = spawnSync(process.execPath, ['-e', WRITES], { stdio: ['ignore', stdout, 'pipe'], encoding: 'utf8' });
    closeSync(stdout);
    expect([run.stderr, run.status]).toEqual([
      'Standard output cannot be written: no space is left on its disk; free some, then run the command again\n',
      2,
    ]);
  });

  it.each([0, 8, 16, 32, 48])(
    'a night with %s KB left says that it is published where it is, and no night is lost',
    async (kilobytes) => {
      mount('4m');
      cpSync(nights.folder, disk, { recursive: true });
      fillBut(kilobytes);
      const { stdout, stderr, exitCode } = await runCli('night', '--folder', disk);
      const said = stdout.includes('Verified and published: ');
      expect(said).toBe(exitCode === 0);
      if (!said)
        expect(`${stdout}${stderr}`).toMatch(
          /\/disk\/.* cannot be (written|made): no space is left on its disk; free some/,
        );
      rmSync(join(disk, 'filler'));
      const published = await dates();
      expect(published?.[0]).toBe('2026-11-22');
      if (said) expect(published).toHaveLength(2);
      // the remedy of the message: with space again, the next night is published
      expect(await runCli('night', '--folder', disk)).toMatchObject({ exitCode: 0 });
      expect(readdirSync(join(disk, 's3/.unfinished'))).toEqual([]);
    },
  );

  it('says which file of a folder that is read-only cannot be written, and lets it be queried', async () => {
    mount('4m');
    cpSync(nights.folder, disk, { recursive: true });
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    for (const command of [['night'], ['start', '--orders', '1'], ['report'], ['adopt', '--target', 'local']])
      expect(await runCli(...command, '--folder', disk)).toMatchObject({
        stderr: expect.stringMatching(
          /^\S*\/disk(\/\S+)? cannot be (used|written|made): its file system is read-only; give another place\n$/,
        ) as string,
        exitCode: 2,
      });
    expect(await dates()).toEqual(['2026-11-22']);
  });

  /** Fills the disk but for so many kilobytes. */
  function fillBut(kilobytes: number): void {
    const free = execFileSync('df', ['--output=avail', '-k', disk], { encoding: 'utf8' }).trim().split('\n').at(-1);
    writeFileSync(join(disk, 'filler'), Buffer.alloc((Number(free) - kilobytes) * 1024));
  }
});

/** Writes more than a small disk takes, at once. */
const WRITES = `
  require(${JSON.stringify(join(__dirname, '../../dist/lib/cli/terminal/standard-output.js'))}).guardStandardOutput();
  process.stdout.write('x'.repeat(100_000));`;
