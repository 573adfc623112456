import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { order, publishNights, type PublishedNights } from '../../target/published-nights';
import { PLACES, type Ask } from '../places';

jest.mock('../../../lib/aws/account/clients');

let nights: PublishedNights;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'statements-'));
  nights = await publishNights({
    '2026-11-22': [order('01', 1), order('02', 2)],
    '2026-11-23': [order('01', 1), order('02', 2), order('03', 3)],
  });
});

afterAll(() => {
  nights.remove();
  rmSync(folder, { recursive: true });
});

/** The statements that every session begins with: the same to a reader on the laptop and in an account. */
describe.each(Object.entries(PLACES))('statements that are no queries, with --target %s', (place, at) => {
  let ask: Ask;

  beforeAll(() => {
    ask = at(nights.folder);
  });

  const csv = async (sql: string): Promise<string> => (await ask('query', sql, '--format', 'csv')).stdout;
  const lines = async (sql: string): Promise<string[]> =>
    (await csv(sql))
      .trimEnd()
      .split('\n')
      .map((line) => line.replaceAll('"', ''));

  it.each([
    [
      'SHOW TABLES',
      [
        'tab_name',
        'sushiorderdata',
        'sushiorderdata_files',
        'sushiorderdata_history',
        'sushiorderdata_latest',
        'sushiorderdata_raw',
        'sushiorderdata_staged',
      ],
    ],
    ["SHOW TABLES LIKE '*_raw|*_latest'", ['tab_name', 'sushiorderdata_latest', 'sushiorderdata_raw']],
    ["SHOW TABLES '*_raw'", ['tab_name', 'sushiorderdata_raw']],
    ['SHOW VIEWS', ['views', 'sushiorderdata', 'sushiorderdata_history']],
    ["SHOW VIEWS LIKE '*_history'", ['views', 'sushiorderdata_history']],
    ['SHOW PARTITIONS sushiorderdata_raw', ['partition', 'export_date=2026-11-22', 'export_date=2026-11-23']],
    ['SHOW COLUMNS IN sushiorderdata_raw', ['field', 'item', 'export_date']],
    ['SHOW COLUMNS FROM `sushiorderdata_latest`', ['field', 'item', 'slot']],
    ["SHOW DATABASES LIKE 'scr.*'", ['database_name', 'scratch']],
    ["SHOW SCHEMAS LIKE 'scr'", ['database_name']],
    ["SHOW TBLPROPERTIES sushiorderdata_raw ('classification')", ['prpt_name,prpt_value', 'classification,json']],
    [
      "SHOW FUNCTIONS LIKE 'chr'",
      [
        'Function,Return Type,Argument Types,Function Type,Deterministic,Description',
        'chr,varchar(1),bigint,scalar,true,Convert Unicode code point to a string',
      ],
    ],
  ])('answers %s', async (sql, expected) => {
    expect(await lines(sql)).toEqual(expected);
  });

  it('describes a table in the words of Hive, its partition keys again below', async () => {
    expect(await lines('DESCRIBE sushiorderdata_raw')).toEqual([
      'col_name,data_type,comment',
      'item,map<string,map<string,string>>,attribute -> DynamoDB type -> value',
      'export_date,string,',
      ',,',
      '# Partition Information,,',
      '# col_name,data_type,comment',
      ',,',
      'export_date,string,',
    ]);
  });

  it('describes a view in the words of Trino', async () => {
    const columns = await lines('DESC sushiorderdata');
    expect(columns.slice(0, 3)).toEqual(['column,type', 'tableid,varchar', 'datetime,varchar']);
    expect(columns).toContain('price,decimal(12,2)');
  });

  it('shows the statement of a table whole, with its spaces', async () => {
    const { stdout } = await ask('query', 'SHOW CREATE TABLE sushiorderdata_raw');
    expect(stdout).toMatch(
      /^createtab_stmt\nCREATE EXTERNAL TABLE `\w+\.sushiorderdata_raw`\(\n {2}`item` map<string,map<string,string>> COMMENT /,
    );
    expect(stdout).toContain("ROW FORMAT SERDE \n  'org.openx.data.jsonserde.JsonSerDe' \nWITH SERDEPROPERTIES ( \n");
    expect(stdout).toMatch(/TBLPROPERTIES \(\n {2}'EXTERNAL'='TRUE', \n {2}'classification'='json'\)\n$/);
  });

  it('shows the statement of a view', async () => {
    const { stdout } = await ask('query', 'SHOW CREATE VIEW sushiorderdata_history');
    expect(stdout).toMatch(/^create view\nCREATE VIEW \w+\.sushiorderdata_history AS\nSELECT\n/);
  });

  it('costs nothing to be shown', async () => {
    const { stderr } = await ask('query', 'SHOW TABLES');
    expect(stderr).toMatch(place === 'aws' ? /^6 rows, 0 B read, .*s, about 0\.00 USD$/m : /^6 rows, 0 B read, .*s$/m);
    expect(stderr).not.toContain('No night');
  });

  it.each([
    ['SHOW TABLES IN nowhere', /^SCHEMA_NOT_FOUND: Schema 'nowhere' does not exist/],
    ['DESCRIBE sushiorder', /^TABLE_NOT_FOUND: .*does not exist.*Did you mean sushiorderdata\?/],
    ['SHOW PARTITIONS sushiorderdata', /^NOT_SUPPORTED: .* is a view, and partitions are of tables/],
    ['SHOW CREATE TABLE sushiorderdata', /^NOT_SUPPORTED: .* is a view, not a table: SHOW CREATE VIEW shows it/],
    ['SHOW NOTHING', /line 1:6: mismatched input 'NOTHING'/],
  ])('says what is wrong with %s', async (sql, message) => {
    const { stderr, exitCode } = await ask('query', sql);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(1);
  });

  it('makes a table of what a query selects, for the next query', async () => {
    const table = `scratch.menus_${place}`;
    const made = await ask(
      'query',
      `CREATE TABLE ${table} AS SELECT menu, count(*) AS orders FROM sushiorderdata GROUP BY menu`,
    );
    expect([made.stdout, made.exitCode]).toEqual(['', 0]);
    expect(made.stderr).toMatch(/^1 row written, \d+ B read, /);
    expect(await csv(`SELECT * FROM ${table}`)).toBe('"menu","orders"\n"いか","3"\n');
    expect(await lines('SHOW TABLES IN scratch')).toContain(`menus_${place}`);
    expect((await ask('query', `DROP TABLE ${table}`)).stderr).toMatch(/^done, /);
    expect(await lines('SHOW TABLES IN scratch')).not.toContain(`menus_${place}`);
  });

  it('asks several statements one after the other, up to the first that fails', async () => {
    const script = join(folder, `${place}.sql`);
    writeFileSync(
      script,
      "-- a step; and the next\nSHOW VIEWS;\nSELECT ';' AS semicolon;\nSELECT nope;\nSELECT 4 AS four\n",
    );
    const { stdout, stderr, exitCode } = await ask('query', script, '--format', 'csv');
    expect(stdout).toBe('"views"\n"sushiorderdata"\n"sushiorderdata_history"\n"semicolon"\n";"\n');
    expect(stderr).toMatch(/^Statement 3 of 4, line 4: COLUMN_NOT_FOUND: line 4:8: Column 'nope' cannot be resolved/m);
    expect(exitCode).toBe(1);
  });

  it('takes statements from -e, given once or again', async () => {
    const { stdout, exitCode } = await ask(
      'sql',
      '-e',
      'SELECT 1 AS a; SELECT 2 AS b',
      '-e',
      'SELECT 3 AS c',
      '--format',
      'json',
    );
    expect([stdout, exitCode]).toEqual(['{"a":1}\n{"b":2}\n{"c":3}\n', 0]);
  });

  it('writes the answers of several statements into one file, or none', async () => {
    const file = join(folder, `${place}.txt`);
    await ask('sql', '-e', 'SELECT 1 AS a; SELECT 2 AS b', '-o', file);
    await ask('sql', '-e', 'SELECT 1 AS a; SELECT nope', '-o', join(folder, 'none.txt'));
    expect(existsSync(file)).toBe(true);
    expect(readdirSync(folder)).not.toContain('none.txt');
  });

  it.each([
    [['sql', '-e', ' ; -- nothing'], /^There is no statement in -e$/m],
    [['sql', '-e', 'SELECT 1; SELECT 2', '--format', 'parquet', '-o', 'x.parquet'], /^A Parquet file has one answer/],
    [['query', 'SELECT 1', '-e', 'SELECT 2'], /^Give a statement or -e, not both$/m],
    [['query', 'SELECT ?; SELECT 1', '--param', '1'], /^--param 1 is of one statement, and there are several$/m],
  ])('asks nothing for %j', async (args, message) => {
    const { stderr, exitCode } = await ask(...args);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(2);
  });

  it('lets what a statement is made of be of an earlier night', async () => {
    const table = `scratch.earlier_${place}`;
    await ask('query', `CREATE TABLE ${table} AS SELECT * FROM sushiorderdata`, '--date', '2026-11-22');
    expect(await csv(`SELECT count(*) AS items FROM ${table}`)).toBe('"items"\n"2"\n');
    await ask('query', `DROP TABLE ${table}`);
  });
});
