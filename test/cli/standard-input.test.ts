import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { order, publishNights, type PublishedNights } from '../target/published-nights';

const BIN = join(__dirname, '../../bin/export-to-athena');

let nights: PublishedNights;

beforeAll(async () => {
  nights = await publishNights({ '2026-11-22': [order('1', 1)] });
});

afterAll(() => {
  nights.remove();
});

const runWithInput = (input: string, ...args: string[]) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [BIN, ...args, '--folder', nights.folder], {
    input,
    encoding: 'utf8',
  });
  return { stdout, stderr, exitCode: status };
};

describe('statements on standard input', () => {
  it.each([['query'], ['query', '-'], ['sql']])('are asked one after the other by %j', (...args) => {
    const { stdout, exitCode } = runWithInput(
      'SELECT 1 AS a;\n-- next\nSELECT count(*) AS items FROM sushiorderdata',
      ...args,
      '--format',
      'csv',
    );
    expect([stdout, exitCode]).toEqual(['"a"\n"1"\n"items"\n"1"\n', 0]);
  });

  it('end with the first that fails, whose number and line are said', () => {
    const { stdout, stderr, exitCode } = runWithInput(
      'SELECT 1 AS a;\nSELECT nope;\nSELECT 3 AS c',
      'sql',
      '--format',
      'json',
    );
    expect([stdout, exitCode]).toEqual(['{"a":1}\n', 1]);
    expect(stderr).toContain("Statement 2 of 3, line 2: COLUMN_NOT_FOUND: line 2:8: Column 'nope' cannot be resolved");
    expect(stderr).toContain('\n  SELECT nope\n         ^');
  });

  it('are nothing to ask where there is none', () => {
    expect(runWithInput('-- only a comment\n', 'sql')).toMatchObject({
      exitCode: 2,
      stderr: 'There is no statement in standard input\n',
    });
  });
});
