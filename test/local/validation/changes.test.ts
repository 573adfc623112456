import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { partitionInput, tableInputs } from '../../../lib/catalog';
import { parseConfig, resources, type Table } from '../../../lib/config';
import { absoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';
import { exportArn, incrementalLayout, type ItemChangeRecord, writeIncrement } from '../../../lib/export';
import { Catalog, type CatalogPartition } from '../../../lib/local/glue';
import { exportWriter, FileStore } from '../../../lib/local/s3';
import { checkBytes } from '../../../lib/local/validation/byte-check';
import { WINDOW_VIEW } from '../../../lib/night';
import { validateMergedQuery } from '../../../lib/sql/incremental';

const config = parseConfig({
  tables: [{ name: 'Orders', partitionKey: { name: 'id', type: 'S' }, incremental: { reconcile: 'weekly' } }],
});
const [table] = config.tables as [Table];
const NAMES = resources(config, table);
const TABLE_ARN = 'arn:aws:dynamodb:ap-northeast-1:000000000000:table/Orders';

const [BASE, NIGHT, EXPORT_ID] = ['2026-02-01', '2026-02-02', '01769972400001-80000000'];
const [FROM, TO] = [Date.UTC(2026, 0, 31, 19), Date.UTC(2026, 1, 1, 19)];
const LAYOUT = incrementalLayout('export/changes', EXPORT_ID);

const nameTable = (kind: 'raw' | 'changes' | 'unloaded') => `"${NAMES.database}"."${NAMES[kind]}"`;

const VALIDATION = validateMergedQuery(
  table,
  { changes: nameTable('changes'), raw: nameTable('raw'), unloaded: nameTable('unloaded') },
  {
    exportDate: NIGHT,
    windows: `('${EXPORT_ID}', ${FROM * 1000}, ${TO * 1000}, 2)`,
    windowIds: `'${EXPORT_ID}'`,
    baseDate: BASE,
    baseItemCount: '1',
    baseFingerprint: '1',
    unloadId: 'night',
  },
);

async function* records(): AsyncGenerator<ItemChangeRecord> {
  for (const id of ['a', 'b'])
    yield { writtenMicros: FROM * 1000, keys: { id: { S: id } }, oldImage: undefined, newImage: { id: { S: id } } };
  await Promise.resolve();
}

describe('the byte check of a validation of a night that is made of changes', () => {
  const root = mkdtempSync(join(tmpdir(), 'changes-'));
  const store = new FileStore(absoluteFolder(root));
  const catalog = Catalog.inMemory();
  let files: readonly string[] = [];

  const register = (kind: 'raw' | 'changes', values: string[], key: string) => {
    const input = partitionInput(kind, values, `s3://${NAMES.bucket}/${key}`);
    const made = { ...input, CreationTime: '' } as CatalogPartition;
    catalog.changePartitions(NAMES.database, NAMES[kind], ({ partitions }) => [...partitions, made]);
  };
  const check = (sql: string) => checkBytes({ sql, unloads: false, database: NAMES.database }, catalog, store);

  beforeAll(async () => {
    await store.createBucket(NAMES.bucket);
    catalog.putTables(NAMES.database, tableInputs(table, NAMES));
    const instant = new Date(TO).toISOString();
    const written = await writeIncrement(exportWriter(store, NAMES.bucket), records(), {
      layout: LAYOUT,
      files: 1,
      partitionOf: () => 0,
      random: () => 0.5,
      facts: {
        exportArn: exportArn(TABLE_ARN, EXPORT_ID),
        startTime: instant,
        endTime: instant,
        tableArn: TABLE_ARN,
        tableId: 'one',
        exportFromTime: new Date(FROM).toISOString(),
        exportToTime: instant,
        outputView: WINDOW_VIEW,
        s3Bucket: NAMES.bucket,
        s3Prefix: 'export/changes',
        s3SseAlgorithm: 'AES256',
        s3SseKmsKeyId: null,
      },
    });
    files = written.files.map(({ dataFileS3Key }) => dataFileS3Key);
    register('changes', [NIGHT, EXPORT_ID], LAYOUT.dataFolder);
    // the night before, of which nothing is there that could be compared
    register('raw', [BASE], 'export/AWSDynamoDB/01769886000000-80000000/data/');
  });

  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it('names the files of changes that are as DynamoDB wrote them, and looks at no night before', async () => {
    const { findings, intactFiles } = await check(VALIDATION);
    expect(findings).toEqual([]);
    expect([...intactFiles].sort()).toEqual(files.map((key) => store.pathOf(NAMES.bucket, key)).sort());
  });

  it('is none of a question to the changes', async () => {
    const question = `SELECT count(*) FROM ${nameTable('changes')} WHERE export_date = '${NIGHT}' AND export_id = '${EXPORT_ID}'`;
    expect((await check(question)).intactFiles).toEqual([]);
  });

  it('finds changes that are no longer what they were when they were validated themselves', async () => {
    const [file = ''] = files;
    await store.put(NAMES.bucket, file, gzipSync('{"Metadata":{}}\n'));
    expect(await check(VALIDATION)).toMatchObject({ findings: [{ check: 'file_changed', file }], intactFiles: [] });
  });
});
