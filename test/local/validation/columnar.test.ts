import { gzipSync } from 'node:zlib';
import { columnarStorage, partitionInput, tableInputs } from '../../../lib/catalog';
import { parseConfig, type Table } from '../../../lib/config';
import { parseUnload } from '../../../lib/athena-sql/dialect';
import { Catalog, type CatalogPartition } from '../../../lib/local/glue';
import { checkBytes } from '../../../lib/local/validation/byte-check';
import { unloadStatement, validationQuery } from '../../../lib/sql';
import { DATA_FILE, localAthena, NAMES } from '../athena/local-athena';

const [first] = parseConfig({}).tables as [Table];
const table: Table = { ...first, columnar: true };
const [EXPORT_ID, DATE, UNLOAD_ID] = ['01769799600000-19999999', '2026-01-31', 'night'];
const FOLDER = `columnar/${NAMES.raw}/${EXPORT_ID}/${UNLOAD_ID}/`;

const nameTable = (kind: 'staged' | 'files' | 'unloaded') => `"${NAMES.database}"."${NAMES[kind]}"`;
const location = (key: string) => `s3://${NAMES.bucket}/${key}`;

const UNLOAD = unloadStatement(table, {
  staged: nameTable('staged'),
  exportId: EXPORT_ID,
  exportDate: DATE,
  folder: location(FOLDER),
});
const VALIDATION = validationQuery(
  table,
  { staged: nameTable('staged'), files: nameTable('files'), unloaded: nameTable('unloaded'), bucket: NAMES.bucket },
  { exportId: EXPORT_ID, exportDate: DATE, itemCount: '7', unloadId: UNLOAD_ID },
);

describe('the byte check of a columnar night', () => {
  const athena = localAthena();
  const check = async (sql: string) => {
    const catalog = Catalog.inMemory();
    catalog.putTables(NAMES.database, tableInputs(table, NAMES));
    const register = (name: string, partition: object) =>
      catalog.changePartitions(NAMES.database, name, () => [{ ...partition, CreationTime: '' } as CatalogPartition]);
    register(NAMES.staged, partitionInput('staged', [EXPORT_ID], location(DATA_FILE.replace(/[^/]*$/, ''))));
    register(NAMES.files, partitionInput('files', [DATE, EXPORT_ID], location(`manifests/${EXPORT_ID}/`)));
    const StorageDescriptor = columnarStorage(table, location(FOLDER));
    register(NAMES.unloaded, { Values: [UNLOAD_ID], StorageDescriptor });
    const unload = parseUnload(sql);
    const statement = { sql: unload?.query ?? sql, unloads: unload !== undefined, database: NAMES.database };
    const { findings, unreadable } = await checkBytes(statement, catalog, athena.store);
    return { findings: findings.map(({ check: name }) => name), unreadable: (await unreadable)?.reason };
  };

  it('inflates the files for the statement that reads their lines, and not again for its Parquet', async () => {
    await athena.stage('good');
    await athena.list(gzipSync('{"Item":{}}\n').subarray(0, -1));
    expect(await check(UNLOAD)).toEqual({ findings: [], unreadable: 'unexpected end of file' });
    expect(await check(VALIDATION)).toEqual({ findings: [], unreadable: undefined });
  });

  it('still compares their checksums for the Parquet', async () => {
    await athena.stage('good');
    await athena.store.put(NAMES.bucket, DATA_FILE, 'no gzip');
    expect(await check(UNLOAD)).toEqual({ findings: ['file_changed'], unreadable: 'incorrect header check' });
    expect(await check(VALIDATION)).toEqual({ findings: ['file_changed'], unreadable: undefined });
  });
});
