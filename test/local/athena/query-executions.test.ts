import type { Inspection } from '../../../lib/local/athena/inspection';
import { QueryExecutions } from '../../../lib/local/athena/query-executions';
import { localAthena, NAMES } from './local-athena';
import { REFUSED_FUNCTION } from '../../athena-sql/refused-function';

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
    await expect(run(`SELECT ${REFUSED_FUNCTION}('a')`)).rejects.toMatchObject({ name: 'RefusedError' });
  });

  it('waits for the one before, whatever becomes of that', async () => {
    const [one, ended] = [executions(), [] as string[]];
    const note = (sql: string) =>
      one.run(sql, NAMES.database, NOW).then(
        ({ state }) => ended.push(`${sql}: ${state}`),
        () => ended.push(`${sql}: not begun`),
      );
    await Promise.all([note('SELECT 1'), note('SELEC'), note('SELECT 1 / 0'), note('SELECT 2')]);
    expect(ended).toEqual(['SELECT 1: SUCCEEDED', 'SELEC: not begun', 'SELECT 1 / 0: FAILED', 'SELECT 2: SUCCEEDED']);
  });

  it('fails where its caller knows that a file is unreadable, or objects to its result', async () => {
    const known = { unreadable: undefined, intactFiles: [], objectionTo: () => undefined };
    const inspectWith = (inspection: Partial<Inspection>) =>
      new QueryExecutions({
        engine: athena.engine,
        catalog: athena.catalog,
        store: athena.store,
        inspect: () => Promise.resolve({ ...known, ...inspection }),
      }).run('SELECT 7 AS seven', NAMES.database, NOW);
    expect(await inspectWith({ unreadable: { uri: 's3://b/k', reason: 'cut' } })).toEqual({
      state: 'FAILED',
      reason: 'HIVE_CANNOT_OPEN_SPLIT: s3://b/k: cut',
    });
    const objectionTo: Inspection['objectionTo'] = ({ columns, rows }) => `${columns[0]?.name} is ${rows[0]?.[0]}`;
    expect(await inspectWith({ objectionTo })).toEqual({ state: 'FAILED', reason: 'seven is 7' });
    expect(await inspectWith({})).toMatchObject({ state: 'SUCCEEDED' });
  });
});
