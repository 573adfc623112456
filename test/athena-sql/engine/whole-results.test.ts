import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBConnection, DuckDBInstance, DuckDBScalarFunction, INTEGER } from '@duckdb/node-api';
import { absoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';
import { readChunks, streamChunks } from '../../../lib/athena-sql/engine/duckdb-result';
import { Engine, type EngineValue, type QueryResult, type TableSource } from '../../../lib/athena-sql/engine';
import { temporaryEngine } from './temporary-engine';

/** DuckDB reads a few files ahead of the rows that it gives. */
const FILES = 6;
const ITEMS = FILES * 5_000;
const WIDE = 'x'.repeat(500);
const own = temporaryEngine('whole-results');
const files = Array.from({ length: FILES }, (_, n) => join(own.bucket, `${n}.json`));
let table: TableSource;

beforeAll(async () => {
  const lines = Array.from(
    { length: ITEMS },
    (_, n) => `{"Item":{"n":{"N":"${n}"},"s":{"S":"\uFEFF${n}"},"w":{"S":"${WIDE}"}}}\n`,
  );
  for (const [n, path] of files.entries())
    writeFileSync(path, lines.slice((n * ITEMS) / FILES, ((n + 1) * ITEMS) / FILES).join(''));
  table = oneTable(files);
});

const oneTable = (paths: readonly string[]): TableSource => ({
  kind: 'items',
  partitionKeys: [],
  partitions: [{ values: [], files: paths }],
  ignoreMalformed: false,
});

const query = (sql: string): Promise<QueryResult> =>
  own.engine.query(sql, { catalog: { find: () => table, names: () => ['t'] }, database: 'db' });

/** Reads a result; `seen` is told how many rows came so far. */
async function read({ rows }: QueryResult, seen: (count: number) => void = () => undefined): Promise<EngineValue[][]> {
  const all: EngineValue[][] = [];
  for await (const batch of rows) {
    for (const row of batch) all.push([...row]);
    seen(all.length);
  }
  return all;
}

const N = "CAST(item['n']['N'] AS bigint)";
const W = "item['w']['S']";

/** No row, after some seconds. */
const LONG =
  'SELECT count(*) AS n FROM UNNEST(sequence(1, 10000)) a (x), UNNEST(sequence(1, 10000)) b (y), UNNEST(sequence(1, 2)) c (z) WHERE sqrt(x) + y + z < 0';

async function unloadLong() {
  const unload = { query: LONG, location: 's3://bucket/long/', compression: 'GZIP' } as const;
  const catalog = { find: () => undefined, names: () => [] };
  return own.engine.unload(unload, join(own.bucket, 'long.parquet'), { catalog, database: 'db' });
}

/** Interrupts the engine as soon as DuckDB is asked the long statement. @returns what ends that */
function interruptAtBegin(): () => void {
  const spies = (['run', 'stream'] as const).map((name) => {
    const { [name]: original } = DuckDBConnection.prototype;
    return jest.spyOn(DuckDBConnection.prototype, name).mockImplementation(async function (
      this: DuckDBConnection,
      ...args: Parameters<DuckDBConnection['run']>
    ) {
      const result = original.apply(this, args);
      if (JSON.stringify(args).includes('sqrt')) own.engine.interrupt();
      return result;
    });
  });
  return () => {
    for (const spy of spies) spy.mockRestore();
  };
}

describe('a result', () => {
  it.each([
    ['some attributes', `SELECT item['w'], 1 / (${ITEMS - 100} - ${N}) FROM t`],
    ['whole items', `SELECT item, 1 / (${ITEMS - 100} - ${N}) FROM t`],
  ])('of %s that fails late gives its first rows and then the failure', async (_, sql) => {
    let rows = 0;
    const answer = read(await query(sql), (count) => (rows = count));
    await expect(answer).rejects.toThrow('DIVISION_BY_ZERO: Division by zero');
    expect(rows).toBeGreaterThan(0);
    expect(rows).toBeLessThan(ITEMS);
  });

  it('fails when it is interrupted between two of its rows', async () => {
    const answer = read(await query(`SELECT ${N}, ${W} FROM t`), () => {
      own.engine.interrupt();
    });
    await expect(answer).rejects.toThrow('interrupted');
  });

  it('fails when it is interrupted while its statement is translated', async () => {
    const answer = query(`SELECT ${N} FROM t`);
    own.engine.interrupt();
    await expect(answer).rejects.toThrow('interrupted');
  });

  it.each([
    ['a query', () => query(LONG)],
    ['a query of many rows', () => query(LONG.replace('count(*) AS n', 'x'))],
    ['an UNLOAD', unloadLong],
  ])('fails when DuckDB forgets the interrupt of %s, as it does while it plans a statement', async (_, begin) => {
    const interrupt = jest.spyOn(DuckDBConnection.prototype, 'interrupt').mockImplementationOnce(() => undefined);
    const restore = interruptAtBegin();
    try {
      expect(await begin().then(String, String)).toMatch(/interrupted/i);
      expect(interrupt.mock.calls.length).toBeGreaterThan(1);
    } finally {
      restore();
      interrupt.mockRestore();
    }
  });

  it('fails when another statement was begun before all of its rows were read', async () => {
    const first = await query(`SELECT ${N} FROM t`);
    await read(await query('SELECT 1'));
    await expect(read(first)).rejects.toThrow('Another statement was begun');
  });

  it('is refused where its first rows were given before a line was met that has to be read by itself', async () => {
    const odd = join(own.bucket, 'odd.json');
    writeFileSync(odd, `{"Item":{"n":{"N":"1"},"n":{"N":"${ITEMS}"},"w":{"S":"${WIDE}"}}}\n`);
    const usual = table;
    table = oneTable([...files, odd]);
    try {
      await expect(read(await query(`SELECT item['w'], ${N} FROM t`))).rejects.toThrow('Use ORDER BY');
      expect(await read(await query(`SELECT ${N}, item['w'] FROM t ORDER BY 1`))).toHaveLength(ITEMS + 1);
    } finally {
      table = usual;
    }
  });

  // a thread that still works on it when the process ends calls into it, and aborts it
  it('is ended with its engine', async () => {
    const parallel = await Engine.open({ root: absoluteFolder(own.root), threads: 2 });
    const options = { catalog: { find: () => table, names: () => ['t'] }, database: 'db' };
    const { rows } = await parallel.query(`SELECT ${N}, ${W} FROM t`, options);
    const batches = rows[Symbol.asyncIterator]();
    await batches.next();
    await parallel.close();
    await expect(batches.next()).rejects.toThrow();
  });

  it('has all rows where nothing fails, after those that failed', async () => {
    expect(await read(await query(`SELECT ${N} FROM t`))).toHaveLength(ITEMS);
    expect(await read(await query(`SELECT ${N} FROM t WHERE ${N} < 0`))).toEqual([]);
  });
});

it.each([
  ['ends in a LIMIT of no more than a chunk has', 'ORDER BY 1 LIMIT 2048', 0],
  ['ends in a higher one', 'ORDER BY 1 LIMIT 2049', 1],
  ['has equals of its last row', 'ORDER BY 1 FETCH FIRST 5 ROWS WITH TIES', 1],
  ['has all rows', 'ORDER BY 1', 1],
])('a statement that %s is run to its end, or streamed', async (_, end, streamed) => {
  const stream = jest.spyOn(DuckDBConnection.prototype, 'stream');
  try {
    const answer = await query(`SELECT ${N} FROM t ${end}`);
    expect(stream).toHaveBeenCalledTimes(streamed);
    expect((await read(answer)).slice(0, 5)).toEqual([[0n], [1n], [2n], [3n], [4n]]);
  } finally {
    stream.mockRestore();
  }
});

// to plan the scans of many nights takes as long as to read them
it.each([
  ['streamed', streamChunks],
  ['run to its end', readChunks],
])('a statement that is %s is planned once', async (_, chunksOf) => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  let plans = 0;
  const count = DuckDBScalarFunction.create({
    name: 'count_plan',
    returnType: INTEGER,
    // of a constant, so it is computed by the planner
    mainFunction: (_info, _input, output) => {
      plans += 1;
      output.setItem(0, 7);
      output.flush();
    },
  });
  connection.registerScalarFunction(count);
  try {
    const sql = `SELECT count_plan() AS c1 FROM read_json('${files[0]}', format='newline_delimited', records=true, columns={'Item': 'JSON'}) LIMIT 3`;
    const rows: unknown[] = [];
    for await (const chunk of chunksOf(connection, sql)) rows.push(...chunk.getRows());
    expect(rows).toEqual([[7], [7], [7]]);
    expect(plans).toBe(1);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
});

it('a statement with a LIMIT fails as one without', async () => {
  const failing = `SELECT 1 / (7 - ${N}) FROM t ORDER BY 1`;
  const streamed = await query(failing).catch((error: unknown) => error);
  const whole = await query(`${failing} LIMIT 3`).catch((error: unknown) => error);
  expect(whole).toEqual(streamed);
  expect(whole).toMatchObject({ code: 'DIVISION_BY_ZERO' });
});

describe('a text that begins with U+FEFF', () => {
  const one = `FROM t WHERE ${N} = 7`;

  it.each([
    ['as a value', `SELECT item['s']['S'] ${one}`, [['\uFEFF7']]],
    ['as a name', `SELECT map_keys(map(ARRAY[item['s']['S']], ARRAY[1])) ${one}`, [[['\uFEFF7']]]],
    ['in a row', `SELECT ROW(item['s']['S']) ${one}`, [[['\uFEFF7']]]],
    ['when a function of the runtime takes and gives it', `SELECT lpad(item['s']['S'], 3, '-') ${one}`, [['-\uFEFF7']]],
    ['in JSON', `SELECT json_extract_scalar(json_format(CAST(item['s']['S'] AS json)), '$') ${one}`, [['\uFEFF7']]],
    ['as a column that is grouped by', `SELECT item['s']['S'], count(*) ${one} GROUP BY 1`, [['\uFEFF7', 1n]]],
  ])('is kept %s', async (_, sql, rows) => {
    expect(await read(await query(sql))).toEqual(rows);
  });
});
