import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeWholeFile } from '../../../lib/files/whole-file';
import { order, publishNights, type PublishedNights } from '../../target/published-nights';
import { runCli } from '../run-cli';

const ROWS = 'UNNEST(sequence(1, 300)) AS a (x) CROSS JOIN UNNEST(sequence(1, 300)) AS b (y)';
/** A division by zero in the last of 90,000 rows: the first ones are given before. */
const FAILS_LATE = `SELECT x, y, rpad('', 200, 'x') AS w, 1 / (x * y - 90000) AS q FROM ${ROWS}`;
const LONG = `SELECT x, y, z, rpad('', 200, 'x') AS w FROM ${ROWS} CROSS JOIN UNNEST(sequence(1, 300)) AS c (z)`;

jest.setTimeout(60_000);

let nights: PublishedNights;
let folder: string;

beforeAll(async () => {
  nights = await publishNights({ '2026-11-23': [order('01', 1)] });
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'whole-answers-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

afterAll(() => {
  nights.remove();
});

const query = (...args: string[]) => runCli('query', ...args, '--folder', nights.folder);

describe.each(['table', 'csv', 'json', 'parquet'])('an answer as %s that fails late', (format) => {
  it('ends with an error, and leaves no file', async () => {
    const { stderr, exitCode } = await query(FAILS_LATE, '--format', format, '-o', join(folder, 'answer'));
    expect(stderr).toContain('DIVISION_BY_ZERO');
    expect(exitCode).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves the file that was there', async () => {
    const file = join(folder, 'answer');
    writeFileSync(file, 'before');
    await query(FAILS_LATE, '--format', format, '-o', file);
    expect(readFileSync(file, 'utf8')).toBe('before');
  });

  it('leaves no file when it is interrupted', async () => {
    // Parquet is written when all rows are there, which wait in a database of their own
    const isWaiting = (name: string) =>
      name.startsWith(`export-to-athena-${process.pid}-`) && existsSync(join(tmpdir(), name, 'rows.duckdb'));
    const answered = query(LONG, '--format', format, '-o', join(folder, 'answer'));
    const hasBegun = () => readdirSync(folder).length > 0 || readdirSync(tmpdir()).some(isWaiting);
    const interrupt = () => (hasBegun() ? process.emit('SIGINT') : setImmediate(interrupt));
    setImmediate(interrupt);
    expect(await answered).toMatchObject({ exitCode: 130, stderr: expect.stringContaining('stopped') as string });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe.each(['table', 'csv', 'json'])('an answer as %s on standard output that fails late', (format) => {
  it('ends with an error', async () => {
    const { stderr, exitCode } = await query(FAILS_LATE, '--format', format);
    expect(stderr).toContain('DIVISION_BY_ZERO');
    expect(stderr).not.toContain('rows,');
    expect(exitCode).toBe(1);
  });
});

describe('a file for a person', () => {
  it('has its name when it is whole, and nothing else is left', async () => {
    const file = join(folder, 'a.txt');
    await writeWholeFile(file, async (path) => {
      writeFileSync(path, 'half');
      expect(readdirSync(folder)).not.toContain('a.txt');
    });
    expect([readdirSync(folder), readFileSync(file, 'utf8')]).toEqual([['a.txt'], 'half']);
  });

  it('stays a link where its name is one', async () => {
    const [file, link] = [join(folder, 'a.txt'), join(folder, 'link')];
    writeFileSync(file, 'before');
    symlinkSync(file, link);
    await writeWholeFile(link, async (path) => {
      writeFileSync(path, 'after');
    });
    expect([readFileSync(file, 'utf8'), readdirSync(folder)]).toEqual(['after', ['a.txt', 'link']]);
  });

  it('has the permissions of the file that it replaces', async () => {
    const file = join(folder, 'a.txt');
    writeFileSync(file, 'before');
    chmodSync(file, 0o640);
    await writeWholeFile(file, (path) => writeFile(path, 'after'));
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['after', 0o640]);
  });

  it('is written to as it is where it is no regular file', async () => {
    expect(await writeWholeFile('/dev/null', (path) => Promise.resolve(path))).toBe('/dev/null');
  });

  it('is named where it cannot be written', async () => {
    const file = join(folder, 'none/a.txt');
    await expect(query('SELECT 1', '--format', 'csv', '-o', file)).resolves.toMatchObject({
      stderr: expect.stringContaining(`${file} cannot be written`) as string,
      exitCode: 2,
    });
  });
});
