import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { COMMANDS } from '../../../lib/cli/commands';
import { commandTree, type CompletedProgram } from '../../../lib/cli/completion/command-tree';
import { QUERIES, readQueries } from '../../../lib/query-files';
import { order, publishNights, type PublishedNights } from '../../target/published-nights';
import { runCli } from '../run-cli';
import { TerminalRun } from '../shell/terminal';

// Processes take a while to start on a busy machine.
jest.setTimeout(240_000);

const BIN = join(__dirname, '../../../bin/export-to-athena');

/** The saved queries that begin so. */
const PER = readQueries(QUERIES).flatMap(({ name }) => (name.startsWith('orders_per_') ? [name] : []));

let work: string;
let nights: PublishedNights;
let tree: CompletedProgram;

const hasShell = (name: string) => spawnSync(name, ['-c', 'true']).status === 0;
// .ci/run is a script of bash, so that one is there
const SHELLS = { bash: true, zsh: hasShell('zsh'), fish: hasShell('fish') };

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'completion-'));
  nights = await publishNights({ '2026-11-21': [order('1', 1)], '2026-11-22': [order('1', 1)] });
  const program = new Command('export-to-athena').option('--version').option('--debug');
  for (const [name, { load }] of Object.entries(COMMANDS)) program.addCommand((await load())(new Command(name)));
  tree = commandTree(program);
  for (const shell of Object.keys(SHELLS)) writeFileSync(join(work, shell), (await runCli('completion', shell)).stdout);
  // what the scripts ask for names
  writeFileSync(join(work, 'export-to-athena'), `#!/bin/sh\nexec '${process.execPath}' '${BIN}' "$@"\n`, {
    mode: 0o755,
  });
});

afterAll(() => {
  nights.remove();
  rmSync(work, { recursive: true });
});

/** Runs a script. @returns its lines */
function lines(shell: 'bash' | 'fish', script: string): string[] {
  const flags = { bash: ['--norc'], fish: ['--no-config'] }[shell];
  const { stdout, stderr } = spawnSync(shell, [...flags, '-c', script], {
    cwd: work,
    encoding: 'utf8',
    env: { HOME: work, TERM: 'dumb', LANG: 'C.UTF-8', PATH: `${work}:${process.env.PATH ?? ''}` },
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
}

/** What a shell offers for the last word of each command line. */
const OFFERS: Readonly<Record<'bash' | 'fish', (typed: readonly string[][]) => string[][]>> = {
  bash: (typed) => {
    const each = typed.map((words) => {
      const quoted = ['export-to-athena', ...words].map((word) => `'${word}'`).join(' ');
      return `COMP_WORDS=(${quoted}); COMP_CWORD=${words.length}; _export_to_athena; echo "=== \${COMPREPLY[*]}"`;
    });
    return lines('bash', ['. ./bash', ...each].join('\n')).map((line) => line.slice('=== '.length).split(' '));
  },
  fish: (typed) => {
    const each = typed.map((words) => {
      const line = ['export-to-athena', ...words].join(' ');
      return `echo ===; complete -C '${line}'`;
    });
    const all = lines('fish', ['source ./fish', ...each].join('\n')).join('\n');
    return all
      .split(/^===$/m)
      .slice(1)
      .map((part) => part.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')[0] ?? ''])));
  },
};

/** The same questions to each shell that is there. */
function offer(shell: 'bash' | 'fish', ...typed: string[][]): string[][] {
  return OFFERS[shell](typed);
}

describe.each(['bash', 'fish'] as const)('%s', (shell) => {
  const test = SHELLS[shell] ? it : it.skip;
  if (!SHELLS[shell]) console.warn(`${shell} is not on this machine: its completion is not tried`);

  test('completes every command, and every option of each, that the program has', () => {
    const [commands = []] = offer(shell, ['']);
    expect(commands.sort()).toEqual(tree.commands.map(({ name }) => name).sort());
    const withFlags = tree.commands.filter(({ flags }) => flags.length > 0);
    const flags = offer(shell, ...withFlags.map(({ name }) => [name, '--']));
    for (const [index, { name, flags: own }] of withFlags.entries()) {
      const long = own.map(({ flag }) => flag).filter((flag) => flag.startsWith('--'));
      expect([name, ...(flags[index] ?? [])]).toEqual(expect.arrayContaining([name, ...long]));
      expect(flags[index]?.filter((flag) => !long.includes(flag) && flag !== '--version')).toEqual([]);
    }
  });

  test('completes values', () => {
    const folder = ['--folder', nights.folder];
    const [formats, queries, tables, dates, sources, words] = offer(
      shell,
      ['query', '--format', ''],
      ['query', 'orders_per_'],
      ['tables', ...folder, 'sushiorderdata_'],
      ['report', ...folder, '--date', '2026'],
      ['diff', ...folder, '--table', 'su'],
      ['completion', ''],
    );
    expect(formats?.sort()).toEqual(['csv', 'json', 'parquet', 'table']);
    expect(queries?.sort()).toEqual(PER);
    expect(PER).toContain('orders_per_hour');
    expect(tables).toEqual(expect.arrayContaining(['sushiorderdata_raw', 'sushiorderdata_history']));
    expect(dates?.sort()).toEqual(['2026-11-21', '2026-11-22']);
    expect(sources).toEqual(['sushiorderdata']);
    expect(words?.sort()).toEqual(['bash', 'fish', 'zsh']);
  });
});

describe('zsh', () => {
  const test = SHELLS.zsh ? it : it.skip;
  if (!SHELLS.zsh) console.warn('zsh is not on this machine: its completion is not tried');

  test('completes commands, options and values', async () => {
    const env = { HOME: work, PATH: `${work}:${process.env.PATH ?? ''}` };
    const run = new TerminalRun(['zsh', '-f', '-i'], { columns: 100, rows: 40, cwd: work, env });
    const offers = async (typed: string, ...words: string[]) => {
      run.type(`\u0015clear\rexport-to-athena ${typed}\t\t`);
      const isThere = (screen: string) => words.every((word) => screen.split(/\s+/).includes(word));
      expect(await run.until(isThere)).toMatch(new RegExp(words.map((word) => `(?=[^]*${word})`).join('')));
    };
    try {
      run.type(`autoload -Uz compinit; compinit -D -u; . ./zsh; PS1='% '\r`);
      await offers('', ...tree.commands.map(({ name }) => name));
      await offers(
        'query --',
        ...(tree.commands.find(({ name }) => name === 'query')?.flags ?? [])
          .map(({ flag }) => flag)
          .filter((flag) => flag.startsWith('--')),
      );
      await offers('query --format ', 'csv', 'json', 'parquet', 'table');
      await offers('query orders_per_', ...PER);
      await offers(`tables --folder ${nights.folder} sushiorderdata_`, 'sushiorderdata_raw', 'sushiorderdata_history');
      await offers(`report --folder ${nights.folder} --date 2026`, '2026-11-21', '2026-11-22');
    } finally {
      run.end();
      await run.exitCode;
    }
  });
});

describe('a completion', () => {
  it('has no names where there are no nights', async () => {
    expect(await runCli('completion', '--names', 'tables', '--', 'x', '--folder', join(work, 'none'))).toEqual({
      stdout: '',
      stderr: '',
      exitCode: 0,
    });
  });

  it.each([[['completion']], [['completion', 'tcsh']]])('is refused for %j', async (args) => {
    expect(await runCli(...args)).toMatchObject({ exitCode: 2, stderr: 'Give the shell: bash, zsh or fish\n' });
  });
});
