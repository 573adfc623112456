import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PublishedNights } from '../../target/published-nights';
import { shellNights } from './nights';
import { TerminalRun } from './terminal';

// Processes take a while to start on a busy machine.
jest.setTimeout(240_000);

const BIN = join(__dirname, '../../../bin/export-to-athena');
const PROMPT = 'example_dynamodb_export_dev>';
const LONG =
  'SELECT count(*) FROM UNNEST(sequence(1, 9999)) AS a (x), UNNEST(sequence(1, 9999)) AS b (y), UNNEST(sequence(1, 9999)) AS c (z);';

let nights: PublishedNights;
let work: string;
let run: TerminalRun;

beforeAll(async () => {
  nights = await shellNights();
});

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'shell-'));
});

afterEach(async () => {
  run.end();
  await run.exitCode;
  rmSync(work, { recursive: true });
});

afterAll(() => {
  nights.remove();
});

/** Opens the shell by a line of sh, in which `"$@"` is its command. */
async function open(line: string, env: Readonly<Record<string, string>> = {}): Promise<void> {
  const command = ['sh', '-c', line, 'sh', process.execPath, BIN, 'sql', '--folder', nights.folder];
  run = new TerminalRun(command, { columns: 200, rows: 40, cwd: work, env: { HOME: work, ...env } });
  await waitFor(PROMPT);
}

/** Waits until the screen has a text as often as is said. */
async function waitFor(text: string, times = 1): Promise<void> {
  const count = (screen: string) => screen.split(text).length - 1;
  const screen = await run.until((there) => count(there) >= times);
  expect(screen).toContain(text);
  expect(count(screen)).toBeGreaterThanOrEqual(times);
}

describe('the shell', () => {
  it('ends with its terminal, and does not take for entered what was only typed', async () => {
    await open('echo $$ > pid; exec "$@"');
    run.type('\\o typed.csv');
    await waitFor('typed.csv');
    run.hang();
    // by SIGHUP
    expect(await run.exitCode).toBe(129);
    expect(existsSync(join(work, 'typed.csv'))).toBe(false);
  });

  it('ends in order by SIGTERM, once its statement is stopped', async () => {
    await open('echo $$ > pid; exec "$@"');
    run.type(`${LONG}\r`);
    await waitFor('Asking; Ctrl-C stops it');
    process.kill(Number(readFileSync(join(work, 'pid'), 'utf8')), 'SIGTERM');
    expect(await run.exitCode).toBe(130);
    expect(run.screen()).toContain('The query was stopped');
  });

  it('asks a saved query of all nights also where a night is set', async () => {
    await open('"$@"');
    run.type('\\night 2026-11-21\r');
    await waitFor('Statements are about the night of 2026-11-21');
    run.type('\\saved growth_by_night\r');
    await waitFor('2 rows, ');
    expect(run.screen()).toContain('2026-11-22       3     2');
  });

  it('leaves the terminal as it was', async () => {
    await open('before=$(stty -g); "$@"; echo "code $?"; [ "$before" = "$(stty -g)" ] && echo same');
    run.type('SELECT 1;\r');
    await waitFor(PROMPT, 2);
    run.type('\u0004');
    await waitFor('same');
    expect(run.screen()).toContain('code 0');
  });

  it.each([
    ['the disk is full', '/dev/full', 'no space is left on its disk'],
    ['there is no such folder', '/proc/no/history', 'a part of its path is not there'],
  ])('goes on where the history cannot be written as %s, and says so once', async (_, file, why) => {
    await open('exec "$@"', { EXPORT_TO_ATHENA_HISTORY: file });
    run.type('SELECT 1;\r');
    await waitFor(PROMPT, 2);
    run.type('SELECT 2;\r');
    await waitFor(PROMPT, 3);
    expect(run.screen().split('The history of this run is not kept')).toHaveLength(2);
    expect(run.screen()).toContain(`${file} cannot be used: ${why}`);
  });

  it('keeps the history for the next run', async () => {
    await open('exec "$@"');
    run.type("SELECT 'first',\r2;\r");
    await waitFor(PROMPT, 2);
    run.type('\u0004');
    expect(await run.exitCode).toBe(0);
    await open('exec "$@"');
    run.type('\u001b[A');
    await waitFor("SELECT 'first', 2;");
  });

  it('writes answers whole where standard output is a file, and asks on standard error', async () => {
    await open('exec "$@" --format csv > answers.csv');
    run.type('SELECT menu FROM sushiorderdata ORDER BY 1;\r');
    await waitFor('3 rows');
    // a key that comes before the shell has the terminal again would not be one of the shell's
    await waitFor(PROMPT, 2);
    run.type('\u0004');
    expect(await run.exitCode).toBe(0);
    expect(readFileSync(join(work, 'answers.csv'), 'utf8')).toBe('"menu"\n"いか"\n"いか"\n"いか"\n');
  });

  it.each([
    ['', true],
    ['1', false],
  ])('with NO_COLOR=%j writes styles: %j', async (NO_COLOR, hasStyles) => {
    await open('exec "$@"', { NO_COLOR });
    run.type("SELECT chr(27) || '[31m' AS one;\r");
    await waitFor('\\u001b[31m');
    await waitFor(PROMPT, 2);
    expect(run.output.includes('\u001b[1m')).toBe(hasStyles);
    expect(run.output).not.toContain('\u001b[31m');
  });

  it('takes back what a statement that failed has written to a file', async () => {
    await open('exec "$@"');
    run.type('\\o answers.csv\r');
    await waitFor(PROMPT, 2);
    run.type('SELECT 1 AS one;\r');
    await waitFor(PROMPT, 3);
    run.type('SELECT 1 / (n - 9000) AS one FROM UNNEST(sequence(1, 9999)) AS t (n);\r');
    await waitFor('DIVISION_BY_ZERO');
    run.type('\\q\r');
    expect(await run.exitCode).toBe(0);
    expect(readFileSync(join(work, 'answers.csv'), 'utf8')).toBe('"one"\n"1"\n');
  });
});
