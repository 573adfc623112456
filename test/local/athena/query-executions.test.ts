import type { Inspection } from '../../../lib/local/athena/inspection';
import { QueryExecutions } from '../../../lib/local/athena/query-executions';
import { localAthena, NAMES } from './local-athena';
import { REFUSED_FUNCTION } from '../../athena-sql/refused-function';

const NOW = new Date('2026-01-30T19:12:00Z');
/** Runs for hours. */
const ENDLESS =
  'SELECT count(*) FROM UNNEST(sequence(1, 10000)) AS a (x), UNNEST(sequence(1, 10000)) AS b (y), UNNEST(sequence(1, 10000)) AS c (z) WHERE x + y = z';
const CUT = { uri: 's3://b/k', reason: 'cut' };

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
    const known = { unreadable: Promise.resolve(undefined), intactFiles: [], objectionTo: () => undefined };
    const inspectWith = (inspection: Partial<Inspection>) =>
      new QueryExecutions({
        engine: athena.engine,
        catalog: athena.catalog,
        store: athena.store,
        inspect: () => Promise.resolve({ ...known, ...inspection }),
      }).run('SELECT 7 AS seven', NAMES.database, NOW);
    expect(await inspectWith({ unreadable: Promise.resolve(CUT) })).toEqual({
      state: 'FAILED',
      reason: 'HIVE_CANNOT_OPEN_SPLIT: s3://b/k: cut',
    });
    const objectionTo: Inspection['objectionTo'] = ({ columns, rows }) => `${columns[0]?.name} is ${rows[0]?.[0]}`;
    expect(await inspectWith({ objectionTo })).toEqual({ state: 'FAILED', reason: 'seven is 7' });
    expect(await inspectWith({})).toMatchObject({ state: 'SUCCEEDED' });
  });

  it('is stopped as soon as a file is known to be unreadable', async () => {
    const stopped = jest.spyOn(athena.engine, 'interrupt');
    const outcome = await makeInspected(Promise.resolve(CUT)).run(ENDLESS, NAMES.database, NOW);
    expect(outcome).toEqual({ state: 'FAILED', reason: 'HIVE_CANNOT_OPEN_SPLIT: s3://b/k: cut' });
    expect(stopped).toHaveBeenCalledTimes(1);
    stopped.mockRestore();
    expect(await run('SELECT 1')).toMatchObject({ state: 'SUCCEEDED' });
  });

  it('fails for an unreadable file rather than for what it meets in it, also where it would not begin', async () => {
    for (const sql of ['SELECT 1 / 0', 'SELEC 1'])
      expect(await makeInspected(Promise.resolve(CUT)).run(sql, NAMES.database, NOW)).toMatchObject({
        reason: 'HIVE_CANNOT_OPEN_SPLIT: s3://b/k: cut',
      });
  });

  it('leaves nothing of an UNLOAD whose file turns out to be unreadable when all is written', async () => {
    const folder = `s3://${NAMES.bucket}/made/`;
    const unload = `UNLOAD (SELECT 7 AS seven) TO '${folder}' WITH (format = 'PARQUET', compression = 'ZSTD')`;
    let tell: (file: typeof CUT) => void = () => undefined;
    const late = new Promise<typeof CUT>((resolve) => (tell = resolve));
    const write = athena.engine.unload.bind(athena.engine);
    const written = jest.spyOn(athena.engine, 'unload').mockImplementation(async (...args) => {
      const statistics = await write(...args);
      tell(CUT);
      return statistics;
    });
    expect(await makeInspected(late).run(unload, NAMES.database, NOW)).toMatchObject({ state: 'FAILED' });
    expect(written).toHaveBeenCalledTimes(1);
    written.mockRestore();
    for await (const { key } of athena.store.list(NAMES.bucket, '')) throw new Error(`${key} was left`);
  });

  const makeInspected = (unreadable: Inspection['unreadable']) =>
    new QueryExecutions({
      engine: athena.engine,
      catalog: athena.catalog,
      store: athena.store,
      inspect: () => Promise.resolve({ unreadable, intactFiles: [], objectionTo: () => undefined }),
    });
});
