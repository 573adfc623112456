import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStatement } from '../../../lib/cli/options/statement';
import { parseSavedQuery, writeDeployedQuery } from '../../../lib/sql';
import { oneTable } from '../../infra/one-table';

const folder = mkdtempSync(join(tmpdir(), 'statement-'));
const noInput = () => {
  throw new Error('standard input was read');
};

const notAsked = () => Promise.reject(new Error('what is deployed was asked for'));
const nothingDeployed = () => Promise.resolve([]);

const read = (argument: string, listDeployed: () => Promise<string[]> = notAsked) =>
  readStatement(argument, noInput, listDeployed);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a statement', () => {
  it('is the argument itself', async () => {
    expect(await read('SELECT 1')).toEqual({ sql: 'SELECT 1', saved: [] });
  });

  it('is what a file holds', async () => {
    const path = join(folder, 'my query.sql');
    writeFileSync(path, '-- mine\nSELECT 2\n');
    expect(await read(path)).toEqual({ sql: '-- mine\nSELECT 2\n', saved: [] });
  });

  it('is what a file of Windows holds behind its byte order mark', async () => {
    const path = join(folder, 'windows.sql');
    writeFileSync(path, '\uFEFFSELECT 2');
    expect(await read(path)).toEqual({ sql: 'SELECT 2', saved: [] });
  });

  it('is what standard input gives for -', async () => {
    expect((await readStatement('-', () => 'SELECT 3', nothingDeployed)).sql).toBe('SELECT 3');
  });

  it.each(['growth_by_night', 'growth_by_night.sql', 'queries/growth_by_night.sql'])(
    'is a saved query: %s',
    async (name) => {
      const { saved } = await read(name, nothingDeployed);
      expect(saved[0]?.name).toBe('growth_by_night');
    },
  );

  it('keeps the line numbers of its file below a header', async () => {
    const path = join(folder, 'headed.sql');
    writeFileSync(path, '-- title: t\r\n-- description: d\r\n-- table: any\r\n\r\nSELECT\r\n  4\r\n');
    const { sql, saved } = await read(path);
    expect(sql).toBe('\n\n\n\nSELECT\n  4');
    expect(saved[0]?.title).toBe('t');
  });

  it('that is neither a file nor a saved query is refused with the saved queries', async () => {
    await expect(read('monthly', nothingDeployed)).rejects.toThrow(
      /no file and no saved query monthly\. Saved queries are /,
    );
    await expect(read('no/such/file.sql', nothingDeployed)).rejects.toThrow('no saved query no/such/file.sql');
  });

  it('whose header lacks something is refused with what', async () => {
    const path = join(folder, 'lacking.sql');
    writeFileSync(path, '-- title: t\n-- table: any\nSELECT 1');
    await expect(read(path)).rejects.toThrow('description');
  });
});

describe('a name of a saved query of a deployed system', () => {
  const [orders, visits] = ['Orders', 'Visits'].map((name) => oneTable({ name }).table);
  const query = parseSavedQuery(
    'growth_by_night',
    '-- title: Mine\n-- description: d\n-- table: any\n-- parameter: since \'2026-01-01\' the first night\n-- compares: nights\nSELECT ? FROM "{table}"',
  );
  const readDeployed = () =>
    Promise.resolve([
      'SELECT 1 -- of a person',
      ...[orders, visits].map((table) => (table ? writeDeployedQuery(query, table) : '')),
    ]);

  it('is that query with all that its file says, for each table, in the place of one of this package', async () => {
    const { saved } = await read('growth_by_night', readDeployed);
    expect(saved).toEqual([
      { ...query, table: 'orders', sql: 'SELECT ? FROM "orders"' },
      { ...query, table: 'visits', sql: 'SELECT ? FROM "visits"' },
    ]);
  });

  it('is among those that are told where there is none of the name', async () => {
    const own = () => Promise.resolve([writeDeployedQuery({ ...query, name: 'mine' }, oneTable({ name: 'A' }).table)]);
    await expect(read('mein', own)).rejects.toThrow(/largest_items, menus_ordered_together, mine, /);
  });

  it('is one of this package where what is deployed may not be listed, and else the failure', async () => {
    expect((await read('growth_by_night')).saved[0]?.title).not.toBe('Mine');
    await expect(read('mine')).rejects.toThrow('what is deployed was asked for');
  });
});
