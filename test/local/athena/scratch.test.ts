import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { absoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';
import { RefusedError } from '../../../lib/athena-sql/dialect';
import { LocalTarget } from '../../../lib/local/target';
import { InterruptedError } from '../../../lib/target';
import { order, publishNights, type PublishedNights } from '../../target/published-nights';

/** What people make of the nights, in the folder of a system. */

let published: PublishedNights;
let root: string;
let folder: string;
let open: LocalTarget[];

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'scratch-'));
  published = await publishNights({ '2026-11-22': [order('01', 1)], '2026-11-23': [order('01', 1), order('02', 2)] });
});

beforeEach(() => {
  folder = join(root, 'nights');
  cpSync(published.folder, folder, { recursive: true });
  open = [];
});

afterEach(async () => {
  for (const target of open) await target.close();
  rmSync(folder, { recursive: true });
});

afterAll(() => {
  published.remove();
  rmSync(root, { recursive: true });
});

function process(): LocalTarget {
  const target = LocalTarget.open(absoluteFolder(folder), published.names.database);
  open.push(target);
  return target;
}

async function ask(target: LocalTarget, sql: string, signal?: AbortSignal): Promise<string[][]> {
  const answer = await target.query(sql, { signal });
  const rows: string[][] = [];
  for await (const batch of answer.rows) rows.push(...batch.map((row) => row.map(String)));
  return rows;
}

const objects = () => {
  const bucket = join(folder, 's3/scratch.local');
  return existsSync(bucket)
    ? readdirSync(bucket, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.parquet'))
    : [];
};

describe('a table of scratch', () => {
  it('is there for other processes, with an object of its own', async () => {
    const [one, other] = [process(), process()];
    await ask(one, 'CREATE TABLE scratch.t AS SELECT tableid FROM sushiorderdata');
    expect(await ask(other, 'SELECT count(*), count(DISTINCT "$path") FROM scratch.t')).toEqual([['2', '1']]);
    expect(await ask(other, 'SELECT DISTINCT "$path" LIKE \'s3://scratch.local/%\' FROM scratch.t')).toEqual([
      ['true'],
    ]);
    expect(objects()).toHaveLength(1);
  });

  it('is made by one of two processes that make it at once, and the other leaves nothing', async () => {
    const made = ['1', '2', '3', '4'].map((x) => ask(process(), `CREATE TABLE scratch.t AS SELECT ${x} AS x`));
    const ended = await Promise.allSettled(made);
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const end of ended)
      if (end.status === 'rejected') expect(String(end.reason)).toContain('TABLE_ALREADY_EXISTS: ');
    expect(objects()).toHaveLength(1);
    expect(await ask(process(), 'SELECT count(*) FROM scratch.t')).toEqual([['1']]);
  });

  it('takes its object along when it is dropped, and its name is free again', async () => {
    const target = process();
    await ask(target, 'CREATE TABLE scratch.t AS SELECT 1 AS x');
    await ask(target, 'DROP TABLE scratch.t');
    expect(objects()).toEqual([]);
    await ask(target, "CREATE TABLE scratch.t AS SELECT 'another' AS y");
    expect(await ask(target, 'SELECT * FROM scratch.t')).toEqual([['another']]);
  });

  it('is not there when the statement that makes it was stopped', async () => {
    const target = process();
    const controller = new AbortController();
    const many = 'UNNEST(sequence(1, 2000))';
    const sql = `CREATE TABLE scratch.t AS SELECT a.x, b.y, c.z FROM ${many} AS a (x) CROSS JOIN ${many} AS b (y) CROSS JOIN ${many} AS c (z)`;
    await ask(target, 'CREATE TABLE scratch.before AS SELECT 1 AS x');
    // stopped when the file of the table is being written
    const watcher = watch(join(folder, 's3/.unfinished'), () => {
      controller.abort();
    });
    await expect(ask(target, sql, controller.signal)).rejects.toThrow(InterruptedError);
    watcher.close();
    expect(await ask(target, 'SHOW TABLES IN scratch')).toEqual([['before']]);
    expect(objects()).toHaveLength(1);
  });

  it('is not there when its query fails', async () => {
    const target = process();
    await expect(
      ask(target, 'CREATE TABLE scratch.t AS SELECT 1 / (x - 1) AS y FROM (VALUES 2, 1) AS v (x)'),
    ).rejects.toThrow('DIVISION_BY_ZERO');
    expect(await ask(target, 'SHOW TABLES IN scratch')).toEqual([]);
    expect(objects()).toEqual([]);
  });

  it('lets what a killed process has left be removed a day later, and no sooner', async () => {
    const target = process();
    await ask(target, 'CREATE TABLE scratch.kept AS SELECT 1 AS x');
    const [kept = ''] = objects();
    for (const name of ['new', 'old'])
      cpSync(join(folder, 's3/scratch.local', kept), join(folder, `s3/scratch.local/${name}/rows.parquet`), {
        recursive: true,
      });
    const before = new Date(Date.now() - 25 * 60 * 60 * 1000);
    for (const name of ['old/rows.parquet', kept]) utimesSync(join(folder, 's3/scratch.local', name), before, before);
    await ask(target, 'CREATE TABLE scratch.next AS SELECT 2 AS x');
    expect(objects()).toHaveLength(3);
    expect(objects()).toEqual(expect.arrayContaining([kept, 'new/rows.parquet']));
  });
});

describe('a view of scratch', () => {
  it('reads the nights as they are when it is read, its names being those of the nights', async () => {
    const target = process();
    await ask(target, "CREATE VIEW scratch.first AS SELECT tableid FROM sushiorderdata WHERE tableid = '01'");
    expect(await ask(process(), 'SELECT * FROM scratch.first')).toEqual([['01']]);
  });
});

describe("the nights' own database", () => {
  it.each([
    'CREATE TABLE mine AS SELECT 1 AS x',
    'CREATE VIEW mine AS SELECT 1 AS x',
    'CREATE OR REPLACE VIEW sushiorderdata AS SELECT 1 AS x',
    'DROP TABLE sushiorderdata_raw',
    'DROP VIEW IF EXISTS sushiorderdata',
    'DROP TABLE IF EXISTS nowhere.mine',
  ])('is not changed by %s', async (sql) => {
    const target = process();
    const before = await target.tables();
    const error: unknown = await ask(target, sql).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ cause: expect.any(RefusedError) as RefusedError });
    expect(String(error)).toMatch(
      /the database of the nights, is not supported on the laptop.* Use scratch: (CREATE|DROP) \w+ scratch\.\w+/,
    );
    expect(await target.tables()).toEqual(before);
  });
});

describe('EXPLAIN', () => {
  const plan = async (sql: string) => (await ask(process(), `EXPLAIN ${sql}`)).map(([line = '']) => line);

  it('names the nights, files, columns and filters of what would be read', async () => {
    const lines = await plan(
      "SELECT menu FROM sushiorderdata_history WHERE export_date = '2026-11-22' AND quantity > 1",
    );
    expect(lines[0]).toBe("The laptop's plan: DuckDB answers the statement. Athena's own plan: --target aws");
    expect(lines).toEqual(
      expect.arrayContaining([
        'Reads sushiorderdata_raw, through the view sushiorderdata_history',
        '  partitions: 1 of 2: export_date=2026-11-22',
        expect.stringMatching(/^ {2}files: 1, \d+ bytes$/),
        '  columns: menu, quantity',
        "  filter: export_date = '2026-11-22' AND quantity > 1",
      ]),
    );
  });

  it.each([
    'SELECT * FROM sushiorderdata_history',
    "SELECT count(item) FROM sushiorderdata_raw WHERE export_date > '2026-11-22'",
    'SELECT a.menu FROM sushiorderdata AS a JOIN sushiorderdata_files AS f ON f.itemcount > 0',
    'SELECT a FROM scratch.wide',
    'SELECT a, b FROM scratch.wide WHERE c > 3',
  ])('tells the bytes that are read by %s', async (sql) => {
    const target = process();
    await ask(
      target,
      'CREATE TABLE scratch.wide AS SELECT x AS a, CAST(x AS varchar) AS b, x * 2 AS c FROM UNNEST(sequence(1, 5000)) AS s (x)',
    );
    const answer = await target.query(sql);
    let rows = 0;
    for await (const batch of answer.rows) rows += batch.length;
    expect(rows).toBeGreaterThan(0);
    const { dataScannedInBytes } = answer.statistics();
    const last = (await plan(sql)).at(-1);
    expect(last).toBe(`In all: at most ${dataScannedInBytes.toLocaleString('en-US')} bytes`);
  });

  it('runs nothing: a division by zero that only rows tell is not met', async () => {
    expect(await plan('SELECT 1 / quantity FROM sushiorderdata')).toContain('  columns: quantity');
  });

  it('fails as the statement would, with the place in all of the text', async () => {
    await expect(plan('SELECT nope FROM sushiorderdata')).rejects.toThrow("COLUMN_NOT_FOUND: line 1:16: Column 'nope'");
  });
});
