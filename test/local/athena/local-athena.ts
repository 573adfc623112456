import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partitionInput, tableInputs } from '../../../lib/catalog';
import { parseConfig, resources, type Table } from '../../../lib/config';
import { absoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';
import { Engine } from '../../../lib/athena-sql/engine';
import { exportLayout } from '../../../lib/export';
import { Catalog, type CatalogPartition } from '../../../lib/local/glue';
import { FileStore, importExport } from '../../../lib/local/s3';
import { validationQuery } from '../../../lib/sql';

const config = parseConfig({});
const [table] = config.tables as [Table];

export const NAMES = resources(config, table);
const NIGHT = { exportId: '01769799600000-19999999', exportDate: '2026-01-31' };

/** Key of a data file of the fixtures, which has items. */
export const DATA_FILE = `export/AWSDynamoDB/${NIGHT.exportId}/data/i6hdxjzeg74i7dx6fi6g4u2jjn.json.gz`;
/** Key of the data file that is before it. */
export const EMPTY_FILE = `export/AWSDynamoDB/${NIGHT.exportId}/data/amimtvebbzerpdfsaaegibyzrs.json.gz`;

/** The validation of a staged night that has seven items by its manifest. */
export const VALIDATION = validationQuery(
  table,
  {
    staged: `${NAMES.database}.${NAMES.staged}`,
    files: `${NAMES.database}.${NAMES.files}`,
    bucket: NAMES.bucket,
  },
  { ...NIGHT, itemCount: '7' },
);

/** Catalog and bucket of the sushi orders, with no night in them. */
export interface LocalAthena {
  readonly store: FileStore;
  readonly catalog: Catalog;
  readonly engine: Engine;
  /** Stages an export of the fixtures, as the workflow does before it validates. */
  stage(fixture: string): Promise<void>;
  /** Gives {@link DATA_FILE} of a good export these bytes, and its manifest their checksum. */
  list(bytes: Buffer): Promise<void>;
}

/** For the tests of a file: the engine is one, bucket and catalog are new for each test. */
export function localAthena(): LocalAthena {
  const root = mkdtempSync(join(tmpdir(), 'local-athena-'));
  const store = new FileStore(absoluteFolder(root));
  let catalog = Catalog.inMemory();
  let engine: Engine | undefined;
  beforeAll(async () => {
    engine = await Engine.open({ root: absoluteFolder(root) });
  });
  beforeEach(async () => {
    rmSync(root, { recursive: true });
    catalog = Catalog.inMemory();
    catalog.putTables(NAMES.database, tableInputs(table, NAMES));
    await store.createBucket(NAMES.bucket);
  });
  afterAll(async () => {
    await engine?.close();
    rmSync(root, { recursive: true });
  });
  return {
    store,
    get catalog() {
      return catalog;
    },
    get engine() {
      if (!engine) throw new Error('the engine is there while tests run only');
      return engine;
    },
    stage: async (fixture) => {
      const directory = join(__dirname, '../../fixtures/exports', fixture, 'export');
      const { layout } = await importExport(store, directory, NAMES.bucket);
      const manifest = `manifests/${NIGHT.exportId}/manifest-files.json`;
      await store.copy({ bucket: NAMES.bucket, key: layout.manifestFiles }, { bucket: NAMES.bucket, key: manifest });
      addPartition(catalog, 'staged', [NIGHT.exportId], layout.dataFolder);
      addPartition(catalog, 'files', [NIGHT.exportDate, NIGHT.exportId], `manifests/${NIGHT.exportId}/`);
    },
    list: async (bytes) => {
      const { manifestFiles: key } = exportLayout('export', NIGHT.exportId);
      await store.put(NAMES.bucket, DATA_FILE, bytes);
      const md5 = (of: Buffer | string) => createHash('md5').update(of).digest('base64');
      const lines = String(await store.get(NAMES.bucket, key)).replace('CvlydTMLSoCngA5k50MmtA==', md5(bytes));
      await store.put(NAMES.bucket, key, lines);
      await store.put(NAMES.bucket, key.replace('.json', '.md5'), md5(lines));
    },
  };
}

/** Adds a partition whose objects lie under a key of the bucket. */
export function addPartition(catalog: Catalog, kind: 'raw' | 'staged' | 'files', values: string[], key: string): void {
  const input = partitionInput(kind, values, `s3://${NAMES.bucket}/${key}`);
  const added = { ...input, CreationTime: '' } as CatalogPartition;
  if (!catalog.changePartitions(NAMES.database, NAMES[kind], ({ partitions }) => [...partitions, added]))
    throw new Error(`there is no table ${NAMES[kind]}`);
}
