import { DuckDBConnection } from '@duckdb/node-api';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { absoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';
import { athenaFailure, writeFailure } from '../../../lib/athena-sql/engine/failures';
import { parseUnload, type Type } from '../../../lib/athena-sql/dialect';
import { allTextRows, Engine, type ParquetSource, type TableSource } from '../../../lib/athena-sql/engine';

const root = mkdtempSync(join(tmpdir(), 'engine parquet [test]*'));
const folder = join(root, 'bucket');
let engine: Engine;
let written = 0;

beforeAll(async () => {
  mkdirSync(folder);
  engine = await Engine.open({ root: absoluteFolder(root) });
});

afterAll(async () => {
  await engine.close();
  rmSync(root, { recursive: true });
});

const tablesOf = (tables: Record<string, TableSource>) => ({
  catalog: { find: (_: string, table: string) => tables[table], names: () => Object.keys(tables) },
  database: 'db',
});

/** Unloads what a query selects. @returns the path of the file */
async function unload(query: string, tables: Record<string, TableSource> = {}): Promise<string> {
  const path = join(folder, `unloaded-${++written}.parquet`);
  const statement = parseUnload(`UNLOAD (${query}) TO 's3://b/f/' WITH (format = 'PARQUET', compression = 'ZSTD')`);
  if (!statement) throw new Error('no UNLOAD');
  await engine.unload(statement, path, tablesOf(tables));
  return path;
}

async function ask(sql: string, tables: Record<string, TableSource>) {
  const result = await engine.query(sql, tablesOf(tables));
  return { rows: await allTextRows(result), bytes: result.statistics().dataScannedInBytes };
}

const VARCHAR: Type = { kind: 'varchar' };
const ITEM: Type = { kind: 'map', key: VARCHAR, value: { kind: 'map', key: VARCHAR, value: VARCHAR } };

/** A table of one partition for each list of files. */
function table(columns: Record<string, Type>, files: readonly string[][], there = Object.keys(columns)): ParquetSource {
  return {
    kind: 'parquet',
    columns: Object.entries(columns).map(([name, type]) => ({ name, type })),
    partitionKeys: ['day'],
    partitions: files.map((paths, index) => ({ values: [String(index + 1)], files: paths, columns: there })),
  };
}

describe('what UNLOAD writes', () => {
  it.each<[string, Type, string, string]>([
    ['varchar', VARCHAR, "'い \u2028'", 'い \u2028'],
    ['bigint', { kind: 'bigint' }, "BIGINT '-9223372036854775808'", '-9223372036854775808'],
    [
      '38 digits',
      { kind: 'decimal', precision: 38, scale: 0 },
      "DECIMAL '12345678901234567890123456789012345678'",
      '12345678901234567890123456789012345678',
    ],
    ['decimal', { kind: 'decimal', precision: 12, scale: 2 }, "CAST('1.10' AS decimal(12,2))", '1.10'],
    ['double', { kind: 'double' }, '1E-7', '1.0E-7'],
    ['boolean', { kind: 'boolean' }, 'true', 'true'],
    ['date', { kind: 'date' }, "DATE '0099-01-31'", '0099-01-31'],
    [
      'timestamp',
      { kind: 'timestamp', precision: 3 },
      "TIMESTAMP '1969-12-31 23:59:59.999'",
      '1969-12-31 23:59:59.999',
    ],
    ['varbinary', { kind: 'varbinary' }, "X'00ff'", '00 ff'],
    [
      'array',
      { kind: 'array', element: { kind: 'decimal', precision: 5, scale: 1 } },
      "ARRAY[CAST('1.5' AS decimal(5,1)), NULL]",
      '[1.5, null]',
    ],
    [
      'map',
      ITEM,
      "MAP(ARRAY['b', 'a'], ARRAY[MAP(ARRAY['S'], ARRAY['x']), MAP(ARRAY['N'], ARRAY['1'])])",
      '{b={S=x}, a={N=1}}',
    ],
  ])('is read back as it was: %s', async (_, type, sql, text) => {
    const path = await unload(`SELECT ${sql} AS v UNION ALL SELECT NULL`);
    expect((await ask('SELECT v FROM t ORDER BY v IS NULL', { t: table({ v: type }, [[path]]) })).rows).toEqual([
      [text],
      [undefined],
    ]);
  });

  it.each([
    ['SELECT 1', /MISSING_COLUMN_NAME: Column name not specified at position 1/],
    ['SELECT now() AS a', /UNLOAD of a timestamp\(3\) with time zone \(a\)/],
    ['SELECT ROW(1, 2) AS a', /UNLOAD of a row/],
    ["SELECT json_parse('1') AS a", /UNLOAD of a json/],
    ["SELECT CAST('x' AS bigint) AS a FROM (VALUES 1) AS t (b)", /INVALID_CAST_ARGUMENT/],
  ])('is nothing where it fails: %s', async (query, message) => {
    await expect(unload(query)).rejects.toThrow(message);
    expect(existsSync(join(folder, `unloaded-${written}.parquet`))).toBe(false);
  });

  it('is no file where it fails on the way, on several threads', async () => {
    const path = join(folder, 'zeros-behind.json.gz');
    const lines = Array.from({ length: 20_000 }, (_, i) => `{"Item":{"a":{"S":"${(i * 7919) % 10_007}"}}}\n`);
    writeFileSync(path, Buffer.concat([gzipSync(lines.join('')), Buffer.alloc(512)]));
    const items: TableSource = {
      kind: 'items',
      partitionKeys: ['day'],
      partitions: [{ values: ['1'], files: [path] }],
      ignoreMalformed: true,
    };
    const statement = parseUnload("UNLOAD (SELECT item FROM t) TO 's3://b/f/' WITH (format = 'PARQUET')");
    if (!statement) throw new Error('no UNLOAD');
    const threaded = await Engine.open({ root: absoluteFolder(root), threads: 2 });
    const out = mkdtempSync(join(root, 'out-'));
    try {
      const unloaded = threaded.unload(statement, join(out, '1-unfinished'), tablesOf({ t: items }));
      await expect(unloaded).rejects.toThrow('GZIP');
      expect(readdirSync(out)).toEqual([]);
    } finally {
      await threaded.close();
    }
  });

  it('counts the bytes that its query reads', async () => {
    const path = join(folder, 'lines.json.gz');
    writeFileSync(path, gzipSync('{"Item":{"a":{"S":"x"}}}\n'));
    const statement = parseUnload("UNLOAD (SELECT item FROM t) TO 's3://b/f/' WITH (format = 'PARQUET')");
    const items: TableSource = {
      kind: 'items',
      partitionKeys: ['day'],
      partitions: [{ values: ['1'], files: [path] }],
      ignoreMalformed: true,
    };
    if (!statement) throw new Error('no UNLOAD');
    expect(await engine.unload(statement, join(folder, 'counted.parquet'), tablesOf({ t: items }))).toMatchObject({
      rows: 1,
      dataScannedInBytes: statSync(path).size,
    });
  });
});

describe('a table of Parquet files', () => {
  it('has partition keys and hidden columns', async () => {
    const t = table({ a: VARCHAR }, [[await unload("SELECT 'x' AS a")], [await unload("SELECT 'y' AS a")]]);
    const { rows } = await ask('SELECT a, day, "$path" FROM t WHERE day = \'2\'', { t });
    expect(rows).toEqual([['y', '2', `s3://bucket/unloaded-${written}.parquet`]]);
  });

  it.each(['\0', 'a\0b', "\0it's\0\0", '\n\u2028\uFEFF\\'])(
    'has a text that all of its rows have: %j',
    async (text) => {
      // a statement may not have the character itself
      const literal = `'${text.replaceAll("'", "''").replaceAll('\0', "' || chr(0) || '")}'`;
      const path = await unload(`SELECT ${literal} AS a`);
      const t = table({ a: VARCHAR }, [[path]]);
      expect((await ask('SELECT a, length(a) AS n FROM t', { t })).rows).toEqual([[text, String(text.length)]]);
    },
  );

  it('has NULL in a column that its files have not', async () => {
    const t = table({ a: VARCHAR, b: { kind: 'bigint' } }, [[await unload("SELECT 'x' AS a")]], ['a']);
    expect((await ask('SELECT a, b FROM t', { t })).rows).toEqual([['x', undefined]]);
  });

  it('has NULL there too where the partition names it, as one that was registered again does', async () => {
    const t = table({ a: VARCHAR, b: { kind: 'bigint' } }, [[await unload("SELECT 'x' AS a")]]);
    expect((await ask('SELECT a, b FROM t WHERE b IS NULL', { t })).rows).toEqual([['x', undefined]]);
  });

  it('has no rows where a partition has no files', async () => {
    const t = table({ a: VARCHAR }, [[]]);
    expect((await ask('SELECT count(*), count(a) FROM t', { t })).rows).toEqual([['0', '0']]);
  });

  it('may have partitions that are lines of an export, spelled as the SerDe spells them', async () => {
    const path = join(folder, 'old.json.gz');
    writeFileSync(path, gzipSync(`${JSON.stringify({ Item: { a: { L: [{ S: '</b>' }] } } })}\n`));
    const parquet = await unload("SELECT MAP(ARRAY['a'], ARRAY[MAP(ARRAY['S'], ARRAY['new'])]) AS item, 'set' AS b");
    const t: ParquetSource = {
      ...table({ item: ITEM, b: VARCHAR }, []),
      partitions: [
        { values: ['1'], files: [path], columns: undefined },
        { values: ['2'], files: [parquet], columns: ['item', 'b'] },
      ],
    };
    expect((await ask('SELECT day, item, b FROM t ORDER BY day', { t })).rows).toEqual([
      ['1', '{a={L=[{"S":"<\\/b>"}]}}', undefined],
      ['2', '{a={S=new}}', 'set'],
    ]);
  });
});

describe('a table of many partitions', () => {
  const DAYS = 40;
  const BIGINT: Type = { kind: 'bigint' };
  const columns = { a: VARCHAR, n: BIGINT, version: VARCHAR };

  /** A file in a folder of its own, as each partition has one. */
  async function inOwnFolder(query: string): Promise<string> {
    const path = join(folder, `of-${++written}`, 'data.parquet');
    mkdirSync(dirname(path));
    renameSync(await unload(query), path);
    return path;
  }

  let files: string[];
  let old: string;

  beforeAll(async () => {
    files = [];
    for (let day = 1; day <= DAYS; day++)
      files.push(await inOwnFolder(`SELECT 'a${day}' AS a, BIGINT '${day}' AS n, 'v${day % 2}' AS version`));
    // of a day when n was another number
    old = await inOwnFolder("SELECT 'old' AS a, CAST('0.25' AS decimal(5,2)) AS n, 'v0' AS version");
  });

  const tableOf = (more: readonly string[] = []) =>
    table(
      columns,
      [...files, ...more].map((file) => [file]),
    );

  it('is read in one scan, and each row has its own partition, file and texts', async () => {
    const read = jest.spyOn(DuckDBConnection.prototype, 'stream');
    const { rows } = await ask('SELECT day, a, n, version, "$path" FROM t ORDER BY n', { t: tableOf() });
    expect(JSON.stringify(read.mock.lastCall).match(/read_parquet\(/g)).toHaveLength(1);
    const expected = files.map((file, index) => {
      const day = String(index + 1);
      return [day, `a${day}`, day, `v${(index + 1) % 2}`, `s3:/${file.slice(root.length)}`];
    });
    expect(rows).toEqual(expected);
  });

  it('has no partition read that its statistics rule out', async () => {
    const t = tableOf();
    const all = await ask('SELECT count(*), sum(n) FROM t', { t });
    const half = await ask("SELECT count(*), sum(n) FROM t WHERE version = 'v1'", { t });
    expect([all.rows, half.rows]).toEqual([[[String(DAYS), '820']], [[String(DAYS / 2), '400']]]);
    expect(half.bytes).toBe(all.bytes / 2);
  });

  it('has each partition read by the types that its own files have', async () => {
    const t = table({ ...columns, n: { kind: 'double' } }, [...files.map((file) => [file]), [old]]);
    const { rows } = await ask('SELECT a, n FROM t WHERE n < 2 ORDER BY n', { t });
    expect(rows).toEqual([
      ['old', '0.25'],
      ['a1', '1.0'],
    ]);
  });

  it('has NULL where only the files of some partitions have no such column', async () => {
    const narrow = await inOwnFolder("SELECT 'narrow' AS a");
    const t = tableOf([narrow]);
    expect((await ask('SELECT a, n FROM t WHERE n IS NULL', { t })).rows).toEqual([['narrow', undefined]]);
  });
});

describe('the bytes that a query over Parquet reads', () => {
  const columns = { a: VARCHAR, b: VARCHAR, version: VARCHAR };
  const numbers = 'UNNEST(sequence(1, 5000)) AS n (i)';
  const wide = `SELECT to_hex(sha256(to_utf8(CAST(i AS varchar)))) AS a, CAST(i % 3 AS varchar) AS b, 'one' AS version FROM ${numbers}`;

  it('are those of the columns that it names', async () => {
    const path = await unload(wide);
    const t = table(columns, [[path]]);
    const all = (await ask('SELECT sum(length(a)), sum(length(b)) FROM t', { t })).bytes;
    const narrow = (await ask('SELECT sum(length(b)) FROM t', { t })).bytes;
    expect(all).toBeLessThanOrEqual(statSync(path).size);
    expect(all).toBeGreaterThan(5000 * 32);
    expect(narrow).toBeGreaterThan(0);
    expect(narrow).toBeLessThan(all / 20);
    expect((await ask("SELECT count(*) FROM t WHERE b = '1'", { t })).bytes).toBe(narrow);
  });

  it('are none of a file whose statistics rule it out', async () => {
    const t = table(columns, [[await unload(wide)], [await unload(wide.replace("'one'", "'two'"))]]);
    const one = await ask("SELECT sum(length(a)) FROM t WHERE version = 'one'", { t });
    const both = await ask('SELECT sum(length(a)) FROM t', { t });
    expect(one.rows).toEqual([[String(5000 * 64)]]);
    expect(one.bytes).toBeGreaterThan(5000 * 32);
    expect(one.bytes).toBe(both.bytes / 2);
    expect((await ask("SELECT sum(length(a)) FROM t WHERE version IS DISTINCT FROM 'one'", { t })).bytes).toBe(
      one.bytes,
    );
  });
});

describe('a file that cannot be read', () => {
  const ofTwo = async (): Promise<Record<string, ParquetSource>> => {
    const garbage = join(folder, `garbage-${++written}.parquet`);
    writeFileSync(garbage, 'this is none');
    return { t: table({ n: { kind: 'integer' } }, [[garbage], [await unload('SELECT 7 AS n')]]) };
  };

  it('keeps no other partition from being read', async () => {
    expect((await ask("SELECT n FROM t WHERE day = '2'", await ofTwo())).rows).toEqual([['7']]);
  });

  it('is no partition without rows', async () => {
    await expect(ask('SELECT n FROM t', await ofTwo())).rejects.toThrow(
      /^HIVE_BAD_DATA: s3:\/\/bucket\/garbage-\d+\.parquet is no Parquet file, or not a whole one$/,
    );
  });

  it('that this user may not read is named, with what to do', () => {
    const error = new Error(`IO Error: Cannot open file "${folder}/a": Permission denied`);
    expect(athenaFailure(error, absoluteFolder(root)).message).toBe(
      'HIVE_CANNOT_OPEN_SPLIT: Error opening s3://bucket/a: Permission denied. Let this user read it, below the folder of the nights',
    );
  });
});

describe('a file that cannot be written', () => {
  it('is no file that cannot be read', async () => {
    const statement = parseUnload("UNLOAD (SELECT 1 AS n) TO 's3://b/f/' WITH (format = 'PARQUET')");
    if (!statement) throw new Error('no UNLOAD');
    await expect(engine.unload(statement, join(folder, 'none', 'a.parquet'), tablesOf({}))).rejects.toThrow(
      `GENERIC_INTERNAL_ERROR: No file can be written in ${root}: No such file or directory. Give the nights another folder`,
    );
  });

  it.each([
    ['No space left on device', 'Make room on its disk'],
    ['Permission denied', "Let this user write there, or give a folder of nights that is this user's own"],
    ['Read-only file system', 'Its file system is read-only: give a copy of the folder of the nights'],
  ])('says what to do: %s', (why, remedy) => {
    const error = new Error(`IO Error: Could not write file "${folder}/a": ${why}`);
    expect(writeFailure(error, `${folder}/a`, absoluteFolder(root)).message).toBe(
      `GENERIC_INTERNAL_ERROR: No file can be written in ${root}: ${why}. ${remedy}`,
    );
  });
});
