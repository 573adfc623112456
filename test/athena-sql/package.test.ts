import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  absoluteFolder,
  AthenaError,
  Engine,
  parseStatement,
  RefusedError,
  SqlSyntaxError,
  textRows,
  translate,
  type TableResolver,
} from '../../lib/athena-sql';
import { REFUSED_FUNCTION } from './refused-function';

const folder = mkdtempSync(join(tmpdir(), 'package-'));
const file = join(folder, 'lines.json');

const catalog: TableResolver = {
  find: (_, table) =>
    table === 'fruits'
      ? {
          kind: 'jsonLines',
          columns: [
            { name: 'name', jsonName: 'name', type: { kind: 'varchar' } },
            { name: 'amount', jsonName: 'amount', type: { kind: 'bigint' } },
          ],
          partitionKeys: ['day'],
          partitions: [{ values: ['2026-01-31'], files: [file] }],
        }
      : undefined,
  names: () => ['fruits'],
};

describe('the package of the dialect', () => {
  let engine: Engine;

  beforeAll(async () => {
    writeFileSync(file, '{"name":"plum","amount":7}\n{"name":"pear","amount":2}\n');
    engine = await Engine.open({ root: absoluteFolder(folder) });
  });

  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true });
  });

  const ask = async (sql: string) => {
    const rows: unknown[] = [];
    for await (const batch of textRows(await engine.query(sql, { catalog, database: 'shop' }))) rows.push(...batch);
    return rows;
  };

  it('answers a statement about files', async () => {
    expect(await ask('SELECT name, amount / 2, day FROM fruits ORDER BY amount')).toEqual([
      ['pear', '1', '2026-01-31'],
      ['plum', '3', '2026-01-31'],
    ]);
  });

  it('parses and translates without an engine', () => {
    expect(parseStatement('SELECT 1').query.body.kind).toBe('select');
    const { columns } = translate('SELECT 1 AS one', {
      catalog: { find: () => undefined, names: () => [] },
      database: 'd',
    });
    expect(columns.map(({ name, type }) => [name, type.kind])).toEqual([['one', 'integer']]);
  });

  it('tells its failures by their class', async () => {
    await expect(ask('SELEC')).rejects.toBeInstanceOf(SqlSyntaxError);
    await expect(ask('SELECT * FROM fruit')).rejects.toBeInstanceOf(AthenaError);
    await expect(ask(`SELECT ${REFUSED_FUNCTION}('a')`)).rejects.toBeInstanceOf(RefusedError);
  });
});
