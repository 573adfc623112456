import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { COMMANDS } from '../../lib/cli/commands';
import { runCli } from './run-cli';

const entries = Object.entries(COMMANDS);

describe('the command line', () => {
  it('lists every command', async () => {
    const { stdout, exitCode } = await runCli('--help');
    for (const [name] of entries) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
    expect(exitCode).toBe(0);
  });

  it.each(entries)('describes %s in its help as in the list', async (name, { description }) => {
    const { stdout } = await runCli('help', name);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(` ${description} `);
  });

  it.each(entries)('has examples and exit codes in the help of %s', async (name) => {
    const { stdout, exitCode } = await runCli('help', name);
    expect(stdout).toMatch(/\nExamples:\n {2}(npm start|export-to-athena)/);
    expect(stdout).toMatch(/\nExit code: 0 /);
    expect(stdout).not.toMatch(/default:\s+\[\]/);
    expect(exitCode).toBe(0);
  });

  it.each(entries)('gives every option of %s a description', async (name, { load }) => {
    const options = (await load())(new Command(name)).options.map(({ flags, description }) => ({
      flags,
      has: description !== '',
    }));
    expect(options.filter(({ has }) => !has)).toEqual([]);
  });

  it.each([
    ['an option that there is not', ['tables', '--targt', 'aws'], '--target?'],
    ['a target that there is not', ['tables', '--target', 'azure'], 'Allowed choices are local, aws'],
    ['a command that there is not', ['tabels'], 'tables?'],
    ['an argument that is missing', ['diff', '2026-01-01'], "missing required argument 'to'"],
  ])('ends with 2 for %s and says what there is', async (_, args, text) => {
    const { stderr, exitCode } = await runCli(...args);
    expect(stderr).toContain(text);
    expect(exitCode).toBe(2);
  });

  it.each([
    ['a command', ['querry', 'SELECT 1'], "error: unknown command 'querry'\n(Did you mean query?)"],
    ['an option', ['tables', '--folde', 'x'], '(Did you mean --folder?)'],
    ['a setting', ['tables', '-c', 'sistemName=x'], 'Did you mean systemName?'],
    ['a table', ['doctor', '--table', 'SushiOrdersData'], 'Did you mean SushiOrderData?'],
  ])('gives the nearest name for %s that there is not', async (_, args, text) => {
    const { stderr, exitCode } = await runCli(...args);
    expect(stderr).toContain(text);
    expect(exitCode).toBe(2);
  });

  it('says its version, and nothing else', async () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string };
    expect(await runCli('--version')).toEqual({ stdout: `${version}\n`, stderr: '', exitCode: 0 });
  });

  it('ends with 2 for a setting that cannot be used', async () => {
    const { stderr, exitCode } = await runCli('tables', '-c', 'systemName=Not Possible');
    expect(stderr).toContain('systemName = "Not Possible": use 1 to 10 lower-case letters');
    expect(exitCode).toBe(2);
  });

  it('shows where an error comes from with --debug alone', async () => {
    const [plain, debug] = [
      await runCli('tables', '--folder', '/no'),
      await runCli('--debug', 'tables', '--folder', '/no'),
    ];
    expect(plain.stderr).not.toContain('    at ');
    expect(debug.stderr).toContain(plain.stderr.trim());
    expect(debug.stderr).toContain('    at ');
  });
});
