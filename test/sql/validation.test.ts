import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseConfig, type Table } from '../../lib/config';
import { allTextRows, type TableResolver, type TextRow } from '../../lib/athena-sql/engine';
import { validationQuery } from '../../lib/sql';
import { temporaryEngine } from '../athena-sql/engine/temporary-engine';

const own = temporaryEngine('validation');

interface Key {
  readonly name: string;
  readonly type: 'S' | 'N' | 'B';
}

const tableWith = (keys: { partitionKey: Key; sortKey?: Key }, checkDuplicateKeys = false): Table => {
  const [table] = parseConfig({ tables: [{ name: 'Events', ...keys, attributes: [], checkDuplicateKeys }] }).tables;
  if (table === undefined) throw new Error('no table');
  return table;
};

let folders = 0;

/** What the validation says of data files of these items, whose counts all fit. */
async function problems(table: Table, files: readonly (readonly object[])[]): Promise<readonly TextRow[]> {
  const folder = join(own.bucket, String(++folders));
  mkdirSync(folder, { recursive: true });
  const write = (name: string, lines: readonly object[]) => {
    const path = join(folder, name);
    writeFileSync(path, gzipSync(lines.map((line) => `${JSON.stringify(line)}\n`).join('')));
    return path;
  };
  const data = files.map((items, index) =>
    write(
      `${'abcdef'.charAt(index)}.json.gz`,
      items.map((Item) => ({ Item })),
    ),
  );
  const manifest = write(
    'manifest.gz',
    files.map((items, index) => ({
      itemCount: items.length,
      dataFileS3Key: `${folders}/${'abcdef'.charAt(index)}.json.gz`,
    })),
  );
  const columns = [
    { name: 'itemcount', type: { kind: 'bigint' }, jsonName: 'itemCount' },
    { name: 'datafiles3key', type: { kind: 'varchar' }, jsonName: 'dataFileS3Key' },
  ] as const;
  const catalog: TableResolver = {
    find: (_, name) =>
      name === 'staged'
        ? {
            kind: 'items',
            ignoreMalformed: true,
            partitionKeys: ['export_id'],
            partitions: [{ values: ['e'], files: data }],
          }
        : {
            kind: 'jsonLines',
            columns,
            partitionKeys: ['export_date', 'export_id'],
            partitions: [{ values: ['d', 'e'], files: [manifest] }],
          },
    names: () => ['staged', 'files'],
  };
  const night = { exportId: 'e', exportDate: 'd', itemCount: String(files.flat().length) };
  const sql = validationQuery(table, { staged: 'db.staged', files: 'db.files', bucket: 'bucket' }, night);
  return allTextRows(await own.engine.query(sql, { catalog, database: 'db' }));
}

describe('a data file that was copied over another', () => {
  const findCopied = (rows: readonly TextRow[]) => rows.filter(([check]) => check === 'file_copied');

  it.each([
    ['S', { id: { S: 'a' } }, { id: { S: 'b' } }, 'a'],
    ['N', { id: { N: '12345678901234567890123456789012345678' } }, { id: { N: '2' } }, '2'],
    ['B', { id: { B: 'AAE=' } }, { id: { B: 'AAI=' } }, 'AAE='],
  ] as const)('is found by a key of type %s, and both are named', async (type, one, other, least) => {
    const table = tableWith({ partitionKey: { name: 'id', type } });
    const file = [one, other];
    const found = type === 'N' ? '12345678901234567890123456789012345678' : least;
    expect(findCopied(await problems(table, [file, [], file]))).toEqual([
      ['file_copied', 'error', `${folders}/a.json.gz`, '1', '2', found],
      ['file_copied', 'error', `${folders}/c.json.gz`, '1', '2', found],
    ]);
  });

  const twoKeys = { partitionKey: { name: 'pk', type: 'S' }, sortKey: { name: 'sk', type: 'N' } } as const;
  const item = (pk: string, sk: number) => ({ pk: { S: pk }, sk: { N: String(sk) } });

  it('is found by both keys of a table that has two', async () => {
    const file = [item('a', 1), item('a', 2)];
    expect(findCopied(await problems(tableWith(twoKeys), [file, file]))).toHaveLength(2);
  });

  it('is none where files have items of one partition key, as those of a large item collection have', async () => {
    const files = [[item('a', 1)], [item('a', 2)], [item('a1', 1)], [item('a', 11)]];
    expect(await problems(tableWith(twoKeys), files)).toEqual([]);
  });

  it('is none where files have no items, or items without a key', async () => {
    expect(findCopied(await problems(tableWith(twoKeys), [[], [], [{ x: { S: '' } }], [{ x: { S: '' } }]]))).toEqual(
      [],
    );
  });

  it('is found where all keys are compared too', async () => {
    const file = [item('a', 1), item('a', 2)];
    const checks = (await problems(tableWith(twoKeys, true), [file, file])).map(([check]) => check);
    expect(checks).toEqual(['duplicate_keys', 'file_copied', 'file_copied']);
  });
});
