import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '../../lib/asl';
import { parseConfig, resources, type Table } from '../../lib/config';
import type { Item } from '../../lib/export';
import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { allTextRows } from '../../lib/athena-sql/engine';
import { LocalSystem } from '../../lib/local/system';
import { columnSet, views } from '../../lib/sql';
import { countingRandom } from '../export/sample-export';
import { nightOfItems } from './night-of-items';

/** Every type, two cases of a name, columns that entities share, and those that only look alike. */
const ENTITIES = [
  {
    name: 'user',
    where: [
      { attribute: 'pk', prefix: "USER'%_" },
      { attribute: 'sk', equals: 'PROFILE' },
    ],
    attributes: [
      { name: 'sk', type: 'string', column: 'profile' },
      { name: 'value', type: 'string' },
      { name: 'loyaltyNumber', type: 'decimal(38,0)' },
      { name: 'address', path: ['City', 'name'], type: 'string', column: 'city' },
      { name: 'settings', type: 'json' },
      { name: 'photo', type: 'binary' },
      { name: 'active', type: 'boolean' },
      { name: 'birthday', type: 'date' },
      { name: 'tags', type: 'array<string>' },
    ],
  },
  {
    name: 'order',
    where: { attribute: 'kind', equals: '注文' },
    attributes: [
      { name: 'value', type: 'decimal(12,2)' },
      { name: 'loyaltyNumber', type: 'decimal(38,0)' },
      { name: 'weight', type: 'double' },
      { name: 'seats', type: 'array<decimal(5,1)>' },
    ],
  },
  { name: 'other_case', where: { attribute: 'Kind', prefix: '注' }, attributes: [{ name: 'Value', type: 'string' }] },
  { name: 'untold', where: { attribute: 'kind', equals: '' } },
];

const nothing = { NULL: true } as const;
const ODD: readonly Item[] = [
  { value: { S: 'gold' }, loyaltyNumber: { N: '9'.repeat(38) }, tags: { SS: ['a', 'b'] } },
  { value: { N: '12.50' }, Value: { S: 'upper' }, loyaltyNumber: { N: '1.5' }, weight: { N: '1E-7' } },
  { value: nothing, loyaltyNumber: nothing, settings: nothing, tags: nothing, seats: nothing },
  { value: { S: '' }, loyaltyNumber: { S: '12' }, active: { BOOL: false }, birthday: { S: '2026-02-30' } },
  { address: { M: { City: { M: { name: { S: '京都' } } }, city: { S: 'x' } } }, settings: { M: { a: { S: '</b>' } } } },
  {
    address: { S: 'Kyoto' },
    settings: { L: [{ N: '1' }] },
    photo: { B: Buffer.from([0, 255]) },
    active: { S: 'true' },
  },
  { value: { N: '1.005' }, seats: { NS: ['1.5', '2'] }, birthday: { S: '2000-02-29' }, weight: { N: '-0' } },
  { value: { BOOL: true }, seats: { L: [{ N: '1' }, { S: '2' }] }, tags: { L: [{ S: 'a' }, { N: '1' }] } },
  {},
];

/** What tells an entity: the text, another, another type, another case, none. */
const OF: readonly Item[] = [
  { pk: { S: "USER'%_1" }, sk: { S: 'PROFILE' } },
  { pk: { S: "USER'%_1" }, sk: { S: 'PROFILE ' }, kind: { S: '注文' } },
  { pk: { S: "USER'x_1" }, sk: { S: 'PROFILE' }, Kind: { S: '注文' } },
  { pk: { S: "USER'%_2" }, sk: { S: 'PROFILE' }, kind: { S: '注文' }, Kind: { S: '注' } },
  { pk: { S: 'a' }, sk: { S: 'N' }, kind: { N: '1' }, Kind: { L: [{ S: '注文' }] } },
  { pk: { S: 'a' }, sk: { S: 'NULL' }, kind: nothing, Kind: { S: 'x注文' } },
  { pk: { S: 'a' }, sk: { S: 'EMPTY' }, kind: { S: '' } },
];

const ITEMS = OF.flatMap((of, group) =>
  ODD.map((odd, index): Item => ({ id: { N: String(100 * group + index) }, ...of, ...odd })),
);

const folders: string[] = [];
const clock = new VirtualClock(Date.UTC(2026, 1, 7, 19));

function configOf(columnar: boolean, entities: readonly object[]) {
  const attributes = [{ name: 'pk', type: 'string' }];
  const config = parseConfig({
    tables: [{ name: 'Shop', partitionKey: { name: 'id', type: 'N' }, columnar, attributes, entities }],
  });
  const [table] = config.tables as [Table];
  const tableArn = `arn:aws:dynamodb:${config.region}:000000000000:table/${resources(config, table).sourceTable}`;
  return { config, table, tableArn };
}

/** Runs something with a system that is opened for it, as after a deployment. */
async function deploy<T>(
  folder: string,
  columnar: boolean,
  entities: readonly object[],
  act: (system: LocalSystem, night: (date: string, items: readonly Item[]) => Promise<unknown>) => Promise<T>,
): Promise<T> {
  const { config, table, tableArn } = configOf(columnar, entities);
  const system = await LocalSystem.open({
    folder: absoluteFolder(folder),
    config,
    table,
    tableArn,
    clock,
    random: countingRandom(),
  });
  try {
    return await act(system, async (date, items) => {
      const { status, cause, output } = await nightOfItems(system, tableArn, date, items);
      if (status !== 'SUCCEEDED') throw new Error(cause);
      return (output as { warnings: unknown }).warnings;
    });
  } finally {
    await system.close();
  }
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'columnar-entities-'));
  folders.push(made);
  return made;
}

afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true });
});

async function ask(system: LocalSystem, sql: string) {
  const result = await system.query(sql);
  const rows = await allTextRows(result);
  return { rows, bytes: result.statistics().dataScannedInBytes };
}

/** All rows of all views, by the name of the view. */
async function answers(system: LocalSystem) {
  const all: Record<string, { readonly columns: readonly string[]; readonly rows: readonly unknown[] }> = {};
  for (const { name } of views(system.table, system.names)) {
    const result = await system.query(`SELECT * FROM ${name} ORDER BY export_date, id`);
    const columns = result.columns.map(({ name, typeText }) => `${name} ${typeText}`);
    all[name] = { columns, rows: await allTextRows(result) };
  }
  return all;
}

/** Two nights, what is told of the second one, and what a question to an entity reads. */
const bothNights = (columnar: boolean) =>
  deploy(folder(), columnar, ENTITIES, async (system, night) => {
    await night('2026-01-29', ITEMS.slice(10));
    const warnings = await night('2026-01-30', ITEMS);
    const bytes = (await ask(system, 'SELECT sum(value), max(loyalty_number) FROM shop_order')).bytes;
    return { warnings, answers: await answers(system), bytes };
  });

let lines: Awaited<ReturnType<typeof bothNights>>;

beforeAll(async () => {
  lines = await bothNights(false);
});

describe('the entities of columnar nights', () => {
  it('answer as those of lines do, whatever the values are, and tell the same of misfits', async () => {
    const columnar = await bothNights(true);
    expect(columnar.warnings).toHaveLength(8);
    const rows = Object.entries(columnar.answers).map(([view, { rows }]) => [view, rows.length]);
    expect(Object.fromEntries(rows)).toMatchObject({
      shop_user: 18,
      shop_user_history: 27,
      shop_order: 18,
      shop_order_history: 35,
      shop_other_case: 18,
      shop_untold: 9,
    });
    expect(columnar.warnings).toEqual(lines.warnings);
    expect(columnar.answers).toEqual(lines.answers);
  });

  it('are asked without an item being read: only the columns of the question, and the one that tells the entity', () =>
    deploy(folder(), true, ENTITIES, async (system, night) => {
      await night('2026-01-30', ITEMS);
      const { bytes } = await ask(system, 'SELECT sum(value), max(loyalty_number) FROM shop_order');
      const columns = 'SELECT sum(value__decimal_12_2), max(loyalty_number__decimal_38_0) FROM shop_latest';
      const set = columnSet(system.table);
      expect(bytes).toBe(
        (await ask(system, `${columns} WHERE slot = 'newest' AND column_set = '${set}' AND is_order__boolean`)).bytes,
      );
      expect(bytes).toBeGreaterThan(0);
      expect(bytes).toBeLessThan(lines.bytes / 4);
    }));
});

describe('a table whose entities are declared, changed, and switched from and to columnar', () => {
  it('answers from every night that it has as if all had been lines', async () => {
    const place = folder();
    await deploy(place, true, [], (_, night) => night('2026-01-29', ITEMS.slice(10)));
    await deploy(place, true, ENTITIES, async (system, night) => {
      await night('2026-01-30', ITEMS);
      expect(await answers(system)).toEqual(lines.answers);
      // the first night's files lack the column, although its slot was written with it
      const items =
        'SELECT count(item), count(value__string), count(column_set) FROM shop_latest GROUP BY slot ORDER BY 1';
      expect((await ask(system, items)).rows).toEqual([
        ['53', '0', '53'],
        ['63', '14', '63'],
      ]);
    });
    await deploy(place, false, ENTITIES, async (system) => {
      const { shop_order_history: history, shop_user_history: users } = await answers(system);
      expect({ history, users }).toEqual({
        history: lines.answers.shop_order_history,
        users: lines.answers.shop_user_history,
      });
    });
  });

  it('answers from the lines of before as well', async () => {
    const place = folder();
    await deploy(place, false, ENTITIES, (_, night) => night('2026-01-29', ITEMS.slice(10)));
    await deploy(place, true, ENTITIES, async (system, night) => {
      await night('2026-01-30', ITEMS);
      expect(await answers(system)).toEqual(lines.answers);
    });
  });
});
