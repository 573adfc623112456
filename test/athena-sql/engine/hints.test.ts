import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allTextRows, type TableResolver, type TableSource } from '../../../lib/athena-sql/engine';
import { temporaryEngine } from './temporary-engine';

const own = temporaryEngine('hints');
let catalog: TableResolver;

beforeAll(() => {
  const file = join(own.root, 'a.json');
  writeFileSync(file, '{"Item":{"PK":{"S":"a"}}}\n');
  const tables: Readonly<Record<string, TableSource>> = {
    raw: { kind: 'items', partitionKeys: [], partitions: [{ values: [], files: [file] }], ignoreMalformed: false },
    orders: { kind: 'view', sql: 'SELECT item FROM raw' },
    typed: { kind: 'view', sql: "SELECT element_at(element_at(item, 'PK'), 'S') AS pk FROM raw" },
  };
  catalog = { find: (_, table) => tables[table], names: () => Object.keys(tables) };
});

describe('an error says what to write instead', () => {
  it.each([
    ['of an attribute that is absent', "SELECT item['zzz'] FROM raw", "element_at(.., 'zzz') is NULL there"],
    ['of attributes as fields', 'SELECT Item.PK.S FROM raw', "element_at(item, 'PK')"],
    [
      'of the items of a view',
      "SELECT item['zzz'] FROM typed",
      'There are: pk. The table raw, which is read here, has item',
    ],
    [
      'of the items of a view, as fields',
      'SELECT t.pk, Item.PK.S FROM typed AS t',
      "'Item.PK.S' cannot be resolved. There are: pk. The table raw, which is read here, has Item",
    ],
    ['of the partitions of a view', 'SELECT * FROM "orders$partitions"', 'orders is a view'],
    ['of the partitions of a view, with the tables that there are', 'SELECT * FROM "orders$partitions"', 'raw, orders'],
  ])('%s', async (_, sql, hint) => {
    const answered = own.engine.query(sql, { catalog, database: 'db' }).then(allTextRows);
    await expect(answered).rejects.toThrow(hint);
  });

  it('and nothing of a column that no table has which the statement reads', async () => {
    const answered = own.engine.query('SELECT zzz FROM typed', { catalog, database: 'db' }).then(allTextRows);
    await expect(answered).rejects.toThrow(/There are: pk\n/);
  });
});
