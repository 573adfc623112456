import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { absoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';
import {
  athenaText,
  Engine,
  type QueryOptions,
  type Statistics,
  type TableResolver,
  type TableSource,
} from '../../../lib/athena-sql/engine';

const root = mkdtempSync(join(tmpdir(), 'engine [test]*'));
let engine: Engine;

beforeAll(async () => {
  engine = await Engine.open({ root: absoluteFolder(root) });
});

afterAll(async () => {
  await engine.close();
  rmSync(root, { recursive: true });
});

const file = (key: string, content: Buffer): string => {
  const path = join(root, 'bucket', key);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
};
const lines = (key: string, ...text: string[]): string => file(key, gzipSync(text.map((line) => `${line}\n`).join('')));
const item = (attributes: Record<string, unknown>): string => JSON.stringify({ Item: attributes });

const items = (files: Record<string, string[]>, ignoreMalformed = false): TableSource => ({
  kind: 'items',
  partitionKeys: ['export_date'],
  partitions: Object.entries(files).map(([value, paths]) => ({ values: [value], files: paths })),
  ignoreMalformed,
});

interface Answer {
  readonly names: readonly string[];
  readonly rows: readonly (readonly (string | undefined)[])[];
  readonly statistics: Statistics;
}

async function ask(
  sql: string,
  tables: Record<string, TableSource>,
  options: Partial<QueryOptions> = {},
): Promise<Answer> {
  const catalog: TableResolver = {
    find: (database, table) => (database === 'db' ? tables[table] : undefined),
    names: () => Object.keys(tables),
  };
  const result = await engine.query(sql, { catalog, database: 'db', ...options });
  const rows: (string | undefined)[][] = [];
  for await (const batch of result.rows) {
    for (const row of batch)
      rows.push(row.map((value, i) => athenaText(value, result.columns[i]?.type ?? { kind: 'unknown' })));
  }
  return { names: result.columns.map((c) => c.name), rows, statistics: result.statistics() };
}

const rowsOf = async (sql: string, tables: Record<string, TableSource>): Promise<Answer['rows']> =>
  (await ask(sql, tables)).rows;

describe('many partitions', () => {
  const dates = Array.from({ length: 40 }, (_, day) => `2026-${String(day + 1).padStart(3, '0')}`);
  const history = items(
    Object.fromEntries(
      dates.map((date) => [
        date,
        [
          lines(`history/${date}/a.json.gz`, item({ id: { S: `${date}a` } })),
          lines(`history/${date}/more/b.json.gz`, item({ id: { S: `${date}b` } })),
        ],
      ]),
    ),
  );

  it('are read with their keys and hidden columns, also where files lie in folders below', async () => {
    const { rows, statistics } = await ask(
      `SELECT item['id']['S'], export_date, "$partition", "$path" FROM t ORDER BY 1`,
      { t: history },
    );
    expect(rows).toEqual(
      dates.flatMap((date) =>
        ['a', 'more/b'].map((name) => [
          `${date}${name.at(-1)}`,
          date,
          `export_date=${date}`,
          `s3://bucket/history/${date}/${name}.json.gz`,
        ]),
      ),
    );
    const sizes = dates.flatMap((date) =>
      ['a', 'more/b'].map((name) => statSync(join(root, `bucket/history/${date}/${name}.json.gz`)).size),
    );
    expect(statistics.dataScannedInBytes).toBe(sizes.reduce((sum, size) => sum + size, 0));
  });

  it('take no memory each: the first of their items are given where little is there', async () => {
    const small = await Engine.open({ root: absoluteFolder(root), memoryLimit: '400MB' });
    try {
      const catalog: TableResolver = { find: () => history, names: () => ['t'] };
      const { rows } = await small.query('SELECT export_date FROM t LIMIT 1', { catalog, database: 'db' });
      const given = [];
      for await (const batch of rows) given.push(...batch);
      expect(given).toEqual([[dates[0]]]);
    } finally {
      await small.close();
    }
  });

  it('of the same files have rows each', async () => {
    const file = lines('twice/a.json.gz', item({ id: { S: 'a' } }));
    const other = lines('other/a.json.gz', item({ id: { S: 'b' } }));
    expect(
      await rowsOf("SELECT export_date, item['id']['S'] FROM t ORDER BY 1", {
        t: items({ d1: [file], d2: [file], d3: [other] }),
      }),
    ).toEqual([
      ['d1', 'a'],
      ['d2', 'a'],
      ['d3', 'b'],
    ]);
  });
});

describe('items', () => {
  const night = lines(
    'a.json.gz',
    item({ orderId: { S: 'a' }, orderid: { S: 'b' }, n: { N: '12345678901234567890123456789012345678' } }),
  );

  it('keep two attributes apart whose names differ in case alone', async () => {
    expect(
      await rowsOf("SELECT item['orderId']['S'], item['orderid']['S'] FROM t", { t: items({ d: [night] }) }),
    ).toEqual([['a', 'b']]);
  });

  it('keep 38 digits', async () => {
    const sql = "SELECT CAST(item['n']['N'] AS decimal(38,0)) + 1 FROM t";
    expect(await rowsOf(sql, { t: items({ d: [night] }) })).toEqual([['12345678901234567890123456789012345679']]);
  });

  it('give nested values as JSON text, spelled as the OpenX SerDe does, and scalars as they are', async () => {
    const path = lines(
      'nested.json.gz',
      item({
        m: { M: { a: { S: '</b>\u2028🍣' } } },
        s: { S: '</b>\u2028🍣' },
        l: { SS: ['x', '</'] },
        o: { BOOL: true },
      }),
    );
    const tables = { t: items({ d: [path] }) };
    expect(
      await rowsOf("SELECT item['m']['M'], item['s']['S'], item['l']['SS'], item['o']['BOOL'] FROM t", tables),
    ).toEqual([['{"a":{"S":"<\\/b>\u2028🍣"}}', '</b>\u2028🍣', '["x","<\\/"]', 'true']]);
    expect(await rowsOf("SELECT v FROM t CROSS JOIN UNNEST(item) AS u (k, v) WHERE k = 'l'", tables)).toEqual([
      ['{SS=["x","<\\/"]}'],
    ]);
    expect(
      await rowsOf('SELECT map_values(v)[1] FROM t CROSS JOIN UNNEST(item) AS u (k, v) ORDER BY k', tables),
    ).toEqual([['["x","<\\/"]'], ['{"a":{"S":"<\\/b>\u2028🍣"}}'], ['true'], ['</b>\u2028🍣']]);
    expect(await rowsOf('SELECT item FROM (SELECT * FROM t)', tables)).toEqual([
      ['{m={M={"a":{"S":"<\\/b>\u2028🍣"}}}, s={S=</b>\u2028🍣}, l={SS=["x","<\\/"]}, o={BOOL=true}}'],
    ]);
  });

  it('may be of 400 KB, with every character escaped', async () => {
    const path = lines('big.json.gz', `{"Item":{"a":{"S":"${'\\u0041'.repeat(400_000)}"}}}`);
    expect(await rowsOf("SELECT length(item['a']['S']) FROM t", { t: items({ d: [path] }) })).toEqual([['400000']]);
  });

  it('are read whole when the first file has no line', async () => {
    const empty = lines('empty.json.gz');
    expect(await rowsOf("SELECT item['orderId']['S'] FROM t", { t: items({ d: [empty, night] }) })).toEqual([['a']]);
  });
});

describe('a line that is longer than any item', () => {
  const first = item({ a: { S: 'x' } });

  it.each([
    ['between others', 17, [first]],
    ['beyond the buffer', 40, [first]],
    ['at the end, beyond the buffer', 40, []],
  ])('fails the query where it is %s, and its file is named', async (where, mebibytes, after) => {
    const path = lines(`${where}.json.gz`, first, 'a'.repeat(mebibytes << 20), ...after);
    for (const [sql, ignored] of [
      ["SELECT count(item['a']['S']) FROM t", false],
      ['SELECT count(*) FROM t', true],
    ] as const)
      await expect(rowsOf(sql, { t: items({ d: [path] }, ignored) })).rejects.toThrow(
        `EXCEEDED_LOCAL_LINE_LIMIT: A line of s3://bucket/${where}.json.gz has more than 16777216 bytes: no item is that long, so the file is none of DynamoDB's`,
      );
  });
});

describe('a line that is no JSON', () => {
  const broken = lines('broken.json.gz', item({ a: { S: 'x' } }), '{"Item":{"a":', item({ a: { S: 'y' } }));

  it('fails the query', async () => {
    await expect(rowsOf('SELECT count(item) FROM t', { t: items({ d: [broken] }) })).rejects.toThrow(
      /^HIVE_CURSOR_ERROR: Row is not a valid JSON Object .*broken\.json\.gz/,
    );
  });

  it('is a row with a NULL item where the table ignores it', async () => {
    expect(await rowsOf('SELECT count(*), count(item) FROM t', { t: items({ d: [broken] }, true) })).toEqual([
      ['3', '2'],
    ]);
  });

  it('does not matter in a partition that is not read', async () => {
    const good = lines('good.json.gz', item({ a: { S: 'x' } }));
    expect(
      await rowsOf("SELECT count(item) FROM t WHERE export_date = '1'", { t: items({ 1: [good], 2: [broken] }) }),
    ).toEqual([['1']]);
  });
});

describe('a gzip file that ends too early', () => {
  it('fails the query', async () => {
    const whole = gzipSync(
      Array.from({ length: 5000 }, (_, i) => `${item({ id: { S: `${i}-${(i * 7919) % 5000}` } })}\n`).join(''),
    );
    const path = file('truncated.json.gz', whole.subarray(0, whole.length / 2));
    await expect(rowsOf('SELECT count(item) FROM t', { t: items({ d: [path] }) })).rejects.toThrow('HIVE_CURSOR_ERROR');
  });
});

describe('partitions', () => {
  const nights = Object.fromEntries(
    Array.from({ length: 30 }, (_, i) => [
      `2022-06-${String(i + 1).padStart(2, '0')}`,
      [lines(`nights/${i}.json.gz`, item({ id: { S: `night ${i}` } }))],
    ]),
  );
  const tables = {
    t: items(nights),
    v: { kind: 'view', sql: "SELECT element_at(element_at(item, 'id'), 'S') AS id, export_date FROM t" } as const,
  };
  const size = (date: string): number => statSync(nights[date]?.[0] ?? '').size;

  it.each([
    ["SELECT count(*) FROM t WHERE export_date = '2022-06-07'", ['2022-06-07']],
    ["SELECT id FROM v WHERE export_date = '2022-06-07'", ['2022-06-07']],
    ["SELECT id FROM v WHERE export_date IN ('2022-06-07', '2022-06-08') AND id <> ''", ['2022-06-07', '2022-06-08']],
    ["SELECT id FROM v WHERE export_date > '2022-06-29'", ['2022-06-30']],
    [
      "SELECT a.id FROM v a JOIN v b ON a.id = b.id WHERE a.export_date = '2022-06-07' AND b.export_date = '2022-06-08'",
      ['2022-06-07', '2022-06-08'],
    ],
    ["SELECT id FROM v WHERE export_date = '1999-01-01'", []],
  ])('%s reads no other file', async (sql, dates) => {
    const { statistics } = await ask(sql, tables);
    expect(statistics.dataScannedInBytes).toBe(dates.reduce((sum, date) => sum + size(date), 0));
  });

  it('are listed by "table$partitions", with those that have no file', async () => {
    expect(
      await rowsOf('SELECT max(export_date) FROM "t$partitions"', { t: items({ ...nights, '2022-07-01': [] }) }),
    ).toEqual([['2022-07-01']]);
  });

  it('may be none: the table is empty, its columns are there', async () => {
    const { names, rows } = await ask('SELECT * FROM t', { t: items({}) });
    expect(names).toEqual(['item', 'export_date']);
    expect(rows).toEqual([]);
    expect(await rowsOf('SELECT count(*), max(export_date) FROM t', { t: items({ 1: [] }) })).toEqual([
      ['0', undefined],
    ]);
  });
});

describe('hidden columns', () => {
  const path = lines('folder/one.json.gz', item({ a: { S: 'x' } }));
  const tables = { t: items({ '2022-06-20': [path] }) };

  it('say where a row comes from', async () => {
    expect(await rowsOf('SELECT "$path", "$file_size", "$partition" FROM t', tables)).toEqual([
      ['s3://bucket/folder/one.json.gz', String(statSync(path).size), 'export_date=2022-06-20'],
    ]);
  });

  it('are not shown by SELECT *', async () => {
    expect((await ask('SELECT * FROM t', tables)).names).toEqual(['item', 'export_date']);
  });
});

describe('JSON lines with a key for each column', () => {
  it('are read by their JSON names', async () => {
    const path = file(
      'manifest-files.json',
      Buffer.from('{"itemCount":3,"etag":"e","dataFileS3Key":"export/a.json.gz"}\n'),
    );
    const files: TableSource = {
      kind: 'jsonLines',
      columns: [
        { name: 'itemcount', type: { kind: 'bigint' }, jsonName: 'itemCount' },
        { name: 'datafiles3key', type: { kind: 'varchar' }, jsonName: 'dataFileS3Key' },
      ],
      partitionKeys: ['export_id'],
      partitions: [{ values: ['01'], files: [path] }],
    };
    expect(await rowsOf('SELECT * FROM f', { f: files })).toEqual([['3', 'export/a.json.gz', '01']]);
  });
});

describe('a view', () => {
  const path = lines('view.json.gz', item({ price: { N: '2.5' } }), item({ price: { S: 'no number' } }));
  const tables = {
    t: items({ d: [path] }),
    typed: {
      kind: 'view',
      sql: "SELECT TRY_CAST(element_at(element_at(item, 'price'), 'N') AS decimal(10,2)) AS price FROM db.t",
    },
    totals: { kind: 'view', sql: 'SELECT sum(price) AS total FROM typed' },
    loop: { kind: 'view', sql: 'SELECT * FROM loop' },
  } satisfies Record<string, TableSource>;

  it('may use views', async () => {
    expect(await rowsOf('SELECT * FROM totals', tables)).toEqual([['2.50']]);
  });

  it('that uses itself fails', async () => {
    await expect(rowsOf('SELECT * FROM loop', tables)).rejects.toThrow('VIEW_IS_RECURSIVE');
  });
});

describe('a query', () => {
  it('names its columns as Athena does', async () => {
    expect((await ask('SELECT 1, 2 AS two, 3', {})).names).toEqual(['_col0', 'two', '_col2']);
  });

  it('takes the values of its parameters', async () => {
    expect((await ask('SELECT ? || ?, ? + 1', {}, { parameters: ["'a'", "'b'", '41'] })).rows).toEqual([['ab', '42']]);
  });

  it('has one time for now()', async () => {
    const now = new Date('2022-06-20T01:48:00.123Z');
    expect((await ask('SELECT now(), current_date', {}, { now })).rows).toEqual([
      ['2022-06-20 01:48:00.123 UTC', '2022-06-20'],
    ]);
  });

  it('evaluates what can fail only where Trino does', async () => {
    const sql = 'SELECT x FROM (VALUES 0, 3) AS t (x) WHERE x <> 0 AND 10 / x > 2';
    expect((await ask(sql, {})).rows).toEqual([['3']]);
    await expect(ask('SELECT 10 / x FROM (VALUES 0, 3) AS t (x)', {})).rejects.toMatchObject({
      code: 'DIVISION_BY_ZERO',
    });
  });
});
