import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '../../lib/asl';
import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { parseConfig, resources, type Table } from '../../lib/config';
import { createOrdersTable, putItems, writeItems } from '../../lib/local/dynamodb';
import { articleOrders, changeOrders, generateOrders } from '../../lib/local/sample-orders';
import { LocalSystem } from '../../lib/local/system';
import { LocalTarget } from '../../lib/local/target';
import { QUERIES, readQueries } from '../../lib/query-files';
import { gather, type Gathered } from '../../lib/report/gather';
import { reportModel } from '../../lib/report/report-model';
import { sqlFor } from '../../lib/sql';

const START = Date.UTC(2026, 0, 30, 19);
const ORDERS = { count: 300, days: 30, until: new Date(START), seed: 1 };
const COMPARISONS = readQueries(QUERIES).filter(({ comparesNights }) => comparesNights);

const folder = absoluteFolder(mkdtempSync(join(tmpdir(), 'report-of-changes-')));
const config = parseConfig({});
const [usual] = config.tables as [Table];
const table: Table = { ...usual, columnar: true, incremental: { reconcile: 'weekly', maxCatchUpDays: 7 } };
const names = resources(config, table);
let target: LocalTarget;
let gathered: Gathered;

/** A night of a full export, and one of the changes of the day after it. */
beforeAll(async () => {
  const clock = new VirtualClock(START);
  let seed = 1;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const tableArn = `arn:aws:dynamodb:${config.region}:000000000000:table/${names.sourceTable}`;
  const system = await LocalSystem.open({ folder, config, table, tableArn, clock, random });
  const { client } = system.dynamoDb;
  await createOrdersTable(client, names.sourceTable);
  await putItems(client, names.sourceTable, [...articleOrders, ...generateOrders(ORDERS)]);
  try {
    for (const day of [0, 1]) {
      await clock.sleep(Math.max(0, START + day * 86_400_000 - clock.now()));
      const scheduledTime = new Date(START + day * 86_400_000).toISOString().replace('.000Z', 'Z');
      expect(await system.night({ scheduledTime })).toMatchObject({ status: 'SUCCEEDED' });
      if (day === 0) await writeItems(client, names.sourceTable, changeOrders(ORDERS));
    }
  } finally {
    await system.close();
  }
  target = LocalTarget.open(folder, names.database);
  gathered = await gather(target, { config, table, queries: COMPARISONS });
});

afterAll(async () => {
  await target.close();
  rmSync(folder, { recursive: true });
});

const rowsOf = async (sql: string) => {
  const answer = await target.query(sql);
  const rows = [];
  for await (const batch of answer.rows) rows.push(...batch);
  return rows;
};

const findQuery = (name: string) => {
  const query = COMPARISONS.find((one) => one.name === name);
  if (!query) throw new Error(`There is no saved query ${name}`);
  return rowsOf(sqlFor(query, table));
};

describe('the report of a night that was made of changes', () => {
  it('counts the files of its changes against the manifests of their windows, not those of the night before', () => {
    const { files, verdict } = reportModel(gathered);
    expect(verdict).toMatchObject({ night: { chain: { kind: 'changes' } } });
    expect(files).toMatchObject({ wrong: 0 });
    const { counts } = reportModel(gathered).changes ?? {};
    expect(files).toMatchObject({
      items: (counts?.inserted ?? 0) + (counts?.updated ?? 0) + (counts?.deleted ?? 0),
    });
  });

  it('says what changed as the comparison of the two whole nights does', async () => {
    const of = new Map(
      (await findQuery('changes_since_previous_night')).map(([change, items]) => [change, Number(items)]),
    );
    expect(reportModel(gathered).changes?.counts).toEqual({
      inserted: of.get('added') ?? 0,
      updated: of.get('changed') ?? 0,
      deleted: of.get('removed') ?? 0,
    });
    expect(of.get('changed')).toBeGreaterThan(0);
  });

  it('names the attributes that differ, in as many items as the comparison of the two whole nights does', async () => {
    const pick = (rows: readonly (readonly (string | undefined)[])[]) => rows.map((row) => row.slice(0, 3));
    const { attributes } = reportModel(gathered).changes ?? {};
    if (!attributes || 'error' in attributes) throw new Error(`They were not read: ${attributes?.error}`);
    expect(attributes.columns.map(({ name }) => name)).toEqual([
      'attribute',
      'change',
      'items',
      'example',
      'before',
      'after',
    ]);
    expect(pick(attributes.rows)).toEqual(pick(await findQuery('attributes_changed')));
    expect(attributes.rows.length).toBeGreaterThan(0);
  });

  it('leaves out the saved queries that would read two whole nights for the same', () => {
    expect(gathered.answers.map(({ query, outcome }) => [query.name, 'error' in outcome && outcome.isLeftOut])).toEqual(
      COMPARISONS.map(({ name }) => [name, true]),
    );
  });

  it('says what the night was made of', () => {
    const origin = new Map(reportModel(gathered).origin);
    expect(origin.get('Made of')).toBe('the night of 2026-01-31 and the changes since');
    expect(origin.get('Changes')).toBe('2026-01-31 04:00 Asia/Tokyo to 2026-02-01 04:00 Asia/Tokyo, 1 window');
    expect(origin.get('Chain')).toBe('1 night since the last full export');
  });

  it('that was not published says so, and counts the files of its changes all the same', async () => {
    const notPublished = {
      query: (...given: Parameters<LocalTarget['query']>) => target.query(...given),
      partitions: async (name: string) => {
        const partitions = await target.partitions(name);
        return name === names.raw ? partitions.filter(({ values: [date] }) => date !== '2026-02-01') : partitions;
      },
    };
    const failed = reportModel(await gather(notPublished, { config, table, queries: COMPARISONS }));
    expect(failed).toMatchObject({
      date: '2026-02-01',
      verdict: { kind: 'failed', newest: { exportDate: '2026-01-31' } },
      changes: undefined,
      answers: [],
    });
    if (failed.verdict.kind !== 'failed') throw new Error('It is published');
    expect(failed.verdict.failure.what).not.toContain('validation was asked again');
    const { files } = reportModel(gathered);
    expect(files).toMatchObject({ wrong: 0 });
    expect(failed.files).toEqual(files);
  });

  it('has of a full night why it is one', async () => {
    const full = reportModel(await gather(target, { config, table, queries: [], date: '2026-01-31' }));
    expect(new Map(full.origin).get('Made of')).toMatch(/^a full export: \S/);
    expect(full.changes).toBeUndefined();
  });
});
