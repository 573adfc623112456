import { statementOfNight } from '../../../lib/cli/answers/night-statement';
import { absoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';
import { LocalTarget } from '../../../lib/local/target';
import { order, publishNights, type PublishedNights } from '../../target/published-nights';

let nights: PublishedNights;
let target: LocalTarget;

beforeAll(async () => {
  nights = await publishNights({
    '2026-11-21': [order('01', 1)],
    '2026-11-22': [order('01', 1), order('02', 2)],
    '2026-11-23': [order('01', 1), order('02', 2), order('03', 3)],
  });
  target = LocalTarget.open(absoluteFolder(nights.folder), nights.names.database);
});

afterAll(async () => {
  await target.close();
  nights.remove();
});

async function ask(sql: string, date: string) {
  const answer = await target.query((await statementOfNight(sql, date, target)).sql);
  const rows = [];
  for await (const batch of answer.rows) rows.push(...batch);
  return { columns: answer.columns.map(({ name }) => name), rows };
}

describe('a statement of an earlier night', () => {
  it('reads that night where the newest was meant', async () => {
    expect((await ask('SELECT count(*) FROM sushiorderdata', '2026-11-22')).rows).toEqual([['2']]);
  });

  it('has the columns that the newest night has', async () => {
    const { columns } = await ask('SELECT * FROM sushiorderdata', '2026-11-22');
    const newest = await target.query('SELECT * FROM sushiorderdata');
    expect(columns).toEqual(newest.columns.map(({ name }) => name));
  });

  it('reads that night and the one before it in the slots', async () => {
    const sql = 'SELECT slot, count(item) FROM sushiorderdata_latest GROUP BY slot ORDER BY slot';
    expect((await ask(sql, '2026-11-22')).rows).toEqual([
      ['newest', '2'],
      ['previous', '1'],
    ]);
    expect((await ask(sql, '2026-11-21')).rows).toEqual([['newest', '1']]);
  });

  it('reads only the files of that night', async () => {
    const { sql } = await statementOfNight('SELECT count(item) FROM sushiorderdata_latest', '2026-11-21', target);
    const answer = await target.query(sql);
    for await (const batch of answer.rows) expect(batch).toEqual([['1']]);
    const direct = await target.query("SELECT count(item) FROM sushiorderdata_raw WHERE export_date = '2026-11-21'");
    for await (const batch of direct.rows) expect(batch).toEqual([['1']]);
    expect(answer.statistics().dataScannedInBytes).toBe(direct.statistics().dataScannedInBytes);
  });

  it('leaves tables of all nights as they are', async () => {
    const sql = 'SELECT (SELECT count(*) FROM sushiorderdata_history), count(*) FROM sushiorderdata';
    expect((await ask(sql, '2026-11-21')).rows).toEqual([['6', '1']]);
  });

  it.each([
    ['with a WITH of its own', 'WITH a AS (SELECT * FROM sushiorderdata) SELECT count(*) FROM a'],
    ['in capitals', 'SELECT COUNT(*) FROM SushiOrderData'],
    ['in parentheses', '(SELECT count(*) FROM sushiorderdata)'],
    ['below comments', '-- with sushiorderdata\n/* WITH */ SELECT count(*) FROM sushiorderdata'],
    ['in a subquery', 'SELECT c FROM (SELECT count(*) AS c FROM sushiorderdata)'],
    ['with a name inside a text', "SELECT count(*) FROM sushiorderdata WHERE 'from sushiorderdata' <> ''"],
  ])('can be %s', async (_, sql) => {
    expect((await ask(sql, '2026-11-22')).rows).toEqual([['2']]);
  });

  it('keeps the numbers of its lines', async () => {
    const { sql } = await statementOfNight('\n\nSELECT 1\nFROM sushiorderdata', '2026-11-22', target);
    expect(sql.split('\n').slice(0, 2)).toEqual(['', '']);
    expect(sql.split('\n')[3]).toBe('FROM sushiorderdata');
  });

  it('says what was put before it', async () => {
    const { added } = await statementOfNight('SELECT 1 FROM sushiorderdata', '2026-11-22', target);
    expect(added).toEqual([
      `"sushiorderdata" AS (SELECT * FROM "sushiorderdata_history" WHERE export_date = '2026-11-22')`,
    ]);
  });

  it.each([
    ['no newest night', 'SELECT * FROM sushiorderdata_history', 'the statement reads no newest night'],
    ['no table', 'SELECT 1', 'the statement reads no newest night'],
    [
      'the database in a name',
      'SELECT * FROM example_dynamodb_export_dev.sushiorderdata',
      'names its database; leave that away',
    ],
    ['the partitions of the slots', 'SELECT * FROM "sushiorderdata_latest$partitions"', 'has no earlier state'],
    [
      'WITH RECURSIVE',
      'WITH RECURSIVE a AS (SELECT 1) SELECT * FROM a, sushiorderdata',
      'the statement cannot be read',
    ],
  ])('is refused for %s, with what to write', async (_, sql, why) => {
    const asked = statementOfNight(sql, '2026-11-22', target);
    await expect(asked).rejects.toThrow(`--date 2026-11-22 cannot be applied: `);
    await expect(asked).rejects.toThrow(why);
    await expect(asked).rejects.toThrow("FROM <table>_history WHERE export_date = '2026-11-22'");
  });

  it('is refused for what is no SQL, with that alone: nothing else is to be written', async () => {
    await expect(statementOfNight('SELECT FROM', '2026-11-22', target)).rejects.toThrow(
      /^--date 2026-11-22 cannot be applied: the statement cannot be read\.\nSYNTAX_ERROR: line 1:8: /,
    );
  });

  it('is refused for a view that may read any night', async () => {
    const daily = { name: 'daily', kind: 'view' as const, description: '', columns: [], partitionKeys: [] };
    const others = {
      tables: async () => [...(await target.tables()), daily],
      partitions: (name: string) => target.partitions(name),
    };
    const asked = statementOfNight('SELECT * FROM sushiorderdata, daily', '2026-11-22', others);
    await expect(asked).rejects.toThrow('it is not known which night daily reads');
  });

  it('is refused for a date without a verified night', async () => {
    const asked = statementOfNight('SELECT * FROM sushiorderdata', '2026-11-20', target);
    await expect(asked).rejects.toThrow('There are 2026-11-21, 2026-11-22, 2026-11-23.');
  });
});
