import type { Item } from '../../lib/export';
import { parseConfig } from '../../lib/config';
import {
  inferTable,
  proposalJson,
  proposalReasons,
  tableIdentity,
  type InferOptions,
  type TableProposal,
} from '../../lib/infer';
import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { Engine } from '../../lib/athena-sql/engine';
import { articleOrders, generateOrders } from '../../lib/local/sample-orders';
import { columns } from '../../lib/sql';
import { Night } from './night';

let engine: Engine;

beforeAll(async () => {
  engine = await Engine.open({ root: absoluteFolder('/') });
});

afterAll(async () => {
  await engine.close();
});

async function infer(items: Iterable<Item>, options: InferOptions = {}, source?: string): Promise<TableProposal> {
  const night = Night.of(engine, items);
  try {
    return await inferTable(night.query, tableIdentity(source), options);
  } finally {
    night.remove();
  }
}

/** Items with an `id` and these values of the attribute `a`. */
const withA = (...values: (Item[string] | undefined)[]): Item[] =>
  values.map((a, number) => ({ id: { S: `i${number}` }, ...(a && { a }) }));

const typeOf = ({ table }: TableProposal, name = 'a') => table.attributes.find((one) => one.name === name)?.type;
const reasonOf = ({ reasons }: TableProposal, name = 'a') => reasons.find((one) => one.attribute === name)?.because;

const repeatValue = (value: Item[string], times: number) => Array.from({ length: times }, () => value);

/** Values of an attribute, what they are called, and their type. */
const TYPES: readonly [string, string | undefined, readonly Item[string][]][] = [
  ['texts', 'string', [{ S: 'a' }, { S: '' }]],
  ['whole numbers', 'bigint', [{ N: '0' }, { N: '-12' }]],
  ['18 digits', 'bigint', [{ N: '999999999999999999' }]],
  ['19 digits', 'decimal(38,0)', [{ N: '1000000000000000000' }]],
  ['38 digits', 'decimal(38,0)', [{ N: '12345678901234567890123456789012345678' }]],
  ['two digits after the point', 'decimal(12,2)', [{ N: '1.5' }, { N: '-120.25' }]],
  ['38 digits after the point', 'decimal(38,38)', [{ N: '-0.00000000000000000000000000000000000001' }]],
  ['more digits in all than a decimal has', 'double', [{ N: `1${'0'.repeat(30)}` }, { N: `0.${'0'.repeat(20)}1` }]],
  ['numbers with an exponent', 'double', [{ N: '6.02214076E+23' }, { N: '1E-30' }]],
  ['booleans', 'boolean', [{ BOOL: true }, { BOOL: false }]],
  ['binaries', 'binary', [{ B: Uint8Array.of(1) }]],
  ['times', 'timestamp', [{ S: '2022-06-20T01:48:00.000Z' }, { S: '2022-06-20' }]],
  ['dates', 'date', [{ S: '2022-06-20' }, { S: '2024-02-29' }]],
  ['a date that no calendar has', 'string', [{ S: '2022-06-20' }, { S: '2023-02-29' }]],
  ['years, which ISO 8601 knows too', 'string', [{ S: '2022' }, { S: '01' }]],
  ['seconds since 1970', 'bigint', [{ N: '1655689680' }]],
  ['sets of texts, and lists of them', 'array<string>', [{ SS: ['a'] }, { L: [{ S: 'b' }] }, { L: [] }]],
  ['sets of numbers', 'array<decimal(11,1)>', [{ NS: ['1', '2.5'] }, { L: [{ N: '3' }] }]],
  ['lists of booleans', 'array<boolean>', [{ L: [{ BOOL: true }] }]],
  ['lists of different things', 'json', [{ L: [{ S: 'a' }, { N: '1' }] }]],
  ['maps', 'json', [{ M: { b: { S: 'c' } } }]],
  ['NULL alone', undefined, [{ NULL: true }]],
  ['sets of binaries', undefined, [{ BS: [Uint8Array.of(1)] }]],
];

describe('the type of an attribute', () => {
  let proposal: TableProposal;

  beforeAll(async () => {
    const most = Math.max(...TYPES.map(([, , values]) => values.length));
    proposal = await infer(
      Array.from({ length: most }, (_, number) => ({
        id: { S: `i${number}` },
        ...Object.fromEntries(
          TYPES.flatMap(([name, , { [number]: value }]) => (value === undefined ? [] : [[name, value] as const])),
        ),
      })),
    );
  });

  it.each(TYPES)('for %s is %s', (name, type) => {
    expect(typeOf(proposal, name)).toBe(type);
  });

  it('is the one that most items have; the reason counts the others, with an example', async () => {
    const proposal = await infer(withA(...repeatValue({ N: '1.25' }, 99), { S: '時価' }));
    expect(typeOf(proposal)).toBe('decimal(12,2)');
    expect(reasonOf(proposal)).toBe(
      '99.0 % N, with at most 1 digit before and 2 after the point; NULL in the column: 1 S such as 時価',
    );
  });

  it('is told where values have no type, which DynamoDB never writes', async () => {
    const night = Night.ofLines(engine, [
      '{"Item":{"id":{"S":"1"},"a":{"N":"1"},"b":{}}}\n',
      '{"Item":{"id":{"S":"2"},"a":{},"b":{}}}\n',
    ]);
    const proposal = await inferTable(night.query, tableIdentity(undefined));
    night.remove();
    expect([typeOf(proposal), typeOf(proposal, 'b')]).toEqual(['bigint', undefined]);
    expect(reasonOf(proposal)).toContain('NULL in the column: 1 without a type');
    expect(reasonOf(proposal, 'b')).toBe('only values without a type: no column can have it');
  });

  it('stays exact when one number in a hundred has an exponent', async () => {
    const proposal = await infer(withA(...repeatValue({ N: '1.25' }, 99), { N: '1E+90' }));
    expect(typeOf(proposal)).toBe('decimal(12,2)');
    expect(reasonOf(proposal)).toContain('1 N (exponent) such as 1E+90');
  });

  it('of times with more digits of a second than a column keeps is a timestamp, and the reason says so', async () => {
    const proposal = await infer(withA({ S: '2022-06-20T01:48:00.123456Z' }));
    expect([typeOf(proposal), reasonOf(proposal)]).toEqual(['timestamp', expect.stringContaining('cuts finer digits')]);
  });

  it('of numbers that may be times stays a number, and the reason says how to read it', async () => {
    const items = [{ id: { S: 'a' }, expiresAt: { N: '1655689680' } }];
    expect(reasonOf(await infer(items), 'expiresAt')).toContain('from_unixtime');
  });

  it('is given for an attribute that few items have, and the share is told', async () => {
    const { reasons } = await infer(withA({ S: 'x' }, undefined, undefined, undefined));
    expect(reasons.find(({ attribute }) => attribute === 'a')?.percent).toBe(25);
  });
});

describe('the columns of a proposal', () => {
  it('differ where two names would give the same one', async () => {
    const { table } = await infer([{ id: { S: '1' }, orderId: { S: 'a' }, order_id: { S: 'b' }, slot: { S: 'c' } }]);
    expect(table.attributes).toEqual([
      { name: 'orderId', type: 'string' },
      { name: 'order_id', type: 'string', column: 'order_id_2' },
      { name: 'slot', type: 'string', column: 'slot_2' },
    ]);
  });

  it('have Latin names where an attribute has none', async () => {
    const { table } = await infer([{ id: { S: '1' }, 価格: { N: '1' }, 数量: { N: '2' } }]);
    expect(table.attributes.map(({ column }) => column)).toEqual(['attribute', 'attribute_2']);
  });
});

describe('the key of a proposal', () => {
  const keyOf = ({ table }: TableProposal) => [table.partitionKey.name, table.sortKey?.name];

  it('is the attribute named as an identifier that tells all items apart', async () => {
    expect(keyOf(await infer(withA({ S: 'x' }, { S: 'y' })))).toEqual(['id', undefined]);
  });

  it('is a pair where no identifier is unique, the time last', async () => {
    expect(keyOf(await infer(articleOrders))).toEqual(['tableid', 'datetime']);
  });

  it('is pk and sk in a table of several entities, even if one alone is unique', async () => {
    const items = [
      { PK: { S: 'USER#1' }, SK: { S: 'PROFILE' }, userId: { S: '1' } },
      { PK: { S: 'USER#1' }, SK: { S: 'ORDER#2' }, userId: { S: '2' } },
    ];
    expect(keyOf(await infer(items))).toEqual(['PK', 'SK']);
  });

  it('is told apart exactly: the pairs (a, bc) and (ab, c) are two', async () => {
    const items = [
      { pk: { S: 'a' }, sk: { S: 'bc' } },
      { pk: { S: 'ab' }, sk: { S: 'c' } },
      { pk: { S: 'ab' }, sk: { S: 'bc' } },
    ];
    expect(keyOf(await infer(items))).toEqual(['pk', 'sk']);
  });

  it('is what was given, and only its missing part is looked for', async () => {
    expect(keyOf(await infer(articleOrders, { partitionKey: 'tableid' }))).toEqual(['tableid', 'datetime']);
    expect(keyOf(await infer(articleOrders, { partitionKey: 'menu' }))).toEqual(['menu', undefined]);
    expect(keyOf(await infer(articleOrders, { partitionKey: 'menu', sortKey: 'tableid' }))).toEqual([
      'menu',
      'tableid',
    ]);
  });

  it('is told to be none where two items have the values that were given', async () => {
    const items = ['a', 'a', 'b'].map((sk) => ({ pk: { S: '1' }, sk: { S: sk } }));
    const { keyReason } = await infer(items, { partitionKey: 'pk', sortKey: 'sk' });
    expect(keyReason).toMatch(
      /^given, but the 3 items have only 2 values of it, and no two items of a table have one key/,
    );
    expect((await infer(items.slice(1), { partitionKey: 'pk', sortKey: 'sk' })).keyReason).toBe('given');
  });

  it('is called a guess where nothing is unique', async () => {
    const { keyReason } = await infer([{ id: { S: '1' } }, { id: { S: '1' } }]);
    expect(keyReason).toContain('a guess');
  });

  it('is a guess where there is one item, which any attribute tells apart', async () => {
    expect(proposalReasons(await infer(withA({ S: 'x' })))).toMatch(
      /^1 item\nKey: id \(S\): a guess by names: any attribute tells one item apart\. An export/,
    );
  });

  it('cannot be an attribute that some items lack', async () => {
    await expect(infer(withA({ S: 'x' }, undefined), { partitionKey: 'a' })).rejects.toMatchObject({
      name: 'Infer.WrongKey',
      message: expect.stringContaining(
        'every item needs it with one type (S, N or B) and a value; found in 2 items: 1 S',
      ) as string,
    });
  });

  it('is missing where no attribute is in all items with one type', async () => {
    await expect(infer([{ a: { S: '1' } }, { b: { S: '1' } }])).rejects.toMatchObject({ name: 'Infer.NoKey' });
    await expect(infer([{ a: { S: '1' } }, { a: { N: '1' } }])).rejects.toMatchObject({ name: 'Infer.NoKey' });
  });
});

describe('a proposal', () => {
  it('for an export without items is refused by name', async () => {
    await expect(infer([])).rejects.toMatchObject({ name: 'Infer.NoItems' });
  });

  it('names the DynamoDB table, and itself as the configuration allows', async () => {
    const { table } = await infer(withA({ S: 'x' }), {}, 'prod.Orders');
    expect(table).toMatchObject({ name: 'prod_Orders', existingTable: 'prod.Orders' });
  });

  it('names no DynamoDB table where nothing says it', async () => {
    const { table } = await infer(withA({ S: 'x' }));
    expect([table.name, table.existingTable]).toEqual(['Items', undefined]);
  });

  describe('for the sushi orders', () => {
    const orders = [...articleOrders, ...generateOrders({ count: 4000, days: 30, until: new Date(0), seed: 1 })];
    let night: Night;
    let proposal: TableProposal;

    beforeAll(async () => {
      night = Night.of(engine, orders);
      proposal = await inferTable(night.query, tableIdentity('sushi-orders'));
    });

    afterAll(() => {
      night.remove();
    });

    it('can be pasted into the configuration', () => {
      const pasted: unknown = JSON.parse(proposalJson(proposal));
      expect(parseConfig({ tables: [pasted] }).tables[0]?.attributes).toHaveLength(proposal.table.attributes.length);
    });

    it('has no entities: neither the menu nor the status tells items of different attributes apart', () => {
      expect(proposal.table.entities).toBeUndefined();
    });

    it('takes three scans: one for the attributes, two for the key, which begins with nothing that tells entities apart', () => {
      expect(night.asked).toHaveLength(3);
    });

    it('reads as many items as its reasons say: what is NULL in a column was told', async () => {
      const [table] = parseConfig({ tables: [proposal.table] }).tables;
      const price = table && columns(table).find(({ name }) => name === 'price');
      const [[read, misfits] = []] = await night.query(
        `SELECT count(${price?.sql}), count_if(${price?.misfit}) FROM items`,
      );
      const having = orders.filter((order) => order.price !== undefined).length;
      expect(Number(read) + Number(misfits)).toBe(having);
      expect(reasonOf(proposal, 'price')).toContain(`NULL in the column: ${misfits} S`);
    });

    it('says the key, how to correct it, and a line for every attribute', () => {
      const text = proposalReasons(proposal);
      expect(text).toContain('Key: tableid (S) and datetime (S)');
      expect(text).toContain('correct it with --key and --sort-key');
      expect(text).toMatch(/^ {2}quantity +bigint +100 %/m);
    });
  });

  it('shows control characters of names before it lines up what stands beside them, wide characters too', async () => {
    const items = [{ id: { S: '1' }, 'a\u001b\n': { N: '1' }, 寿司: { BOOL: true }, plain: { S: 'x' } }];
    const lines = proposalReasons(await infer(items))
      .split('\n')
      .slice(2);
    expect(lines).toEqual([
      '  a\\u001b\\n  bigint   100 %  N, whole, of at most 1 digit',
      '  id         string   100 %  S',
      '  plain      string   100 %  S',
      '  寿司       boolean  100 %  BOOL',
    ]);
  });
});
