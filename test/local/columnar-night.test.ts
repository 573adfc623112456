import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { VirtualClock, type ExecutionResult } from '../../lib/asl';
import { PARQUET_SERDE } from '../../lib/catalog';
import { parseConfig, resources } from '../../lib/config';
import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { createOrdersTable, putItems, writeItems } from '../../lib/local/dynamodb';
import { allTextRows } from '../../lib/athena-sql/engine';
import { articleOrders, changeOrders, generateOrders } from '../../lib/local/sample-orders';
import { LocalSystem } from '../../lib/local/system';
import { QUERIES, readQueries } from '../../lib/query-files';
import { fileCounts } from '../../lib/report/file-counts';
import { sqlFor } from '../../lib/sql';

const START = Date.UTC(2026, 0, 30, 19);
const ORDERS = { count: 400, days: 30, until: new Date(START), seed: 1 };

const folders: string[] = [];

/** A system with two nights, of orders and of the same changed. */
async function nights(columnar: boolean): Promise<LocalSystem> {
  const config = parseConfig({ columnar });
  const [table] = config.tables;
  if (!table) throw new Error('no table');
  const folder = mkdtempSync(join(tmpdir(), 'columnar-night-'));
  folders.push(folder);
  const clock = new VirtualClock(START);
  let seed = 1;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const name = resources(config, table).sourceTable;
  const tableArn = `arn:aws:dynamodb:${config.region}:000000000000:table/${name}`;
  const system = await LocalSystem.open({ folder: absoluteFolder(folder), config, table, tableArn, clock, random });
  const { client } = system.dynamoDb;
  await createOrdersTable(client, name);
  await putItems(client, name, articleOrders);
  await putItems(client, name, generateOrders(ORDERS));
  await publish(system, '2026-01-30');
  await writeItems(client, name, changeOrders(ORDERS));
  await clock.sleep(86_400_000);
  await publish(system, '2026-01-31');
  return system;
}

async function publish(system: LocalSystem, exportDate: string): Promise<ExecutionResult> {
  const result = await system.night({ exportDate });
  expect(result).toMatchObject({ status: 'SUCCEEDED' });
  return result;
}

let columnar: LocalSystem;
let lines: LocalSystem;

beforeAll(async () => {
  [columnar, lines] = [await nights(true), await nights(false)];
});

afterAll(async () => {
  await Promise.all([columnar.close(), lines.close()]);
  for (const folder of folders) rmSync(folder, { recursive: true });
});

async function answer(system: LocalSystem, sql: string, parameters?: readonly string[]) {
  const result = await system.query(sql, parameters === undefined ? {} : { parameters });
  return {
    columns: result.columns.map(({ name, typeText }) => `${name} ${typeText}`),
    rows: await allTextRows(result),
  };
}

describe('a columnar night on this machine', () => {
  it.each(readQueries(QUERIES).map((query) => [query.name, query] as const))(
    'answers the saved query %s as lines do',
    async (_, query) => {
      const sql = sqlFor(query, columnar.table);
      const parameters = query.parameters.map(({ example }) => example);
      expect(await answer(columnar, sql, parameters)).toEqual(await answer(lines, sql, parameters));
    },
  );

  it.each(['sushiorderdata', 'sushiorderdata_history'])('has all columns and rows in %s', async (view) => {
    const sql = `SELECT * FROM ${view} ORDER BY tableid, datetime, export_date`;
    const found = await answer(columnar, sql);
    expect(found.rows.length).toBeGreaterThan(400);
    expect(found).toEqual(await answer(lines, sql));
  });

  it('has every item in the raw table, character for character', async () => {
    const sql =
      "SELECT export_date, item FROM sushiorderdata_raw ORDER BY export_date, item['tableid']['S'], item['datetime']['S']";
    expect(await answer(columnar, sql)).toEqual(await answer(lines, sql));
  });

  it('is published as Parquet, with nothing else left', async () => {
    const { catalog, names } = columnar;
    const keys = await parquetFiles(columnar);
    const locations = catalog
      .table(names.database, names.raw)
      ?.partitions.map(({ StorageDescriptor }) => StorageDescriptor);
    expect(keys).toHaveLength(2);
    for (const storage of locations ?? []) {
      expect(storage?.SerdeInfo?.SerializationLibrary).toBe(PARQUET_SERDE);
      expect(keys.filter((key) => `s3://${names.bucket}/${key}`.startsWith(storage?.Location ?? '-'))).toHaveLength(1);
    }
  });

  it('counts the items of every data file in the report as its manifest does', async () => {
    const night = columnar.catalog
      .table(columnar.names.database, columnar.names.raw)
      ?.partitions.find(({ Values }) => Values[0] === '2026-01-31');
    const counted = { exportDate: '2026-01-31', exportId: night?.Parameters?.export_id ?? '' };
    const { rows } = await answer(columnar, fileCounts(columnar.table, columnar.names, counted, true));
    expect(rows.length).toBeGreaterThan(1);
    for (const [file, listed, read, items] of rows) {
      expect(file).toMatch(/\.json\.gz$/);
      expect([read, items]).toEqual(listed === '0' ? [null, null] : [listed, listed]);
    }
  });

  it('reads no item for a question to the typed columns', async () => {
    const sql = 'SELECT menu, sum(quantity) FROM sushiorderdata GROUP BY menu ORDER BY 1';
    const scan = async (system: LocalSystem) => {
      const result = await system.query(sql);
      await allTextRows(result);
      return result.statistics().dataScannedInBytes;
    };
    const bytes = await scan(columnar);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan((await scan(lines)) / 4);
  });
});

describe('a columnar night whose export is damaged', () => {
  const readPublished = () => columnar.catalog.table(columnar.names.database, columnar.names.raw)?.partitions;

  /** Runs a night in which a data file is changed, or removed, before anybody reads it. */
  async function damage(change: (file: Buffer) => Buffer | undefined) {
    const before = JSON.stringify(readPublished());
    let done = false;
    const result = await columnar.night({ exportDate: '2026-02-01' }, ({ kind, state }) => {
      if (done || kind !== 'entered' || state !== 'unloadExport') return;
      done = true;
      const [largest] = dataFiles()
        .map((path) => ({ path, content: readFileSync(path) }))
        .sort((a, b) => b.content.length - a.content.length);
      if (!largest) throw new Error('no data file');
      const changed = change(largest.content);
      if (changed) writeFileSync(largest.path, changed);
      else rmSync(largest.path);
    });
    expect(result.status).toBe('FAILED');
    expect(JSON.stringify(readPublished())).toBe(before);
    const cause = JSON.parse(result.cause ?? '{}') as { error: string; found: unknown; what: string };
    return { ...cause, parquet: (await parquetFiles(columnar)).length };
  }

  /** Paths of the data files of the export that is staged. */
  function dataFiles(): string[] {
    const staged = columnar.catalog.table(columnar.names.database, columnar.names.staged)?.partitions.at(-1);
    const folder = staged?.StorageDescriptor?.Location?.replace('s3:/', columnar.store.root) ?? '';
    return readdirSync(folder).map((name) => join(folder, name));
  }

  it('by a line that is no item, is told which file it is in, and leaves no Parquet', async () => {
    const found = await damage((file) => gzipSync(gunzipSync(file).toString().replace('{"Item":', '{"Itm":')));
    expect(found).toMatchObject({ error: 'Validation.Failed', parquet: 2 });
    expect(found.found).toMatchObject([
      { check: 'item_count' },
      { check: 'unreadable_lines', expected: '0', found: '1' },
    ]);
  });

  it('by a file that is gone, is told which', async () => {
    const found = await damage(() => undefined);
    expect(found).toMatchObject({ error: 'Validation.Failed', parquet: 2 });
    expect(found.found).toMatchObject([{ check: 'file_missing' }, { check: 'item_count' }]);
  });

  it('by a file that is cut off, fails where it is read', async () => {
    const found = await damage((file) => file.subarray(0, file.length / 2));
    expect(found).toMatchObject({ error: 'Validation.QueryFailed', parquet: 2 });
    expect(found.what).toBe('The query that writes the night as Parquet failed.');
  });

  it('by a value that was changed, is told by its checksum', async () => {
    const found = await damage((file) =>
      gzipSync(
        gunzipSync(file)
          .toString()
          .replace(/"quantity":{"N":"\d+"}/, '"quantity":{"N":"77"}'),
      ),
    );
    expect(found).toMatchObject({ error: 'Validation.QueryFailed', parquet: 2 });
    expect(found.found).toMatch(/^MD5_MISMATCH/);
  });
});

async function parquetFiles({ store, names }: LocalSystem): Promise<string[]> {
  const keys = [];
  for await (const { key } of store.list(names.bucket, 'columnar/')) keys.push(key);
  return keys;
}
