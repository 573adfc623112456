import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROJECT = join(__dirname, '../..');
const CONCLUDE = join(PROJECT, '.ci/conclude.cjs');

const suite = (name: string, tests: Readonly<Record<string, string>>, message = '') => ({
  name: join(PROJECT, 'test', name),
  status: message === '' ? 'passed' : 'failed',
  message,
  assertionResults: Object.entries(tests).map(([fullName, status]) => ({ fullName, status })),
});

describe('.ci/run ends', () => {
  const folder = mkdtempSync(join(tmpdir(), 'conclude-'));
  const [tests, lab] = [join(folder, 'tests.json'), join(folder, 'lab.json')];
  const write = (file: string, numPassedTests: number, ...testResults: object[]) => {
    writeFileSync(file, JSON.stringify({ numPassedTests, testResults }));
  };
  const end = (...failed: string[]) => {
    const { status, stdout } = spawnSync(process.execPath, [CONCLUDE, `${tests} ${lab}`, ...failed], {
      cwd: PROJECT,
      encoding: 'utf8',
    });
    return { status, lines: stdout.trimEnd().split('\n') };
  };
  const npmTest = `npm test -- --json --outputFile=${tests}`;

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('with the number of tests that passed in all runs', () => {
    write(tests, 3, suite('one.test.ts', { 'is well': 'passed' }));
    write(lab, 2, suite('two.integration.ts', { 'works too': 'passed' }));
    expect(end()).toEqual({ status: 0, lines: ['5 passed, 0 failed'] });
  });

  it('with the names of tests that failed, and of suites that did not run', () => {
    write(
      tests,
      3,
      suite('one.test.ts', { 'is well': 'passed', 'is told': 'failed' }, '  ● is told\n\n    Expected'),
      suite('two.test.ts', {}, '  ● Test suite failed to run\n\n    Cannot find module'),
    );
    expect(end(npmTest, '1')).toEqual({
      status: 1,
      lines: [
        'failed: npm test (exit 1)',
        '  test/one.test.ts: is told',
        '  test/two.test.ts did not run: Cannot find module',
        '5 passed, 2 failed',
      ],
    });
  });

  it('with what a failed test says, without colours and traces', () => {
    const message = 'Error: \u001b[32mExpected\u001b[39m 1\n\nReceived 2\n    at Object.<anonymous> (one.test.ts:3)\n';
    const failing = suite('one.test.ts', { 'is told': 'failed' }, 'it failed');
    const assertionResults = failing.assertionResults.map((test) => ({ ...test, failureMessages: [message] }));
    write(tests, 0, { ...failing, assertionResults });
    expect(end(npmTest, '1').lines).toEqual([
      'failed: npm test (exit 1)',
      '  test/one.test.ts: is told',
      '    Error: Expected 1',
      '    Received 2',
      '2 passed, 1 failed',
    ]);
  });

  it('with a part that failed though its tests passed, that is not one of tests, or that left no results', () => {
    write(tests, 3, suite('one.test.ts', { 'is well': 'passed' }));
    rmSync(lab);
    expect(end(npmTest, '1', 'check', '2', `npm run test:lab -- --json --outputFile=${lab}`, '137')).toEqual({
      status: 1,
      lines: [
        'failed: npm test (exit 1), all its tests passed',
        'failed: check (exit 2)',
        'failed: npm run test:lab (exit 137), no results',
        '3 passed, 3 failed',
      ],
    });
  });
});

describe('.ci/run', () => {
  it('tells a part that fails at any of its commands, and goes on with the next', () => {
    const script = readFileSync(join(PROJECT, '.ci/run'), 'utf8');
    // what runs the parts stands behind it
    const [functions = ''] = /^failed=\(\)$.*(?=^trap end EXIT$)/ms.exec(script) ?? [];
    expect(functions).toContain('conclude_part() {');
    const parts =
      'sound() { true; }; broken() { false; echo "not reached"; }; begin a sound; begin b broken; run false; await a; await b';
    const { stdout } = spawnSync(
      'bash',
      ['-c', `set -uo pipefail; work=$(mktemp -d)\n${functions}\n${parts}\necho "\${failed[*]}"`],
      {
        encoding: 'utf8',
      },
    );
    expect(stdout).toBe('false 1 broken 1\n');
  });
});
