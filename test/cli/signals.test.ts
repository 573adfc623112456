import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { order, publishNights, type PublishedNights } from '../target/published-nights';
import { runCli } from './run-cli';

/*
 * Processes that are ended by a signal at a line of their output, or when a file appears: whatever they were doing, the
 * next command works, nights that were published are whole, and nothing of the process is left.
 */

const BIN = join(__dirname, '../../bin/export-to-athena');

let published: PublishedNights;
let root: string;
let folder: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'signals-'));
  folder = join(root, 'nights');
  published = await publishNights({ '2026-11-21': [order('1', 1)], '2026-11-22': [order('1', 1), order('2', 2)] });
});

beforeEach(() => {
  cpSync(published.folder, folder, { recursive: true });
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

afterAll(() => {
  rmSync(root, { recursive: true });
  published.remove();
});

type Process = ChildProcess & { readonly stdout: NodeJS.ReadableStream };

const start = (...args: string[]): Process =>
  spawn(process.execPath, [BIN, ...args, '--folder', folder], { stdio: ['ignore', 'pipe', 'ignore'] });

/** Sends a signal at the first line of the output that matches. @returns how the process ended */
async function endAt(line: RegExp, signal: NodeJS.Signals, child: Process): Promise<unknown> {
  const ended = once(child, 'exit');
  for await (const text of createInterface({ input: child.stdout })) if (line.test(text)) child.kill(signal);
  return ended;
}

/** Sends a signal when the process makes a file or a folder in a place. @returns how the process ended */
async function endWhenWritten(place: string, signal: NodeJS.Signals, child: Process): Promise<unknown> {
  const ended = once(child, 'exit');
  child.stdout.resume();
  const isMade = () => readdirSync(place).some((name) => name.includes(`-${child.pid ?? ''}-`));
  let sent = false;
  const watcher = watch(place, () => {
    if (!sent && isMade()) sent = child.kill(signal);
  });
  const end: unknown = await ended;
  watcher.close();
  return end;
}

const NIGHTS = `SELECT export_date, count(*) AS items FROM sushiorderdata_raw GROUP BY export_date ORDER BY export_date`;

/** The next command, which gives each night with its items. */
const nights = async () => {
  const { stdout } = await runCli('query', NIGHTS, '--format', 'csv', '--folder', folder);
  return stdout.match(/\d{4}-\d\d-\d\d","\d+/g)?.map((line) => line.replace('","', ': '));
};

/** What a process has left unfinished. */
const listLeftBy = ({ pid = 0 }: Process) => {
  const places = [folder, join(folder, 's3/.unfinished'), tmpdir()].filter((place) => existsSync(place));
  return places.flatMap((place) => readdirSync(place)).filter((name) => name.split('-').includes(String(pid)));
};

describe('a night that is ended', () => {
  it.each([
    ['SIGINT', /callExport/],
    ['SIGHUP', /registerPartition/],
    ['SIGTERM', /validateExport/],
    ['SIGKILL', /publishPartition/],
  ] as const)('by %s at %s loses no night, and the next one is published', async (signal, line) => {
    const night = start('night');
    expect(await endAt(line, signal, night)).toEqual([null, signal]);
    const before = (await nights()) ?? [];
    expect(before.slice(0, 2)).toEqual(['2026-11-21: 1', '2026-11-22: 2']);
    expect(listLeftBy(night)).toEqual([]);
    expect(await runCli('night', '--folder', folder)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('Verified and published: ') as string,
    });
    expect(await nights()).toEqual([...before, expect.any(String)]);
  });
});

describe('a start that is ended', () => {
  it.each([
    ['SIGINT', /^Night: /],
    ['SIGHUP', /callExport/],
    ['SIGTERM', /publishNewest/],
    ['SIGKILL', /^Verified and published: /],
  ] as const)('by %s at %s leaves the nights that were there', async (signal, line) => {
    const begun = start('start', '--orders', '20', '--no-answers');
    expect(await endAt(line, signal, begun)).toEqual([null, signal]);
    expect(await nights()).toEqual(['2026-11-21: 1', '2026-11-22: 2']);
    expect(listLeftBy(begun)).toEqual([]);
  });
});

const ROWS = 'UNNEST(sequence(1, 300))';
const LONG = `SELECT x, y, z FROM ${ROWS} AS a (x) CROSS JOIN ${ROWS} AS b (y) CROSS JOIN ${ROWS} AS c (z)`;

describe('an answer for a file that is ended', () => {
  it.each([
    ['SIGHUP', [130, null]],
    ['SIGTERM', [130, null]],
    ['SIGKILL', [null, 'SIGKILL']],
  ] as const)('by %s leaves nothing of that name', async (signal, end) => {
    const answers = join(root, 'answers');
    mkdirSync(answers, { recursive: true });
    const file = join(answers, 'rows.csv');
    const query = start('query', LONG, '--format', 'csv', '-o', file);
    expect(await endWhenWritten(answers, signal, query)).toEqual(end);
    expect(existsSync(file)).toBe(false);
    // what a killed process could not remove, the next answer of that name does
    expect(await runCli('query', 'SELECT 1 AS a', '--format', 'csv', '-o', file, '--folder', folder)).toMatchObject({
      exitCode: 0,
    });
    expect([readdirSync(answers), readFileSync(file, 'utf8')]).toEqual([['rows.csv'], '"a"\n"1"\n']);
    rmSync(answers, { recursive: true });
  });
});

describe('a report that is ended', () => {
  it.each([
    ['SIGHUP', [130, null]],
    ['SIGTERM', [130, null]],
    ['SIGKILL', [null, 'SIGKILL']],
  ] as const)('by %s while its queries run leaves no file', async (signal, end) => {
    const reports = join(root, 'reports');
    mkdirSync(reports, { recursive: true });
    const report = start('report', '-o', join(reports, 'night.html'));
    expect(await endWhenWritten(tmpdir(), signal, report)).toEqual(end);
    expect(readdirSync(reports)).toEqual([]);
    expect(await nights()).toHaveLength(2);
    expect(listLeftBy(report)).toEqual([]);
  });
});

it('three nights of two dates at once are all published, and lose nothing of each other', async () => {
  // where it is four o'clock, the date is another one
  const zones = ['Asia/Tokyo', 'Pacific/Pago_Pago', 'Asia/Tokyo'];
  const running = zones.map((zone) => {
    const child = start('night', '-c', `timeZone=${zone}`);
    child.stdout.resume();
    return child;
  });
  const ended = await Promise.all(running.map((child) => once(child, 'exit')));
  expect(ended.map(([code]) => code as unknown)).toEqual([0, 0, 0]);
  const dates = (await nights())?.map((night) => night.slice(0, 10)) ?? [];
  expect(dates).toEqual(['2026-11-21', '2026-11-22', '2026-11-23']);
  for (const child of running) expect(listLeftBy(child)).toEqual([]);
  const { stdout } = await runCli('doctor', '--target', 'local', '--json', '--folder', folder);
  expect((JSON.parse(stdout) as { severity: string }[]).filter(({ severity }) => severity === 'error')).toEqual([]);
  const registered = `SELECT count(DISTINCT export_id) FROM sushiorderdata_files`;
  const { stdout: exports } = await runCli('query', registered, '--format', 'csv', '--folder', folder);
  // those of the two nights before, and three more
  expect(exports).toContain('"5"');
});
