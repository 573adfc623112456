import { parseConfig, resources, type Table } from '../../lib/config';
import type { Item } from '../../lib/export';
import { isNamedAsDiscriminator } from '../../lib/infer/discriminator';
import { inferTable, proposalJson, proposalReasons, proposalSummary, type TableProposal } from '../../lib/infer';
import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { Engine } from '../../lib/athena-sql/engine';
import { views } from '../../lib/sql';
import { Night } from './night';

let engine: Engine;

beforeAll(async () => {
  engine = await Engine.open({ root: absoluteFolder('/') });
});

afterAll(async () => {
  await engine.close();
});

async function infer(items: Iterable<Item>): Promise<TableProposal> {
  const night = Night.of(engine, items);
  try {
    return await inferTable(night.query, { name: 'Shop' });
  } finally {
    night.remove();
  }
}

/** So many items, of their numbers. */
const items = (count: number, of: (number: number) => Item): Item[] => Array.from({ length: count }, (_, i) => of(i));

const texts = (values: Record<string, string>): Item =>
  Object.fromEntries(Object.entries(values).map(([name, text]) => [name, { S: text }]));

const entitiesOf = ({ table }: TableProposal) => table.entities?.map(({ name, where }) => [name, where]);
const attributesOf = ({ table }: TableProposal) => ({
  table: table.attributes.map(({ name }) => name),
  ...Object.fromEntries(
    (table.entities ?? []).map(({ name, attributes }) => [name, attributes.map((one) => one.name)]),
  ),
});

const shop = (type: (entity: string) => Item): Item[] => [
  ...items(3, (i) => ({
    ...texts({ pk: `u${i}`, sk: 'a', email: 'e', name: 'n', created: '2026-01-01' }),
    ...type('User'),
  })),
  ...items(4, (i) => ({
    ...texts({ pk: 'u1', sk: `o${i}`, created: '2026-01-02' }),
    total: { N: `${i}.25` },
    lines: { L: [] },
    ...type('OrderLine'),
  })),
];

describe('the entities of a proposal', () => {
  it('are told apart by an attribute that is called as one that names them', async () => {
    const proposal = await infer(shop((entity) => ({ entityType: { S: entity } })));
    expect(entitiesOf(proposal)).toEqual([
      ['order_line', { attribute: 'entityType', equals: 'OrderLine' }],
      ['user', { attribute: 'entityType', equals: 'User' }],
    ]);
  });

  it.each([
    'type',
    'entityType',
    'entity_type',
    '_et',
    '__typename',
    'Entity',
    '__edb_e__',
    'kind',
    'recordType',
    'modelName',
  ])('may be named by an attribute called %s', (attribute) => {
    expect(isNamedAsDiscriminator(attribute)).toBe(true);
  });

  it.each(['status', 'name', 'itemName', 'typeOfPayment', 'paymentType', 'menu', 'prototype'])(
    'are not named by one called %s',
    (attribute) => {
      expect(isNamedAsDiscriminator(attribute)).toBe(false);
    },
  );

  it('have the attributes that not all have; the table has the others', async () => {
    expect(attributesOf(await infer(shop((entity) => ({ type: { S: entity } }))))).toEqual({
      table: ['created', 'type'],
      order_line: ['lines', 'total'],
      user: ['email', 'name'],
    });
  });

  it('have an attribute of which their types differ, each with its own', async () => {
    const proposal = await infer([
      ...items(20, (i) => ({ ...texts({ id: `u${i}`, type: 'user', email: 'e' }), value: { S: 'gold' } })),
      ...items(30, (i) => ({ ...texts({ id: `o${i}`, type: 'order', lines: 'l' }), value: { N: `${i}.5` } })),
    ]);
    expect(proposal.table.entities?.map(({ attributes }) => attributes.find(({ name }) => name === 'value'))).toEqual([
      { name: 'value', type: 'decimal(11,1)' },
      { name: 'value', type: 'string' },
    ]);
    expect(proposal.reasons.map(({ attribute }) => attribute)).not.toContain('value');
  });

  it('have columns that differ from those of the table', async () => {
    const proposal = await infer([
      ...items(3, (i) => texts({ id: `u${i}`, type: 'user', email: 'e', Type: 'x' })),
      ...items(3, (i) => texts({ id: `o${i}`, type: 'order', lines: 'l' })),
    ]);
    expect(proposal.table.entities?.find(({ name }) => name === 'user')?.attributes).toContainEqual({
      name: 'Type',
      type: 'string',
      column: 'type_2',
    });
  });

  it.each([
    ['USER#', 'ORDER#', 'user', 'order'],
    ['User|', 'order_line:', 'user', 'order_line'],
    ['#USER#', '#ORDER#', 'user', 'order'],
  ])('are told apart by what the partition key begins with: %s and %s', async (first, second, user, order) => {
    const proposal = await infer([
      ...items(3, (i) => texts({ pk: `${first}${i}`, email: 'e' })),
      ...items(4, (i) => texts({ pk: `${second}${i}`, total: 't' })),
    ]);
    expect(entitiesOf(proposal)).toEqual([
      [order, { attribute: 'pk', prefix: second }],
      [user, { attribute: 'pk', prefix: first }],
    ]);
  });

  it('are told apart by the sort key, where it tells as many as both keys; a word alone is equal', async () => {
    const proposal = await infer([
      ...items(3, (i) => texts({ PK: `USER#${i}`, SK: 'PROFILE', email: 'e' })),
      ...items(4, (i) => texts({ PK: 'USER#1', SK: `ORDER#${i}`, total: 't' })),
    ]);
    expect(entitiesOf(proposal)).toEqual([
      ['order', { attribute: 'SK', prefix: 'ORDER#' }],
      ['profile', { attribute: 'SK', equals: 'PROFILE' }],
    ]);
  });

  it('are told apart by the sort key where partition keys are names of anything', async () => {
    const proposal = await infer([
      ...items(40, (i) => texts({ PK: `alice-${'x'.repeat(i)}`, SK: 'PROFILE', email: 'e' })),
      ...items(40, (i) => texts({ PK: 'bob', SK: `ORDER#${i}`, total: 't' })),
    ]);
    expect(proposal.table.entities?.map(({ where }) => where)).toEqual([
      { attribute: 'SK', prefix: 'ORDER#' },
      { attribute: 'SK', equals: 'PROFILE' },
    ]);
  });

  it('are told apart by both keys, where neither does alone', async () => {
    const both = (pk: string, sk: string) => [
      { attribute: 'PK', prefix: pk },
      { attribute: 'SK', prefix: sk },
    ];
    const proposal = await infer([
      ...items(3, (i) => texts({ PK: `USER#${i}`, SK: `#METADATA#${i}`, email: 'e' })),
      ...items(4, (i) => texts({ PK: `GAME#${i}`, SK: `#METADATA#${i}`, map: 'm' })),
      ...items(5, (i) => texts({ PK: `GAME#${i}`, SK: 'USER#1', place: '1' })),
    ]);
    expect(entitiesOf(proposal)).toEqual([
      ['game_user', both('GAME#', 'USER#')],
      ['game_metadata', both('GAME#', '#METADATA#')],
      ['user_metadata', both('USER#', '#METADATA#')],
    ]);
  });

  it('leave out items that are of none, if they are few, and say how many', async () => {
    const proposal = await infer([
      ...items(50, (i) => texts({ pk: `USER#${i}`, email: 'e' })),
      ...items(49, (i) => texts({ pk: `ORDER#${i}`, total: 't' })),
      texts({ pk: '0', version: '3' }),
    ]);
    expect(proposal.entityReason).toContain('told apart by what pk begins with, except 1 item;');
    expect(proposal.reasons.find(({ attribute }) => attribute === 'version')).toMatchObject({
      type: undefined,
      because: expect.stringContaining('only in items of no entity') as string,
    });
  });

  it('have names that no view has', async () => {
    const groups = ['History', 'raw', 'user', 'User', 'ユーザー', '1'];
    const proposal = await infer(
      groups.flatMap((type, group) => items(2, (i) => texts({ id: `${group}.${i}`, type, [`a${group}`]: 'x' }))),
    );
    expect(
      new Map(proposal.table.entities?.map(({ name, where }) => [(where as { equals: string }).equals, name])),
    ).toEqual(
      new Map([
        ['1', 'entity_1'],
        ['History', 'history_2'],
        ['User', 'user'],
        ['raw', 'raw_2'],
        ['user', 'user_2'],
        ['ユーザー', 'entity'],
      ]),
    );
    expect(parseConfig({ tables: [proposal.table] }).tables[0]?.entities).toHaveLength(groups.length);
  });
});

describe('a table has one entity', () => {
  it.each<[string, Item[]]>([
    [
      'where an attribute called so tells items of the same attributes apart',
      items(20, (i) => texts({ id: `${i}`, type: i % 2 ? 'cash' : 'card', amount: '1', at: 'x' })),
    ],
    ['where no attribute is called so', shop((entity) => ({ status: { S: entity } }))],
    [
      'where most items have no type',
      [
        ...shop((entity) => ({ type: { S: entity } })),
        ...items(30, (i) => texts({ pk: `x${i}`, sk: `x${i}`, other: 'x' })),
      ],
    ],
    ['where all have one type', items(20, (i) => texts({ id: `${i}`, type: 'user', [`a${i}`]: 'x' }))],
    ['where types are too many', items(40, (i) => texts({ id: `${i}`, type: `type${i}`, [`a${i}`]: 'x' }))],
    [
      'where keys begin with the names of tenants',
      items(40, (i) => texts({ pk: `${i % 2 ? 'ACME' : 'GLOBEX'}#${i}`, name: 'n', at: 'x' })),
    ],
    [
      'where partition keys are names, and all else is one entity',
      ['alice', 'bob', 'carol'].flatMap((pk, n) => items(4, (i) => texts({ pk, sk: `${i}`, [`a${n}`]: 'x' }))),
    ],
    ['where keys begin with nothing in common', items(40, (i) => texts({ pk: `${i}#x`, [`a${i % 2}`]: 'n' }))],
  ])('%s', async (_, all) => {
    const { table, entityReason, entities } = await infer(all);
    expect([table.entities, entityReason, entities]).toEqual([undefined, undefined, []]);
  });
});

describe('a proposal with entities', () => {
  const all = shop((entity) => ({ type: { S: entity } }));
  let proposal: TableProposal;

  beforeAll(async () => {
    proposal = await infer(all);
  });

  it('can be pasted into the configuration, and its views have the items of their entities', async () => {
    const config = parseConfig({ tables: [JSON.parse(proposalJson(proposal))] });
    const [table] = config.tables as [Table];
    const history = views(table, resources(config, table)).filter(({ name }) => name.endsWith('_history'));
    const night = Night.of(engine, all);
    const counts: [string, number][] = [];
    for (const { name, sql } of history) {
      const ofItems = sql.replace(/,\n {2}export_date\nFROM \S+/, '\nFROM items');
      counts.push([name, (await night.query(ofItems)).length]);
    }
    night.remove();
    expect(counts).toEqual([
      ['shop_history', 7],
      ['shop_order_line_history', 4],
      ['shop_user_history', 3],
    ]);
  });

  it('says how its entities are told apart, and what each has', () => {
    const text = proposalReasons(proposal);
    expect(text).toContain(
      '2 entities, told apart by type; each shares 20 % of its attributes with the one most like it, on average:',
    );
    expect(text).toContain('  user: 3 items with type User\n    email  string  100 %  S');
    expect(text).toContain('  order_line: 4 items with type OrderLine\n');
  });

  it('is told in a few lines too', () => {
    const text = proposalSummary(proposal);
    expect(text).toContain('Columns: created date, type string.');
    expect(text).toContain('  user: email string, name string.');
  });
});

describe('a proposal of very many entities', () => {
  it('is told in a few lines, and whole where all is asked for', async () => {
    const proposal = await infer(
      Array.from({ length: 20 }, (_, i) =>
        items(2, (j) => texts({ id: `${i}-${j}`, type: `t${i}`, [`only${i}`]: 'x', [`also${i}`]: 'y' })),
      ).flat(),
    );
    const text = proposalReasons(proposal);
    expect(text.split('\n')).toHaveLength(2 + 2 + 1 + 20 + 1);
    expect(text).toContain('\n  t7: 2 items with type t7\n');
    expect(text).toMatch(/\n {2}What each has: infer --all shows it$/);
    expect(proposalReasons(proposal, true)).toMatch(/\n {4}only7 +string +100 % +S\n/);
  });
});

describe('a proposal of very many attributes', () => {
  it('has a hundred columns, the commonest of the table and its entities', async () => {
    const attributes = (of: string, count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i): [string, string] => [`${of}${i}`, 'x']));
    const { table, entities } = await infer([
      ...items(3, (i) => texts({ id: `u${i}`, type: 'user', ...attributes('a', 60) })),
      ...items(2, (i) => texts({ id: `o${i}`, type: 'order', ...attributes('b', 60) })),
    ]);
    const columns = table.entities?.map(({ name, attributes: own }) => [name, own.length]);
    expect([table.attributes.length, columns]).toEqual([
      1,
      [
        ['user', 60],
        ['order', 39],
      ],
    ]);
    const left = entities.find(({ name }) => name === 'order')?.reasons.filter(({ type }) => type === undefined);
    expect(left).toHaveLength(21);
    expect(left?.[0]?.because).toContain('rarer than 100 others');
  });
});
