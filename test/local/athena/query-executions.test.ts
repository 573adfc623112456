import { gzipSync } from 'node:zlib';
import { QueryExecutions } from '../../../lib/local/athena/query-executions';
import { DATA_FILE, localAthena, NAMES, VALIDATION } from './local-athena';

const NOW = new Date('2026-01-30T19:12:00Z');

describe('a query execution', () => {
  const athena = localAthena();
  const executions = () => new QueryExecutions(athena);
  const run = (sql: string) => executions().run(sql, NAMES.database, NOW);

  it('gives the whole result as texts, with the types of its columns', async () => {
    await athena.stage('good');
    const outcome = await run(`SELECT count(*) AS items, NULLIF(1, 1) AS nothing FROM ${NAMES.staged}`);
    expect(outcome).toMatchObject({
      state: 'SUCCEEDED',
      result: {
        columns: [
          { name: 'items', type: 'bigint' },
          { name: 'nothing', type: 'integer' },
        ],
        rows: [['7', undefined]],
      },
    });
    expect(outcome.state === 'SUCCEEDED' && outcome.dataScannedInBytes).toBeGreaterThan(0);
  });

  it('runs at the time that it is given', async () => {
    expect(await run('SELECT now()')).toMatchObject({ result: { rows: [['2026-01-30 19:12:00.000 UTC']] } });
  });

  it('fails as on Athena, with its reason', async () => {
    expect(await run('SELECT 1 / 0')).toEqual({ state: 'FAILED', reason: 'DIVISION_BY_ZERO: Division by zero' });
    expect(await run('SELECT * FROM nowhere')).toMatchObject({
      state: 'FAILED',
      reason: expect.stringContaining('nowhere') as string,
    });
  });

  it('is not begun where Athena, or this machine, cannot read the statement', async () => {
    await expect(run('SELEC 1')).rejects.toMatchObject({ name: 'SqlSyntaxError' });
    await expect(run("SELECT soundex('a')")).rejects.toMatchObject({ name: 'RefusedError' });
  });

  it('waits for the one before, whatever becomes of that', async () => {
    const [one, ended] = [executions(), [] as string[]];
    const noted = (sql: string) =>
      one.run(sql, NAMES.database, NOW).then(
        ({ state }) => ended.push(`${sql}: ${state}`),
        () => ended.push(`${sql}: not begun`),
      );
    await Promise.all([noted('SELECT 1'), noted('SELEC'), noted('SELECT 1 / 0'), noted('SELECT 2')]);
    expect(ended).toEqual(['SELECT 1: SUCCEEDED', 'SELEC: not begun', 'SELECT 1 / 0: FAILED', 'SELECT 2: SUCCEEDED']);
  });
});

describe('a validation', () => {
  const athena = localAthena();
  const validate = () => new QueryExecutions(athena).run(VALIDATION, NAMES.database, NOW);

  it('of a night that is as DynamoDB wrote it has no rows', async () => {
    await athena.stage('good');
    expect(await validate()).toMatchObject({ state: 'SUCCEEDED', result: { rows: [] } });
  });

  it('fails where a file cannot be read to its end, as on Athena', async () => {
    await athena.stage('file-with-a-flipped-bit');
    expect(await validate()).toEqual({
      state: 'FAILED',
      reason: `HIVE_CANNOT_OPEN_SPLIT: s3://${NAMES.bucket}/${DATA_FILE}: incorrect data check`,
    });
  });

  it('fails where every count is right, and a checksum is not', async () => {
    await athena.stage('file-with-a-changed-value');
    expect(await validate()).toMatchObject({
      state: 'FAILED',
      reason: expect.stringContaining(`MD5_MISMATCH: ${DATA_FILE}: file_changed, md5`) as string,
    });
  });

  it('says what it found itself rather than that a checksum is wrong', async () => {
    await athena.stage('good');
    await athena.store.put(NAMES.bucket, DATA_FILE, gzipSync('{"Item":{}}\n'));
    const outcome = await validate();
    if (outcome.state === 'FAILED') throw new Error(outcome.reason);
    expect(outcome.result.rows.map(([check]) => check)).toEqual(['file_lines', 'item_count', 'key_attributes']);
  });
});
