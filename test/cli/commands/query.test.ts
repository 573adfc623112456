import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { order, publishNights, withTableIds, type PublishedNights } from '../../target/published-nights';
import { askAccount, PLACES, type Ask } from '../places';
import { runCli } from '../run-cli';

jest.mock('../../../lib/aws/account/clients');

let nights: PublishedNights;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'query-'));
  nights = await publishNights({
    '2026-11-22': [order('01', 1), order('02', 2)],
    '2026-11-23': [
      order('01', 1, { quantity: { N: '12345678901234567890' }, price: { N: '1.50' } }),
      order('02', 2, { menu: { S: 'a "b", c' } }),
      order('03', 3, { menu: { NULL: true } }),
    ],
  });
});

afterAll(() => {
  nights.remove();
  rmSync(folder, { recursive: true });
});

describe.each(Object.entries(PLACES))('query --target %s', (place, at) => {
  let ask: Ask;

  beforeAll(() => {
    ask = at(nights.folder);
  });

  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  it('answers a statement with a table, and tells of rows and bytes beside it', async () => {
    const { stdout, stderr, exitCode } = await ask(
      'query',
      'SELECT tableid, quantity FROM sushiorderdata ORDER BY tableid',
    );
    expect(stdout).toBe(
      [
        '  tableid              quantity',
        '  01       12345678901234567890',
        '  02                          1',
        '  03                          1',
        '',
      ].join('\n'),
    );
    expect(stderr).toMatch(/^3 rows, \d+ B read, .* m?s/);
    expect(exitCode).toBe(0);
  });

  it('cuts no value of a table in a pipe or a file, where no one sees that it was cut', async () => {
    const long = 'x'.repeat(100);
    const path = join(folder, `${place}.txt`);
    expect((await ask('query', `SELECT '${long}' AS a`)).stdout).toBe(`  a\n  ${long}\n`);
    await ask('query', `SELECT '${long}' AS a`, '-o', path);
    expect(readFileSync(path, 'utf8')).toBe(`  a\n  ${long}\n`);
  });

  it('says of a command of the shell that it is one, and asks nothing', async () => {
    const { stdout, stderr, exitCode } = await ask('query', 'SELECT 1;\n\\d sushiorderdata');
    expect(stderr).toContain('\\d in line 2 of the statement is a command of the shell, and nothing was asked');
    expect([stdout, exitCode]).toEqual(['', 2]);
  });

  it('answers with CSV as Athena writes it: values in quotes, NULL without', async () => {
    const { stdout } = await ask('query', 'SELECT tableid, menu FROM sushiorderdata ORDER BY 1', '--format', 'csv');
    expect(stdout).toBe('"tableid","menu"\n"01","いか"\n"02","a ""b"", c"\n"03",\n');
  });

  it('answers with JSON lines whose numbers keep all digits', async () => {
    const sql = 'SELECT tableid, quantity, price, menu FROM sushiorderdata ORDER BY 1';
    const { stdout } = await ask('query', sql, '--format', 'json');
    expect(stdout.split('\n')).toEqual([
      '{"tableid":"01","quantity":12345678901234567890,"price":1.50,"menu":"いか"}',
      '{"tableid":"02","quantity":1,"price":null,"menu":"a \\"b\\", c"}',
      '{"tableid":"03","quantity":1,"price":null,"menu":null}',
      '',
    ]);
  });

  it.each([
    ['csv', '"menu"\n"いか"\n'],
    ['jsonl', '{"menu":"いか"}\n'],
    ['txt', '  menu\n  いか\n'],
  ])('writes a file in the form that its ending says: .%s', async (ending, text) => {
    const path = join(folder, `${place}.${ending}`);
    const { exitCode } = await ask('query', "SELECT menu FROM sushiorderdata WHERE tableid = '01'", '-o', path);
    expect([readFileSync(path, 'utf8'), exitCode]).toEqual([text, 0]);
  });

  it('writes a file in the form that is asked for, whatever its ending says', async () => {
    const path = join(folder, `${place}.parquet`);
    await ask('query', 'SELECT 1 AS one', '-o', path, '--format', 'table');
    expect(readFileSync(path, 'utf8')).toBe('  one\n    1\n');
    await ask('query', 'SELECT 1 AS one', '-o', path);
    expect(readFileSync(path, 'latin1').slice(0, 4)).toBe('PAR1');
  });

  it('writes a Parquet file with typed columns', async () => {
    const path = join(folder, `${place}.parquet`);
    const sql = 'SELECT tableid, ordered_at, quantity, price, menu FROM sushiorderdata ORDER BY tableid';
    const { stdout, exitCode } = await ask('query', sql, '--format', 'parquet', '--output', path);
    expect([stdout, exitCode]).toEqual(['', 0]);
    const database = await DuckDBInstance.create();
    const connection = await database.connect();
    const types = await connection.runAndReadAll(`DESCRIBE SELECT * FROM '${path}'`);
    const rows = await connection.runAndReadAll(`SELECT * FROM '${path}'`);
    connection.closeSync();
    database.closeSync();
    expect(types.getRows().map(([name, type]) => [name, type])).toEqual([
      ['tableid', 'VARCHAR'],
      ['ordered_at', 'TIMESTAMP'],
      ['quantity', 'DECIMAL(38,0)'],
      ['price', 'DECIMAL(12,2)'],
      ['menu', 'VARCHAR'],
    ]);
    expect(rows.getRowsJson()).toEqual([
      ['01', '2026-11-20 01:01:00', '12345678901234567890', '1.50', 'いか'],
      ['02', '2026-11-20 01:02:00', '1', null, 'a "b", c'],
      ['03', '2026-11-20 01:03:00', '1', null, null],
    ]);
  });

  it('writes the answer into a file', async () => {
    const path = join(folder, `${place}.csv`);
    const { stdout } = await ask('query', 'SELECT 1 AS one', '--format', 'csv', '-o', path);
    expect([stdout, readFileSync(path, 'utf8')]).toEqual(['', '"one"\n"1"\n']);
  });

  it('answers a file', async () => {
    const path = file('plain.sql', 'SELECT count(*) AS items FROM sushiorderdata\n');
    expect((await ask('query', path, '--format', 'json')).stdout).toBe('{"items":3}\n');
  });

  it('says beside a saved query that compares nights where these are those of two tables', async () => {
    const text = '2026-11-22 and 2026-11-23 are those of two tables (ids one and two)';
    await withTableIds(nights, { '2026-11-22': 'one', '2026-11-23': 'two' }, async () => {
      for (const name of ['changes_since_previous_night', 'attributes_changed'])
        expect((await ask('query', name)).stderr).toContain(text);
      expect((await ask('query', 'growth_by_night')).stderr).not.toContain('two tables');
    });
    expect((await ask('query', 'changes_since_previous_night')).stderr).not.toContain('two tables');
  });

  it('answers a saved query by its name', async () => {
    const { stdout, exitCode } = await ask('query', 'growth_by_night', '--format', 'json');
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows.map(({ export_date, items }) => [export_date, items])).toEqual([
      ['2026-11-22', 2],
      ['2026-11-23', 3],
    ]);
    expect(exitCode).toBe(0);
  });

  it('puts values in the place of question marks: digits are numbers, all else texts', async () => {
    const sql = 'SELECT menu FROM sushiorderdata WHERE tableid = ? AND quantity = ?';
    const { stdout } = await ask('query', sql, '--param', "'02'", '--param', '1', '--format', 'csv');
    expect(stdout).toBe('"menu"\n"a ""b"", c"\n');
  });

  it('says of digits that are compared with a text which parameter they are, and how to quote it', async () => {
    const sql = 'SELECT menu FROM sushiorderdata WHERE tableid = ?';
    const { stderr, exitCode } = await ask('query', sql, '--param', '02');
    expect(stderr).toMatch(/^TYPE_MISMATCH: /);
    expect(stderr).toContain(`Parameter 1, --param 02, is a number; for a text write --param "'02'"\n`);
    expect(exitCode).toBe(1);
  });

  it('puts named values into a saved query', async () => {
    const path = file(
      'by-menu.sql',
      [
        '-- title: Orders of a menu',
        '-- description: How many.',
        '-- table: sushiorderdata',
        "-- parameter: menu 'たこ' the menu",
        '-- parameter: least 1 pieces at least',
        'SELECT count(*) AS orders FROM sushiorderdata WHERE menu = ? AND quantity >= ?',
      ].join('\n'),
    );
    const { stdout } = await ask('query', path, '--param', 'least=1', '--param', 'menu=いか', '--format', 'json');
    expect(stdout).toBe('{"orders":1}\n');
    const missing = await ask('query', path, '--param', 'least=1');
    expect(missing.stderr).toBe('The query needs menu, the menu: for example --param menu=たこ\n');
    expect(missing.exitCode).toBe(2);
  });

  it('lets the tables be of the night of a date, and says how', async () => {
    const { stdout, stderr } = await ask(
      'query',
      'SELECT count(*) AS items FROM sushiorderdata',
      '--date',
      '2026-11-22',
      '--format',
      'json',
    );
    expect(stdout).toBe('{"items":2}\n');
    expect(stderr).toMatch(
      /^WITH "sushiorderdata" AS \(SELECT \* FROM "sushiorderdata_history" WHERE export_date = '2026-11-22'\)\n1 row, /,
    );
  });

  it('says which nights there are where a date has none', async () => {
    const { stderr, exitCode } = await ask('query', 'SELECT * FROM sushiorderdata', '--date', '2026-11-24');
    expect(stderr).toBe('sushiorderdata has no verified night of 2026-11-24. There are 2026-11-22, 2026-11-23.\n');
    expect(exitCode).toBe(2);
  });

  it('shows where a file is no SQL, by the lines of the file', async () => {
    const path = file('wrong.sql', '-- title: t\n-- description: d\n-- table: any\nSELECT menu\nFORM "{table}" x\n');
    const { stdout, stderr, exitCode } = await ask('query', path);
    expect(stderr).toMatch(/line 5:6: [^\n]*\n {2}FORM "sushiorderdata" x\n {7}\^\n$/);
    expect([stdout, exitCode]).toEqual(['', 1]);
  });

  it('says which tables there are where one is not', async () => {
    const { stderr, exitCode } = await ask('query', 'SELECT * FROM orders');
    expect(stderr).toMatch(/TABLE_NOT_FOUND.*orders.* does not exist.*There are: .*sushiorderdata_raw/s);
    expect(exitCode).toBe(1);
  });

  it('refuses columns of one name where a name is the way to the value', async () => {
    const { stdout, stderr, exitCode } = await ask('query', 'SELECT 1 AS a, 2 AS a', '--format', 'json');
    expect(stderr).toBe('Two columns are called a: give one another name (AS ...), or use --format csv\n');
    expect([stdout, exitCode]).toEqual(['', 2]);
  });

  it('says that nothing is there when nothing was ever published', async () => {
    const empty = await publishNights({});
    const { stdout, stderr } = await at(empty.folder)('query', 'SELECT count(*) AS items FROM sushiorderdata');
    empty.remove();
    expect(stdout).toContain('0');
    expect(stderr).toMatch(/\nNo night has been published yet in .*: the tables are empty\n$/);
  });
});

describe('query', () => {
  const local = (...args: string[]) => runCli('query', ...args, '--folder', nights.folder);

  it('asks for a file before it asks for Parquet', async () => {
    const { stderr, exitCode } = await local('SELECT 1', '--format', 'parquet');
    expect([stderr, exitCode]).toEqual(['--format parquet needs a file: give --output FILE\n', 2]);
  });

  it('names the saved queries where it finds neither file nor query', async () => {
    const { stderr, exitCode } = await local('nothing.sql');
    expect(stderr).toMatch(/^There is no file and no saved query nothing\.sql\. Saved queries are .*growth_by_night/);
    expect(exitCode).toBe(2);
  });

  it('names what the laptop does not answer, and who does', async () => {
    const { stderr, exitCode } = await local('SELECT approx_set(1)');
    expect(stderr).toBe(
      'The function approx_set is not supported on the laptop; Athena has it. Run the query with --target aws\n' +
        'line 1:8:\n  SELECT approx_set(1)\n         ^\n',
    );
    expect(exitCode).toBe(1);
  });

  it('says how to get nights where a folder has none', async () => {
    const { stderr, exitCode } = await runCli('query', 'SELECT 1', '--folder', join(folder, 'none'));
    expect(stderr).toContain('none has no nights: run some with "npm start"');
    expect(exitCode).toBe(2);
  });

  it('names the tables that it can be about', async () => {
    const { stderr, exitCode } = await local('growth_by_night', '--table', 'Guests');
    expect([stderr, exitCode]).toEqual(['--table Guests: the query can be about SushiOrderData\n', 2]);
  });

  it('says about what Athena charges: ten megabytes at least', async () => {
    const { stderr } = await askAccount({ folder: nights.folder }, 'query', 'SELECT count(*) FROM sushiorderdata');
    expect(stderr).toMatch(/^1 row, \d+ B read, .*, about 0\.000048 USD\n/);
  });

  it('stops the query in Athena on Ctrl-C', async () => {
    const called: string[] = [];
    const onCall = (command: string) => {
      called.push(command);
      if (command === 'GetQueryExecutionCommand') process.emit('SIGINT');
    };
    const account = { folder: nights.folder, runningFor: 100, onCall };
    const { stdout, stderr, exitCode } = await askAccount(account, 'query', 'SELECT 1');
    expect(called).toEqual(['StartQueryExecutionCommand', 'GetQueryExecutionCommand', 'StopQueryExecutionCommand']);
    expect(stderr).toBe('Query query-1 was stopped. Athena charges what it had read until then\n');
    expect([stdout, exitCode]).toEqual(['', 130]);
  });

  it('explains a failed call to AWS in one line', async () => {
    const onCall = () => {
      throw Object.assign(new Error('Could not load credentials from any providers'), {
        name: 'CredentialsProviderError',
      });
    };
    const { stderr, exitCode } = await askAccount({ folder: nights.folder, onCall }, 'query', 'SELECT 1');
    expect(stderr).toMatch(/^No AWS credentials were found: give --profile, or set AWS_PROFILE, .*\n$/);
    expect(exitCode).toBe(2);
  });
});
