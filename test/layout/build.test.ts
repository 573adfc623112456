import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROJECT = join(__dirname, '../..');

describe('a checkout whose dist/ was built before an update', () => {
  const checkout = mkdtempSync(join(tmpdir(), 'a checkout '));
  const run = (...args: string[]) => spawnSync(process.execPath, args, { cwd: tmpdir(), encoding: 'utf8' });
  const program = join(checkout, 'dist/program/main.js');

  beforeAll(() => {
    for (const name of ['bin', 'build.mjs', 'lib', 'infra', 'package.json', 'package-lock.json'])
      cpSync(join(PROJECT, name), join(checkout, name), { recursive: true });
    symlinkSync(join(PROJECT, 'node_modules'), join(checkout, 'node_modules'));
    mkdirSync(join(checkout, 'dist/lib'), { recursive: true });
  });

  afterAll(() => {
    rmSync(checkout, { recursive: true });
  });

  it('says so in place of an error of Node.js', () => {
    const { status, stderr } = run(join(checkout, 'bin/export-to-athena'), '--version');
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `${program} is not there: the checkout is not built, or was before its last update; run "npm ci" in it\n`,
    });
  });

  it('is built by npm start, which leaves what is built and newer', () => {
    const { scripts } = jest.requireActual<{ readonly scripts: { readonly start: string } }>('../../package.json');
    expect(scripts.start).toBe('node build.mjs --if-changed && node bin/export-to-athena start');
    expect(run(join(checkout, 'build.mjs'), '--if-changed')).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(existsSync(program)).toBe(true);
    expect(run(join(checkout, 'bin/export-to-athena'), '--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const { ino } = statSync(program);
    run(join(checkout, 'build.mjs'), '--if-changed');
    expect(statSync(program).ino).toBe(ino);
  });
});
