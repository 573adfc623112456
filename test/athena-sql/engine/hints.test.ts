import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { absoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';
import { allTextRows, Engine, type TableResolver, type TableSource } from '../../../lib/athena-sql/engine';

const root = mkdtempSync(join(tmpdir(), 'hints-'));
let engine: Engine;
let catalog: TableResolver;

beforeAll(async () => {
  engine = await Engine.open({ root: absoluteFolder(root) });
  const file = join(root, 'a.json');
  writeFileSync(file, '{"Item":{"PK":{"S":"a"}}}\n');
  const tables: Readonly<Record<string, TableSource>> = {
    raw: { kind: 'items', partitionKeys: [], partitions: [{ values: [], files: [file] }], ignoreMalformed: false },
    orders: { kind: 'view', sql: 'SELECT item FROM raw' },
  };
  catalog = { find: (_, table) => tables[table], names: () => Object.keys(tables) };
});

afterAll(async () => {
  await engine.close();
  rmSync(root, { recursive: true });
});

describe('an error says what to write instead', () => {
  it.each([
    ['of an attribute that is absent', "SELECT item['zzz'] FROM raw", "element_at(.., 'zzz') is NULL there"],
    ['of attributes as fields', 'SELECT Item.PK.S FROM raw', "element_at(item, 'PK')"],
    ['of the partitions of a view', 'SELECT * FROM "orders$partitions"', 'orders is a view'],
    ['of the partitions of a view, with the tables that there are', 'SELECT * FROM "orders$partitions"', 'raw, orders'],
  ])('%s', async (_, sql, hint) => {
    const answered = engine.query(sql, { catalog, database: 'db' }).then(allTextRows);
    await expect(answered).rejects.toThrow(hint);
  });
});
