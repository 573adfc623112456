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
  };
  catalog = { find: (_, table) => tables[table], names: () => Object.keys(tables) };
});

describe('an error says what to write instead', () => {
  it.each([
    ['of an attribute that is absent', "SELECT item['zzz'] FROM raw", "element_at(.., 'zzz') is NULL there"],
    ['of attributes as fields', 'SELECT Item.PK.S FROM raw', "element_at(item, 'PK')"],
    ['of the partitions of a view', 'SELECT * FROM "orders$partitions"', 'orders is a view'],
    ['of the partitions of a view, with the tables that there are', 'SELECT * FROM "orders$partitions"', 'raw, orders'],
  ])('%s', async (_, sql, hint) => {
    const answered = own.engine.query(sql, { catalog, database: 'db' }).then(allTextRows);
    await expect(answered).rejects.toThrow(hint);
  });
});
