import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeDownload } from './download';
import { freshCopy } from './fresh-copy';
import { keyOf, PROJECT, shownCommands } from './pages';
import { runInOneProcess, type ShellRun } from './shell';
import { LISTED, usualPlace, whereOf } from './where';

const shown = shownCommands();
const keys = shown.map(keyOf);

describe('a command that is shown, on a page or by help,', () => {
  it.each(shown.map((command) => [command.page, keyOf(command), command] as const))(
    'in %s has a place where it is run: %s',
    (_page, _key, command) => {
      expect(whereOf(command) ?? 'not in test/docs/where.ts').not.toBe('not in test/docs/where.ts');
    },
  );

  it('is the only kind that the table of places has', () => {
    expect(Object.keys(LISTED).filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('is in the table of places only where it has not its usual one', () => {
    const listed = shown.filter((command) => keyOf(command) in LISTED);
    expect(listed.filter((command) => LISTED[keyOf(command)] === usualPlace(command)).map(keyOf)).toEqual([]);
  });

  it('is in .ci/run where the table says so', () => {
    const script = readFileSync(join(PROJECT, '.ci/run'), 'utf8');
    const inScript = Object.entries(LISTED).flatMap(([key, where]) => (where === 'ci' ? key.split(' && ') : []));
    for (const command of inScript) expect(script).toMatch(new RegExp(`^ *(run |begin \\w+ )?${command}\\b`, 'm'));
  });
});

/** The nights that the pages name, in the place of those that `npm start` made: a date, that of the newest night, ... */
function dates(stdout: string): Readonly<Record<string, string>> {
  const [first = '', second = ''] = [...stdout.matchAll(/^Verified and published: (\S+),/gm)].map(([, date]) => date);
  return { '2026-11-01': first, '2026-11-20': first, '2026-11-22': first, '2026-11-23': second };
}

describe('commands for this machine, in a fresh copy of the repository, in the order of the pages,', () => {
  const here = shown.filter((command) => whereOf(command) === 'here').map(keyOf);
  const work = mkdtempSync(join(tmpdir(), 'pages-'));
  const project = join(work, 'project');
  const downloaded = join(work, 'Downloads/01693467621041-039fcf72');
  let runs: ShellRun[];

  beforeAll(async () => {
    freshCopy(project);
    await writeDownload(downloaded);
    writeFileSync(join(project, 'my.sql'), 'SELECT menu, quantity FROM sushiorderdata WHERE price > 500\n');
    mkdirSync(join(work, 'tmp'));
    const options = { folder: project, work, env: { HOME: work, npm_config_cache: join(work, 'npm') } };
    // by npm itself, with fewer orders: .ci/run runs it as it stands
    const [start] = await runInOneProcess(['command npm start -- --orders 200'], options);
    const told = Object.entries({
      ...dates(start?.stdout ?? ''),
      DIR: downloaded,
      '--orders 200000': '--orders 100',
      '--no-incremental': '--no-incremental --orders 100',
    });
    // These put other nights in the place of the sample's; a reader of help begins with one of them.
    const replaces = (key: string) => key.startsWith('npm start -- ') && !key.includes('--folder');
    const rest = here.filter((key) => key !== 'npm start');
    const ordered = [...rest.filter((key) => !replaces(key)), ...rest.filter(replaces)];
    const rewritten = ordered.map((key) =>
      told.reduce((text, [written, meant]) => text.replaceAll(new RegExp(`${written}\\b`, 'g'), meant), key),
    );
    const more = await runInOneProcess(rewritten, options);
    runs = [...(start ? [start] : []), ...more].map((run, index) => ({
      ...run,
      command: ['npm start', ...ordered][index] ?? '',
    }));
  }, 600_000);

  afterAll(() => {
    rmSync(work, { recursive: true, force: true });
  });

  it.each(here)('%s', (key) => {
    const run = runs.find(({ command }) => command === key);
    expect(run?.exitCode === 0 ? '' : run?.stderr).toBe('');
    expect(run?.stderr).not.toMatch(/Warning|^ +at /m);
  });

  it('write the files that they name', () => {
    for (const file of ['my.parquet', 'my.csv', 'orders.parquet', 'night.html', 'table.json'])
      expect(readFileSync(join(project, file)).length).toBeGreaterThan(10);
  });

  it('write csv as docs/analysts.md says it is, and for Excel with a byte order mark in front', () => {
    const [plain, marked] = ['orders.csv', 'excel.csv'].map((file) => readFileSync(join(project, file), 'utf8'));
    expect(plain).toMatch(/^"tableid","datetime",[^\r]*\n"[^\r]*\n$/);
    expect(plain).toMatch(/,,/);
    expect(marked).toMatch(/^\ufeff"tableid","menu","quantity"\n"[^"]+","[^"]+","\d+"\n/);
  });

  it('answer with the array and the nested value of the sample', () => {
    const run = runs.find(({ command }) => command.includes('contains(toppings'));
    expect(run?.stdout).toMatch(/まぐろ +(佐藤|鈴木|高橋)/);
  });
});
